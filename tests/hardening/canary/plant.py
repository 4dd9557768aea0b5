"""A canary in every private text of every row of every model, past the triggers that keep some of them."""

import sys
from collections.abc import Callable, Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.core.files.base import ContentFile
from django.db import DataError, IntegrityError, connection, transaction
from django.db.models import (
    CharField,
    EmailField,
    Field,
    FileField,
    JSONField,
    Model,
    QuerySet,
    SlugField,
    TextField,
    URLField,
    UUIDField,
    Value,
)
from django.db.models.functions import Cast, Concat

from tests.hardening.canary.judged import BY_CHOICE, CODE_INSIDE, NOT_PLANTED, OWN_FORM, WHOLE_BY_CHOICE
from tests.hardening.canary.marks import HEAD, TAIL, Find, finds, key, sentence, word
from tests.hardening.canary.shown_rows import PUBLIC

TEXTS = (CharField, TextField, JSONField, FileField, UUIDField)
REFUSED = (IntegrityError, DataError)  # a rule of the table, or a column that is too short
MOST_DIGITS = 12  # of the key of a row, twice
MAILBOX, SITE = "@vogel.example", "https://vogel.example/"


def label(of: Field) -> str:
    """A field by its model: "initiatives.Initiative.address"."""
    return f"{of.model._meta.label}.{of.name}"


def private_texts() -> Iterator[Field]:
    """The fields of every model that may hold words or a key and are not declared open."""
    return (each for each in texts() if not is_open(each))


def open_texts() -> Iterator[Field]:
    """Those that are declared open: everyone reads them, of the rows that everyone reads."""
    return (each for each in texts() if is_open(each))


def texts() -> Iterator[Field]:
    """The fields of every model that may hold words or a key."""
    for model in apps.get_models():
        for each in model._meta.concrete_fields:
            if isinstance(each, TEXTS) and not (each.choices or each.primary_key):
                yield each


def is_open(each: Field) -> bool:
    """True for what its model declares open."""
    return each.name in getattr(getattr(each.model, "Privacy", None), "open", ())


def declared_by_choice() -> set[str]:
    """What models declare open for some of their rows."""
    privacies = ((model._meta.label, getattr(model, "Privacy", None)) for model in apps.get_models())
    return {f"{name}.{each}" for name, privacy in privacies for each in getattr(privacy, "by_choice", ())}


@dataclass
class Planted:
    """Which field has which number, which took no canary, and whose rows everyone may read.

    `nothing_hidden` are open fields of which every row is public.
    """

    labels: list[str] = field(default_factory=list)
    empty: list[str] = field(default_factory=list)
    nothing_hidden: list[str] = field(default_factory=list)
    shown: dict[tuple[int, str], set[object]] = field(default_factory=dict)

    def number(self, of: Field) -> int:
        """The number of a field, given out when it is first asked."""
        if label(of) not in self.labels:
            self.labels.append(label(of))
        return self.labels.index(label(of))

    def show(self, number: int, rows: Callable[[], QuerySet], *parts: str) -> set[object]:
        """Everyone may read these rows of a field; returns their keys."""
        keys = set(rows().order_by().values_list("pk", flat=True))
        self.shown |= {(number, part): keys for part in parts}
        return keys

    @property
    def own_forms(self) -> dict[str, int]:
        """The values of fields with a form of their own, and the numbers of those fields."""
        return {value: self.labels.index(name) for name, value in OWN_FORM.items()}

    def finds(self, text: str) -> set[Find]:
        """Every mark in a text."""
        return set(finds(text, self.own_forms))

    def leaks(self, text: str) -> set[str]:
        """The private values in a text, by field and row."""
        return {self.named(find) for find in self.finds(text) if not self.may_show(find)}

    def may_show(self, find: Find) -> bool:
        """True for a value that everyone may read by somebody's choice."""
        return find.row in self.shown.get((find.field, find.part), ())

    def rows(self, number: int) -> set[int]:
        """The keys of the rows of a field."""
        model = apps.get_model(self.labels[number].rpartition(".")[0])
        return set(model._base_manager.order_by("pk").values_list("pk", flat=True))

    def named(self, find: Find) -> str:
        """A find in words: "initiatives.Initiative.address of 12"."""
        return f"{self.labels[find.field]} of {find.row}"


def plant() -> Planted:
    """Write the canary in every private text of every row that takes it, and in the open ones of rows nobody reads."""
    planted = Planted()
    release_guards()
    for each in private_texts():
        if label(each) not in NOT_PLANTED and not fill(each, planted.number(each)):
            planted.empty.append(label(each))
    for each in open_texts():
        rows = PUBLIC.get(each.model._meta.label)
        if rows is not None:
            public = planted.show(planted.number(each), rows, HEAD, TAIL)
            if not fill(each, planted.number(each), besides=public):
                planted.nothing_hidden.append(label(each))
    make_search_anew()
    for name, rows in BY_CHOICE.items():
        planted.show(planted.labels.index(name), rows, HEAD, TAIL)
    for name, rows in WHOLE_BY_CHOICE.items():
        planted.show(planted.labels.index(name), rows, TAIL)
    return planted


def unplanted(planted: Planted) -> set[str]:
    """The private texts that neither hold a canary nor are judged."""
    return {label(each) for each in private_texts()} - set(planted.labels) - set(NOT_PLANTED)


def release_guards() -> None:
    """Take the triggers away that keep rows as they are; the transaction around brings them back."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
            statements = [f'DROP TRIGGER "{name}"' for (name,) in cursor.fetchall()]
        else:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SELECT DISTINCT event_object_table FROM information_schema.triggers")
            statements = [f'ALTER TABLE "{name}" DISABLE TRIGGER USER' for (name,) in cursor.fetchall()]
        for statement in statements:
            cursor.execute(statement)


def fill(of: Field, number: int, besides: Collection[object] = ()) -> int:
    """Plant one field in every row but these, all at once where that can be; returns how many rows took it."""
    rows = of.model._base_manager.exclude(pk__in=besides)
    if isinstance(of, CharField | TextField) and not isinstance(of, FileField) and label(of) not in OWN_FORM:
        with suppress(*REFUSED), transaction.atomic():
            return rows.update(**{of.name: expression(of, number)})
    taken = 0
    for row in rows.only("pk", of.name):
        with suppress(*REFUSED), transaction.atomic():
            taken += rows.filter(pk=row.pk).update(**{of.name: value(of, number, row)})
    return taken


def expression(of: Field, number: int) -> Concat:
    """The canary of each row, put together by the database."""
    before, between, after = around(of, number)
    key_of_row = Cast("pk", CharField())
    parts = [Value(before), key_of_row, Value(between), *([key_of_row, Value(after)] if after else [])]
    return Concat(*parts, output_field=CharField())


def around(of: Field, number: int) -> tuple[str, str, str]:
    """What stands before, between and after the key of a row in the value of a text."""
    first, _, end = word(number, "#").partition("#")
    if isinstance(of, EmailField):
        return first, f"{end}{MAILBOX}", ""
    if isinstance(of, URLField):
        return f"{SITE}{first}", end, ""
    before, between, after = sentence(number, "#").split("#")
    longest = of.max_length or sys.maxsize
    fits = not isinstance(of, SlugField) and len(before + between + after) + MOST_DIGITS <= longest
    return (before, between, after) if fits else (first, end, "")


def value(of: Field, number: int, row: Model) -> Any:
    """The canary of one row."""
    if label(of) in OWN_FORM:
        return OWN_FORM[label(of)]
    if isinstance(of, UUIDField):
        return key(number, row.pk)
    if isinstance(of, FileField):
        return stored(of, number, row)
    if isinstance(of, JSONField):
        return within(getattr(row, of.name), sentence(number, row.pk), CODE_INSIDE.get(label(of), set()))
    before, between, after = around(of, number)
    return f"{before}{row.pk}{between}{row.pk}{after}" if after else f"{before}{row.pk}{between}"


def stored(of: FileField, number: int, row: Model) -> str:
    """A file with the canary in its name and content."""
    said = sentence(number, row.pk)
    return of.storage.save(f"{word(number, row.pk)}.webp", ContentFile(said.encode()))


def within(old: Any, said: str, code: set[str]) -> Any:
    """The same JSON with the canary for every text; where there was none, with one."""
    if isinstance(old, dict):
        kept = {name: inside if name in code else within(inside, said, code) for name, inside in old.items()}
        return kept | ({} if kept and any(kept[name] != old[name] for name in kept) else {"kanarie": said})
    if isinstance(old, list):
        return [within(each, said, code) for each in old] or [said]
    return said if isinstance(old, str) else old


def make_search_anew() -> None:
    """Let the portal make its columns for searching of what the rows hold now."""
    for model in apps.get_models():
        if hasattr(model, "index_words"):
            for row in model._base_manager.all():
                row.index_words()
                row.save(update_fields=["search_title", "search_text"])
