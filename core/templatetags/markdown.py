"""Markdown of people in a page: `{{ text|markdown }}`."""

from django import template
from django.utils.safestring import SafeString

from core.markdown import as_html

register = template.Library()


@register.filter
def markdown(text: str) -> SafeString:
    """The text as safe HTML."""
    return as_html(text)
