"""Tags of the desk's templates."""

from datetime import date

from django import template
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localdate

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


@register.filter
def short_day(day: date) -> str:
    """A day as people say it: without the year while that is this year."""
    return date_format(day, "j F" if day.year == localdate().year else "j F Y")
