"""Tags of the desk's templates."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from initiatives.enums import Standing

register = template.Library()

TONES = {
    Standing.STILL: "info",
    Standing.ON_TIME: "positive",
    Standing.ALMOST_LATE: "warning",
    Standing.LATE: "negative",
}


@register.filter
def standing_tag(standing: Standing | None) -> SafeString:
    """How a promise stands: a word and its colour; nothing when there is no promise."""
    if standing is None:
        return mark_safe("")
    return format_html('<span class="tag tag-{}">{}</span>', TONES[standing], standing.label)
