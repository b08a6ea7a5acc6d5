"""Components write the markup that pages, styles and tests rely on."""

from __future__ import annotations

from typing import Any

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, Template
from django.template.loader import render_to_string


def render(source: str, **context: Any) -> str:
    return Template("{% load components %}" + source).render(Context(context))


def component(name: str, **context: Any) -> str:
    return render_to_string(f"components/{name}.html", context)


def test_card_frames_its_content() -> None:
    html = render("{% card %}<p>{{ text }}</p>{% endcard %}", text="Fish & chips")

    assert '<div class="card"><p>Fish &amp; chips</p></div>' in html


@pytest.mark.parametrize(
    ("tone", "expected"),
    [("alarm", 'class="care"'), ("caution", "care--caution"), ("quiet", "care--quiet")],
)
def test_care_has_a_tone_and_a_heading_of_the_level_asked_for(tone: str, expected: str) -> None:
    html = render(
        "{% care heading=heading tone=tone level=3 %}<p>Call.</p>{% endcare %}",
        heading="<Now>",
        tone=tone,
    )

    assert expected in html
    assert '<h3 class="care__heading">&lt;Now&gt;</h3>' in html
    assert "<p>Call.</p>" in html


def test_care_goes_without_a_heading() -> None:
    assert "<h" not in render("{% care %}<p>Call.</p>{% endcare %}")


def test_answer_is_a_section_with_its_anchor_key_number_and_heading() -> None:
    html = render(
        "{% answer number=6 anchor='rates' heading=heading key='rates' %}$95{% endanswer %}",
        heading="Rates <now>",
    )

    assert '<section class="answer" id="rates" data-question="rates">' in html
    assert '<span class="number number--on">6</span>' in html
    assert '<h2 class="answer__heading">Rates &lt;now&gt;</h2>' in html
    assert "$95" in html


def test_the_circle_of_a_question_without_answer_stays_empty() -> None:
    html = render(
        "{% answer number=5 anchor='a' heading='b' key='c' answered=False %}-{% endanswer %}"
    )

    assert '<span class="number">5</span>' in html


def test_an_icon_is_silent_and_unknown_names_still_draw_something() -> None:
    assert 'class="care__icon"' in render("{% icon 'alert' variant='care' %}")
    for html in (render("{% icon 'alert' %}"), render("{% icon 'no-such-icon' %}")):
        assert 'aria-hidden="true"' in html
        assert "<path" in html


def test_the_warning_signs_can_be_found_and_lead_to_all_of_them() -> None:
    html = component("warning_signs")

    assert "data-warning-signs" in html
    assert 'href="/warning-signs/"' in html
    assert "numbness or a strange feeling between your legs" in html


def test_breadcrumbs_end_with_the_page_itself() -> None:
    html = component("breadcrumbs", items=[("Home", "/"), ("A & B", "")])

    assert '<a class="breadcrumbs__link" href="/">Home</a>' in html
    assert '<span aria-current="page">A &amp; B</span>' in html


def test_pagination_keeps_the_search_and_writes_plain_digits() -> None:
    pages = Paginator(range(30_000), 10)

    html = component("pagination", page=pages.page(2000), base_query="near=80202&miles=5")

    assert 'href="?near=80202&amp;miles=5&amp;page=1999"' in html
    assert 'href="?near=80202&amp;miles=5&amp;page=2001"' in html


def test_pagination_of_a_single_page_is_nothing() -> None:
    assert component("pagination", page=Paginator([1], 10).page(1), base_query="").strip() == ""


def test_pagination_without_a_search_asks_for_the_page_alone() -> None:
    html = component("pagination", page=Paginator(range(20), 10).page(1), base_query="")

    assert 'href="?page=2"' in html
    assert "Previous" not in html


def test_a_chip_is_a_link_only_when_it_leads_somewhere() -> None:
    assert "<a" not in component("chip", text="Swedish", tone="quiet")
    assert 'href="/techniques/swedish/"' in component(
        "chip", text="Swedish", url="/techniques/swedish/"
    )


def test_a_removable_chip_says_what_it_does() -> None:
    html = component("removable_chip", text="Swedish", url="?x=1", label="Remove Swedish")

    assert '<span class="visually-hidden">Remove Swedish</span>' in html
    assert "Remove: Swedish" in component("removable_chip", text="Swedish", url="?x=1")


@pytest.mark.parametrize(
    ("grade", "words"),
    [
        ("high", "High certainty"),
        ("moderate", "Moderate certainty"),
        ("low", "Low certainty"),
        ("very-low", "Very low certainty"),
        ("not-graded", "Not graded"),
    ],
)
def test_evidence_is_said_in_words(grade: str, words: str) -> None:
    assert words in component("evidence_badge", grade=grade)
    assert "Its own words" in component("evidence_badge", grade=grade, text="Its own words")


@pytest.mark.parametrize("tone", ["info", "good", "caution", "alarm"])
def test_a_notice_has_its_tone_its_heading_and_its_text(tone: str) -> None:
    html = component("notice", tone=tone, heading="Head", text="<b>Text</b>")

    assert f"notice--{tone}" in html
    assert '<p class="notice__heading">Head</p>' in html
    assert "<p>&lt;b&gt;Text&lt;/b&gt;</p>" in html


def test_an_article_card_leads_to_its_article() -> None:
    html = component(
        "article_card", title="Title", url="/a/", summary="Sum", grade="low", minutes=1, level=2
    )

    assert '<h2 class="card__title"><a href="/a/">Title</a></h2>' in html
    assert "Low certainty" in html
    assert "1 minute to read" in html


@pytest.mark.parametrize(
    ("level", "words"), [("emergency", "Emergency"), ("urgent", "same day"), ("soon", "book soon")]
)
def test_a_care_card_says_how_urgent_it_is(level: str, words: str) -> None:
    html = component("care_card", level=level, heading="Head", signs=["One", "Two"])

    assert words in html
    assert "<li>One</li><li>Two</li>" in html


def test_the_place_box_keeps_what_was_typed_and_starts_at_25_miles() -> None:
    assert '<option value="25" selected>' in component("find_form")
    html = component("find_form", near='"80202', miles=50, label="Go")

    assert 'value="&quot;80202"' in html
    assert '<option value="50" selected>' in html
    assert 'action="/therapists/"' in html
    assert "Go</button>" in html


def test_lists_of_facts_headings_and_references_are_written_in_order() -> None:
    assert ">60 minutes</dt>" in component("facts", items=[("60 minutes", "$95")])
    assert 'href="#one"' in component("toc", headings=[{"id": "one", "text": "One"}])
    assert component("toc", headings=[]).strip() == ""
    html = component(
        "reference_list",
        references=[{"number": 1, "key": "A2020", "title": "T", "url": "https://example.com/"}],
    )

    assert 'id="ref-A2020"' in html
    assert '<a href="https://example.com/" rel="external noreferrer">T</a>' in html


def test_a_status_has_a_tone() -> None:
    assert '<span class="status status--good">Accepting</span>' in component(
        "status", tone="good", text="Accepting"
    )


def test_the_drawing_describes_itself_under_ids_of_its_own() -> None:
    html = component("sciatic_nerve", prefix="sample")

    assert 'role="img" aria-labelledby="sample-title sample-desc"' in html
    assert '<title id="sample-title">' in html
    assert 'id="nerve-title"' not in html


def test_the_error_summary_links_each_error_to_its_field() -> None:
    class NameForm(forms.Form):
        name = forms.CharField(label="Name")

    html = component("error_summary", form=NameForm({}))

    assert '<a href="#id_name">Name: This field is required.</a>' in html
    assert "autofocus" in html
