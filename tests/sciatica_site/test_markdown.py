"""Markdown becomes clean HTML."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from sciatica_site.markdown import ATTRIBUTES, TAGS, Dialect, Heading, clean, parse, render


class Elements(HTMLParser):
    """Collects the names of all elements and attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes.update(name for name, _ in attrs)


def test_headings_get_ids_and_are_listed() -> None:
    rendered = render("## What *may* help\n\n### Heat & cold\n")

    assert '<h2 id="what-may-help">What <em>may</em> help</h2>' in rendered.html
    assert rendered.headings == [
        Heading(level=2, id="what-may-help", text="What may help"),
        Heading(level=3, id="heat-cold", text="Heat & cold"),
    ]


def test_equal_headings_get_different_ids() -> None:
    rendered = render("## Cost\n\n## Cost\n")

    assert [heading.id for heading in rendered.headings] == ["cost", "cost-1"]


def test_a_text_has_no_heading_above_its_pages_title() -> None:
    rendered = render("# Title\n\n###### Detail\n")

    assert [heading.level for heading in rendered.headings] == [2, 4]
    assert "<h1" not in rendered.html


def test_typography_is_set() -> None:
    # Curly quotes, an apostrophe and an en dash.
    assert "\u201cIt\u2019s so\u201d \u2013 she said" in render('"It\'s so" -- she said').html


def test_raw_html_comes_out_as_text() -> None:
    html = render('<script>alert(1)</script>\n\n<b onclick="x()">b</b>').html

    assert "<script" not in html
    assert "<b" not in html
    assert "&lt;script&gt;" in html


@pytest.mark.parametrize(
    "target",
    ["javascript:alert(1)", "//evil.example/x", "data:text/html,x", "vbscript:x", "/\\evil.test"],
)
def test_dangerous_links_are_not_made(target: str) -> None:
    assert "<a" not in render(f"[x]({target})").html


def test_links_to_other_sites_pass_nothing_on() -> None:
    html = render("[study](https://example.org/study)").html

    assert '<a href="https://example.org/study" rel="nofollow noopener">' in html


@pytest.mark.parametrize(
    "target", ["/articles/", "#cost", "tel:911", "http://testserver/therapists/"]
)
def test_own_links_are_plain(target: str) -> None:
    assert f'<a href="{target}">' in render(f"[x]({target})").html


def test_a_table_scrolls_in_an_area_that_has_a_name() -> None:
    rendered = render("## Doses\n\n| Type | Weeks |\n|---|--:|\n| Swedish | 6 |\n")

    assert '<div class="table-scroll" tabindex="0" role="region" aria-labelledby="doses">' in (
        rendered.html
    )
    assert '<th scope="col">Type</th>' in rendered.html


def test_numbers_in_a_table_go_right_without_a_style_attribute() -> None:
    html = render("| Type | Weeks |\n|---|--:|\n| Swedish | 6 |\n").html

    assert '<td class="table__number">6</td>' in html
    assert "style=" not in html


def test_pictures_are_left_to_templates() -> None:
    assert "<img" not in render("![x](https://example.org/x.png)").html


@given(st.text(max_size=300))
def test_cleaning_twice_changes_nothing(text: str) -> None:
    html = render(text).html

    assert clean(html) == html


@given(st.text(alphabet='<>"/=&\\`[]()#!-| \n:javscriptonl', max_size=200))
def test_no_text_brings_in_an_element_or_attribute_that_is_not_listed(text: str) -> None:
    found = Elements()
    found.feed(render(text).html)

    assert found.tags <= TAGS
    assert found.attributes <= set().union(*ATTRIBUTES.values())


def shout(markdown: MarkdownIt) -> None:
    """Adds an element, an attribute that is allowed to it, and one that is not."""
    markdown.add_render_rule(
        "hr", lambda *rest: '<section class="loud" onclick="x()"><h2 class="no">!</h2></section>'
    )


LOUD = Dialect(plugins=(shout,), attributes={"section": frozenset({"class"})})


def test_a_dialect_adds_elements_and_the_sanitizer_lets_through_only_what_it_names() -> None:
    assert '<section class="loud"><h2>!</h2></section>' in render("---\n", LOUD).html


def test_what_a_dialect_adds_stays_in_it() -> None:
    render("---\n", LOUD)

    assert render("---\n").html.strip() == "<hr>"
    assert "<section" not in clean('<section class="loud">x</section>')


def test_a_dialect_may_say_what_anchors_are_made_of() -> None:
    dialect = Dialect(anchor_text=lambda text: text.partition(":")[0])

    assert [heading.id for heading in render("## One: two\n", dialect).headings] == ["one"]


def test_a_text_can_be_read_in_parts() -> None:
    assert [token.type for token in parse("- a\n")][:2] == ["bullet_list_open", "list_item_open"]
