"""Fingerprints of what somebody approved: another word, name or picture gives another mark. Pure."""

from community.models import StoryPhoto, StoryQuote, StoryVersion
from core.seen import mark


def of_text(version: StoryVersion) -> str:
    """The mark of title, introduction and text, with whose text it says it is."""
    return mark("text", version.title, version.lead, version.body, version.author_id, version.author_name)


def of_quote(quote: StoryQuote) -> str:
    """The mark of a quote with the name and role beside it."""
    return mark("quote", quote.topic, quote.side, quote.user_id, quote.name, quote.role, quote.text)


def of_photo_facts(photo: StoryPhoto) -> str:
    """The mark of what is said of a photo and who decides over it, as somebody read it who changes that."""
    people = photo.subjects.order_by("user").values_list("user", flat=True)
    return mark("photo facts", photo.description, *people)


def of_photo(photo: StoryPhoto) -> str:
    """The mark of a photo with the words that describe it."""
    return mark("photo", photo.file.name, photo.description)
