from insight.models.edition import Edition, EditionLine
from insight.models.kept import KeptFigures

__all__ = ["Edition", "EditionLine", "KeptFigures"]
