"""Forms of the town's master data."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from city.enums import GoalKind
from city.models import Goal, Wijk
from core.conflict_form import ConflictForm

MOST_NAMES = 20
LONGEST_NAME = 60


class LinesField(forms.CharField):
    """A list of short names, typed one a line; empty lines and doubles fall away."""

    widget = forms.Textarea

    def prepare_value(self, value: Any) -> Any:
        """The list as lines; what was typed stays as typed."""
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> list[str]:  # type: ignore[override]
        """The lines as a list, in the order typed."""
        lines = (" ".join(line.split()) for line in str(value or "").splitlines())
        return list(dict.fromkeys(line for line in lines if line))

    def validate(self, value: Any) -> None:
        """Refuse more or longer names than fit beside a map."""
        super().validate(value)
        if len(value) > MOST_NAMES or any(len(line) > LONGEST_NAME for line in value):
            raise forms.ValidationError(_("Vul ten hoogste 20 namen in, van ten hoogste 60 tekens."))

    def run_validators(self, value: Any) -> None:
        """Nothing: the validators of a text do not fit a list; `validate` looks at each line."""

    def has_changed(self, initial: Any, data: Any) -> bool:
        """True when the list differs, whatever the white space."""
        return (initial or []) != self.to_python(data)


class WijkForm(ConflictForm):
    """A wijk, without its boundary: that comes from a file."""

    resident_names = LinesField(
        label=_("Namen bij bewoners"),
        help_text=_("Eén naam per regel. Bezoekers vinden de wijk daarmee."),
        required=False,
    )

    class Meta:
        model = Wijk
        fields = ["code", "slug", "name", "resident_names", "stadsdeel", "map_x", "map_y"]


class GoalForm(ConflictForm):
    """A goal: a wijkopgave says of which wijken, a municipal goal is everyone's."""

    class Meta:
        model = Goal
        fields = ["code", "kind", "name", "name_en", "text", "text_en", "wijken", "active"]

    def clean(self) -> dict[str, Any]:
        """A wijkopgave without a wijk and a municipal goal with one say something else than was meant."""
        given = super().clean() or {}
        kind, wijken = given.get("kind"), given.get("wijken")
        if kind == GoalKind.WIJK and not wijken and "wijken" not in self.errors:
            self.add_error("wijken", _("Kies voor een wijkopgave ten minste één wijk."))
        if kind == GoalKind.MUNICIPAL and wijken:
            self.add_error("wijken", _("Een gemeentelijk doel hoort bij geen wijk. Kies een wijkopgave."))
        return given
