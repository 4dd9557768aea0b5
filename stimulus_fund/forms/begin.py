"""For which initiative, and from which pot."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from initiatives.models import Initiative
from stimulus_fund.models import Scheme


class SchemeField(forms.TypedChoiceField):
    """One of the schemes that are open now; its value is the scheme."""

    def __init__(self, **words: Any) -> None:
        missing = _("Kies uit welke pot u geld vraagt.")
        super().__init__(
            label=_("Uit welke pot?"),
            widget=forms.RadioSelect,
            error_messages={"required": missing, "invalid_choice": missing},
            **words,
        )

    def offer(self, schemes: Sequence[Scheme]) -> None:
        """Let people choose from these."""
        by_slug = {scheme.slug: scheme for scheme in schemes}
        self.choices = [(scheme.slug, scheme.name) for scheme in schemes]
        self.coerce = by_slug.__getitem__


class InitiativeField(forms.ModelChoiceField):
    """One of one's own initiatives, by number."""

    def __init__(self) -> None:
        missing = _("Kies voor welk initiatief u geld vraagt.")
        super().__init__(
            Initiative.objects.none(),
            label=_("Voor welk initiatief?"),
            to_field_name="number",
            widget=forms.RadioSelect,
            empty_label=None,
            error_messages={"required": missing, "invalid_choice": missing},
        )

    def label_from_instance(self, initiative: Initiative) -> str:
        """Title and number."""
        return f"{initiative.title} ({initiative.number})"


class BeginForm(forms.Form):
    """What one begins with; the address may say it already (`initiatief`, `regeling`)."""

    initiative = InitiativeField()
    scheme = SchemeField()

    def __init__(
        self,
        *args: Any,
        initiatives: QuerySet[Initiative],
        schemes: Sequence[Scheme],
        asked: Mapping[str, Any],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {"initiative": asked.get("initiatief"), "scheme": asked.get("regeling")}
        self.fields["initiative"].queryset = initiatives  # type: ignore[attr-defined]
        self.fields["scheme"].offer(schemes)  # type: ignore[attr-defined]


class MoveForm(forms.Form):
    """To which pot instead."""

    scheme = SchemeField()

    def __init__(self, *args: Any, schemes: Sequence[Scheme], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scheme"].offer(schemes)  # type: ignore[attr-defined]
