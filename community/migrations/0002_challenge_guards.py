"""The database itself refuses to change what was sent, advised, decided or agreed, and who may not decide."""

from django.db import migrations

from core.guards import Guard, operation, unchanged

SENT = unchanged(
    *("initiative_id", "number", "received_at", "sent_by_id", "entered_by_id", "assess_weeks", "decide_weeks"),
)
ADVISED = unchanged("challenge_id", "assessor_id", "verdict", "handed_in_at")
HANDED_IN = "EXISTS (SELECT 1 FROM community_challengeadvice a WHERE a.id = OLD.advice_id AND a.handed_in_at IS NOT NULL)"
DECIDED = unchanged(
    *("challenge_id", "verdict", "talk_until", "object_until", "replaces_id", "taken_by_id", "taken_at", "seal"),
)
TEXTS = ("reasons", "part", "deviation", "clause")
WIPED = "NEW.wiped_at IS NOT NULL AND " + " AND ".join(f"NEW.{text} = ''" for text in TEXTS)
AGREED = unchanged("challenge_id", "cents", "starts_on", "ends_on", "proposed_by_id", "agreed_by_id", "agreed_at")
JUDGED = (
    "EXISTS (SELECT 1 FROM community_challengeadvice a WHERE a.challenge_id = NEW.challenge_id "
    "AND a.assessor_id = NEW.taken_by_id) OR EXISTS (SELECT 1 FROM community_challenge c "
    "WHERE c.id = NEW.challenge_id AND c.assessor_id = NEW.taken_by_id)"
)
PERFORMS = (
    "EXISTS (SELECT 1 FROM community_challengeview v WHERE v.challenge_id = NEW.challenge_id "
    "AND v.person_id = NEW.taken_by_id)"
)
PARTIAL = (
    "EXISTS (SELECT 1 FROM community_challengeinterest i WHERE i.challenge_id = NEW.challenge_id "
    "AND i.person_id = NEW.taken_by_id)"
)
GUARDS = [
    Guard(
        "challenge_sent_stays",
        "community_challenge",
        "UPDATE",
        "what was sent is never changed",
        when=f"OLD.received_at IS NOT NULL AND NOT ({SENT})",
    ),
    Guard(
        "challenge_sent_remains",
        "community_challenge",
        "DELETE",
        "what was sent is never deleted",
        when="OLD.received_at IS NOT NULL",
    ),
    Guard(
        "challenge_advice_stays",
        "community_challengeadvice",
        "UPDATE",
        "an advice that was handed in is never changed",
        when=f"OLD.handed_in_at IS NOT NULL AND NOT ({ADVISED})",
    ),
    Guard(
        "challenge_advice_remains",
        "community_challengeadvice",
        "DELETE",
        "an advice that was handed in is never deleted",
        when="OLD.handed_in_at IS NOT NULL",
    ),
    Guard(
        "challenge_judgement_stays",
        "community_challengejudgement",
        "UPDATE",
        "a judgement that was handed in is never changed",
        when=f"NOT ({unchanged('fit', 'criterion_id', 'advice_id')}) AND {HANDED_IN}",
        looks_around=True,
    ),
    Guard(
        "challenge_decision_stays",
        "community_challengedecision",
        "UPDATE",
        "a decision is never changed",
        when=f"NOT ({DECIDED} AND (({unchanged(*TEXTS)}) OR ({WIPED})))",
    ),
    Guard("challenge_decision_remains", "community_challengedecision", "DELETE", "a decision is never deleted"),
    Guard(
        "challenge_agreement_stays",
        "community_challengeagreement",
        "UPDATE",
        "what both sides agreed is never changed",
        when=f"OLD.agreed_at IS NOT NULL AND NOT ({AGREED})",
    ),
    Guard(
        "challenge_agreement_remains",
        "community_challengeagreement",
        "DELETE",
        "what both sides agreed is never deleted",
        when="OLD.agreed_at IS NOT NULL",
    ),
    *(
        Guard(
            f"challenge_decided_by_{name}",
            "community_challengedecision",
            "INSERT",
            words,
            when=when,
            looks_around=True,
        )
        for name, words, when in (
            ("assessor", "who assessed does not decide", JUDGED),
            ("performer", "who performs the task does not decide", PERFORMS),
            ("partial", "who has an interest does not decide", PARTIAL),
        )
    ),
]


class Migration(migrations.Migration):
    dependencies = [("community", "0001_initial")]
    operations = [operation(GUARDS)]
