"""What a page costs, against a bare Django view measured in the same run. `make bench`."""
