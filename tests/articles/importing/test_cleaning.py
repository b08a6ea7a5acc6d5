"""What was read from a file is checked, and every problem is named at once."""

import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from articles.importing.cleaning import Change, Vocabulary, clean
from articles.importing.problems import BadFile
from articles.importing.reading import RawArticle

pytestmark = pytest.mark.django_db  # the database's own constraints are asked

KNOWN = Vocabulary(
    topics=frozenset({"safety"}),
    techniques=frozenset({"swedish", "sports"}),
    conditions=frozenset({"cause-unknown"}),
    references=frozenset({"Jensen2019"}),
    claims={"C01": "It may help.", "C02": ""},
)
FIELDS: dict[str, Any] = {
    "slug": "one",
    "title": "One",
    "summary": "What it tells.",
    "question": "What is it?",
    "topic": "safety",
    "position": 3,
    "author": "Editorial team",
    "reviewer": None,
    "reviewed_on": None,
    "next_review_on": datetime.date(2027, 5, 22),
    "published_on": datetime.date(2026, 11, 22),
    "evidence_grade": "very-low",
    "evidence_note": "",
    "techniques": ["swedish", "swedish"],
    "conditions": ["cause-unknown"],
    "vetting_questions": [5, 3],
    "related": ["two"],
    "reading_grade": 6.5,
}


def raw(body: str = "Text [@Jensen2019].\n", **changes: Any) -> RawArticle:
    fields = {**FIELDS, **changes}
    return RawArticle(
        path=Path("one.md"),
        fields=fields,
        field_lines={name: line for line, name in enumerate(fields, start=2)},
        body=body,
        body_offset=20,
    )


def problems(article: RawArticle) -> list[str]:
    with pytest.raises(BadFile) as refused:
        clean(article, KNOWN)
    return [str(problem) for problem in refused.value.problems]


def test_a_good_file_gets_its_types() -> None:
    article = clean(raw(), KNOWN)

    assert (article.slug, article.topic, article.related) == ("one", "safety", ["two"])
    assert article.techniques == ["swedish"]
    assert article.values["status"] == "published"
    assert article.values["reviewer_name"] == ""
    assert article.values["reading_grade"] == Decimal("6.5")
    assert article.values["vetting_questions"] == [3, 5]


def test_without_a_publication_date_it_is_a_draft() -> None:
    assert clean(raw(published_on=None), KNOWN).values["status"] == "draft"


def test_an_unknown_field_is_noted_but_allowed() -> None:
    assert clean(raw(subtitle="x"), KNOWN).unknown_fields == ["subtitle"]


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"slug": "not a slug"}, "line 2: slug:"),
        ({"slug": None}, "line 2: slug:"),
        ({"slug": "topics"}, "reserved"),
        ({"title": ""}, "line 3: title: is missing"),
        ({"title": 7}, "put it in quotes"),
        ({"title": "x" * 200}, "200 characters, at most 150"),
        ({"summary": None}, "summary: is missing"),
        ({"topic": "nowhere"}, "“nowhere” is not one of safety"),
        ({"topic": ["safety"]}, "is not one of safety"),
        ({"position": "three"}, "position: must be a whole number"),
        ({"position": True}, "position: must be a whole number"),
        ({"evidence_grade": "certain"}, "“certain” is not one of"),
        ({"techniques": "swedish"}, "techniques: must be a list"),
        ({"techniques": ["swedish", "karate"]}, "techniques: “karate” does not exist"),
        ({"conditions": ["flu"]}, "conditions: “flu” does not exist"),
        ({"related": [1]}, "related: must be a list"),
        ({"vetting_questions": [7]}, "vetting_questions: "),
        ({"vetting_questions": "1, 2"}, "vetting_questions: "),
        ({"reading_grade": "six"}, "reading_grade: must be a number"),
        ({"reading_grade": 100}, "reading_grade: must be a number"),
        ({"published_on": "soon"}, "published_on: must be a date"),
        ({"published_on": datetime.datetime(2026, 1, 1, 8)}, "published_on: must be a date"),
        ({"next_review_on": datetime.date(2026, 1, 1)}, "next review must come after"),
        ({"reviewer": "A. Clinician"}, "both the reviewer and the date"),
        ({"shows_guidelines": "yes"}, "shows_guidelines: must be true or false"),
        ({"title": "One\x00"}, "title: holds a character"),
        ({"title": "One\x0b"}, "title: holds a character"),
        ({"author": "One\ud83d"}, "author: holds a character"),
        ({"slug": "a" * 81}, "slug: has 81 characters, at most 80 fit"),
        ({"related": ["a\x00"]}, "related: must be a list"),
        ({"reading_grade": float("nan")}, "reading_grade: must be a number"),
        ({"changes": [{"on": datetime.date(2026, 12, 1), "note": "\ud83d"}]}, "changes: must be"),
        ({"changes": "New words."}, "changes: must be a list"),
        ({"changes": [{"on": "today", "note": "New."}]}, "changes: must be a list"),
        ({"changes": [{"on": datetime.date(2026, 12, 1), "note": " "}]}, "changes: must be a list"),
        ({"changes": [{"note": "New words."}]}, "changes: must be a list"),
    ],
)
def test_a_wrong_field_is_named_with_its_line(changes: dict[str, Any], reason: str) -> None:
    assert any(reason in problem for problem in problems(raw(**changes)))


def test_an_unknown_citation_is_named_with_its_line_in_the_file() -> None:
    found = problems(raw(body="Fine.\n\nBad [@Nobody1999].\n"))

    assert found == ["line 23: There is no reference “Nobody1999”."]


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("Fine.\n\nBad [#C99].\n", "line 23: There is no claim “C99”."),
        ("Bad [#C02].\n", "line 21: Claim “C02” is left out on purpose"),
        ("Bad [#C1].\n", "line 21: “[#C1]” names no claim"),
        ("Fine.\n\n::: care now Go:\n- x\n:::\n", "line 23: “::: care now Go:” is no directive"),
        ("It eases pain [@Jensen2019].\n", "line 21: It says “eases” and cites a source"),
        ("Text\x00.\n", "the text holds a character"),
    ],
)
def test_a_wrong_mark_or_directive_is_named_with_its_line(body: str, reason: str) -> None:
    assert any(problem.startswith(reason) for problem in problems(raw(body=body)))


def test_a_draft_may_still_lack_marks() -> None:
    unfinished = raw(body="It eases pain [@Jensen2019].\n", published_on=None)

    assert clean(unfinished, KNOWN).values["status"] == "draft"


def test_a_file_may_ask_for_the_guidelines_and_tell_readers_what_changed() -> None:
    article = clean(
        raw(
            body="It eases pain [@Jensen2019] [#C01].\n",
            shows_guidelines=True,
            changes=[{"on": datetime.date(2026, 12, 1), "note": "A new trial was added."}],
        ),
        KNOWN,
    )

    assert article.values["shows_guidelines"] is True
    assert article.changes == [Change(datetime.date(2026, 12, 1), "A new trial was added.")]
    assert clean(raw(), KNOWN).values["shows_guidelines"] is False


def test_a_file_without_text_is_refused() -> None:
    assert problems(raw(body="\n")) == ["there is no text below the fields"]


def test_all_problems_are_reported_together() -> None:
    assert len(problems(raw(title="", topic="nowhere", techniques=["karate"], body="[@No]"))) == 4
