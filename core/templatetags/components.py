"""Components of the screen, as block and inclusion tags."""

from django import template

register = template.Library()
