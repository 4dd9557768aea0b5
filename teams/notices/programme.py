"""What to tell whom about programmes. Returns messages, sends nothing.

What is said at intervision never goes by mail: whoever takes part reads that there is something, and where.
"""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import override

from accounts.models import User
from core.ical import Method
from core.links import absolute
from core.outbox import Message, compose
from teams.appointments import gathering_invitation
from teams.models import BookPassing, Gathering, PeerQuestion, Programme, ProgrammeInitiative, ProgrammeMember
from teams.queries.books import participants_of
from teams.queries.people import initiators

MAIL = "teams/mail/programme"


def member_added(member: ProgrammeMember, *, by: User) -> list[Message]:
    """A colleague reads that they take part; who added themselves knows that."""
    people = [member.user] if member.user != by else []
    return _to_colleagues(people, "member_added", member.programme, by_name=by.display_name)


def member_ended(member: ProgrammeMember, *, by: User) -> list[Message]:
    """A colleague reads that their part ended and why; who stopped themselves knows that."""
    people = [member.user] if member.user != by else []
    return _to_colleagues(people, "member_ended", member.programme, reason=member.left_reason)


def initiative_added(part: ProgrammeInitiative) -> list[Message]:
    """The initiators read that civil servants will come along with their initiative."""
    link = absolute(part.initiative.status_url)
    return [
        _message(person, "initiative_added", part.programme, link=link, title=part.initiative.title)
        for person in initiators(part.initiative)
    ]


def gathering_planned(gathering: Gathering) -> list[Message]:
    """Whoever takes part is invited."""
    return _about_gathering(gathering, "gathering_planned")


def gathering_changed(gathering: Gathering) -> list[Message]:
    """Whoever takes part reads the new time or place."""
    return _about_gathering(gathering, "gathering_changed")


def gathering_cancelled(gathering: Gathering) -> list[Message]:
    """Whoever takes part reads that it does not take place, and why; their calendars lose it."""
    return _about_gathering(gathering, "gathering_cancelled", method=Method.CANCEL)


def question_brought(question: PeerQuestion) -> list[Message]:
    """The other participants hear that somebody brought a question, not what it says."""
    others = [person for person in participants_of(question.programme) if person != question.brought_by]
    page = reverse("teams:peer_question", args=[question.programme.slug, question.pk])
    return _to_colleagues(others, "question_brought", question.programme, page=page, who=str(question.brought_by))


def word_said(question: PeerQuestion, *, by: User) -> list[Message]:
    """Whoever brought the question hears that somebody reacted, not what they said."""
    people = [question.brought_by] if question.brought_by != by else []
    page = reverse("teams:peer_question", args=[question.programme.slug, question.pk])
    return _to_colleagues(people, "word_said", question.programme, page=page, who=by.display_name)


def book_received(passing: BookPassing) -> list[Message]:
    """Whoever gets a doorgeefboek reads the word that came with it."""
    link = absolute(reverse("teams_initiator:book", args=[passing.book_id]))
    facts: dict[str, Any] = {"number": passing.book.number, "word": passing.word, "who": passing.given_by.display_name}
    holder = passing.holder
    return [_message(holder, "book_received", passing.book.programme, link=link, **facts)] if holder.is_active else []


def closing_asked(programme: Programme) -> list[Message]:
    """Participants are asked to look back; each initiator is invited to be critical, once."""
    page = reverse("teams:look_back", args=[programme.slug])
    messages = _to_colleagues(participants_of(programme), "closing_asked", programme, page=page)
    asked: set[User] = set()
    for part in programme.parts.inside().select_related("initiative").order_by("pk"):
        link = absolute(reverse("teams_initiator:look_back", args=[part.initiative.number, programme.slug]))
        for person in set(initiators(part.initiative)) - asked:
            facts: dict[str, Any] = {"title": part.initiative.title, "link": link}
            messages.append(_message(person, "closing_asked_of_initiator", programme, **facts))
            asked.add(person)
    return messages


def _about_gathering(gathering: Gathering, kind: str, *, method: Method = Method.REQUEST) -> list[Message]:
    """With the appointment for each reader's calendar."""
    link = absolute(reverse("teams:gathering", args=[gathering.programme.slug, gathering.pk]))
    messages = []
    for person in participants_of(gathering.programme):
        with override(person.language):
            calendar = gathering_invitation(gathering, person, url=link, method=method)
        given: dict[str, Any] = {"link": link, "gathering": gathering, "calendar": calendar}
        messages.append(_message(person, kind, gathering.programme, **given))
    return messages


def _to_colleagues(
    people: Iterable[User], kind: str, programme: Programme, *, page: str = "", **context: Any
) -> list[Message]:
    link = absolute(page or reverse("teams:programme", args=[programme.slug]))
    return [_message(person, kind, programme, link=link, **context) for person in people if person.is_active]


def _message(person: User, kind: str, programme: Programme, *, calendar: str = "", **context: Any) -> Message:
    return compose(
        template=f"{MAIL}_{kind}.txt",
        to=person.email,
        kind=f"teams.programme_{kind}",
        language=person.language,
        calendar=calendar,
        context={"name": person.display_name, "programme": programme, **context},
    )
