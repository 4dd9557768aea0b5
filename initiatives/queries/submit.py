"""Reads for whoever writes an initiative: their draft, the town's names, and what looks like their idea."""

from datetime import date
from uuid import UUID, uuid4

from django.db.models import Case, IntegerField, QuerySet, Value, When

from accounts.models import User
from city.models import Goal, Theme, Wijk
from core import links, search
from initiatives.models import Draft, Initiative
from initiatives.sheet import TownNames

DRAFT_LINK = "draft"
MOST_SIMILAR = 3
SHORTEST_WORD = 4
# Words that stand in so many titles that they say nothing about what an initiative is.
EMPTY_WORDS = {
    *("buurt", "wijk", "zwolle", "zwolse", "stad", "initiatief", "project", "plan", "idee"),
    *("voor", "onze", "samen", "deze", "naar", "door", "meer", "maken", "mensen", "iedereen"),
}


def token(draft: Draft) -> str:
    """The signed word that opens a draft, in its mailed link and in the pages that show it."""
    return links.seal(DRAFT_LINK, f"{draft.key}:{draft.link_version}")


def new_token() -> str:
    """A token for a draft that is not written yet, so that all saves of one page begin the same draft."""
    return links.seal(DRAFT_LINK, f"{uuid4()}:1")


def reserved_key(word: str) -> UUID:
    """The key a page reserved for its draft; a new one when the word tells none, or that of a revoked link."""
    key, _colon, version = (links.unseal(DRAFT_LINK, word) or "").partition(":")
    if version != "1" or Draft.objects.filter(key=key).exclude(link_version=1).exists():
        return uuid4()
    return UUID(key)


def by_token(word: str, today: date) -> Draft | None:
    """The draft this word opens; None when it was changed, revoked, or the draft is past its time."""
    value = links.unseal(DRAFT_LINK, word)
    if value is None:
        return None
    key, _colon, version = value.partition(":")
    drafts = Draft.objects.select_related("initiative", "user")
    return drafts.filter(key=key, link_version=int(version), delete_on__gt=today).first()


def by_key(key: str, link_version: int, today: date) -> Draft | None:
    """The draft a browser remembers, unless its links were revoked elsewhere or it is past its time."""
    drafts = Draft.objects.select_related("initiative", "user")
    return drafts.filter(key=key, link_version=link_version, delete_on__gt=today).first()


def drafts_of(user: User, today: date) -> QuerySet[Draft]:
    """The drafts of this account that were not sent."""
    return Draft.objects.filter(user=user, initiative=None, delete_on__gt=today)


def town_names() -> TownNames:
    """How the codes of wijken, themes and goals read; three queries."""
    return TownNames(
        wijken=dict(Wijk.objects.values_list("code", "name")),
        themes={theme.slug: theme.label for theme in Theme.objects.all()},
        goals={goal.code: goal.label for goal in Goal.objects.all()},
    )


def similar(title: str) -> list[Initiative]:
    """At most three public initiatives that share telling words with this title, most shared words first."""
    words = [word for word in search.terms(title) if len(word) >= SHORTEST_WORD and word not in EMPTY_WORDS]
    if not words:
        return []
    score = sum(
        (_points(When(search_title__contains=word, then=Value(3)), When(search_text__contains=word, then=Value(1))))
        for word in words
    )
    found = Initiative.objects.public().annotate(score=score).filter(score__gte=2)
    return list(found.select_related("wijk").order_by("-score", "-news_at", "-pk")[:MOST_SIMILAR])


def _points(*whens: When) -> Case:
    return Case(*whens, default=Value(0), output_field=IntegerField())
