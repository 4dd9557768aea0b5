"""What a new installation begins with for the right to challenge. The town chooses and changes it; no law names it."""

from datetime import date

from django.db import transaction

from community.enums.challenge import ChallengeTermKind as Kind
from community.models import ChallengeClause, ChallengeCriterion, ChallengeTerm

BEGIN = date(2016, 1, 1)
OWN_CHOICE = "Voorbeeld om mee te beginnen: eigen keuze, nog vast te stellen door de gemeente"
WEEKS = {Kind.ASSESS: 6, Kind.DECIDE: 4, Kind.EXTEND: 4, Kind.COMPLETE: 2, Kind.NOTICE: 2}
CRITERIA = [
    ("Het is een taak van de gemeente", "Doet de gemeente dit nu zelf, of laat zij het doen?"),
    ("Het wordt er beter van", "Merken bewoners het verschil? Wordt het dichterbij, socialer of groener?"),
    ("Bewoners staan erachter", "Hoeveel mensen steunen het, en hoe bleek dat?"),
    ("Het kan voor dit geld", "Kloppen de kosten, en zijn zij niet hoger dan nu?"),
    ("Het houdt stand", "Zijn er genoeg mensen, ook als iemand stopt of ziek is?"),
    ("Iedereen kan meedoen en er gebruik van maken", "Blijft het veilig en open voor alle bewoners?"),
]
CLAUSE = (
    "Bent u het niet eens met dit antwoord? Bel 14 038 en vraag naar wie de beslissing nam. "
    "Dan praten wij er met u over."
)


@transaction.atomic
def load_challenge_settings() -> None:
    """Add the terms, criteria and text that are missing; nothing staff changed is touched."""
    for kind, weeks in WEEKS.items():
        if not ChallengeTerm.objects.filter(kind=kind).exists():
            ChallengeTerm.objects.create(kind=kind, weeks=weeks, valid_from=BEGIN, source=OWN_CHOICE)
    if not ChallengeCriterion.objects.exists():
        ChallengeCriterion.objects.bulk_create(
            ChallengeCriterion(name=name, explanation=explanation, position=place)
            for place, (name, explanation) in enumerate(CRITERIA)
        )
    if not ChallengeClause.objects.exists():
        ChallengeClause.objects.create(valid_from=BEGIN, can_object=False, text=CLAUSE)
