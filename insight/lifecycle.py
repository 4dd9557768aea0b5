"""Which state of an edition may follow which: a flat, literal table. No database, no clock."""

from django.utils.translation import gettext_lazy as _

from core.refusal import IllegalTransition
from insight.enums import EditionState

TRANSITIONS: dict[EditionState, frozenset[EditionState]] = {
    EditionState.DRAFT: frozenset({EditionState.OFFERED}),
    EditionState.OFFERED: frozenset({EditionState.DRAFT, EditionState.PUBLISHED}),
    EditionState.PUBLISHED: frozenset(),
}


def require(current: str, following: EditionState) -> None:
    """Raise IllegalTransition when `following` may not come after `current`."""
    if following not in TRANSITIONS[EditionState(current)]:
        raise IllegalTransition(
            _("Dat kan niet: de editie staat op “%(current)s”.") % {"current": EditionState(current).label}
        )
