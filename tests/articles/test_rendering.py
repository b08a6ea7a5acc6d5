"""Markdown becomes the HTML, contents list and word count of an article."""

import pytest
from django.utils.html import strip_tags
from pytest_django import DjangoAssertNumQueries

from articles.claim_labels import Label
from articles.rendering import count_words, plain_text, render_article
from tests.factories.articles import ClaimFactory

LABELS = {"C58": Label("weak evidence", "weak")}
EVERYTHING = (
    "## In short\n\nIt may ease pain. [@A] [#C58] Then rest.\n\n"
    "::: care soon See a doctor if:\n- it lasts [@A]\n:::\n\n::: figure nerve-path\n:::\n"
)


def test_sections_make_the_contents_list() -> None:
    rendered = render_article("Intro.\n\n## In short [@A]\n\nText.\n\n### Detail\n\nMore.\n")

    assert [entry["text"] for entry in rendered.contents] == ["In short"]
    assert f'id="{rendered.contents[0]["id"]}"' in rendered.html


def test_citations_are_numbered_in_the_html() -> None:
    rendered = render_article("First [@B]. Second [@A].")

    assert rendered.keys == ["B", "A"]
    assert '<a href="#ref-B"><span class="visually-hidden">reference </span>1</a>' in rendered.html
    assert '<a href="#ref-A"><span class="visually-hidden">reference </span>2</a>' in rendered.html


def test_markup_in_a_text_cannot_become_a_script() -> None:
    rendered = render_article("<script>alert(1)</script> [x](javascript:alert(1)) [@A]")

    assert "<script" not in rendered.html
    assert 'href="javascript' not in rendered.html


def test_words_are_counted_as_a_reader_would() -> None:
    assert (
        count_words("<h2>In short</h2><p>It may ease pain [@A; @B] - for a <em>while</em>.</p>")
        == 9
    )


def test_tables_count_each_cell_apart() -> None:
    assert count_words("<tr><td>one</td><td>two</td></tr>") == 2


def test_claims_are_linked_with_their_labels_and_listed_in_order() -> None:
    rendered = render_article("First [#C58]. Second [#C59; #C58].", LABELS)

    assert rendered.claims == ["C58", "C59"]
    assert 'href="#claim-C58"' in rendered.html
    assert rendered.html.count("<a ") == 2  # C59 has no label: it leaves nothing
    assert "[#" not in rendered.html


@pytest.mark.django_db
def test_labels_that_are_not_given_are_read_in_one_query(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    ClaimFactory(key="C58", grade="very-low")

    with django_assert_num_queries(1):
        rendered = render_article("It may ease pain. [#C58]")

    assert "weak evidence" in rendered.html


def test_a_text_without_marks_needs_no_database() -> None:
    assert render_article("It may ease pain. [@A]").claims == []


def test_marks_follow_their_citation_and_share_its_sentence() -> None:
    html = render_article("It may ease pain. [@A] [#C58] Then rest.", LABELS).html

    assert strip_tags(html).strip() == (
        "It may ease pain.reference 1 Claim C58: weak evidence Then rest."
    )


def test_anchors_and_contents_are_made_of_the_words_of_a_heading_alone() -> None:
    rendered = render_article("## In short [@A] [#C58]\n", LABELS)

    assert rendered.contents == [{"id": "in-short", "text": "In short"}]
    assert 'href="#ref-A"' in rendered.html
    assert 'href="#claim-C58"' in rendered.html


def test_plain_text_leaves_out_what_the_page_adds() -> None:
    rendered = render_article(EVERYTHING, LABELS)

    assert plain_text(rendered.html) == (
        "In short It may ease pain. Then rest. See a doctor if: it lasts"
    )


def test_words_of_labels_levels_and_pictures_are_not_counted() -> None:
    rendered = render_article(EVERYTHING, LABELS)

    assert rendered.word_count == 14
    assert count_words(rendered.html) == 14


@pytest.mark.parametrize("written", ["&#91;@A]", "&#91;#C58]", "\\[@A\\]", "\\[#C58\\]"])
def test_brackets_that_are_escaped_become_no_broken_link(written: str) -> None:
    assert "<a" not in render_article(f"Words {written}", {}).html
