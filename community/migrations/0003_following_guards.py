"""The database itself refuses to change who decided what about something that was taken down."""

from django.db import migrations

from core.guards import Guard, operation, unchanged

MADE = unchanged("initiative_id", "news_id", "offer_id", "taken_by_id", "taken_at")
DECIDED = unchanged("state", "appealed_at", "due_on", "decided_by_id", "decided_at")
GUARDS = [
    Guard(
        "community_takedown_made",
        "community_takedown",
        "UPDATE",
        "who took something down, and when, is never changed",
        when=f"NOT ({MADE})",
    ),
    Guard(
        "community_takedown_decided",
        "community_takedown",
        "UPDATE",
        "a decision on something that was taken down is never changed",
        when=f"OLD.state IN ('upheld', 'reversed') AND NOT ({DECIDED})",
    ),
    Guard(
        "community_takedown_appealed",
        "community_takedown",
        "UPDATE",
        "who was asked to look again looks again once",
        when="OLD.appealed_at IS NOT NULL AND NEW.state = 'standing'",
    ),
]


class Migration(migrations.Migration):
    dependencies = [("community", "0002_challenge_guards")]
    operations = [operation(GUARDS)]
