"""The sentences of the timeline: one for those who know the people, one for everyone, without names."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import TextChoices
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.functional import Promise as LazyText
from django.utils.translation import gettext_lazy as _

from initiatives.enums import MemberRole, Outcome, Party, PositionKind
from initiatives.models import TimelineEntry


@dataclass(frozen=True)
class Sentence:
    """What happened: `told` for the initiator's side and colleagues, `public` for everyone (None: never public)."""

    told: str | LazyText
    public: str | LazyText | None = None


SENTENCES: dict[str, Sentence] = {
    "submitted": Sentence(_("Het initiatief is ingediend."), _("Het initiatief is ingediend.")),
    "registered": Sentence(
        _("De gemeente heeft het initiatief ingevoerd."), _("De gemeente heeft het initiatief ingevoerd.")
    ),
    "taken_up": Sentence(
        _("%(name)s is de gids van het initiatief."), _("Een gids van de gemeente heeft het initiatief opgepakt.")
    ),
    "owner_changed": Sentence(
        _("%(name)s is de nieuwe gids van het initiatief."), _("Een andere gids van de gemeente gaat verder.")
    ),
    "asked": Sentence(
        _("De gemeente heeft een vraag gesteld. Graag antwoord uiterlijk op %(due_on)s."),
        _("De gemeente heeft de initiatiefnemer een vraag gesteld."),
    ),
    "answered": Sentence(_("De initiatiefnemer heeft geantwoord."), _("De initiatiefnemer heeft geantwoord.")),
    "written_by_municipality": Sentence(_("De gemeente heeft een bericht gestuurd.")),
    "written_by_initiator": Sentence(_("De initiatiefnemer heeft een bericht gestuurd.")),
    "position_taken": Sentence(
        _("De gemeente nam een positie in: %(position)s."), _("De gemeente nam een positie in: %(position)s.")
    ),
    "promised": Sentence(_("Beloofd, uiterlijk op %(due_on)s: %(text)s")),
    "promise_kept": Sentence(_("Gedaan: %(text)s")),
    "promise_withdrawn": Sentence(_("Vervallen: %(text)s. Reden: %(reason)s")),
    "promise_moved": Sentence(_("Nieuwe datum na het wachten: %(text)s, uiterlijk op %(due_on)s.")),
    "published": Sentence(_("De pagina van het initiatief is openbaar."), _("Het initiatief staat op deze site.")),
    "unpublished": Sentence(_("De pagina van het initiatief is niet meer openbaar.")),
    "outcome": Sentence(_("Zo gaat het nu: %(outcome)s."), _("Zo gaat het nu: %(outcome)s.")),
    "closed": Sentence(_("Het traject met de gemeente is klaar."), _("Het traject met de gemeente is klaar.")),
    "reopened": Sentence(_("Het traject met de gemeente is heropend."), _("Het traject met de gemeente is heropend.")),
    "paused": Sentence(_("Het initiatief staat op pauze."), _("Het initiatief staat op pauze.")),
    "resumed": Sentence(_("Het initiatief gaat verder."), _("Het initiatief gaat verder.")),
    "stopped": Sentence(_("De initiatiefnemer is gestopt."), _("De initiatiefnemer is gestopt.")),
    "waiting_for": Sentence(_("Aan zet: %(party)s."), None),
    "text_changed": Sentence(_("De tekst is aangepast."), _("De tekst is aangepast.")),
    "photo_added": Sentence(_("Er is een foto bijgekomen."), _("Er is een foto bijgekomen.")),
    "document_added": Sentence(_("Er is een document bijgekomen.")),
    "member_joined": Sentence(_("%(name)s doet mee als %(role)s."), None),
    "member_left": Sentence(_("%(name)s doet niet meer mee."), None),
    "handed_over": Sentence(
        _("%(name)s heeft het initiatief overgenomen."), _("Een andere initiatiefnemer gaat verder.")
    ),
    "session_shared": Sentence(
        _("Er was een gesprek op %(held_on)s. De afspraken staan op deze pagina."),
        _("De initiatiefnemer en de gemeente hebben elkaar gesproken."),
    ),
    "session_changed": Sentence(_("De afspraken van het gesprek op %(held_on)s zijn aangepast.")),
    "session_planned": Sentence(_("Er staat een gesprek op %(planned_on)s.")),
    "session_replanned": Sentence(_("De afspraak voor een gesprek is gewijzigd: %(planned_on)s.")),
    "session_cancelled": Sentence(_("Het gesprek van %(planned_on)s gaat niet door.")),
    "summary_confirmed": Sentence(_("De initiatiefnemer bevestigde het verslag van het gesprek op %(held_on)s.")),
    "summary_corrected": Sentence(_("De initiatiefnemer verbeterde het verslag van het gesprek op %(held_on)s.")),
    "award_given": Sentence(_("De gemeente gaf %(sum)s uit %(name)s.")),
    "award_settled": Sentence(_("Het geld uit %(name)s is verantwoord. Het bedrag is vastgesteld op %(sum)s.")),
    "fund_change_answered": Sentence(_("De gemeente beantwoordde de wijziging van het plan bij %(name)s.")),
    "fund_change_asked": Sentence(_("De gemeente hoorde dat het plan bij %(name)s verandert.")),
    "fund_complaint": Sentence(_("Er is een klacht ingediend over de aanvraag bij %(name)s.")),
    "fund_concluded": Sentence(_("De gemeente antwoordde op de klacht over de aanvraag bij %(name)s.")),
    "fund_dispute_withdrawn": Sentence(_("Een bezwaar of klacht over de aanvraag bij %(name)s is ingetrokken.")),
    "fund_hearing": Sentence(_("De gemeente nodigde uit voor een gesprek over de aanvraag bij %(name)s.")),
    "fund_objection": Sentence(_("Er is bezwaar gemaakt tegen een besluit van %(name)s.")),
    "fund_paid_back": Sentence(_("Geld van %(name)s is terugbetaald.")),
    "fund_report_reopened": Sentence(_("De gemeente vroeg om aanvulling van het verslag over %(name)s.")),
    "fund_reported": Sentence(_("Het verslag over het geld van %(name)s is verstuurd.")),
    "fund_revoked": Sentence(_("De gemeente trok de subsidie van %(name)s in.")),
    "fund_settled": Sentence(_("De gemeente stelde de subsidie van %(name)s vast.")),
    "fund_upheld": Sentence(_("De gemeente besliste op het bezwaar bij %(name)s. Het besluit bleef zoals het was.")),
    "fund_asked": Sentence(_("De gemeente vroeg om aanvulling van de aanvraag bij %(name)s.")),
    "fund_completed": Sentence(_("De aanvraag bij %(name)s is aangevuld.")),
    "fund_default": Sentence(_("De gemeente is in gebreke gesteld bij de aanvraag bij %(name)s.")),
    "fund_extended": Sentence(_("De gemeente verlengde de tijd om te beslissen op de aanvraag bij %(name)s.")),
    "fund_granted": Sentence(_("De gemeente gaf geld op de aanvraag bij %(name)s.")),
    "fund_paid": Sentence(_("Het geld van %(name)s is betaald.")),
    "fund_refused": Sentence(_("De gemeente gaf geen geld op de aanvraag bij %(name)s.")),
    "fund_submitted": Sentence(_("Er is geld aangevraagd bij %(name)s.")),
    "fund_term_noted": Sentence(_("De tijd om te beslissen op de aanvraag bij %(name)s veranderde.")),
    "fund_voted": Sentence(_("Bewoners stemden over het plan bij %(name)s.")),
    "fund_withdrawn": Sentence(_("De aanvraag bij %(name)s is ingetrokken.")),
    "challenge_submitted": Sentence(_("De gemeente is uitgedaagd: uitdaging %(text)s is ingediend.")),
    "challenge_completed": Sentence(_("Uitdaging %(text)s is aangevuld.")),
    "challenge_withdrawn": Sentence(_("Uitdaging %(text)s is ingetrokken.")),
    "challenge_taken_up": Sentence(_("De gemeente beoordeelt uitdaging %(text)s.")),
    "challenge_asked": Sentence(_("De gemeente vroeg om een aanvulling van uitdaging %(text)s.")),
    "challenge_extended": Sentence(_("De gemeente neemt langer de tijd voor uitdaging %(text)s.")),
    "challenge_advised": Sentence(_("Het advies over uitdaging %(text)s is klaar.")),
    "challenge_decided": Sentence(_("De gemeente besliste over uitdaging %(text)s.")),
    "challenge_proposed": Sentence(_("De gemeente stelde een afspraak voor bij uitdaging %(text)s.")),
    "challenge_agreed": Sentence(_("Er is een afspraak over uitdaging %(text)s.")),
    "challenge_started": Sentence(_("De afspraak over uitdaging %(text)s is begonnen.")),
    "challenge_ended": Sentence(_("De afspraak over uitdaging %(text)s stopt eerder.")),
    "challenge_evaluated": Sentence(_("Beide kanten keken terug op uitdaging %(text)s.")),
    "referral_asked": Sentence(_("De initiatiefnemer wil in contact komen met %(hub)s.")),
    "referral_proposed": Sentence(_("De gemeente stelde voor om %(hub)s om hulp te vragen.")),
    "referral_sent": Sentence(_("Met toestemming van de initiatiefnemer ging er een vraag naar %(hub)s.")),
    "referral_refused": Sentence(_("Er ging geen vraag naar %(hub)s.")),
    "referral_taken_up": Sentence(_("%(hub)s pakt de vraag op.")),
    "referral_talked": Sentence(_("%(hub)s had contact met de initiatiefnemer.")),
    "referral_questioned": Sentence(_("%(hub)s wil eerst meer weten.")),
    "referral_added": Sentence(_("De initiatiefnemer antwoordde %(hub)s.")),
    "referral_declined": Sentence(_("%(hub)s kan niet helpen.")),
    "referral_lapsed": Sentence(_("%(hub)s antwoordde niet.")),
    "referral_withdrawn": Sentence(_("De vraag aan %(hub)s is ingetrokken.")),
    "referral_helped": Sentence(_("De hulp van %(hub)s bracht het initiatief verder.")),
    "referral_partly": Sentence(_("De hulp van %(hub)s hielp een beetje.")),
    "referral_nothing": Sentence(_("Van de vraag aan %(hub)s kwam niets.")),
    "team_joined": Sentence(_("%(name)s van de gemeente denkt mee.")),
    "team_left": Sentence(_("%(name)s van de gemeente denkt niet meer mee.")),
    "point_done": Sentence(_("Gedaan: %(text)s")),
    "point_dropped": Sentence(_("Vervallen: %(text)s. Reden: %(reason)s")),
    "reviewed": Sentence(_("De initiatiefnemer vertelde hoe het ging.")),
    "merged": Sentence(_("Dit initiatief is samengevoegd met %(number)s.")),
}

LABELS: dict[str, type[TextChoices]] = {
    "position": PositionKind,
    "outcome": Outcome,
    "party": Party,
    "role": MemberRole,
}


def sentence(entry: TimelineEntry, *, public: bool) -> str:
    """The entry as a sentence in the language of the reader; empty when it has none for everyone."""
    form = SENTENCES[entry.event]
    chosen = form.public if public else form.told
    return str(chosen) % {key: readable(key, value) for key, value in entry.facts.items()} if chosen else ""


def readable(key: str, value: Any) -> str:
    """A fact as people read it: dates in full, choices as their label."""
    if key in LABELS:
        return str(LABELS[key](value).label).lower()
    day = parse_date(value) if key.endswith("_on") else None
    return day_in_full(day) if day else str(value)


def day_in_full(day: date) -> str:
    """A date as people write it: 12 maart 2026."""
    return date_format(day, "j F Y")
