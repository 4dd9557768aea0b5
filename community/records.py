"""What a referral is made of, as values: the forms make them, the actions take them."""

from dataclasses import dataclass

from community.enums.hubs import HubAnswer


@dataclass(frozen=True, kw_only=True)
class Contact:
    """What the initiator lets a hub know of them; empty is what stays here."""

    name: str = ""
    email: str = ""
    phone: str = ""

    @property
    def is_reachable(self) -> bool:
        """True when the hub can turn to the initiator itself; else it answers the municipality."""
        return bool(self.email or self.phone)


@dataclass(frozen=True, kw_only=True)
class HubReply:
    """What a hub answers, and whom of them the initiator can turn to."""

    answer: HubAnswer
    text: str = ""
    contact: str = ""
