import re
from typing import Any

from django.db import models

NUMBER = re.compile(r"[0-9]+")
WIDTH = 8


def natural(code: str) -> str:
    """A text that sorts as people count: "V2" before "V10", "7.1.9" before "7.1.10"."""
    return NUMBER.sub(lambda found: found[0].lstrip("0").zfill(WIDTH), code.lower())


class NaturalOrderField(models.CharField):
    """Where a row comes when a code of it is sorted as people count. Filled in whenever the row is saved."""

    def __init__(self, *args: Any, of: str, **kwargs: Any) -> None:
        self.of = of
        super().__init__(*args, **{"editable": False, "blank": True, "db_index": True, **kwargs})

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        """What goes into the database; called for each row that is saved, alone or with many."""
        value = natural(str(getattr(model_instance, self.of)))[: self.max_length]
        setattr(model_instance, self.attname, value)
        return value

    def deconstruct(self) -> Any:
        """As migrations write it down."""
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "of": self.of}
