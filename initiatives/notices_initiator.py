"""What to tell whom when the initiator's side does something. Returns messages, sends nothing."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import override

from accounts.models import User
from city.models import Goal
from core.links import absolute
from core.outbox import Message, compose
from initiatives.enums import InvitationKind
from initiatives.models import Attachment, Initiative, Invitation, PhaseReview
from initiatives.notices import MAIL, to_initiators, to_owner
from initiatives.timeline import day_in_full


def text_changed(initiative: Initiative, *, by: User) -> list[Message]:
    """The guide and the others on the initiator's side hear that the text was changed."""
    facts = {"who": by.display_name}
    told = to_initiators(initiative, "text_changed", lambda: facts, besides=by)
    return told if by == initiative.owner else [*to_owner(initiative, "text_changed", lambda: facts), *told]


def file_added(initiative: Initiative, attachment: Attachment, *, by: User) -> list[Message]:
    """The others who may see it hear that a photo or document came."""
    facts = {"who": by.display_name, "file": attachment.name, "kind": attachment.kind}
    told = to_initiators(initiative, "file_added", lambda: facts, besides=by)
    return told if by == initiative.owner else [*to_owner(initiative, "file_added", lambda: facts), *told]


def consent_changed(initiative: Initiative, *, given: bool, by: User) -> list[Message]:
    """The guide and the others on the initiator's side hear whether the page may be public."""
    facts = {"given": given, "who": by.display_name}
    return [
        *to_owner(initiative, "consent", lambda: facts),
        *to_initiators(initiative, "consent", lambda: facts, besides=by),
    ]


def goals_claimed(initiative: Initiative, *, added: Iterable[Goal], dropped: Iterable[Goal], by: User) -> list[Message]:
    """The guide and the others on the initiator's side hear which goals were named or taken back."""

    def facts() -> dict[str, object]:
        return {
            "who": by.display_name,
            "added": [goal.label for goal in added],
            "dropped": [goal.label for goal in dropped],
        }

    told = to_initiators(initiative, "goals_claimed", facts, besides=by)
    return told if by == initiative.owner else [*to_owner(initiative, "goals_claimed", facts), *told]


def invitation(initiative: Initiative, offer: Invitation, *, secret: str, by: User, language: str) -> Message:
    """Somebody is asked to join the initiator's side, or to take the initiative over."""
    with override(language):
        context = {
            "name": "",
            "guide_name": "",
            "guide_phone": "",
            "who": by.display_name,
            "number": initiative.number,
            "takes_over": offer.kind == InvitationKind.HAND_OVER,
            "expires_on": day_in_full(localdate(offer.expires_at)),
            "link": absolute(reverse("initiatives:invitation", args=[secret])),
        }
    return compose(
        template=f"{MAIL}/invitation.txt",
        to=offer.email,
        kind="initiatives.invitation",
        language=language,
        case_number=initiative.number,
        context=context,
    )


def member_joined(initiative: Initiative, *, person: User, took_over: bool) -> list[Message]:
    """The guide and the others on the initiator's side hear who joined or took over."""
    facts = {"who": person.display_name, "took_over": took_over}
    return [
        *to_owner(initiative, "member_joined", lambda: facts),
        *to_initiators(initiative, "member_joined", lambda: facts, besides=person),
    ]


def member_left(initiative: Initiative, *, person: User) -> list[Message]:
    """The guide and those who stay hear who left."""
    facts = {"who": person.display_name}
    return [
        *to_owner(initiative, "member_left", lambda: facts),
        *to_initiators(initiative, "member_left", lambda: facts, besides=person),
    ]


def reviewed(initiative: Initiative, review: PhaseReview) -> list[Message]:
    """The guide hears how the initiator found a phase, in the initiator's own words."""
    facts = {
        "phase": review.get_phase_display(),
        "grade": review.get_grade_display(),
        "text": review.text,
        "reopens": review.reopens,
    }
    return to_owner(initiative, "reviewed", lambda: facts)
