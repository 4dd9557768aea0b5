"""The words of the API for what the code calls otherwise: Dutch, and theirs to keep once programs know them."""

from collections.abc import Mapping

from community.enums.challenge import ChallengeState, ChallengeVerdict
from community.enums.story import StoryKind
from initiatives.enums import HelpKind, Outcome, PlaceKind, PositionKind, State

STATUS: Mapping[str, str] = {
    State.SUBMITTED: "ingediend",
    State.OWNED: "gekoppeld",
    State.CONVERSING: "in-gesprek",
    State.ADVISED: "advies-gegeven",
    State.CLOSED: "klaar",
}
POSITION: Mapping[str, str] = {
    PositionKind.AWARE: "ervan-weten",
    PositionKind.SPOTLIGHT: "in-de-spotlights",
    PositionKind.ROOM: "ontwikkelingsruimte",
    PositionKind.TOGETHER: "meesamenwerken",
}
OUTCOME: Mapping[str, str] = {
    Outcome.WITH_MUNICIPALITY: "loopt-samen-met-gemeente",
    Outcome.INDEPENDENT: "loopt-zelfstandig",
    Outcome.FRAGILE: "loopt-maar-kwetsbaar",
    Outcome.SEEKING_PLACE: "zoekt-een-plek",
    Outcome.IDLE: "ligt-stil",
    Outcome.STOPPED: "gestopt",
    Outcome.BECAME_OTHER: "werd-iets-anders",
    Outcome.UNKNOWN: "onbekend",
}
PLACE: Mapping[str, str] = {PlaceKind.CITY: "hele-stad", PlaceKind.WIJK: "wijk", PlaceKind.ADDRESS: "wijk"}
HELP: Mapping[str, str] = {
    HelpKind.KNOWLEDGE: "kennis",
    HelpKind.PEOPLE: "menskracht",
    HelpKind.MATERIAL: "materiaal",
    HelpKind.MONEY: "geld",
    HelpKind.PLACE: "plek",
    HelpKind.RULES: "ruimte-in-regels",
}
STORY: Mapping[str, str] = {StoryKind.PAIRED: "twee-kanten", StoryKind.BLOG: "blog"}
CHALLENGE: Mapping[str, str] = {
    ChallengeState.SUBMITTED: "ingediend",
    ChallengeState.INCOMPLETE: "wacht-op-aanvulling",
    ChallengeState.ASSESSING: "wordt-beoordeeld",
    ChallengeState.ADVISED: "wacht-op-beslissing",
    ChallengeState.DECIDED: "beslist",
    ChallengeState.AGREED: "afspraak-gemaakt",
    ChallengeState.RUNNING: "wordt-uitgevoerd",
    ChallengeState.ENDED: "eerder-gestopt",
    ChallengeState.EVALUATED: "klaar-met-evaluatie",
    ChallengeState.WITHDRAWN: "ingetrokken",
}
VERDICT: Mapping[str, str] = {
    ChallengeVerdict.YES: "ja",
    ChallengeVerdict.PART: "ja-voor-een-deel",
    ChallengeVerdict.NO: "nee",
    ChallengeVerdict.TALK: "verder-praten",
}


def by_word(words: Mapping[str, str]) -> dict[str, str]:
    """What the code calls it, by the word of the API."""
    return {word: code for code, word in words.items()}
