"""Forms of organisers: what an event is, cancelling it, the report, lessons and promises."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.timezone import localtime, make_aware
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from city.models import Theme, Wijk
from community.actions.event import LONGEST_SERIES
from community.actions.event_facts import EventFacts, Repeat
from community.enums.agenda import Rhythm, Visibility
from community.models import Event, EventKind, EventReport, Registration
from community.models.event import (
    ACCESS_LENGTH,
    LINE_LENGTH,
    LINK_LENGTH,
    REASON_LENGTH,
    TEXT_LENGTH,
    TITLE_LENGTH,
)
from core.inputs import DayInput, TimeInput
from core.text_fields import LineField, TextField
from initiatives.models import Initiative
from initiatives.models.initiative import InitiativeQuerySet
from teams.records import NewLesson, NewPoint

END_OF_DAY = time(23, 59, 59)
MOST_SEATS = 10_000
LESSON_LENGTH = 1000
POINT_LENGTH = 200
INITIATOR = "initiator"
NAMES = ("title", "text", "place", "link", "access", "audience", "visibility", "takes_registrations", "capacity")


class EventForm(forms.Form):
    """What an event is; `version` is the one on the screen."""

    title = LineField(label=_("Titel"), missing=_("Geef de bijeenkomst een titel."), max_length=TITLE_LENGTH)
    kind = forms.ModelChoiceField(
        EventKind.objects.none(),
        label=_("Wat voor bijeenkomst is het?"),
        empty_label=_("Kies een soort"),
        error_messages={"required": _("Kies een soort.")},
    )
    visibility = forms.ChoiceField(
        label=_("Voor wie is de bijeenkomst?"), choices=Visibility, widget=forms.RadioSelect, initial=Visibility.PUBLIC
    )
    text = TextField(
        label=_("Wat gebeurt er?"),
        help_text=_("Markdown mag: *schuin*, **vet**, - lijst, [woord](https://…)."),
        missing=_("Schrijf op wat er gebeurt."),
        max_length=TEXT_LENGTH,
        rows=8,
    )
    day = forms.DateField(label=_("Op welke dag?"), widget=DayInput, error_messages={"required": _("Kies een dag.")})
    begins = forms.TimeField(label=_("Van"), widget=TimeInput, error_messages={"required": _("Vul een tijd in.")})
    ends = forms.TimeField(label=_("Tot"), widget=TimeInput, error_messages={"required": _("Vul een tijd in.")})
    place = LineField(label=_("Waar?"), help_text=_("Naam en adres."), max_length=LINE_LENGTH, required=False)
    link = forms.URLField(
        label=_("Adres om online mee te doen"),
        help_text=_("Wie een plek heeft, krijgt het per e-mail. Het staat niet op de website."),
        max_length=LINK_LENGTH,
        required=False,
        assume_scheme="https",
        error_messages={"invalid": _("Vul een adres in dat begint met https://.")},
    )
    access = TextField(
        label=_("Hoe toegankelijk is de plek?"),
        help_text=_("Bijvoorbeeld: drempelvrij, invalidentoilet, ringleiding, bushalte op 100 meter."),
        max_length=ACCESS_LENGTH,
        rows=2,
        required=False,
    )
    audience = LineField(
        label=_("Wie nodigt u uit?"),
        help_text=_("In een paar woorden: bewoners van Holtenbroek, startende initiatiefnemers."),
        max_length=LINE_LENGTH,
        required=False,
    )
    wijk = forms.ModelChoiceField(Wijk.objects.none(), label=_("Wijk"), required=False, empty_label=_("Hele stad"))
    theme = forms.ModelChoiceField(Theme.objects.none(), label=_("Thema"), required=False, empty_label=_("Geen"))
    takes_registrations = forms.BooleanField(label=_("Mensen melden zich aan"), required=False, initial=True)
    capacity = forms.IntegerField(
        label=_("Hoeveel plaatsen zijn er?"),
        help_text=_("Laat leeg als er geen grens is. Wie daarna komt, staat op de wachtlijst."),
        min_value=1,
        max_value=MOST_SEATS,
        required=False,
        error_messages={"min_value": _("Vul 1 of meer in, of laat het leeg.")},
    )
    until = forms.DateField(label=_("Aanmelden kan tot en met"), widget=DayInput, required=False)
    numbers = LineField(
        label=_("Initiatieven die erbij horen"),
        help_text=_("Nummers, met een komma ertussen: ZW-2026-0147, ZW-2026-0148."),
        max_length=400,
        required=False,
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, linkable: InitiativeQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.linkable = linkable
        in_use = Q(active=True) | Q(pk=self.initial.get("kind"))
        kinds = EventKind.objects.filter(in_use).order_by("position", "name")
        self.fields["kind"].queryset = kinds  # type: ignore[attr-defined]
        self.fields["wijk"].queryset = Wijk.objects.order_by("name")  # type: ignore[attr-defined]
        self.fields["theme"].queryset = Theme.objects.order_by("position")  # type: ignore[attr-defined]

    @classmethod
    def initial_of(cls, event: Event, linked: Sequence[Initiative]) -> dict[str, Any]:
        """An event as the form shows it."""
        begins, ends = localtime(event.starts_at), localtime(event.ends_at)
        return {
            **{name: getattr(event, name) for name in (*NAMES, "version")},
            "kind": event.kind_id,
            "wijk": event.wijk_id,
            "theme": event.theme_id,
            "day": begins.date(),
            "begins": begins.time(),
            "ends": ends.time(),
            "until": localtime(event.registration_until).date() if event.registration_until else None,
            "numbers": ", ".join(initiative.number for initiative in linked),
        }

    def clean_numbers(self) -> list[Initiative]:
        """The initiatives with these numbers, of those this person may know."""
        wanted = [number.strip().upper() for number in self.cleaned_data["numbers"].split(",") if number.strip()]
        found = {initiative.number: initiative for initiative in self.linkable.filter(number__in=wanted)}
        unknown = [number for number in wanted if number not in found]
        if unknown:
            raise ValidationError(_("Dit nummer kennen wij niet: %(number)s.") % {"number": unknown[0]})
        return list(found.values())

    def clean(self) -> dict[str, Any]:
        """An event ends on the day it began, at times that the clock shows that day."""
        data = super().clean() or self.cleaned_data
        day, begins, ends = (data.get(name) for name in ("day", "begins", "ends"))
        if begins and ends and ends <= begins:
            self.add_error("ends", _("Een bijeenkomst eindigt na het begin, op dezelfde dag."))
        for name, moment in (("begins", begins), ("ends", ends)):
            if day and moment and not _exists(day, moment):
                self.add_error(name, _("Dit tijdstip is er niet: die nacht gaat de klok een uur vooruit."))
        return data

    def facts(self) -> EventFacts:
        """What a valid form says."""
        data = self.cleaned_data
        until = data["until"]
        return EventFacts(
            **{name: data[name] for name in (*NAMES, "kind", "wijk", "theme")},
            starts_at=_moment(data["day"], data["begins"]),
            ends_at=_moment(data["day"], data["ends"]),
            registration_until=_moment(until, END_OF_DAY) if until else None,
            initiatives=data["numbers"],
        )


class PlanForm(EventForm):
    """A new event, which may come back."""

    rhythm = forms.ChoiceField(
        label=_("Komt de bijeenkomst terug?"), choices=[("", _("nee, één keer")), *Rhythm.choices], required=False
    )
    times = forms.IntegerField(
        label=_("Hoe vaak in het geheel?"),
        help_text=_("Elke keer wordt een eigen bijeenkomst, die u los kunt wijzigen of afzeggen."),
        min_value=2,
        max_value=LONGEST_SERIES,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """What comes back says how often."""
        data = super().clean()
        if data.get("rhythm") and not data.get("times") and "times" not in self.errors:
            self.add_error("times", _("Vul in hoe vaak de bijeenkomst er is."))
        return data

    def repeat(self) -> Repeat | None:
        """How often it comes back; None for once."""
        data = self.cleaned_data
        return Repeat(rhythm=Rhythm(data["rhythm"]), times=data["times"]) if data["rhythm"] else None


class CancelForm(forms.Form):
    """Why an event does not take place; `version` is the one on the screen."""

    reason = LineField(
        label=_("Waarom gaat de bijeenkomst niet door?"),
        help_text=_("Iedereen leest dit op de website, en wie zich aanmeldde in een e-mail."),
        missing=_("Zeg waarom de bijeenkomst niet doorgaat."),
        max_length=REASON_LENGTH,
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class ReportForm(forms.Form):
    """What came of an event; `version` is the one on the screen, 0 for the first."""

    came = forms.IntegerField(
        label=_("Hoeveel mensen waren er?"),
        min_value=0,
        max_value=MOST_SEATS,
        error_messages={"required": _("Vul een aantal in.")},
    )
    text = TextField(
        label=_("Wat is er gezegd?"),
        help_text=_("Markdown mag. Noem alleen wie dat goed vindt."),
        missing=_("Schrijf op wat er is gezegd."),
        max_length=TEXT_LENGTH,
        rows=8,
    )
    visibility = forms.ChoiceField(
        label=_("Wie leest dit verslag?"), choices=Visibility, widget=forms.RadioSelect, initial=Visibility.INTERNAL
    )
    present = forms.MultipleChoiceField(
        label=_("Wie waren er, van wie zich aanmeldde?"), widget=forms.CheckboxSelectMultiple, required=False
    )
    version = forms.IntegerField(widget=forms.HiddenInput, initial=0)

    def __init__(self, data: Any, *, registrations: Iterable[Registration], report: EventReport | None) -> None:
        rows = [row for row in registrations if row.is_seated]
        initial: dict[str, Any] = {"present": [str(row.pk) for row in rows if row.came]}
        if report:
            initial |= {name: getattr(report, name) for name in ("came", "text", "visibility", "version")}
        super().__init__(data, initial=initial)
        choices = [(str(row.pk), f"{row.name} ({row.people})" if row.people > 1 else row.name) for row in rows]
        self.fields["present"].choices = choices  # type: ignore[attr-defined]
        if not choices:
            del self.fields["present"]

    def present_keys(self) -> set[int]:
        """The keys of the registrations that were ticked."""
        return {int(key) for key in self.cleaned_data.get("present", [])}


class InitiativeForm(forms.Form):
    """One of the initiatives of an event."""

    initiative = forms.ModelChoiceField(
        Initiative.objects.none(), label=_("Over welk initiatief?"), empty_label=_("Kies een initiatief")
    )

    def __init__(self, *args: Any, initiatives: InitiativeQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["initiative"].queryset = initiatives  # type: ignore[attr-defined]


class LessonForm(InitiativeForm):
    """What was learnt at an event."""

    lesson = TextField(label=_("Wat leerden we?"), missing=_("Schrijf op wat u leerde."), max_length=LESSON_LENGTH)

    def new_lesson(self) -> NewLesson:
        """The lesson of a valid form."""
        return NewLesson(text=self.cleaned_data["lesson"])


class PromiseForm(InitiativeForm):
    """What was promised at an event, by whom and before when."""

    text = LineField(label=_("Wat is beloofd?"), missing=_("Schrijf op wat er gebeurt."), max_length=POINT_LENGTH)
    who = forms.ChoiceField(label=_("Wie doet het?"))
    due_on = forms.DateField(label=_("Uiterlijk op"), widget=DayInput)
    shared = forms.BooleanField(label=_("Zichtbaar voor de initiatiefnemer"), required=False, initial=True)

    def __init__(self, *args: Any, people: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(user.pk): user for user in people}
        named = [(key, str(user)) for key, user in self.people.items()]
        who: Any = self.fields["who"]
        who.choices = [("", _("Kies wie")), (INITIATOR, _("de initiatiefnemer")), *named]

    def new_point(self) -> NewPoint:
        """The action point of a valid form."""
        data = self.cleaned_data
        return NewPoint(text=data["text"], due_on=data["due_on"], owner=self.people.get(data["who"]))


def _moment(day: date, clock: time) -> datetime:
    return make_aware(datetime.combine(day, clock)).astimezone(UTC)


def _exists(day: date, clock: time) -> bool:
    return localtime(_moment(day, clock)).replace(tzinfo=None) == datetime.combine(day, clock)
