"""For the text templates of mails."""

from django import template

from core.markdown import plain

register = template.Library()


@register.filter
def unmarked(text: str) -> str:
    """What a person wrote in Markdown, without its signs."""
    return plain(text)


@register.filter
def quoted(text: str) -> str:
    """What a person wrote, each line behind a ">", so that nobody can speak in the portal's own voice."""
    return "\n".join(f"> {line}".rstrip() for line in str(text).splitlines())
