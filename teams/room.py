"""The hours an initiative may cost, and how much of them is gone. Pure: minutes in, words and standing out."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from core.components import Tone
from teams.hours import in_words

NEARLY_GONE = 80


@dataclass(frozen=True)
class Room:
    """Minutes reserved for an initiative and minutes spent; `reserved` is None until a position reserves them."""

    reserved: int | None
    spent: int

    @property
    def left(self) -> int | None:
        """Minutes left; below zero when more was spent than reserved."""
        return None if self.reserved is None else self.reserved - self.spent

    @property
    def percentage(self) -> int:
        """How much of the room is gone, in whole percents; may be more than 100."""
        return 100 * self.spent // self.reserved if self.reserved else 0

    @property
    def is_nearly_gone(self) -> bool:
        """True when it is time to talk about it: four fifths are gone."""
        return self.percentage >= NEARLY_GONE

    @property
    def is_overrun(self) -> bool:
        """True when more was spent than reserved."""
        return self.left is not None and self.left < 0

    @property
    def tone(self) -> Tone:
        """The colour that goes with the words."""
        if self.is_overrun:
            return Tone.NEGATIVE
        return Tone.WARNING if self.is_nearly_gone else Tone.NEUTRAL

    @property
    def words(self) -> str:
        """ "3 uur van 8 uur gebruikt, nog 5 uur"."""
        spent = in_words(self.spent)
        if self.reserved is None or self.left is None:
            return _("%(spent)s gebruikt; er is nog geen ruimte, want er is nog geen positie") % {"spent": spent}
        facts = {"spent": spent, "reserved": in_words(self.reserved), "rest": in_words(abs(self.left))}
        if self.is_overrun:
            return _("%(spent)s gebruikt, %(rest)s meer dan de ruimte van %(reserved)s") % facts
        return _("%(spent)s van %(reserved)s gebruikt, nog %(rest)s") % facts

    def over_by(self, minutes: int) -> int:
        """By how many minutes the room is exceeded when `minutes` more are spent; 0 when it holds."""
        return max(0, minutes - self.left) if self.left is not None else 0
