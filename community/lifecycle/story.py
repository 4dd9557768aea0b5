"""What may follow what with a version of a story: a flat, literal table. No database, no clock."""

from django.utils.translation import gettext_lazy as _

from community.enums.story import StoryState
from core.refusal import IllegalTransition

TRANSITIONS: dict[StoryState, frozenset[StoryState]] = {
    StoryState.DRAFT: frozenset({StoryState.ASKED, StoryState.READY, StoryState.WITHDRAWN}),
    StoryState.ASKED: frozenset({StoryState.DRAFT, StoryState.READY, StoryState.WITHDRAWN}),
    StoryState.READY: frozenset({StoryState.DRAFT, StoryState.PUBLISHED, StoryState.WITHDRAWN}),
    StoryState.PUBLISHED: frozenset({StoryState.REPLACED, StoryState.WITHDRAWN}),
    StoryState.REPLACED: frozenset(),
    StoryState.WITHDRAWN: frozenset(),
}


def allows(current: str, following: StoryState) -> bool:
    """True when `following` may come after `current`."""
    return following in TRANSITIONS[StoryState(current)]


def require(current: str, following: StoryState) -> None:
    """Raise IllegalTransition when `following` may not come after `current`."""
    if not allows(current, following):
        said = {"current": StoryState(current).label}
        raise IllegalTransition(_("Dat kan nu niet: de status van dit verhaal is “%(current)s”.") % said)
