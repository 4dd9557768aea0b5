"""The database keeps what was destroyed as it was, and lets nothing be destroyed that nobody approved."""

from django.db import migrations

from core.guards import Guard, operation

TABLE = "core_destructionline"
GUARDS = [
    Guard("destruction_stays", TABLE, "UPDATE", "what was destroyed stays on record", "OLD.state = 'destroyed'"),
    Guard("destruction_kept", TABLE, "DELETE", "what was destroyed stays on record"),
    Guard(
        "destruction_approved",
        TABLE,
        "UPDATE",
        "nothing is destroyed that nobody approved",
        "NEW.state = 'destroyed' AND OLD.state <> 'approved'",
    ),
]


class Migration(migrations.Migration):
    dependencies = [("core", "0002_audit_append_only")]
    operations = [operation(GUARDS)]
