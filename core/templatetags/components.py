"""The building blocks of every page, as template tags. They are built in: no template needs to load them.

`/demo/componenten/` shows each of them (demo mode only).
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms, template
from django.template.context import Context
from django.urls import Resolver404, translate_url
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from core.amounts import shown as shown_amount
from core.components import Answer, Attachment, Crumb, Fact, Pages, Stage, Step, Tone

register = template.Library()

MOST_COUNTED = 1_000
PATTERN_SHAPES = 6
PATTERN_TINTS = 4


# --- Forms ------------------------------------------------------------------------------------------------------
@register.simple_tag
def field(bound: forms.BoundField) -> SafeString:
    """A form field: label, hint, error, control, in that order."""
    return bound.as_field_group()


@register.inclusion_tag("components/error_summary.html")
def error_summary(*bound_forms: forms.BaseForm) -> dict[str, Any]:
    """All errors of these forms, each a link to its field; takes the focus without JavaScript."""
    return {"errors": [line for form in bound_forms for line in summary_lines(form)]}


def summary_lines(form: forms.BaseForm) -> list[tuple[str, str]]:
    """(id of the control, message) for every error of a form; no id when it concerns the whole form."""
    lines = [("", str(error)) for error in form.non_field_errors()]
    for bound in form:
        anchor = f"{bound.auto_id}_0" if bound.use_fieldset else bound.auto_id
        lines += [(anchor, str(error)) for error in bound.errors]
    return lines


@register.inclusion_tag("components/error_summary.html")
def error_summary_of(bound_forms: Iterable[forms.BaseForm]) -> dict[str, Any]:
    """As `error_summary`, for a page whose forms come in a list."""
    return error_summary(*bound_forms)


@register.simple_tag
def error_prefix_of(bound_forms: Iterable[forms.BaseForm]) -> str:
    """As `error_prefix`, for a page whose forms come in a list."""
    return error_prefix(*bound_forms)


@register.filter
def euro(cents: int) -> str:
    """Euro cents as people read an amount: "€ 1.250,50"."""
    return shown_amount(cents)


@register.simple_tag
def error_prefix(*bound_forms: forms.BaseForm) -> str:
    """ "Fout: " for the page title when one of these forms has an error, else nothing."""
    return gettext("Fout: ") if any(form.errors for form in bound_forms) else ""


@register.inclusion_tag("components/steps.html")
def form_steps(stages: Sequence[Stage]) -> dict[str, Any]:
    """The pages of a form in steps, with the current one marked."""
    return {"stages": stages}


@register.inclusion_tag("components/answers.html")
def answers(rows: Iterable[Answer]) -> dict[str, Any]:
    """A check page: question, answer, and "Wijzig" for each."""
    return {"rows": rows}


@register.inclusion_tag("components/help.html", takes_context=True)
def help_block(context: Context) -> dict[str, Any]:
    """Where to get help: telephone, mail, desk; in the same place on every step."""
    return {"portal": context["portal"]}


# --- Text and facts ---------------------------------------------------------------------------------------------
@register.simple_tag
def tag(text: object, tone: str = Tone.NEUTRAL) -> SafeString:
    """A light label with dark text; never a link."""
    return format_html('<span class="tag tag-{}">{}</span>', tone, text)


@register.simple_block_tag
def notice(content: SafeString, heading: str = "", tone: str = Tone.INFO, role: str = "") -> SafeString:
    """A message in a tinted block; `role="status"` has it read aloud when it appears."""
    title = format_html("<h2>{}</h2>", heading) if heading else ""
    spoken = format_html(' role="{}"', role) if role else ""
    return format_html('<div class="notice notice-{}"{}>{}{}</div>', tone, spoken, title, content)


@register.simple_block_tag
def card(content: SafeString, heading: str, url: str = "") -> SafeString:
    """A quiet box with a heading; with an address the whole card can be clicked."""
    title = format_html('<a href="{}">{}</a>', url, heading) if url else heading
    return format_html('<article class="card"><div class="card-body"><h3>{}</h3>{}</div></article>', title, content)


@register.simple_block_tag
def panel(content: SafeString, heading: str, name: str = "") -> SafeString:
    """A tinted block beside the page ("Wat kunt u nu doen?"); `name` is the id of its heading."""
    anchor = format_html(' id="{}"', name) if name else ""
    return format_html(
        '<section class="panel"{}><h2{}>{}</h2>{}</section>',
        format_html(' aria-labelledby="{}"', name) if name else "",
        anchor,
        heading,
        content,
    )


@register.simple_block_tag
def data_table(content: SafeString, caption: str) -> SafeString:
    """A table that scrolls sideways by itself on a narrow screen; give it thead and tbody."""
    return format_html(
        '<div class="scroll" role="region" aria-label="{0}" tabindex="0">'
        "<table><caption>{0}</caption>{1}</table></div>",
        caption,
        content,
    )


@register.inclusion_tag("components/timeline.html")
def timeline(steps: Iterable[Step]) -> dict[str, Any]:
    """Done, current and coming steps on one line."""
    return {"steps": steps}


@register.inclusion_tag("components/facts.html")
def facts(rows: Iterable[Fact]) -> dict[str, Any]:
    """A definition list."""
    return {"rows": rows}


@register.inclusion_tag("components/files.html")
def file_list(files: Iterable[Attachment]) -> dict[str, Any]:
    """Files with their kind, size and who added them."""
    return {"files": files}


@register.inclusion_tag("components/crumbs.html")
def crumbs(*path: Crumb) -> dict[str, Any]:
    """The path to this page, without the page itself."""
    return {"path": path}


@register.simple_tag
def crumb(name: str, url: str) -> Crumb:
    """One link for `crumbs`: `{% crumb _("Initiatieven") url as gallery %}`."""
    return Crumb(name, url)


# --- Lists ------------------------------------------------------------------------------------------------------
@register.inclusion_tag("components/pager.html")
def pager(pages: Pages) -> dict[str, Any]:
    """Previous and next page of a list."""
    return {"pages": pages}


@register.filter
def capped(count: int) -> str:
    """A count as people read it; above a thousand it is not counted further."""
    if count > MOST_COUNTED:
        return gettext("meer dan %(count)s") % {"count": number_format(MOST_COUNTED, force_grouping=True)}
    return number_format(count, force_grouping=True)


@register.simple_tag
def pattern(shape: int, tint: int) -> SafeString:
    """A calm drawing for where there is no photo; the same two numbers give the same drawing.

    The page must hold `{% pattern_shapes %}` once.
    """
    return format_html(
        '<svg class="card-picture pattern pattern-{}" viewBox="0 0 320 180" preserveAspectRatio="xMidYMid slice" '
        'aria-hidden="true"><use href="#shape-{}"/></svg>',
        tint % PATTERN_TINTS,
        shape % PATTERN_SHAPES,
    )


@register.inclusion_tag("components/pattern_shapes.html")
def pattern_shapes() -> dict[str, Any]:
    """The drawings that `{% pattern %}` uses, once a page."""
    return {}


# --- Navigation -------------------------------------------------------------------------------------------------
@register.simple_tag(takes_context=True)
def menu_link(context: Context, url: str, label: str, besides: str = "") -> SafeString:
    """A line of the menu, marked when the page is there or below it, but not below the address `besides`."""
    here = context["request"].path
    if not url:
        return SafeString()
    current = "page" if here == url else "true" if here.startswith(url) else ""
    if besides and here.startswith(besides):
        current = ""
    mark = format_html(' aria-current="{}"', current) if current else ""
    return format_html('<li><a href="{}"{}>{}</a></li>', url, mark, label)


LANGUAGE_NAMES = {"nl": _("Nederlands"), "en": "English"}


@register.inclusion_tag("components/language.html", takes_context=True)
def language_switch(context: Context) -> dict[str, Any]:
    """A link to this page in the other language; nothing where the page has no other language."""
    request = context["request"]
    other = "nl" if get_language() == "en" else "en"
    try:
        url = translate_url(request.get_full_path(), other)
    except Resolver404:
        url = request.get_full_path()
    return {"code": other, "name": LANGUAGE_NAMES[other], "url": "" if url == request.get_full_path() else url}
