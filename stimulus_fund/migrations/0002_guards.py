"""The database itself refuses to change what was booked, approved or decided."""

from django.db import migrations

from core.guards import Guard, operation, unchanged

DECIDED = unchanged(
    *("application_id", "kind", "cents", "ground", "replaces_id", "mandate"),
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


class Migration(migrations.Migration):
    dependencies = [("stimulus_fund", "0001_initial")]
    operations = [operation(GUARDS)]
