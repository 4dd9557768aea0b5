"""Form fields of initiatives: names, addresses, telephones, themes and wijken."""

import re
from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.utils.functional import Promise as LazyText
from django.utils.translation import gettext_lazy as _

from city.models import Goal, Theme, Wijk
from core.contact_fields import EmailField, NameField, PhoneField
from core.text_fields import told
from initiatives.sheet import NO, YES

__all__ = ["EmailField", "GoalsField", "NameField", "PhoneField", "ThemeField", "WijkField", "YesNoField"]

GOAL_CODE = re.compile(r"[A-Za-z0-9.-]{1,40}")


class YesNoField(forms.ChoiceField):
    """Yes or no, with no answer chosen beforehand; `words` says it in full where "Ja" and "Nee" would not do."""

    def __init__(self, *, missing: str | LazyText, words: tuple[str | LazyText, ...] = (), **kwargs: Any) -> None:
        yes, no = words or (_("Ja"), _("Nee"))
        super().__init__(
            choices=[(YES, yes), (NO, no)], widget=forms.RadioSelect, error_messages=told(required=missing), **kwargs
        )


class ThemeField(forms.ModelChoiceField):
    """What an initiative is about, by slug; nobody has to know."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            Theme.objects.all(), to_field_name="slug", empty_label=_("Dat weet ik niet"), required=False, **kwargs
        )

    def label_from_instance(self, theme: Theme) -> str:
        """The name in the reader's language."""
        return theme.label


class WijkField(forms.ModelChoiceField):
    """One of the wijken, by CBS code, with the names residents use."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            Wijk.objects.all(),
            to_field_name="code",
            empty_label=_("Kies een wijk"),
            error_messages={"required": _("Kies een wijk.")},
            **kwargs,
        )

    def label_from_instance(self, wijk: Wijk) -> str:
        """The official name, and after it the names residents use."""
        return f"{wijk.name} ({', '.join(wijk.resident_names)})" if wijk.resident_names else wijk.name


class GoalsField(forms.MultipleChoiceField):
    """Goals of the municipality, by code. A code that is out of use falls away: nobody typed it.

    `offered` says which goals can be chosen, each with what it means; it is asked anew for every form.
    """

    widget = forms.CheckboxSelectMultiple

    def __init__(self, *, offered: Callable[[], Iterable[Goal]] | None = None, **kwargs: Any) -> None:
        self.offered = offered or offered_goals
        super().__init__(required=False, **kwargs)
        self.choices = self.pairs

    def pairs(self) -> list[tuple[str, str]]:
        """(code, what it says) of every goal on offer."""
        return [(goal.code, goal_in_words(goal)) for goal in self.offered()]

    def valid_value(self, value: Any) -> bool:
        """True for what can be a code; which codes there are is asked once, by `clean`."""
        return bool(GOAL_CODE.fullmatch(str(value)))

    def clean(self, value: Any) -> tuple[Goal, ...]:
        """The chosen goals that are offered."""
        codes = set(super().clean(value))
        return tuple(goal for goal in self.offered() if goal.code in codes) if codes else ()


def offered_goals() -> list[Goal]:
    """All goals in use; two queries."""
    return list(Goal.objects.active().prefetch_related("wijken"))


def goal_in_words(goal: Goal) -> str:
    """A goal as a choice: its name, of which wijken it is, what it means."""
    names = ", ".join(wijk.name for wijk in goal.wijken.all())
    where = _(" (wijkopgave in %(wijken)s)") % {"wijken": names} if names else ""
    return f"{goal.label}{where}: {goal.explanation}" if goal.explanation else f"{goal.label}{where}"
