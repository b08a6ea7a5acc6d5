"""What the checks find is shown with its line, its reason and a better wording."""

import pytest

from articles.admin.desk.findings import check
from tests.articles.desk import BODY, ready

pytestmark = pytest.mark.django_db


def test_wording_says_why_and_what_to_say_instead() -> None:
    ready()
    checked = check("Title", "Summary.", f"{BODY}\nMassage cures sciatica.\n")

    (row,) = checked.errors
    assert row.line == BODY.count("\n") + 2
    assert row.message.startswith("“cures” (say: ")
    assert row.sentence == "Massage cures sciatica."
    assert row.why


def test_wording_of_the_title_has_no_line() -> None:
    ready()
    checked = check("A cure", "Summary.", BODY)

    assert [row.line for row in checked.errors] == [None]


def test_long_sentences_are_hints() -> None:
    ready()
    checked = check("Title", "Summary.", f"{BODY}\n{'Walk and rest and ' * 12}sleep.\n")

    assert checked.errors == []
    assert any("a sentence of 49 words" in row.message.lower() for row in checked.hints)


def test_figures_and_what_the_text_rests_on_are_told() -> None:
    ready()
    checked = check("Title", "Summary.", f"{BODY}\nMore. [@Gone] [#C999]\n")

    assert 600 <= checked.words <= 1_100
    assert 0 <= checked.grade < checked.highest_grade
    assert [(number, reference.key) for number, reference in checked.references] == [(1, "Trial")]
    assert [claim.key for claim in checked.claims] == ["C201"]
    assert "<h2" in checked.html


@pytest.mark.parametrize("body", ["", "\x00", "::: care", "| |", "[#" * 500])
def test_any_text_can_be_looked_at(body: str) -> None:
    assert check("", "", body).errors
