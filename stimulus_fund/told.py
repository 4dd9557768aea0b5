"""The clock of an application in plain words, the same for both sides. Pure: no database, no clock."""

from datetime import date

from django.utils.translation import gettext as _

from core import amounts
from stimulus_fund.clock import APPLICATION, COMPLAINT, OBJECTION, Clock, Happening, Stop
from stimulus_fund.lawful import shown

STOPPED_BY = {
    Happening.ASKED: lambda: _("omdat de gemeente om aanvulling vroeg"),
    Happening.AGREED: lambda: _("omdat de aanvrager instemde met uitstel"),
    Happening.DELAYED: lambda: _("door een vertraging aan de kant van de aanvrager"),
    Happening.HINDERED: lambda: _("door overmacht"),
}


def sentences(clock: Clock) -> list[str]:
    """What started the clock, what stopped it, what is due and by which article, in the order it happened."""
    told = [_received(clock)]
    told += [_stop(stop) for stop in clock.stops if stop.stretch or stop.is_open]
    if clock.extended_on:
        article = clock.procedure.extension_article
        told.append(
            _("Op %(day)s is de termijn één keer verlengd (%(article)s).")
            % {"day": shown(clock.extended_on), "article": article}
        )
    told += _moved(clock)
    told.append(_now(clock) if clock.ended_on is None else _ended(clock, clock.ended_on))
    return [*told, *_default(clock)]


def _received(clock: Clock) -> str:
    facts = {"day": shown(clock.received_on), "days": clock.days_total, "article": clock.deadline.number.article}
    if clock.procedure == OBJECTION:
        facts["after"] = shown(clock.first_deadline.after)
        told = _(
            "Het bezwaar is ontvangen op %(day)s. Na %(after)s, als de tijd om bezwaar te maken voorbij is, heeft de "
            "gemeente %(days)s dagen om te beslissen (%(article)s)."
        )
    elif clock.procedure == COMPLAINT:
        told = _("De klacht is ontvangen op %(day)s. De gemeente heeft %(days)s dagen om te antwoorden (%(article)s).")
    else:
        told = _("De aanvraag is ontvangen op %(day)s. De gemeente heeft %(days)s dagen om te beslissen (%(article)s).")
    return told % facts


def _stop(stop: Stop) -> str:
    facts = {"day": shown(stop.first), "why": STOPPED_BY[Happening(stop.kind)](), "article": stop.article}
    if stop.is_open or stop.stretch is None:
        return _("Sinds %(day)s staat de klok stil, %(why)s (%(article)s).") % facts
    facts["last"] = shown(stop.stretch.last)
    return _("Van %(day)s tot en met %(last)s stond de klok stil, %(why)s (%(article)s).") % facts


def _moved(clock: Clock) -> list[str]:
    """Why the last day is later than plain counting gives (Algemene termijnenwet)."""
    end = clock.deadline
    if not end.skipped:
        return []
    names = [name for _day, name in end.skipped if name]
    facts = {"plain": shown(end.plain), "names": ", ".join(dict.fromkeys(names))}
    if names:
        return [_("%(plain)s is geen werkdag (%(names)s). Daarom schuift de laatste dag op.") % facts]
    return [_("%(plain)s valt in het weekend. Daarom schuift de laatste dag op.") % facts]


def _now(clock: Clock) -> str:
    facts = {"day": shown(clock.last_day)}
    if clock.is_late:
        return _("De laatste dag was %(day)s. De gemeente is te laat.") % facts
    if clock.open_stop:
        return _("Loopt de klok vandaag weer, dan is de laatste dag %(day)s.") % facts
    return _("De gemeente beslist uiterlijk op %(day)s.") % facts


def _ended(clock: Clock, on: date) -> str:
    facts = {"day": shown(on), "last": shown(clock.last_day)}
    if clock.ended_by == Happening.WITHDRAWN:
        if clock.procedure == APPLICATION:
            return _("De aanvrager trok de aanvraag op %(day)s in.") % facts
        return _("Het is ingetrokken op %(day)s.") % facts
    if clock.is_late:
        return _("De gemeente besloot op %(day)s. Dat was te laat: de laatste dag was %(last)s.") % facts
    return _("De gemeente besloot op %(day)s. De laatste dag was %(last)s.") % facts


def _default(clock: Clock) -> list[str]:
    """What follows from a notice of default (Awb 4:17)."""
    if clock.respond is None or clock.penalty is None:
        return []
    told = [
        _("Op %(day)s is de gemeente in gebreke gesteld. Zij heeft tot en met %(last)s om alsnog te beslissen.")
        % {"day": shown(clock.respond.after), "last": shown(clock.respond.last_day)}
    ]
    if clock.penalty.total_cents:
        facts = {"days": clock.penalty.days, "sum": amounts.shown(clock.penalty.total_cents)}
        told.append(_("De gemeente is %(days)s dagen te laat. Dat kost haar tot nu toe %(sum)s (Awb 4:17).") % facts)
    return told
