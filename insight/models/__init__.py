from insight.models.edition import Edition, EditionLine

__all__ = ["Edition", "EditionLine"]
