"""A canary in every private text of every row of every model, past the triggers that keep some of them."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.core.files.base import ContentFile
from django.db import IntegrityError, connection, transaction
from django.db.models import CharField, EmailField, Field, FileField, JSONField, Model, TextField, URLField, UUIDField
from django.db.models import Value as V
from django.db.models.functions import Cast, Concat

from tests.hardening.canary.judged import BY_CHOICE, CODE_INSIDE, NOT_PLANTED, OWN_FORM, WHOLE_BY_CHOICE, WITHOUT_ROWS
from tests.hardening.canary.marks import TAIL, Find, finds, key, sentence, word

TEXTS = (CharField, TextField, JSONField, FileField, UUIDField)
MAILBOX, SITE = "@vogel.example", "https://vogel.example/"


def label(of: Field) -> str:
    """A field by its model: "initiatives.Initiative.address"."""
    return f"{of.model._meta.label}.{of.name}"


def private_texts() -> Iterator[Field]:
    """The fields of every model that may hold words or a key and are not declared open."""
    for model in apps.get_models():
        known = set(getattr(getattr(model, "Privacy", None), "open", ()))
        for each in model._meta.concrete_fields:
            if isinstance(each, TEXTS) and not (each.choices or each.primary_key or each.name in known):
                yield each


def declared_by_choice() -> set[str]:
    """What models declare open for some of their rows."""
    privacies = ((model._meta.label, getattr(model, "Privacy", None)) for model in apps.get_models())
    return {f"{name}.{each}" for name, privacy in privacies for each in getattr(privacy, "by_choice", ())}


@dataclass
class Planted:
    """Which field has which number, where no row took the canary, and whose rows everyone may read."""

    labels: list[str] = field(default_factory=list)
    empty: list[str] = field(default_factory=list)
    shown: dict[tuple[int, str], set[int]] = field(default_factory=dict)

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


def plant(fields: Iterator[Field] | None = None) -> Planted:
    """Write the canary in every private text of every row that takes it."""
    planted = Planted()
    release_guards()
    for each in private_texts() if fields is None else fields:
        if label(each) in NOT_PLANTED:
            continue
        planted.labels.append(label(each))
        if not fill(each, len(planted.labels) - 1) and each.model._meta.label not in WITHOUT_ROWS:
            planted.empty.append(label(each))
    make_search_anew()
    for part, rules in (("kanarie", BY_CHOICE), (TAIL, BY_CHOICE | WHOLE_BY_CHOICE)):
        for name, rows in rules.items():
            planted.shown[planted.labels.index(name), part] = set(rows().order_by().values_list("pk", flat=True))
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


def fill(of: Field, number: int) -> int:
    """Plant one field in every row, all at once where that can be; returns how many rows took it."""
    rows = of.model._base_manager.all()
    if isinstance(of, CharField | TextField) and not isinstance(of, FileField) and label(of) not in OWN_FORM:
        with suppress(IntegrityError), transaction.atomic():
            return rows.update(**{of.name: expression(of, number)})
    taken = 0
    for row in rows.only("pk", of.name):
        with suppress(IntegrityError), transaction.atomic():
            taken += rows.filter(pk=row.pk).update(**{of.name: value(of, number, row)})
    return taken


def expression(of: Field, number: int) -> Concat:
    """The canary of each row, put together by the database."""
    before, between, after = around(of, number)
    key_of_row = Cast("pk", CharField())
    parts = [V(before), key_of_row, V(between), *([key_of_row, V(after)] if after else [])]
    return Concat(*parts, output_field=CharField())


def around(of: Field, number: int) -> tuple[str, str, str]:
    """What stands before, between and after the key of a row in the value of a text."""
    first, _, end = word(number, "#").partition("#")
    if isinstance(of, EmailField):
        return first, f"{end}{MAILBOX}", ""
    if isinstance(of, URLField):
        return f"{SITE}{first}", end, ""
    before, between, after = sentence(number, "#").split("#")
    fits = not of.max_length or len(before + between + after) + 12 <= of.max_length
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
    """A file with the canary in its name and content; none where the row has none."""
    if not getattr(row, of.name):
        return ""
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
