"""Blocks become care cards, do and don't lists and pictures; wrong ones are found."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.directives import DIRECTIVES, care_cards, problems
from articles.illustrations import illustrations
from articles.rendering import render_article
from sciatica_site.markdown import render

CARD = "::: care urgent See a doctor today if:\n- one leg is weak\n:::\n"


def html(text: str) -> str:
    """Without the line breaks between tags."""
    return re.sub(r">\s+<", "><", str(render_article(text, labels={}).html))


def found(text: str) -> list[tuple[int, str]]:
    return [(problem.line, problem.message) for problem in problems(text)]


def test_a_care_card_says_its_level_in_words_before_its_heading_and_its_signs() -> None:
    shown = html(CARD)

    assert '<section class="care care--caution" data-level="urgent">' in shown
    assert shown.index("Doctor: the same day") < shown.index("See a doctor today if:")
    assert '<ul class="care__signs"><li>one leg is weak</li></ul></section>' in shown


@pytest.mark.parametrize(
    ("level", "classes", "said"),
    [
        ("emergency", "care", "Emergency: now"),
        ("urgent", "care care--caution", "Doctor: the same day"),
        ("soon", "care care--quiet", "Doctor: book soon"),
    ],
)
def test_each_level_has_its_class_and_its_words(level: str, classes: str, said: str) -> None:
    shown = html(f"::: care {level} Get help if:\n- a\n:::\n")

    assert f'<section class="{classes}" data-level="{level}">' in shown
    assert said in shown


def test_do_and_dont_are_headings_of_their_lists() -> None:
    shown = html("::: do\n- use a pack\n:::\n\n::: dont\n- lie down all day\n:::\n")

    assert (
        '<section class="advice advice--do"><h2 class="advice__heading">Do</h2>'
        '<ul class="advice__list"><li>use a pack</li></ul></section>'
    ) in shown
    assert '<section class="advice advice--dont"><h2 class="advice__heading">Don’t</h2>' in shown


@pytest.mark.parametrize(
    ("above", "level"), [("", 2), ("## A\n\n", 3), ("### A\n\n", 4), ("#### A\n\n", 5)]
)
def test_the_heading_of_a_block_is_one_level_below_the_one_above_it(above: str, level: int) -> None:
    assert f'<h{level} class="care__heading">' in html(f"{above}{CARD}")


def test_headings_of_blocks_are_no_part_of_the_contents_list() -> None:
    rendered = render_article(f"## One\n\n{CARD}\n## Two\n", labels={})

    assert [entry["text"] for entry in rendered.contents] == ["One", "Two"]


def test_a_heading_and_the_signs_may_hold_inline_markdown_and_typography() -> None:
    shown = html("::: care soon See a doctor if you can't *walk*, or if:\n- it's **worse**\n:::\n")

    assert "See a doctor if you can’t <em>walk</em>, or if:" in shown
    assert "<li>it’s <strong>worse</strong></li>" in shown


def test_a_picture_comes_with_its_drawing_its_caption_and_its_description() -> None:
    picture = illustrations()["nerve-path"]

    shown = html("::: figure nerve-path\n:::\n")

    assert '<figure class="illustration" data-illustration="nerve-path"><svg' in shown
    assert f"<figcaption>{picture.caption}</figcaption>" in shown
    assert picture.description in shown


def test_citations_and_marks_of_a_sign_are_found_like_any_other() -> None:
    rendered = render_article("::: care soon Ask if:\n- it hurts [@A] [#C01]\n:::\n", labels={})

    assert rendered.keys == ["A"]
    assert rendered.claims == ["C01"]
    assert 'href="#ref-A"' in rendered.html


def test_a_plain_text_knows_no_directives() -> None:
    assert "<section" not in render(CARD).html


@pytest.mark.parametrize(
    "written",
    [
        '<figure data-key="nerve-path"></figure>',
        '<p data-level="urgent"></p>',
        '<section class="care">x</section>',
    ],
)
def test_what_the_page_fills_in_cannot_be_written_by_hand(written: str) -> None:
    shown = html(written)

    assert "&lt;" in shown
    assert not re.search("<(svg|figure|section)", shown)


@pytest.mark.parametrize(
    "text",
    [
        CARD,
        "::: care emergency Call 911 or go to an emergency department if:\n- you are numb\n:::\n",
        "::: care soon See a doctor if:\n\nFirst words.\n\n- one\n\n- two\n:::\n",
        "::: do\n- use a warm pack\n:::\n\n::: dont\n- put heat on numb skin\n:::\n",
        "Text.\n\n::: figure nerve-path\n:::\n\nMore: see the ratio 1:::2.\n",
        "```\n::: nothing\n```\n",
    ],
)
def test_what_is_written_as_agreed_has_no_problem(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("\n::: caution\n- a\n:::\n", 2, "is no directive"),
        ("::: care someday Ask if:\n- a\n:::\n", 1, "is no directive"),
        ("::: care urgent\n- a\n:::\n", 1, "is no directive"),
        ("::: care urgent See a doctor today\n- a\n:::\n", 1, "is no directive"),
        ("::: care urgent if:\n- a\n:::\n", 1, "is no directive"),
        ("::: do more\n- a\n:::\n", 1, "is no directive"),
        ("::: figure\n:::\n", 1, "is no directive"),
        ("x\n\n::: figure no-such-picture\n:::\n", 3, "There is no picture “no-such-picture”."),
        ("::: figure nerve-path\nwords\n:::\n", 1, "Nothing stands inside a picture"),
        ("::: do\n- a\n", 1, "is not closed"),
        ("::: do\n- a\n\n::: dont\n- b\n:::\n", 4, "stands alone"),
        ("- x\n\n  ::: do\n  - a\n  :::\n", 3, "stands alone"),
        ("> ::: do\n> - a\n> :::\n", 1, "stands alone"),
        ("::: do\nNo list.\n:::\n", 1, "There is no list"),
        ("::: do\n:::\n", 1, "There is no list"),
        ("::: do\n1. a\n:::\n", 1, "There is no list"),
        ("::: do\n- a\n-\n:::\n", 3, "is empty"),
        ("::: do\n- Do walk\n:::\n", 2, "another verb"),
        ("::: dont\n- lie down\n- don't sit\n:::\n", 3, "another verb"),
        ("::: dont\n- never sit\n:::\n", 2, "another verb"),
        ("Words.\n\n:::\n", 3, "closes nothing"),
        ("One\n:::\n", 2, "closes nothing"),
    ],
)
def test_what_is_not_is_refused_with_its_line(text: str, line: int, message: str) -> None:
    assert any(at == line and message in said for at, said in found(text)), found(text)


@pytest.mark.parametrize(
    "words", ["see [help](/get-medical-help/)", "numb [@A]", "numb [#C01]", "<https://a.example>"]
)
def test_nothing_in_an_emergency_card_leads_away(words: str) -> None:
    ((line, message),) = found(f"::: care emergency Call 911 if:\n- {words}\n:::\n")

    assert line == 1
    assert "no links" in message
    assert found(f"::: care soon Ask if:\n- {words}\n:::\n") == []


def test_the_same_picture_twice_is_refused() -> None:
    text = "::: figure nerve-path\n:::\n\n::: figure nerve-path\n:::\n"

    assert found(text) == [(4, "The picture “nerve-path” is here twice.")]


def test_a_wrong_directive_is_shown_as_it_was_written() -> None:
    shown = html("::: caution <b>\n- a\n:::\n")

    assert "<p>::: caution &lt;b&gt;</p><ul><li>a</li></ul>" in shown


def test_care_cards_are_counted_by_their_lines() -> None:
    assert care_cards(f"Words.\n\n{CARD}\n::: do\n- a\n:::\n\n{CARD}") == [3, 11]


@given(
    st.lists(
        st.sampled_from(
            [
                *("::: do", "::: care soon See if:", "::: figure nerve-path", ":::", "::: x"),
                *("- a", "  - b", "> ", "## H", "| a |", "|---|", "text", "", "```", "    ", "\0"),
            ]
        )
        | st.text(max_size=12),
        max_size=14,
    )
)
def test_no_text_breaks_the_page_or_the_checks(lines: list[str]) -> None:
    text = "\n".join(lines)

    for problem in problems(text):
        assert 1 <= problem.line <= len(text.splitlines()) + 1
    shown = str(render(text, DIRECTIVES).html)
    assert shown.count("<section") == shown.count("</section>")
