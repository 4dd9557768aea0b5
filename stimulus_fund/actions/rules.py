"""Rules of a scheme: written as a new version with a day, approved by another, and from then frozen."""

from dataclasses import asdict
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import audit
from core.refusal import Refusal
from stimulus_fund import lifecycle
from stimulus_fund.enums import RulesetState
from stimulus_fund.models import Criterion, LetterText, RequiredFile, Ruleset, Scheme, Settling
from stimulus_fund.records import NewRules

# What says who wrote and approved which version; all else is what the rules are.
ABOUT = frozenset({"id", "scheme", "state", "written_by", "written_at", "approved_by", "approved_at", "remark"})
BELOW = ("criteria", "required_files", "settling", "letter_texts")


@transaction.atomic
def start_rules(*, scheme: Scheme, valid_from: date, by: User, at: datetime) -> Ruleset:
    """Begin a draft that says what the latest approved rules say. Raises Refusal while another draft is there."""
    scheme = Scheme.objects.select_for_update().get(pk=scheme.pk)
    if scheme.rulesets.exclude(state=RulesetState.APPROVED).exists():
        raise Refusal(_("Er is al een concept voor deze regeling. Maak dat eerst af."))
    _require_ahead(valid_from, at)
    latest = scheme.rulesets.approved().first()
    if latest is None:
        raise Refusal(_("Deze regeling heeft nog geen vastgestelde regels."))
    draft = Ruleset.objects.create(
        scheme=scheme, written_by=by, written_at=at, **_facts(latest) | {"valid_from": valid_from}
    )
    draft.excluded_wijken.set(latest.excluded_wijken.all())
    for name in BELOW:
        _copy_rows(latest, draft, name)
    audit.record(verb="rules.started", subject=draft, by=by, at=at, after={"valid_from": valid_from.isoformat()})
    return draft


@transaction.atomic
def write_rules(*, ruleset: Ruleset, new: NewRules, by: User, at: datetime) -> Ruleset:
    """Keep what the writer of a draft made of it, with criteria and documents in whole.

    Raises Refusal for who did not write it, once it was offered, and for a day that is over.
    """
    ruleset = _own_draft(ruleset, by)
    for name, value in new.facts.items():
        setattr(ruleset, name, value)
    _require_ahead(ruleset.valid_from, at)
    ruleset.written_at = at
    ruleset.save(update_fields=[*new.facts, "written_at"])
    ruleset.excluded_wijken.set(new.excluded_wijken)
    ruleset.criteria.all().delete()
    Criterion.objects.bulk_create(Criterion(ruleset=ruleset, **asdict(each)) for each in new.criteria)
    ruleset.required_files.all().delete()
    RequiredFile.objects.bulk_create(RequiredFile(ruleset=ruleset, **asdict(each)) for each in new.files)
    ruleset.settling.all().delete()
    Settling.objects.bulk_create(Settling(ruleset=ruleset, **asdict(each)) for each in new.settling)
    ruleset.letter_texts.all().delete()
    LetterText.objects.bulk_create(LetterText(ruleset=ruleset, kind=kind, text=text) for kind, text in new.texts)
    audit.record(verb="rules.written", subject=ruleset, by=by, at=at, after={"facts": sorted(new.facts)})
    return ruleset


@transaction.atomic
def offer_rules(*, ruleset: Ruleset, by: User, at: datetime) -> Ruleset:
    """Ask a second person to approve. Raises Refusal for who did not write it."""
    ruleset = _own_draft(ruleset, by)
    _require_ahead(ruleset.valid_from, at)
    _enter(ruleset, RulesetState.OFFERED)
    ruleset.remark = ""
    ruleset.save(update_fields=["state", "remark"])
    audit.record(verb="rules.offered", subject=ruleset, by=by, at=at)
    return ruleset


@transaction.atomic
def return_rules(*, ruleset: Ruleset, remark: str, by: User, at: datetime) -> Ruleset:
    """Give them back to their writer, with the reason."""
    ruleset = _locked(ruleset)
    if not remark.strip():
        raise Refusal(_("Schrijf op wat er anders moet."), field="remark")
    _enter(ruleset, RulesetState.DRAFT)
    ruleset.remark = remark.strip()
    ruleset.save(update_fields=["state", "remark"])
    audit.record(verb="rules.returned", subject=ruleset, by=by, at=at)
    return ruleset


@transaction.atomic
def approve_rules(*, ruleset: Ruleset, by: User, at: datetime) -> Ruleset:
    """Approve and freeze them; they hold from their day. Raises Refusal for their own writer, and for a day that is
    over: how money is divided is announced before the period (Awb 4:26, 4:27)."""
    ruleset = _locked(ruleset)
    if ruleset.written_by_id == by.pk:
        raise Refusal(_("Wie de regels schreef, stelt ze niet zelf vast. Vraag een collega."))
    _require_ahead(ruleset.valid_from, at)
    if ruleset.scheme.rulesets.approved().filter(valid_from=ruleset.valid_from).exists():
        raise Refusal(_("Vanaf deze dag gelden al andere regels."), field="valid_from")
    _enter(ruleset, RulesetState.APPROVED)
    ruleset.approved_by, ruleset.approved_at = by, at
    ruleset.save(update_fields=["state", "approved_by", "approved_at"])
    facts = {"scheme": ruleset.scheme.slug, "valid_from": ruleset.valid_from.isoformat()}
    audit.record(verb="rules.approved", subject=ruleset, by=by, at=at, after=facts)
    return ruleset


@transaction.atomic
def discard_rules(*, ruleset: Ruleset, by: User, at: datetime) -> None:
    """Throw one's own draft away. Raises Refusal for who did not write it, and once it was offered."""
    ruleset = _own_draft(ruleset, by)
    audit.record(verb="rules.discarded", subject=ruleset, by=by, at=at)
    ruleset.delete()


def _locked(ruleset: Ruleset) -> Ruleset:
    return Ruleset.objects.select_for_update(of=["self"]).select_related("scheme").get(pk=ruleset.pk)


def _own_draft(ruleset: Ruleset, by: User) -> Ruleset:
    ruleset = _locked(ruleset)
    if ruleset.written_by_id != by.pk:
        raise Refusal(_("Alleen wie de regels schrijft, verandert ze."))
    if ruleset.state != RulesetState.DRAFT:
        raise Refusal(_("Deze regels zijn geen concept meer."))
    return ruleset


def _enter(ruleset: Ruleset, state: RulesetState) -> None:
    lifecycle.require_ruleset(ruleset.state, state)
    ruleset.state = state


def _require_ahead(day: date, at: datetime) -> None:
    if day <= localdate(at):
        raise Refusal(
            _("Kies een dag die nog komt: nieuwe regels gelden niet voor wat al is aangevraagd."), "valid_from"
        )


def _facts(ruleset: Ruleset) -> dict[str, object]:
    return {
        field.name: getattr(ruleset, field.name) for field in Ruleset._meta.concrete_fields if field.name not in ABOUT
    }


def _copy_rows(source: Ruleset, target: Ruleset, name: str) -> None:
    rows = list(getattr(source, name).all())
    for row in rows:
        row.pk, row.ruleset = None, target
    getattr(source, name).model.objects.bulk_create(rows)
