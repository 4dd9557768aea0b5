"""The form of an advice session: four inputs in sight, the rest folded away."""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.inputs import DayInput
from initiatives.models import Initiative
from teams.enums import Channel, LessonLevel, SessionKind
from teams.forms.point import TEXT_LENGTH, who_choices
from teams.forms.presence import NAMES as PRESENCE_NAMES
from teams.forms.presence import PresenceForm, presence_of
from teams.hours import LONGEST, from_text, in_hours, to_quarters
from teams.models import PlannedSession, Session, SessionDraft
from teams.models.room import REASON_LENGTH as OVERRUN_LENGTH
from teams.models.session import AGREED_LENGTH, ANSWER_LENGTH, NOTE_LENGTH, QUESTION_LENGTH
from teams.records import NewLesson, NewPoint, Talk

POINTS = (1, 2, 3)
LESSON_LENGTH = 2000
LONGEST_TYPED = 2 * AGREED_LENGTH
OTHER = "other"
LENGTHS = ("15", "30", "60")
QUICK_CHOICES = {
    *("when", "held_on", "length", "minutes", "shared", "kind", "channel", "day", "lesson_level", "version", "plan"),
}
OF_PERSON = re.compile(r"(hours|here|there)_[0-9]{1,15}")
FOLDED = ("hours_", "point_", "lesson", "here_", "there_", "guest_", "partner_")


class HoursField(forms.CharField):
    """Time as people write it ("1,25", "0:45"), as minutes in quarters; 0 when empty."""

    def clean(self, value: Any) -> int:
        """Minutes in quarters. Raises ValidationError."""
        try:
            return from_text(value) if value and value.strip() else 0
        except ValueError:
            raise ValidationError(_("Schrijf uren zo: 0,5 of 1,25.")) from None


class InitiativeField(forms.ModelChoiceField):
    """A choice of cases by number, so that no key of the database stands in the page."""

    def label_from_instance(self, initiative: Initiative) -> str:
        """ "Buurttuin (ZW-2026-0147)"."""
        return str(initiative)


class TalkForm(PresenceForm):
    """When it was, how long, what was agreed, who may read it; folded away: the question, who were there, their time.

    `day` is the day on which the form was opened: "vandaag" means that day, also when it is sent after midnight.
    `key` names what is typed here (a session, or a correction), `proof` who opened the form.
    """

    when = forms.ChoiceField(
        label=_("Wanneer?"),
        choices=[("today", _("Vandaag")), ("yesterday", _("Gisteren")), (OTHER, _("Andere dag"))],
        widget=forms.RadioSelect,
        initial="today",
    )
    held_on = forms.DateField(label=_("Welke dag?"), widget=DayInput, required=False)
    length = forms.ChoiceField(
        label=_("Hoe lang, in minuten?"),
        choices=[*((minutes, minutes) for minutes in LENGTHS), (OTHER, _("Anders"))],
        widget=forms.RadioSelect,
    )
    minutes = forms.IntegerField(
        label=_("Hoeveel minuten?"),
        min_value=1,
        max_value=LONGEST,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        required=False,
    )
    agreed = forms.CharField(
        label=_("Wat is afgesproken?"), max_length=AGREED_LENGTH, widget=forms.Textarea(attrs={"rows": 3})
    )
    shared = forms.BooleanField(label=_("Zichtbaar voor de initiatiefnemer"), required=False)
    kind = forms.ChoiceField(label=_("Soort gesprek"), choices=SessionKind, initial=SessionKind.ADVICE, required=False)
    channel = forms.ChoiceField(label=_("Hoe"), choices=[("", _("Niet gezegd")), *Channel.choices], required=False)
    question = forms.CharField(
        label=_("Wat was de vraag?"),
        max_length=QUESTION_LENGTH,
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
    )
    answer = forms.CharField(
        label=_("Wat is het ene antwoord van de gemeente?"),
        max_length=ANSWER_LENGTH,
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
    )
    internal_note = forms.CharField(
        label=_("Aantekening voor collega's"),
        help_text=_("Deze blijft intern, ook als u het gesprek deelt."),
        max_length=NOTE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
    )
    overrun = forms.CharField(
        label=_("Waarom toch, nu de ruimte op is?"),
        help_text=_("De gids leest dit."),
        max_length=OVERRUN_LENGTH,
        required=False,
    )

    day = forms.DateField(widget=forms.HiddenInput, required=False)
    key = forms.UUIDField(widget=forms.HiddenInput)
    proof = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("day", today)
        self.today = today
        for key, user in self.people.items():
            attrs = {"inputmode": "decimal", "maxlength": 6}
            self.fields[f"hours_{key}"] = HoursField(
                label=str(user), required=False, widget=forms.TextInput(attrs=attrs)
            )

    @property
    def asks_overrun(self) -> bool:
        """True once the room turned out to be too small, or a draft says why it is."""
        return bool("overrun" in self.errors or self["overrun"].value())

    @property
    def hours_fields(self) -> list[forms.BoundField]:
        """The inputs for each colleague's time."""
        return [self[f"hours_{key}"] for key in self.people]

    def clean(self) -> dict[str, Any]:
        """Turn the quick choices into a date and minutes in quarters."""
        data = super().clean() or self.cleaned_data
        if data.get("when") == OTHER and not data.get("held_on") and "held_on" not in self.errors:
            self.add_error("held_on", _("Vul de dag van het gesprek in."))
        if data.get("length") == OTHER and not data.get("minutes") and "minutes" not in self.errors:
            self.add_error("minutes", _("Vul in hoeveel minuten het gesprek duurde."))
        return data

    def talk(self) -> Talk:
        """The talk of a valid form."""
        data = self.cleaned_data
        minutes = data["minutes"] if data["length"] == OTHER else int(data["length"])
        return Talk(
            held_on=chosen_day(data["when"], data["held_on"], opened_on=data["day"] or self.today),
            minutes=to_quarters(minutes),
            agreed=data["agreed"],
            shared=data["shared"],
            kind=data["kind"] or SessionKind.ADVICE,
            channel=data["channel"],
            question=data["question"],
            answer=data["answer"],
            internal_note=data["internal_note"],
        )

    def hours(self) -> dict[User, int]:
        """Minutes per colleague who gave time; empty when nobody filled them in."""
        given = {user: self.cleaned_data[f"hours_{key}"] for key, user in self.people.items()}
        return {user: minutes for user, minutes in given.items() if minutes}


class LogForm(TalkForm):
    """A session that is logged for the first time: which case, action points on both sides, one lesson.

    Sending one `key` twice gives one session. `people_of` is the case whose colleagues the folded part shows, `plan`
    the planned session that was held.
    """

    initiative = InitiativeField(Initiative.objects.none(), label=_("Initiatief"), to_field_name="number")
    people_of = forms.CharField(widget=forms.HiddenInput, required=False)
    plan = forms.IntegerField(widget=forms.HiddenInput, required=False)
    lesson = forms.CharField(
        label=_("Wat leerden we?"), max_length=LESSON_LENGTH, widget=forms.Textarea(attrs={"rows": 2}), required=False
    )
    lesson_level = forms.ChoiceField(
        label=_("Voor wie is de les?"), choices=LessonLevel, initial=LessonLevel.ORGANISATION, required=False
    )
    lesson_private = forms.BooleanField(label=_("Houd de les binnen het team"), required=False)
    draft: SessionDraft | None = None
    field_order = ["initiative", "when", "held_on", "length", "minutes", "agreed", "shared", "kind"]

    def __init__(self, *args: Any, cases: QuerySet[Initiative], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["initiative"].queryset = cases  # type: ignore[attr-defined]
        self.fields["initiative"].widget.attrs["autofocus"] = True
        for number in POINTS:
            self._add_point_fields(number)

    def _add_point_fields(self, number: int) -> None:
        self.fields[f"point_text_{number}"] = forms.CharField(label=_("Wat"), max_length=TEXT_LENGTH, required=False)
        self.fields[f"point_who_{number}"] = forms.ChoiceField(
            label=_("Wie"), choices=who_choices(self.people.values()), required=False
        )
        self.fields[f"point_due_{number}"] = forms.DateField(label=_("Uiterlijk op"), widget=DayInput, required=False)

    @property
    def point_rows(self) -> list[tuple[int, list[forms.BoundField]]]:
        """The inputs of each action point."""
        return [(number, [self[f"point_{part}_{number}"] for part in ("text", "who", "due")]) for number in POINTS]

    @property
    def has_folded(self) -> bool:
        """True when something in the folded part was filled in or is wrong, so that it opens by itself."""
        names = [name for name in self.fields if name.startswith(FOLDED) and name != "lesson_level"]
        names += ["channel", "question", "answer", "internal_note"]
        return any(name in self.errors or self[name].value() for name in names)

    def clean(self) -> dict[str, Any]:
        """A point needs all three of its parts; people belong to the case that was chosen."""
        data = super().clean()
        chosen = data.get("initiative")
        if chosen and self.data.get("people_of") != chosen.number and self._names_people():
            self.add_error("initiative", _("U koos een ander initiatief. Kijk de uren en actiepunten na."))
        for number in POINTS:
            self._clean_point(data, number)
        return data

    def _names_people(self) -> bool:
        about_people = ("hours_", "point_who_", "here_", "there_")
        return any(value.strip() for name, value in self.data.items() if name.startswith(about_people))

    def _clean_point(self, data: Mapping[str, Any], number: int) -> None:
        text, who, due = (f"point_{part}_{number}" for part in ("text", "who", "due"))
        if not any(data.get(name) for name in (text, who, due)):
            return
        for name, sentence in (
            (text, _("Schrijf op wat er gebeurt, of maak dit actiepunt leeg.")),
            (who, _("Kies wie het doet.")),
            (due, _("Kies een dag.")),
        ):
            if not data.get(name) and name not in self.errors:
                self.add_error(name, sentence)

    def points(self) -> list[NewPoint]:
        """The action points of a valid form."""
        data = self.cleaned_data
        return [
            NewPoint(
                text=data[f"point_text_{number}"],
                owner=self.people.get(data[f"point_who_{number}"]),
                due_on=data[f"point_due_{number}"],
            )
            for number in POINTS
            if data[f"point_text_{number}"]
        ]

    def new_lesson(self) -> NewLesson | None:
        """The lesson of a valid form, if there is one."""
        data = self.cleaned_data
        if not data["lesson"]:
            return None
        level = data["lesson_level"] or LessonLevel.ORGANISATION
        return NewLesson(text=data["lesson"], level=level, shareable=not data["lesson_private"])


class EditForm(TalkForm):
    """A session that is corrected; `version` is the one on the screen."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    @classmethod
    def initial_of(cls, session: Session) -> dict[str, Any]:
        """The values of a session as the form shows them; needs its hours at hand."""
        quick = str(session.minutes) if str(session.minutes) in LENGTHS else OTHER
        return {
            "when": OTHER,
            "held_on": session.held_on,
            "length": quick,
            "minutes": session.minutes if quick == OTHER else None,
            "agreed": session.agreed,
            "shared": session.shared,
            "kind": session.kind,
            "channel": session.channel,
            "question": session.question,
            "answer": session.answer,
            "internal_note": session.internal_note,
            "version": session.version,
            **presence_of(session),
            **{f"hours_{hours.user_id}": in_hours(hours.minutes) for hours in session.hours.all()},
        }


def initial_of_plan(plan: PlannedSession, *, held_on: date, today: date) -> dict[str, Any]:
    """A planned session as the form of the log shows it; needs whom it asked at hand."""
    quick = str(plan.minutes) if str(plan.minutes) in LENGTHS else OTHER
    days = {today: "today", today - timedelta(days=1): "yesterday"}
    return {
        "plan": plan.pk,
        "when": days.get(held_on, OTHER),
        "held_on": held_on,
        "length": quick,
        "minutes": plan.minutes if quick == OTHER else None,
        "kind": plan.kind,
        "channel": plan.channel,
        "question": plan.about,
        **{f"here_{user.pk}": True for user in plan.invited.all()},
    }


def chosen_day(when: str, held_on: date | None, *, opened_on: date) -> date:
    """The day of the talk from the quick choice, seen from the day the form was opened."""
    if when == OTHER and held_on:
        return held_on
    return opened_on - timedelta(days=1) if when == "yesterday" else opened_on


def typed(data: Mapping[str, str]) -> dict[str, str]:
    """What somebody typed in the log form, as a draft keeps it: known fields only, nothing endless, no empty ones."""
    known = {*LogForm.base_fields, *(f"point_{part}_{number}" for part in ("text", "who", "due") for number in POINTS)}
    known = (known | {"version", *PRESENCE_NAMES}) - {"key", "proof", "people_of", "initiative"}
    kept = {name: value for name, value in data.items() if name in known or OF_PERSON.fullmatch(name)}
    return {name: value.replace("\x00", "")[:LONGEST_TYPED] for name, value in kept.items() if value.strip()}


def has_words(fields: Mapping[str, str]) -> bool:
    """True when a draft holds something that was typed, more than choices that are quickly made again."""
    return bool(set(fields) - QUICK_CHOICES)


def restored(fields: Mapping[str, str], *, today: date) -> dict[str, Any]:
    """A draft as the form shows it: what was "vandaag" on another day becomes that day."""
    values: dict[str, Any] = dict(fields)
    opened_on = _as_date(values.pop("day", "")) or today
    when = values.get("when", "today")
    if when != OTHER and opened_on != today:
        values |= {"when": OTHER, "held_on": chosen_day(when, None, opened_on=opened_on)}
    return values


def _as_date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def key_of(data: Mapping[str, str]) -> UUID | None:
    """The key of a posted form, None when it is no key."""
    try:
        return UUID(data.get("key", ""))
    except ValueError:
        return None
