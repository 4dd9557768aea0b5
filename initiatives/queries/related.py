"""Cases that have something to do with a case: the same people, the same place, the same words."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet
from django.utils.functional import Promise as LazyText
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import search
from initiatives.models import Initiative, Member

MOST_OF_A_KIND = 5
SHORTEST_WORD = 5
MOST_WORDS = 4


@dataclass(frozen=True)
class Related:
    """Another case, and what ties it to this one."""

    case: Initiative
    why: str | LazyText


def related(case: Initiative, user: User) -> Sequence[Related]:
    """Other cases this person may see, nearest first, each once. Four queries, however many there are."""
    people = Member.objects.filter(initiative=case).values("user")
    others = Initiative.objects.for_desk(user).exclude(pk=case.pk)
    nothing = others.none()
    kinds = [
        (
            _("zelfde initiatiefnemer"),
            others.filter(pk__in=Member.objects.filter(user__in=people).values("initiative")),
        ),
        (_("zelfde plek"), others.filter(address__iexact=case.address) if case.address else nothing),
        (_("lijkt op de titel"), with_words(case.title, others)),
        (_("zelfde thema en wijk"), others.filter(theme=case.theme, wijk=case.wijk) if case.theme_id else nothing),
    ]
    found: dict[int, Related] = {}
    for why, cases in kinds:
        for other in cases.order_by("-submitted_at", "-pk")[:MOST_OF_A_KIND]:
            found.setdefault(other.pk, Related(other, why))
    return list(found.values())


def possible_doubles(case: Initiative, user: User) -> Sequence[Related]:
    """Cases that may be the same initiative: all that is related but by theme alone, and not merged already."""
    unlike = {str(_("zelfde thema en wijk"))}
    return [one for one in related(case, user) if str(one.why) not in unlike and one.case.merged_into_id is None]


def with_words(title: str, others: QuerySet[Initiative]) -> QuerySet[Initiative]:
    """Cases that share a long word with a title."""
    words = sorted({word for word in search.normalise(title).split() if len(word) >= SHORTEST_WORD}, key=len)
    if not words:
        return others.none()
    # The text holds the title too; asking both lets PostgreSQL use its index on the text.
    hits = (Q(search_text__contains=word, search_title__contains=word) for word in words[-MOST_WORDS:])
    return others.filter(reduce(or_, hits))
