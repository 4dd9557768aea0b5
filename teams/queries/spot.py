"""What the page for an initiative seen in the street reads."""

from accounts.models import User
from initiatives.enums import Origin
from initiatives.models import Initiative
from initiatives.queries.related import with_words
from teams.models import SpotDraft

MOST_ALIKE = 3
MOST_OWN = 5


def open_draft(user: User) -> SpotDraft | None:
    """What this person typed last and did not send."""
    return user.spot_drafts.filter(initiative=None).exclude(fields={}).first()


def last_wijk(user: User) -> str:
    """The code of the wijk where this person saw something last; somebody on foot is often still there."""
    last = Initiative.objects.filter(registered_by=user, origin=Origin.SPOTTED, wijk__isnull=False).order_by("-pk")
    return last.values_list("wijk__code", flat=True).first() or ""


def own_finds(user: User) -> list[Initiative]:
    """What this person saw last."""
    rows = Initiative.objects.filter(registered_by=user, origin=Origin.SPOTTED).select_related("wijk")
    return list(rows.order_by("-pk")[:MOST_OWN])


def alike(initiative: Initiative, user: User) -> list[Initiative]:
    """Cases this person may see, or everyone, that share words with the title."""
    seen = Initiative.objects.for_desk(user) | Initiative.objects.public()
    others = seen.exclude(pk=initiative.pk).select_related("wijk")
    return list(with_words(initiative.title, others).order_by("-pk")[:MOST_ALIKE])
