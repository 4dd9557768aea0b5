"""Taking part in the demo town: following, news, help and reports, played through the portal's own actions."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, time
from functools import partial
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import User
from city.models import Theme, Wijk
from community.actions import digest, flags, following, help_offers, moderation
from community.actions import news as news_actions
from community.enums.following import OfferState
from community.models import Follow, HelpOffer, News, Takedown
from community.queries.following import Subject
from core.files import check_upload
from initiatives.models import Initiative
from zwolle.demo.past import Past, at_clock
from zwolle.demo.pictures import draw
from zwolle.demo.stories import Person, Story, read_following

Row = Mapping[str, Any]
Act = Callable[[], object]
MORNING, NOON, AFTERNOON, DIGEST_AT = time(9, 40), time(12, 10), time(14, 20), time(16, 0)
DIGESTS_SINCE = 12
MODERATOR, SECOND = "joost", "marloes"
NOWHERE = "192.0.2.1"  # an address for documentation


@dataclass(frozen=True)
class Street:
    """Where it is played: everybody by key, cases and initiators by the key of the story."""

    people: Mapping[str, User]
    cases: Mapping[str, Initiative]
    initiators: Mapping[str, str]
    past: Past

    def at(self, ago: int, clock: time) -> datetime:
        """The moment of a day of the past."""
        return at_clock(self.past.day(ago), clock)

    def initiator(self, story: str) -> User:
        """Who carries the case of a story."""
        return self.people[self.initiators[story]]


def take_part(
    staff: Mapping[str, User],
    persons: Mapping[str, Person],
    cases: Mapping[str, Initiative],
    stories: list[Story],
    *,
    past: Past,
) -> None:
    """Play everything in the order of time; each day ends with the digest of that day."""
    emails = {person.email: key for key, person in persons.items()}
    known = {emails[user.email]: user for user in User.objects.filter(email__in=emails)} | dict(staff)
    street = Street(known, cases, {story.key: story.initiator for story in stories}, past)
    acts = [*_acts(street, read_following()), *_digests(street)]
    for _at, act in sorted(acts, key=lambda dated: dated[0]):
        act()


def _acts(street: Street, rows: Mapping[str, list[Row]]) -> Iterator[tuple[datetime, Act]]:
    """Everything that happens, with its moment."""
    for row in rows["follow"]:
        yield street.at(row["ago"], MORNING), _following(street, row)
    for row in rows["news"]:
        yield street.at(row["ago"], NOON), _writing(street, row)
        if "taken_down" in row:
            yield street.at(row["taken_ago"], AFTERNOON), _taking_down(street, row)
            yield street.at(row["appeal_ago"], MORNING), _appealing(street, row)
        if "decided" in row:
            yield street.at(row["decided_ago"], NOON), _deciding(street, row)
    for row in rows["offer"]:
        yield street.at(row["ago"], MORNING), _offering(street, row)
        if "answer_ago" in row:
            yield street.at(row["answer_ago"], AFTERNOON), _answering(street, row)
    for row in rows["report"]:
        yield street.at(row["ago"], NOON), _reporting(street, row)


def _digests(street: Street) -> Iterator[tuple[datetime, Act]]:
    for ago in range(DIGESTS_SINCE, 0, -1):
        at = street.at(ago, DIGEST_AT)
        yield at, partial(digest.send_digests, at=at)


def _following(street: Street, row: Row) -> Act:
    def act() -> None:
        at, subject = street.at(row["ago"], MORNING), _subject(street, row)
        if "who" in row:
            following.follow_as(subject=subject, by=street.people[row["who"]], at=at)
            return
        following.ask_to_follow(
            subject=subject, email=row["email"], language=row.get("language", "nl"), asked_from=NOWHERE, at=at
        )
        if row.get("confirmed", True):
            # The secret of the link is known to the mailbox alone: the press is played on the row itself.
            Follow.objects.filter(follower__email=row["email"], confirmed_at=None).update(confirmed_at=at)

    return act


def _subject(street: Street, row: Row) -> Subject:
    if "story" in row:
        return Initiative.objects.get(pk=street.cases[row["story"]].pk)
    return Wijk.objects.get(slug=row["wijk"]) if "wijk" in row else Theme.objects.get(slug=row["theme"])


def _writing(street: Street, row: Row) -> Act:
    def act() -> None:
        photo = row.get("photo", "")
        picture = SimpleUploadedFile("foto.jpg", draw(row["title"])) if photo else None
        news_actions.write_news(
            initiative=street.cases[row["story"]],
            title=row["title"],
            text=row["text"],
            language=row.get("language", "nl"),
            upload=check_upload(picture) if picture else None,
            description=photo,
            by=street.initiator(row["story"]),
            at=street.at(row["ago"], NOON),
        )

    return act


def _taking_down(street: Street, row: Row) -> Act:
    def act() -> None:
        news = News.objects.get(title=row["title"])
        at = street.at(row["taken_ago"], AFTERNOON)
        moderation.take_down_news(news=news, reason=row["taken_down"], by=street.people[MODERATOR], at=at)

    return act


def _appealing(street: Street, row: Row) -> Act:
    def act() -> None:
        at = street.at(row["appeal_ago"], MORNING)
        moderation.appeal(takedown=_takedown(row), word=row["appeal"], by=street.initiator(row["story"]), at=at)

    return act


def _deciding(street: Street, row: Row) -> Act:
    def act() -> None:
        at = street.at(row["decided_ago"], NOON)
        facts = {"puts_back": True, "reason": row["decided"], "by": street.people[SECOND]}
        moderation.decide(takedown=_takedown(row), at=at, **facts)

    return act


def _takedown(row: Row) -> Takedown:
    return Takedown.objects.get(news__title=row["title"])


def _offering(street: Street, row: Row) -> Act:
    def act() -> None:
        at = street.at(row["ago"], MORNING)
        offer = help_offers.offer_help(
            initiative=street.cases[row["story"]],
            **{name: row[name] for name in ("gift", "what", "available", "name", "email")},
            phone=row.get("phone", ""),
            reach=row.get("reach", "email"),
            language="nl",
            asked_from=NOWHERE,
            at=at,
        )
        if row.get("answer") != OfferState.UNCONFIRMED:
            help_offers.reach_initiator(offer=offer, at=at)

    return act


def _answering(street: Street, row: Row) -> Act:
    def act() -> None:
        at, by = street.at(row["answer_ago"], AFTERNOON), street.initiator(row["story"])
        offer = HelpOffer.objects.get(email=row["email"])
        if row["answer"] == OfferState.ACCEPTED:
            help_offers.accept_offer(offer=offer, reply=row["reply"], shares="email", by=by, at=at)
        elif row["answer"] == OfferState.DECLINED:
            help_offers.decline_offer(offer=offer, reply=row["reply"], by=by, at=at)
        else:
            help_offers.withdraw_offer(offer=offer, at=at)

    return act


def _reporting(street: Street, row: Row) -> Act:
    def act() -> None:
        flag = flags.report(
            initiative=street.cases[row["story"]],
            kind=row["kind"],
            text=row["text"],
            email=row.get("email", ""),
            language="nl",
            asked_from=NOWHERE,
            at=street.at(row["ago"], NOON),
        )
        if "answer" in row:
            at = street.at(row["answer_ago"], AFTERNOON)
            flags.answer_flag(flag=flag, answer=row["answer"], by=street.people[SECOND], at=at)

    return act
