"""The building blocks: what they say to a screen reader, and that they let no text of people through as markup."""

from datetime import date

import pytest
from django import forms
from django.template import Context, Template
from django.test import RequestFactory

from core.components import Answer, Attachment, Crumb, Fact, Moment, Pages, Stage, Step
from core.templatetags.components import capped

NASTY = '<b title="x">&'
ESCAPED = "&lt;b title=&quot;x&quot;&gt;&amp;"


def rendered(source: str, **values: object) -> str:
    """A template of one line, filled in."""
    return Template(source).render(Context(values))


class Example(forms.Form):
    """One of every kind of field that has rules of its own."""

    name = forms.CharField(label="Naam", max_length=5, help_text="Uw eigen naam.")
    plan = forms.CharField(label="Plan", max_length=1500, widget=forms.Textarea, required=False)
    place = forms.ChoiceField(label="Plek", choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)
    agree = forms.BooleanField(label="Akkoord")
    photo = forms.FileField(label="Foto")


def field(name: str, data: dict[str, str] | None = None) -> str:
    """A field as the page shows it."""
    return rendered("{% field bound %}", bound=Example(data)[name])


def test_a_field_reads_label_hint_error_control():
    html = field("name", {"name": ""})
    order = [html.index(part) for part in ("<label", 'class="hint"', 'class="error"', "<input")]
    assert order == sorted(order)
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'id="id_name_error"' in html
    assert 'aria-invalid="true"' in html
    assert 'aria-required="true"' in html
    assert " required" not in html


def test_what_may_be_left_out_says_so():
    assert '<span class="optional">(niet verplicht)</span>' in field("plan")
    assert "niet verplicht" not in field("name")


def test_a_big_field_counts_and_never_cuts():
    html = field("plan")
    assert "Maximaal 1500 tekens" in html.replace(".", "").replace("\xa0", "")
    assert 'data-max="1500"' in html
    assert "maxlength" not in html


def test_choices_are_a_group_with_a_legend():
    html = field("place", {"place": ""})
    assert '<fieldset aria-describedby="id_place_error">' in html
    assert "<legend>Plek</legend>" in html
    assert 'aria-required="true"' not in html


@pytest.mark.parametrize("name", ["place", "photo"])
def test_where_aria_required_may_not_stand_the_plain_word_does(name):
    assert " required" in field(name)
    assert "aria-required" not in field(name)


def test_a_box_stands_before_its_label():
    html = field("agree")
    assert html.index("<input") < html.index("Akkoord")


def test_the_summary_links_to_every_error_and_takes_the_focus():
    form = Example({})
    form.add_error(None, NASTY)
    html = rendered("{% error_summary form %}", form=form)
    assert '<div class="errors" tabindex="-1" autofocus' in html
    assert 'href="#id_name"' in html
    assert 'href="#id_place_0"' in html
    assert ESCAPED in html
    assert 'role="alert"' not in html


def test_without_errors_there_is_no_summary():
    assert rendered("{% error_summary form %}", form=Example()).strip() == ""


def test_the_title_of_a_page_with_errors():
    assert rendered("{% error_prefix form %}", form=Example({})) == "Fout: "
    assert rendered("{% error_prefix form %}", form=Example()) == ""


def test_a_timeline_says_where_you_are():
    steps = [
        Step("Een", Moment.DONE, on=date(2026, 3, 2)),
        Step(NASTY, Moment.CURRENT, NASTY, note=NASTY, lang="en"),
        Step("Drie", Moment.COMING),
    ]
    html = rendered("{% timeline steps %}", steps=steps)
    assert html.count("<li") == 3
    assert html.count('aria-current="step"') == 1
    assert "(klaar)" in html
    assert "(hier bent u nu)" in html
    assert '<time datetime="2026-03-02">2 maart 2026</time>' in html
    assert '<p lang="en">' in html
    assert html.count(ESCAPED) == 3
    assert NASTY not in html


@pytest.mark.parametrize(
    "source",
    [
        "{% tag text text %}",
        "{% facts facts %}",
        "{% answers answers %}",
        "{% file_list files %}",
        "{% form_steps stages %}",
        "{% crumbs crumb %}",
        "{% notice text %}{{ text }}{% endnotice %}",
        "{% card text text %}{{ text }}{% endcard %}",
        "{% panel text text %}{{ text }}{% endpanel %}",
        "{% data_table text %}<tbody><tr><td>{{ text }}</td></tr></tbody>{% enddata_table %}",
    ],
)
def test_no_block_lets_markup_through(source):
    html = rendered(
        source,
        text=NASTY,
        facts=[Fact(NASTY, NASTY, NASTY)],
        answers=[Answer(NASTY, NASTY, NASTY, NASTY)],
        files=[Attachment(NASTY, NASTY, 5, NASTY)],
        stages=[Stage(NASTY, NASTY), Stage(NASTY, current=True)],
        crumb=Crumb(NASTY, NASTY),
    )
    assert ESCAPED in html
    assert NASTY not in html


def test_a_card_without_an_address_is_no_link():
    assert "<a " not in rendered('{% card "Kop" %}tekst{% endcard %}')


def test_paging_shows_only_what_there_is():
    assert rendered("{% pager pages %}", pages=Pages(1)).strip() == ""
    last = rendered("{% pager pages %}", pages=Pages(2, "?pagina=1"))
    assert 'rel="prev"' in last
    assert 'rel="next"' not in last


@pytest.mark.parametrize(("count", "told"), [(0, "0"), (7, "7"), (1000, "1.000"), (1001, "meer dan 1.000")])
def test_counts_stop_above_a_thousand(count, told):
    assert capped(count) == told


def test_the_same_numbers_give_the_same_drawing():
    assert rendered("{% pattern 7 5 %}") == rendered("{% pattern 1 1 %}")
    assert rendered("{% pattern_shapes %}").count("<symbol") == 6


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("/a/", '<li><a href="/a/" aria-current="page">A</a></li>'),
        ("/a/c/", '<li><a href="/a/" aria-current="true">A</a></li>'),
        ("/a/b/", '<li><a href="/a/">A</a></li>'),
        ("/", '<li><a href="/a/">A</a></li>'),
    ],
)
def test_the_menu_marks_where_you_are(path, line):
    html = rendered('{% menu_link "/a/" "A" "/a/b/" %}', request=RequestFactory().get(path))
    assert html == line


def test_the_menu_leaves_out_what_the_portal_does_not_have():
    assert rendered('{% menu_link "" "A" %}', request=RequestFactory().get("/")) == ""


@pytest.mark.parametrize(
    ("path", "link"),
    [
        ("/initiatieven/?zoek=tuin", 'href="/en/initiatieven/?zoek=tuin" lang="en"'),
        ("/robots.txt", ""),
        ("/bestaat/niet", ""),
    ],
)
def test_the_switch_leads_to_the_same_page(path, link):
    html = rendered("{% language_switch %}", request=RequestFactory().get(path))
    assert link in html
    assert ("<a" in html) == bool(link)
