"""What a reader asks of the ledger is understood, or it is said what was not."""

from typing import Any

import pytest
from django.http import QueryDict

from articles.claims import LONGEST_WORDS, corrections, ledger, parse, short_name
from articles.models import Reference
from tests.factories.articles import ArticleFactory, ClaimFactory, ReferenceFactory


def keys(shelves: Any) -> list[str]:
    return [shown.claim.key for shelf in shelves for shown in shelf.claims]


def asked(query: str) -> list[str]:
    return keys(ledger(parse(QueryDict(query))).shelves)


def test_known_choices_are_taken_and_unknown_ones_are_said() -> None:
    wanted = parse(QueryDict("verdict=partly&grade=sure&section=&used=maybe&q= two  words "))

    assert wanted.chosen == {"verdict": "partly"}
    assert wanted.q == "two words"
    assert wanted.notes == (
        "“sure” is not a choice under “Certainty of the evidence”, so we left it out.",
        "“maybe” is not a choice under “In our articles”, so we left it out.",
    )


@pytest.mark.parametrize(
    "query",
    ["", "q=", "q=%00", "verdict=%00%00", "q=%ED%A0%80", "page=3", "q=+++", "verdict=+&used=+"],
)
def test_nothing_is_asked_by_what_cannot_be_read(query: str) -> None:
    wanted = parse(QueryDict(query))

    assert not wanted.is_anything
    assert wanted.notes == ()


def test_huge_words_are_cut_and_shown_short() -> None:
    wanted = parse(QueryDict(f"q={'x' * 5000}&verdict={'y' * 5000}"))

    assert wanted.q == "x" * LONGEST_WORDS
    assert len(wanted.notes) == 2
    assert all(len(note) < 150 for note in wanted.notes)


@pytest.mark.django_db
def test_claims_stand_in_the_order_of_their_sections() -> None:
    ClaimFactory(key="C90", position=1, section="safety")
    ClaimFactory(key="C01", position=2, section="sciatica")
    ClaimFactory(key="C02", position=3, section="sciatica")

    page = ledger(parse(QueryDict()))

    assert [(shelf.anchor, len(shelf.claims)) for shelf in page.shelves] == [
        ("about-sciatica", 2),
        ("about-safety", 1),
    ]
    assert keys(page.shelves) == ["C01", "C02", "C90"]
    assert (page.shown, page.total) == (3, 3)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("verdict=supported", ["C01"]),
        ("grade=high", ["C01"]),
        ("section=safety", ["C02"]),
        ("used=yes", ["C01"]),
        ("used=no", ["C02", "C03"]),
        ("q=MYTH", ["C02"]),
        ("q=c02", ["C02"]),
        ("q=AVEC DÉLAN", ["C03"]),
        ("q=élan myth", []),
        ("used=no&section=effects", ["C03"]),
        ("used=maybe", ["C01", "C02", "C03"]),
    ],
)
def test_claims_are_found(query: str, found: list[str]) -> None:
    ClaimFactory(key="C01", verdict="supported", grade="high")
    ClaimFactory(key="C02", section="safety", said="An old myth.")
    ClaimFactory(key="C03", mismatch="Avec délan.")
    ArticleFactory(published=True, body="So it is [#C01].\n")
    ArticleFactory(body="A draft says so [#C03].\n")

    assert sorted(asked(query)) == found


@pytest.mark.django_db
def test_the_study_of_2014_is_the_first_correction_and_sources_are_listed_once() -> None:
    source, other = ReferenceFactory(key="A"), ReferenceFactory(key="B")
    details = {"verdict": "overclaimed", "mismatch": "It was something else."}
    ClaimFactory(key="C05", position=5, references=[source], **details)
    ClaimFactory(key="C44", position=44, references=[other, source], **details)
    ClaimFactory(key="C06", position=6)

    page = corrections()

    assert keys(page.shelves) == ["C44", "C05"]
    assert page.total == 2
    assert sorted(reference.key for reference in page.references) == ["A", "B"]
    assert [reference.number for reference in page.references] == [1, 2]


@pytest.mark.django_db
def test_without_that_study_the_others_are_still_shown() -> None:
    ClaimFactory(key="C05", verdict="unsupported", mismatch="Nobody looked.")

    assert keys(corrections().shelves) == ["C05"]


@pytest.mark.parametrize(
    ("authors", "year", "name"),
    [
        ("Majchrzycki M, Kocur P, Kotwicki T", 2014, "Majchrzycki et al. 2014"),
        ("Hopayian K, Danielyan A", 2018, "Hopayian and Danielyan 2018"),
        ("Jensen RK", 2019, "Jensen 2019"),
        ("Qaseem A, Wilt TJ; ACP", 2017, "Qaseem et al. 2017"),
        ("World Health Organization", 2023, "World Health Organization 2023"),
        ("National Health Service (UK)", None, "National Health Service (UK)"),
        ("", 2020, "A page"),
    ],
)
def test_a_source_has_a_short_name(authors: str, year: int | None, name: str) -> None:
    assert short_name(Reference(authors=authors, year=year, title="A page")) == name


@pytest.mark.parametrize(
    ("grade", "note", "said"),
    [
        ("low", "Rated by our editors.", "Low. Rated by our editors."),
        ("low", "", "Low"),
        ("not-graded", "A definition; nothing to grade.", "A definition; nothing to grade."),
        ("not-graded", "", "Nothing to grade"),
    ],
)
@pytest.mark.django_db
def test_the_certainty_is_not_said_twice(grade: str, note: str, said: str) -> None:
    ClaimFactory(grade=grade, grade_note=note)

    assert ledger(parse(QueryDict())).shelves[0].claims[0].certainty == said
