from django.db import migrations

from core.guards import Guard, operation, unchanged

AGREED = unchanged("initiative_id", "hub_id", "consented_by_id", "consented_at")
GUARDS = [
    Guard(
        "community_referral_ended",
        "community_referral",
        "UPDATE",
        "a referral that was taken back or refused never goes on",
        when="OLD.state IN ('withdrawn', 'refused') AND NEW.state <> OLD.state",
    ),
    Guard(
        "community_referral_agreed",
        "community_referral",
        "UPDATE",
        "what somebody agreed to stays what they agreed to",
        when=f"OLD.consented_at IS NOT NULL AND NOT ({AGREED})",
    ),
    Guard("community_referral_link_stays", "community_referrallink", "UPDATE", "a link to a reply form never changes"),
]


class Migration(migrations.Migration):
    dependencies = [("community", "0003_following_guards")]
    operations = [operation(GUARDS)]
