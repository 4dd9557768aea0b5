"""The city around an initiative: who else helps, what people tell, where they meet, who follows and challenges."""
