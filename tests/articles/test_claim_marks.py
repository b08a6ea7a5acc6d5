"""Marks become links that say how sure the research is; wrong and missing ones are found."""

import pytest
from django.utils.html import strip_tags
from pytest_django import DjangoAssertNumQueries

from articles.claim_labels import Label
from articles.claim_marks import (
    labels_of,
    link_marks,
    named_claims,
    problems,
    unlabeled,
    without_marks,
)
from tests.factories.articles import ClaimFactory

LABELS = {"C58": Label("weak evidence", "weak"), "C59": Label("often overstated", "against")}
LEDGER = {"C58": "Massage may help.", "C59": "It may not.", "C60": ""}


def test_claims_are_listed_by_their_first_mark() -> None:
    text = "One [#C59]. Two [#C58; #C59].\n\n| a [#C128] |\n|---|\n"

    assert named_claims(text) == ["C59", "C58", "C128"]


def test_a_mark_becomes_a_link_with_the_label_and_the_claim_for_the_ear() -> None:
    assert link_marks("<p>It may ease pain. [#C58]</p>", LABELS) == (
        '<p>It may ease pain. <a class="claim-mark" data-claim="C58" href="#claim-C58">'
        '<span class="visually-hidden">Claim C58: </span>weak evidence</a></p>'
    )


def test_several_claims_in_one_bracket_are_several_links() -> None:
    html = link_marks("<p>It may.[#C58;  #C59]</p>", LABELS)

    assert html.count("<a ") == 2
    assert strip_tags(html) == "It may. Claim C58: weak evidence Claim C59: often overstated"


def test_a_mark_inside_an_attribute_is_left_alone() -> None:
    html = '<p><a href="/x/" title="see > [#C58]">x</a></p>'

    assert link_marks(html, LABELS) == html


def test_a_claim_without_a_label_leaves_nothing_for_readers() -> None:
    html = link_marks("<p>It may [#C58; #C99] or not [#C99].</p>", LABELS)

    assert html.count("<a ") == 1
    assert strip_tags(html) == "It may Claim C58: weak evidence or not."


def test_the_words_of_a_label_are_escaped() -> None:
    html = link_marks("[#C58]", {"C58": Label("<b>", "plain")})

    assert "&lt;b&gt;" in html


@pytest.mark.parametrize(
    "written",
    [
        *("[# C58]", "[#58]", "[#C5]", "[#C58, #C59]", "[ #C58]", "[#C58", "[#C58;]", "[#]"),
        *("[#c58]", "[#C58](/claims/)", "[#C1234]"),
    ],
)
def test_what_is_almost_a_mark_is_a_problem(written: str) -> None:
    found = list(problems(f"fine\nbad {written}\n", LEDGER))

    assert [problem.line for problem in found] == [2]
    assert "names no claim" in found[0].message


def test_unknown_claims_and_those_left_out_are_named_with_their_line() -> None:
    found = list(problems("Good [#C58].\n\nBad [#C59; #C99].\n[#C60]", LEDGER))

    assert [(problem.line, problem.message) for problem in found] == [
        (3, "There is no claim “C99”."),
        (4, "Claim “C60” is left out on purpose: no article may state it."),
    ]


def test_headings_links_and_anchors_are_no_marks() -> None:
    text = "# One\n\n[up](#one) and [a] #tag, [link](/claims/#C58)\n"

    assert list(problems(text, {})) == []
    assert named_claims(text) == []


def test_marks_leave_no_trace_in_plain_text() -> None:
    assert without_marks("It may. [#C58; #C59] Then rest [#C58].") == "It may. Then rest."


@pytest.mark.django_db
def test_labels_come_from_the_ledger_in_one_query(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    ClaimFactory(key="C58", grade="very-low")
    ClaimFactory(key="C60", wording="")

    with django_assert_num_queries(1):
        labels = labels_of(["C58", "C60", "C99"])

    assert {key: str(label) for key, label in labels.items()} == {"C58": "weak evidence"}


def test_no_claims_need_no_query() -> None:
    assert labels_of([]) == {}


@pytest.mark.parametrize(
    "text",
    [
        "Massage may ease pain. [@A]",
        "It *helps* for a while. [@A; @B]",
        "- It is safe [@A]",
        "1. It was worse [@A]",
        "> It may lower pain [@A]",
        "| It works | for a while |\n|---|---|\n| reduces pain | two weeks [@A] |",
        "::: care soon Ask if:\n- your risk is high [@A]\n:::",
        "## What has been shown [@A]",
    ],
)
def test_an_effect_with_a_source_needs_a_claim(text: str) -> None:
    (problem,) = unlabeled(f"Intro [#C58].\n\n{text}")

    assert problem.line == (5 if text.startswith(("| ",)) else 4 if "care" in text else 3)
    assert "names no claim" in problem.message
    assert list(unlabeled(text.replace("[@A", "[#C58] [@A", 1))) == []


@pytest.mark.parametrize(
    "text",
    [
        "Massage may ease pain.",
        "The nerve leaves the lower back. [@A]",
        "Get help at once. [@A]",
        "The trial had 59 people. [@A]",
        "See [what is safe](/help/) here. ",
        "Read on at [the page](/risk/). [@A]",
        "It may ease pain.\n\nThe trial had 59 people. [@A]",
        "Words. [@Ease_2010]",
    ],
)
def test_other_blocks_do_not(text: str) -> None:
    assert list(unlabeled(text)) == []


def test_each_cell_row_and_item_is_looked_at_on_its_own() -> None:
    items = "- it eases [@A] [#C58]\n- it helps [@A]\n"
    rows = "| a | b |\n|---|---|\n| safe [@A] [#C58] | x |\n| harm | y [@A] |\n"

    assert [problem.line for problem in unlabeled(f"{items}\n{rows}")] == [2, 7]
