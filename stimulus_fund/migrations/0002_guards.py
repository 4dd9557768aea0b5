"""The database itself refuses to change what was booked, approved or decided."""

from django.db import migrations

from core.guards import Guard, operation, unchanged

DECIDED = unchanged(
    *("application_id", "kind", "cents", "ground", "replaces_id", "dispute_id", "mandate"),
    *("prepared_by_id", "prepared_at", "checked_by_id", "checked_at", "taken_by_id", "taken_at"),
)
TEXTS = ("motivation", "activities", "obligations", "deviation", "remark")
WIPED = "NEW.wiped_at IS NOT NULL AND " + " AND ".join(f"NEW.{text} = ''" for text in TEXTS)
GUARDS = [
    Guard("fund_entry_stays", "stimulus_fund_entry", "UPDATE", "an entry is never changed"),
    Guard("fund_entry_remains", "stimulus_fund_entry", "DELETE", "an entry is never deleted"),
    Guard(
        "fund_ruleset_stays",
        "stimulus_fund_ruleset",
        "UPDATE",
        "approved rules are never changed",
        when="OLD.state = 'approved'",
    ),
    Guard(
        "fund_ruleset_remains",
        "stimulus_fund_ruleset",
        "DELETE",
        "approved rules are never deleted",
        when="OLD.state = 'approved'",
    ),
    Guard(
        "fund_decision_stays",
        "stimulus_fund_decision",
        "UPDATE",
        "a decision that was taken is never changed",
        when=(
            "OLD.state IN ('taken', 'replaced') AND NOT ("
            f"NEW.state IN ('taken', 'replaced') AND {DECIDED} AND (({unchanged(*TEXTS)}) OR ({WIPED})))"
        ),
    ),
    Guard(
        "fund_decision_remains",
        "stimulus_fund_decision",
        "DELETE",
        "a decision that was taken is never deleted",
        when="OLD.state IN ('taken', 'replaced')",
    ),
]


OF_APPROVED = "EXISTS (SELECT 1 FROM stimulus_fund_ruleset r WHERE r.id = OLD.ruleset_id AND r.state = 'approved')"
PARTS = ("criterion", "requiredfile", "settling", "lettertext", "ruleset_excluded_wijken")
GUARDS += [
    Guard(
        f"fund_{part}_{deed.lower()}",
        f"stimulus_fund_{part}",
        deed,
        "approved rules are never changed",
        when=OF_APPROVED,
        looks_around=True,
    )
    for part in PARTS
    for deed in ("UPDATE", "DELETE")
]

EVENT = unchanged("application_id", "dispute_id", "kind", "at", "until", "parts", "by_id", "recorded_at")
GUARDS += [
    Guard(
        "fund_term_event_stays",
        "stimulus_fund_termevent",
        "UPDATE",
        "what happened to a term is never changed",
        when=f"NOT ({EVENT} AND (({unchanged('text')}) OR (NEW.wiped_at IS NOT NULL AND NEW.text = '')))",
    ),
    Guard("fund_term_event_remains", "stimulus_fund_termevent", "DELETE", "what happened to a term is never deleted"),
]

ADVISED = unchanged("application_id", "assessor_id", "advice", "advised_cents", "changed_at", "handed_in_at")
HANDED_IN = "EXISTS (SELECT 1 FROM stimulus_fund_assessment a WHERE a.id = OLD.assessment_id AND a.handed_in_at IS NOT NULL"
GUARDS += [
    Guard(
        "fund_assessment_stays",
        "stimulus_fund_assessment",
        "UPDATE",
        "an advice that was handed in is never changed",
        when=f"OLD.handed_in_at IS NOT NULL AND NOT ({ADVISED} AND NEW.wiped_at IS NOT NULL AND NEW.summary = '')",
    ),
    Guard(
        "fund_assessment_remains",
        "stimulus_fund_assessment",
        "DELETE",
        "an advice that was handed in is never deleted",
        when="OLD.handed_in_at IS NOT NULL",
    ),
    Guard(
        "fund_score_stays",
        "stimulus_fund_score",
        "UPDATE",
        "a score that was handed in is never changed",
        when=f"{HANDED_IN} AND a.wiped_at IS NULL)",
        looks_around=True,
    ),
    Guard(
        "fund_score_remains",
        "stimulus_fund_score",
        "DELETE",
        "a score that was handed in is never deleted",
        when=f"{HANDED_IN})",
        looks_around=True,
    ),
]

SEALED = unchanged(
    *("application_id", "decision_id", "dispute_id", "kind", "number", "subject", "seal", "sent_by_id", "sent_at", "post"),
)
POSTED = unchanged("posted_at", "posted_by_id")
GUARDS += [
    Guard(
        "fund_letter_stays",
        "stimulus_fund_letter",
        "UPDATE",
        "a letter that was sent is never changed",
        when=(
            f"NOT ({SEALED} AND (({unchanged('body')}) OR (NEW.wiped_at IS NOT NULL AND NEW.body = '')) "
            f"AND (OLD.posted_at IS NULL OR ({POSTED})))"
        ),
    ),
    Guard("fund_letter_remains", "stimulus_fund_letter", "DELETE", "a letter that was sent is never deleted"),
]

PAID = unchanged("application_id", "decision_id", "cents", "due_on", "file_id", "paid_on")
GUARDS += [
    Guard(
        "fund_payment_stays",
        "stimulus_fund_payment",
        "UPDATE",
        "what was paid is never changed",
        when=f"OLD.paid_on IS NOT NULL AND NOT ({PAID})",
    ),
    Guard(
        "fund_payment_remains",
        "stimulus_fund_payment",
        "DELETE",
        "what was sent to be paid is never deleted",
        when="OLD.file_id IS NOT NULL",
    ),
]

ADVISER = (
    "NEW.taken_by_id IS NOT NULL AND EXISTS (SELECT 1 FROM stimulus_fund_assessment a "
    "WHERE a.application_id = NEW.application_id AND a.assessor_id = NEW.taken_by_id)"
)
PARTIAL = (
    "NEW.state IN ('checked', 'taken') AND EXISTS (SELECT 1 FROM stimulus_fund_interest i "
    "WHERE i.application_id = NEW.application_id AND i.person_id IN (NEW.prepared_by_id, NEW.checked_by_id, NEW.taken_by_id))"
)
GUARDS += [
    Guard(f"fund_decision_{name}_{deed.lower()}", "stimulus_fund_decision", deed, words, when=when, looks_around=True)
    for deed in ("INSERT", "UPDATE")
    for name, words, when in (
        ("adviser", "who advised does not decide", ADVISER),
        ("interest", "who has an interest does not decide", PARTIAL),
    )
]


FILED = unchanged("application_id", "kind", "number", "decision_id", "filed_by_id", "filed_at", "posted_on")
INVOLVED = (
    "EXISTS (SELECT 1 FROM stimulus_fund_decision c WHERE c.id = {decision} "
    "AND {person} IN (c.prepared_by_id, c.checked_by_id, c.taken_by_id))"
)
HANDLES = "NEW.handler_id IS NOT NULL AND " + INVOLVED.format(decision="NEW.decision_id", person="NEW.handler_id")
ANSWERS = (
    "NEW.taken_by_id IS NOT NULL AND NEW.dispute_id IS NOT NULL AND "
    + INVOLVED.format(
        decision="(SELECT d.decision_id FROM stimulus_fund_dispute d WHERE d.id = NEW.dispute_id)",
        person="NEW.taken_by_id",
    )
)
GUARDS += [
    Guard(
        "fund_dispute_stays",
        "stimulus_fund_dispute",
        "UPDATE",
        "what was filed is never changed",
        when=f"NOT ({FILED} AND (({unchanged('text')}) OR (NEW.wiped_at IS NOT NULL AND NEW.text = '')))",
    ),
    Guard("fund_dispute_remains", "stimulus_fund_dispute", "DELETE", "what was filed is never deleted"),
    Guard(
        "fund_reclaim_stays",
        "stimulus_fund_reclaim",
        "UPDATE",
        "what was paid back is never changed",
        when="OLD.received_on IS NOT NULL",
    ),
    Guard(
        "fund_reclaim_remains",
        "stimulus_fund_reclaim",
        "DELETE",
        "what was paid back is never deleted",
        when="OLD.received_on IS NOT NULL",
    ),
]
GUARDS += [
    Guard(f"fund_{name}_{deed.lower()}", f"stimulus_fund_{table}", deed, words, when=when, looks_around=True)
    for deed in ("INSERT", "UPDATE")
    for name, table, words, when in (
        ("dispute_handler", "dispute", "who worked on a decision does not handle the objection to it", HANDLES),
        ("decision_objection", "decision", "who worked on a decision does not decide on the objection to it", ANSWERS),
    )
]


GUARDS += [
    Guard("fund_ballot_stays", "stimulus_fund_ballot", "UPDATE", "a vote is never changed"),
    Guard("fund_ballot_remains", "stimulus_fund_ballot", "DELETE", "a vote is never deleted"),
    Guard(
        "fund_code_stays",
        "stimulus_fund_votingcode",
        "UPDATE",
        "a code that was used stays used",
        when="OLD.is_used",
    ),
    Guard(
        "fund_vote_stays",
        "stimulus_fund_vote",
        "UPDATE",
        "what was announced is never changed",
        when=f"OLD.announced_at IS NOT NULL AND NOT ({unchanged('pot_id', 'picks', 'opens_on', 'closes_on', 'announced_at')})",
    ),
    Guard(
        "fund_ballot_in_time",
        "stimulus_fund_ballot",
        "INSERT",
        "nobody votes after it was counted",
        when="EXISTS (SELECT 1 FROM stimulus_fund_vote v WHERE v.id = NEW.vote_id AND v.counted_at IS NOT NULL)",
        looks_around=True,
    ),
]


GUARDS += [
    Guard("fund_round_stays", "stimulus_fund_round", "UPDATE", "a closed round is never changed", when="OLD.closed_at IS NOT NULL"),
    Guard("fund_ranked_stays", "stimulus_fund_ranked", "UPDATE", "a place in a round is never changed"),
    Guard("fund_ranked_remains", "stimulus_fund_ranked", "DELETE", "a place in a round is never deleted"),
]


class Migration(migrations.Migration):
    dependencies = [("stimulus_fund", "0001_initial")]
    operations = [operation(GUARDS)]
