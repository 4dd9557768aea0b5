"""Forms of lessons and of rules that stood in the way."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from city.models import Department
from teams.enums import LessonAbout, LessonLevel, RuleState
from teams.forms.team import ColleagueField
from teams.models import Rule
from teams.models.rule import TEXT_LENGTH
from teams.queries.people import colleagues
from teams.records import NewLesson, RuleFacts


class LessonForm(forms.Form):
    """A lesson: what was learnt, about what, for whom."""

    lesson = forms.CharField(
        label=_("Wat leerden we?"), max_length=TEXT_LENGTH, widget=forms.Textarea(attrs={"rows": 3})
    )
    about = forms.ChoiceField(label=_("Waarover gaat het?"), choices=LessonAbout)
    subject = forms.CharField(label=_("Welke werkwijze of welk doel?"), max_length=160, required=False)
    rule = forms.ModelChoiceField(
        Rule.objects.order_by("name"), label=_("Welke regel?"), required=False, empty_label=_("Geen regel")
    )
    level = forms.ChoiceField(label=_("Voor wie is de les?"), choices=LessonLevel, initial=LessonLevel.ORGANISATION)
    private = forms.BooleanField(label=_("Houd de les binnen het team"), required=False)

    def new_lesson(self) -> NewLesson:
        """The lesson of a valid form; a rule makes it a lesson about a rule."""
        data = self.cleaned_data
        return NewLesson(
            text=data["lesson"],
            level=data["level"],
            shareable=not data["private"],
            about=LessonAbout.RULE if data["rule"] else data["about"],
            subject=data["subject"],
            rule=data["rule"],
        )


class LessonFilter(forms.Form):
    """What to look for among the lessons."""

    word = forms.CharField(label=_("Woord"), max_length=80, required=False)
    about = forms.ChoiceField(label=_("Waarover"), choices=[("", _("alles")), *LessonAbout.choices], required=False)
    department = forms.ModelChoiceField(
        Department.objects.order_by("name"), label=_("Afdeling"), required=False, empty_label=_("alle")
    )
    waiting = forms.BooleanField(label=_("Alleen waar nog niets mee gedaan is"), required=False)


class FollowUpForm(forms.Form):
    """What was done with a lesson."""

    text = forms.CharField(
        label=_("Wat deden wij met deze les?"),
        help_text=_("Wie de les schreef, krijgt dit per e-mail."),
        max_length=TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class LinkForm(forms.Form):
    """Which rule a lesson is about."""

    rule = forms.ModelChoiceField(
        Rule.objects.order_by("name"),
        label=_("Gaat deze les over een regel?"),
        required=False,
        empty_label=_("Geen regel"),
    )


class RuleForm(forms.Form):
    """A rule that stood in the way; `version` is the one on the screen."""

    name = forms.CharField(label=_("Welke regel of werkwijze?"), max_length=160)
    source = forms.CharField(
        label=_("Waar staat het?"),
        help_text=_("Een artikel, een verordening, een gewoonte."),
        max_length=200,
        required=False,
    )
    owner = ColleagueField(User.objects.none(), label=_("Wie gaat erover?"), empty_label=_("Kies een collega"))
    state = forms.ChoiceField(label=_("Hoe staat het ermee?"), choices=RuleState)
    tried = forms.CharField(
        label=_("Wat is geprobeerd?"), max_length=TEXT_LENGTH, widget=forms.Textarea(attrs={"rows": 3}), required=False
    )
    changed = forms.CharField(
        label=_("Wat is veranderd, of waarom niet?"),
        max_length=TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = colleagues()  # type: ignore[attr-defined]

    @classmethod
    def initial_of(cls, rule: Rule) -> dict[str, Any]:
        """A rule as the form shows it."""
        names = ("name", "source", "state", "tried", "changed", "version")
        return {name: getattr(rule, name) for name in names} | {"owner": rule.owner_id}

    def facts(self) -> RuleFacts:
        """What a valid form says."""
        data = self.cleaned_data
        return RuleFacts(**{name: data[name] for name in ("name", "source", "state", "owner", "tried", "changed")})
