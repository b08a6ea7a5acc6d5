"""The house rules about wording see what they should, and let denials pass."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.content_checks import (
    Finding,
    check,
    check_here,
    check_text,
    sentences,
    wording,
)
from articles.importing.reading import RawArticle
from directory.models import Technique
from tests.factories.articles import ArticleFactory, ClaimFactory, ReferenceFactory

CARD = "::: care soon See a doctor if:\n- it lasts\n:::\n"
#: 650 words that keep every rule.
GOOD = "It may ease pain. [@A] [#C01]\n\n" + CARD + "\n" + "We see it now. Rest a day or so. " * 80
KNOWN: dict[str, Any] = {
    "references": {"A"},
    "claims": {"C01": "It may ease pain.", "C02": ""},
    "slugs": {"articles:article-detail": {"one"}},
}


def article(body: str, **fields: Any) -> RawArticle:
    return RawArticle(
        path=Path("one.md"),
        fields={"title": "One", "summary": "What it tells.", **fields},
        field_lines={},
        body=body,
        body_offset=10,
    )


@pytest.mark.parametrize(
    "sentence",
    [
        "Massage cures sciatica.",
        "It heals the nerve.",
        "It flushes toxins from the muscle.",
        "It fixes your disc.",
        "Massage is proven to work.",
        "It boosts circulation.",
        "It breaks up scar tissue.",
        "We guarantee relief.",
    ],
)
def test_a_promise_is_found(sentence: str) -> None:
    assert len(list(wording(sentence))) == 1


@pytest.mark.parametrize(
    "sentence",
    [
        "Massage is not a cure.",
        "Nothing here is proven to cure sciatica.",
        "It doesn't heal a nerve.",
        "It doesn\u2019t heal a nerve.",
        "Be wary of anyone who promises to fix your disc.",
        "A worrying answer is that it removes toxins.",
        "See a health professional about your health care.",
    ],
)
def test_a_denial_or_a_warning_is_allowed(sentence: str) -> None:
    assert list(wording(sentence)) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Do not go bi-weekly.",
        "Never ask a masseuse.",
        "This is not a slipped disc.",
        "There is no tumour.",
    ],
)
def test_some_words_are_wrong_even_in_a_denial(sentence: str) -> None:
    assert len(list(wording(sentence))) == 1


def test_a_disc_may_be_called_slipped_in_quotes() -> None:
    assert list(wording('A herniated ("slipped") disc is the usual cause.')) == []


def test_a_denial_in_one_sentence_does_not_excuse_the_next() -> None:
    assert len(list(wording("It is not magic. It cures sciatica."))) == 1


def test_list_items_and_cells_are_sentences_of_their_own() -> None:
    text = "Avoid these:\n\n- not this\n- it cures pain\n\n| no | yes |\n|---|---|\n| a | b |"

    assert "- it cures pain" in sentences(text)
    assert len(list(wording(text))) == 1


def test_a_finding_names_the_words_what_to_say_and_the_whole_sentence() -> None:
    text = "## One\n\nFirst. Massage **cures**\nsciatica for all. Last.\n\n- more"

    (finding,) = wording(text)

    assert finding.sentence == "Massage **cures** sciatica for all."
    assert finding.message.startswith("“cures” (say: may ease")


def test_what_only_deserves_a_second_look_is_a_hint_and_no_finding() -> None:
    text = "Ask about a healing hour."

    hints = [(one.severity, one.sentence) for one in found(text) if one.sentence]
    assert list(wording(text)) == []
    assert hints == [("hint", text)]


@pytest.mark.django_db
def test_a_link_to_what_readers_will_not_find_is_an_error(vocabulary: None) -> None:
    ReferenceFactory(key="A")
    ClaimFactory(key="C01")
    old = ArticleFactory(slug="old", status="archived")
    ArticleFactory(slug="old--next", revises=old)
    Technique.objects.filter(slug="swedish").update(is_active=False)
    paths = ("/articles/old/", "/articles/old--next/", "/techniques/swedish/")
    links = " ".join(f"[x]({path})" for path in paths)

    findings = check_here("One", "What it tells.", f"{GOOD}\n\n{links}\n")

    assert [finding.message for finding in findings] == [
        f"There is no page “{path}”." for path in paths
    ]


def found(body: str) -> list[Finding]:
    return check_text("One", "What it tells.", body, **KNOWN)


def errors(body: str) -> list[str]:
    return [str(finding) for finding in found(body) if finding.severity == "error"]


def test_an_article_that_keeps_the_rules_has_nothing_against_it() -> None:
    assert found(GOOD) == []
    assert check(article(GOOD), **KNOWN) == []


def test_title_and_summary_are_checked_too() -> None:
    (finding,) = check(article(GOOD, summary="Massage cures sciatica."), **KNOWN)

    assert (finding.sentence, finding.line) == ("Massage cures sciatica.", None)
    assert finding.severity == "error"


def test_lines_of_a_file_are_counted_from_its_first() -> None:
    body = f"{GOOD}\n\nMassage cures sciatica.\n\nMore [@Nobody].\n"

    assert [finding.line for finding in found(body)] == [11, 9]
    assert [finding.line for finding in check(article(body), **KNOWN)] == [21, 19]
    assert str(found(body)[1]).startswith("line 9: “cures” (say: may ease")


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("word " * 599, "599 words; an article has 600 to 1100"),
        ("word " * 1101, "1101 words; an article has 600 to 1100"),
        (GOOD.replace("[@A]", ""), "it cites no reference"),
        (f"{GOOD} [@Nobody]", "line 7: There is no reference “Nobody”."),
        (GOOD.replace("[#C01]", ""), "it names no claim of the ledger"),
        (GOOD.replace("[#C01]", ""), "line 1: It says “ease” and cites a source"),
        (GOOD.replace("C01", "C02"), "line 1: Claim “C02” is left out on purpose"),
        (GOOD.replace("C01", "1"), "line 1: “[#1]” names no claim"),
        (GOOD.replace(CARD, ""), "it has no care card"),
        (
            GOOD.replace(CARD, CARD + "\n") + f"\n\n{CARD}\n{CARD}\n{CARD}",
            "line 18: an article has",
        ),
        (GOOD.replace("soon", "later"), "line 3: “::: care later"),
        (f"{GOOD} [x](/articles/two/)", "line 7: There is no page “/articles/two/”."),
        (f"{GOOD}\n\n![Feet](/feet.jpg)", "line 9: a picture comes by"),
        (f"{GOOD}\n\nThis will heal the nerve.", "line 9: “heal"),
        (GOOD.replace(". Rest", ", rest").replace(". We", ", we"), "it reads at US grade"),
    ],
)
def test_what_refuses_publication_is_found_with_its_line(body: str, message: str) -> None:
    assert any(said.startswith(message) for said in errors(body)), errors(body)


@pytest.mark.parametrize(
    ("more", "line", "message"),
    [
        ("Ask about a healing hour.", 9, "“healing"),
        (f"{'So it is now, and ' * 8}that is all.", 9, "a sentence of 43 words"),
        ("Words in <b>bold</b>.", 9, "“<b>” is shown as it is"),
        ("<!-- later -->", 9, "“<!--” is shown as it is"),
    ],
)
def test_what_deserves_a_second_look_is_a_hint(more: str, line: int, message: str) -> None:
    (finding,) = found(f"{GOOD}\n\n{more}")

    assert finding.severity == "hint"
    assert finding.line == line
    assert finding.message.startswith(message)


@pytest.mark.django_db
def test_a_text_in_the_admin_is_checked_against_the_database(vocabulary: None) -> None:
    ReferenceFactory(key="A")
    ClaimFactory(key="C01")
    ArticleFactory(slug="one")
    links = "[a](/articles/one/), [b](/techniques/swedish/), [c](/conditions/disc-herniation/)"

    assert check_here("One", "What it tells.", f"{GOOD}\n\n{links}\n") == []
    assert [
        finding.message
        for finding in check_here("One", "What it tells.", f"{GOOD} [@B] [#C09] [x](/articles/no/)")
    ] == [
        "There is no reference “B”.",
        "There is no claim “C09”.",
        "There is no page “/articles/no/”.",
    ]


@given(st.text(alphabet="[]()#@!:;|-<>&*`\\\n 1aC\0\u2028é", max_size=80) | st.text(max_size=80))
def test_no_text_breaks_the_checks(body: str) -> None:
    for finding in found(body):
        assert finding.message
        assert finding.line is None or 1 <= finding.line <= len(body.splitlines()) + 1
