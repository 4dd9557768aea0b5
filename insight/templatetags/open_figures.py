"""Numbers of the open pages in words."""

from django import template
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString

from insight.disclosure import Count
from insight.open_figures import count_cell

MOST_COUNTED = 1_000
register = template.Library()


@register.simple_tag
def told_count(count: Count) -> str:
    """A count as it may be told."""
    return str(count_cell(count).said)


@register.simple_tag
def how_many(count: int) -> SafeString:
    """A number behind a heading; above a thousand it is not counted further."""
    more = "+" if count >= MOST_COUNTED else ""
    return format_html('<span class="how-many">{}{}</span>', number_format(count, force_grouping=True), more)
