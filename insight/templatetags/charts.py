"""A chart on a page, with what its patterns mean; the page gives the same numbers as a table."""

from typing import Any

from django import template

from insight.charts import Chart

register = template.Library()


@register.inclusion_tag("insight/chart.html")
def bar_chart(chart: Chart) -> dict[str, Any]:
    """The chart as an image that a screen reader reads by its title and description."""
    return {"chart": chart}
