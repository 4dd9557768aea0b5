"""What a new installation begins with: terms of promises and criteria; staff change them in the admin."""

from datetime import date

from django.db import transaction

from initiatives.enums import PromiseKind
from initiatives.models import PromiseTerm, ProspectCriterion

BEGIN = date(2016, 1, 1)  # the gidsteam began in January 2016; older cases do not exist
WORKING_DAYS = {
    PromiseKind.FIRST_ANSWER: 5,
    PromiseKind.POSITION: 20,
    PromiseKind.NEXT_STEP: 10,
    PromiseKind.REPLY: 10,
}
CRITERIA = [
    "Mensen in de stad doen mee en willen dit",
    "De initiatiefnemer kan en wil het zelf trekken",
    "Het brengt een doel van de gemeente dichterbij",
    "Het is haalbaar binnen een jaar",
    "Het is nieuw, of een voorbeeld voor anderen",
]


@transaction.atomic
def load_defaults() -> None:
    """Add the terms and criteria that are missing; nothing staff changed is touched."""
    for kind, days in WORKING_DAYS.items():
        if not PromiseTerm.objects.filter(kind=kind).exists():
            PromiseTerm.objects.create(kind=kind, working_days=days, valid_from=BEGIN)
    if not ProspectCriterion.objects.exists():
        ProspectCriterion.objects.bulk_create(ProspectCriterion(name=name) for name in CRITERIA)
