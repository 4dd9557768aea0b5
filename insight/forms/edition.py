"""Composing an edition: what it is about, which lines are published and in which words, and why it goes back."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from insight.actions.edition import FREE
from insight.enums import Section
from insight.forms.report import ReachForm
from insight.models.edition import REASON_LENGTH, TEXT_LENGTH, TITLE_LENGTH
from insight.records import Choice, NewEdition
from insight.report import Figure, Report, Words
from insight.report_shown import in_digits


class EditionForm(ReachForm):
    """A new edition: the period and the programme of a report, and a title."""

    title = forms.CharField(label=_("Titel van de editie"), max_length=TITLE_LENGTH)
    field_order = ["title", "first", "last", "programme"]

    def new_edition(self) -> NewEdition:
        """What a valid form says."""
        return NewEdition(**{name: self.cleaned_data[name] for name in ("title", "first", "last", "programme")})


class ReturnForm(forms.Form):
    """Why an edition goes back to its maker."""

    remark = forms.CharField(
        label=_("Wat moet er anders?"),
        help_text=_("De samensteller krijgt dit per e-mail."),
        max_length=REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


@dataclass(frozen=True)
class Row:
    """A line to choose: its box, and the field for its words when those may be changed."""

    box: forms.BoundField
    words: forms.BoundField | None


class ChoiceForm(forms.Form):
    """A box for every line of the live report; lessons and rules also with their words."""

    def __init__(
        self,
        sent: Mapping[str, Any] | None,
        *,
        found: Report,
        chosen: Collection[str] = (),
        texts: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(sent)
        self.found = found
        for line in found.lines:
            self.fields[f"line-{line.key}"] = forms.BooleanField(
                label=_label(line), required=False, initial=line.key in chosen
            )
            if isinstance(line, Words) and line.section in FREE:
                self.fields[f"text-{line.key}"] = forms.CharField(
                    label=_("Zo leest iedereen het"),
                    max_length=TEXT_LENGTH,
                    required=False,
                    initial=(texts or {}).get(line.key, line.text),
                    widget=forms.Textarea(attrs={"rows": 3}),
                )

    def choice(self) -> Choice:
        """What a valid form says."""
        data = self.cleaned_data
        return Choice(
            keys=frozenset(_after(name) for name, value in data.items() if name.startswith("line-") and value),
            texts={_after(name): value for name, value in data.items() if name.startswith("text-")},
        )

    def sections(self) -> Iterator[tuple[Section, list[Row]]]:
        """The lines of each part, in the order of the report."""
        for section in Section:
            rows = [self._row(line.key) for line in self.found.lines if line.section == section]
            if rows:
                yield section, rows

    def _row(self, key: str) -> Row:
        words = f"text-{key}"
        return Row(self[f"line-{key}"], self[words] if words in self.fields else None)


def _label(line: Figure | Words) -> str:
    if isinstance(line, Words):
        said = ", ".join(filter(None, [line.said_by, line.role]))
        return f"{line.text} ({said})" if said else line.text
    number = _("minder dan 5") if line.is_small else in_digits(line.value)
    return f"{line.name[:1].upper()}{line.name[1:]}: {number}"


def _after(name: str) -> str:
    return name.partition("-")[2]
