"""Which words count as the same."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sciatica_site.fulltext import stored, terms, words
from sciatica_site.fulltext.synonyms import STOP_WORDS, SYNONYMS

SAME = [
    # forms of a word
    ("massages", "massage"),
    ("massaging", "massage"),
    ("therapies", "therapy"),
    ("running", "run"),
    # capitals, accents, letters that Unicode does not take apart, and other widths
    ("SCIATICA", "sciatica"),
    ("José", "jose"),
    ("Jose\u0301", "jose"),
    ("Søren Łukasz", "soren lukasz"),
    ("Weiß", "weiss"),
    ("ＭＡＳＳＡＧＥ", "massage"),
    ("\ufb01t", "fit"),
    # apostrophes of every kind, soft hyphens, zero widths
    ("O'Brien", "OBrien"),
    ("O’Brien", "OBrien"),
    ("O\u02bcBrien", "OBrien"),
    ("O`Brien", "OBrien"),
    ("the therapist's", "therapist"),
    ("'massage'", "massage"),
    ("sci\u00adatica", "sciatica"),
    ("sci\u200batica", "sciatica"),
    # signs between words
    ("deep-tissue", "deep tissue"),
    ("deep_tissue", "deep tissue"),
    ("L5/S1", "l5 s1"),
    ("massage;DROP TABLE", "massage drop table"),
    # what patients and therapists say
    ("sciatic nerve", "sciatica nerve"),
    ("slipped disc", "herniated disc"),
    ("slipped disks", "herniated discs"),
    ("bulging disk", "herniated disc"),
    ("a prolapsed disc", "herniated disc"),
    ("herniation", "herniated"),
    ("license", "licensed"),
    ("licence", "licenses"),
    ("certification", "certified"),
    ("pregnant", "pregnancy"),
    ("pre-natal", "prenatal"),
    ("masseuse", "massage therapist"),
    ("LMT", "licensed massage therapist"),
    ("knots", "trigger points"),
    ("lumbar", "lower back"),
    ("spinal stenosis", "stenosis spine"),
    ("runner", "running"),
    ("glutes", "buttock"),
    ("SI joint", "sacroiliac joint"),
    ("sacro-iliac", "sacroiliac"),
    ("physio", "physical therapist"),
]

DIFFERENT = [
    ("license", "certificate"),
    ("physical", "physician"),
    ("massage", "message"),
    ("disc", "discuss"),
    ("back", "backed up"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_these_are_the_same(one: str, other: str) -> None:
    assert set(terms(one)) == set(terms(other)) != set()


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_these_are_not_the_same(one: str, other: str) -> None:
    assert set(terms(one)) != set(terms(other))


@pytest.mark.parametrize(
    ("variant", "kept"), [(variant, kept) for kept, many in SYNONYMS.items() for variant in many]
)
def test_every_synonym_stands_for_its_word(variant: str, kept: str) -> None:
    assert terms(variant) == terms(kept) != []


def test_a_phrase_is_not_seen_in_words_that_stand_apart() -> None:
    assert terms("I slipped. My disc hurts.") == terms("slipped") + terms("disc hurts")
    assert "herniat" not in terms("slipped on ice, and a disc hurts")
    assert "herniat" in terms("I slipped a disc")


def test_a_single_word_of_a_phrase_is_still_found() -> None:
    assert set(terms("disc")) < set(terms("slipped disc"))
    assert set(terms("joint")) < set(terms("SI joint"))


@pytest.mark.parametrize("word", ["the", "And", "OR", "with", "please", "I'm", "I’ve"])
def test_words_that_say_nothing_are_left_out(word: str) -> None:
    assert terms(word) == []


def test_no_synonym_is_a_word_that_is_left_out() -> None:
    written = {
        word for kept, many in SYNONYMS.items() for text in (kept, *many) for word in text.split()
    }

    assert written.isdisjoint(STOP_WORDS)


@pytest.mark.parametrize(
    "text", ["", " ", "\0", "的", "🙂", "—", "''", "\u0301", "***", "the a of"]
)
def test_there_may_be_no_word_at_all(text: str) -> None:
    assert terms(text) == []


def test_an_endless_word_is_cut() -> None:
    (term,) = terms("a" * 10_000)

    assert len(term) == 40


def test_a_column_holds_each_word_once() -> None:
    assert (
        stored(["Massage of the back", "massages", "sciatic nerve"]) == "massag back sciatica nerv"
    )


def test_each_word_knows_its_place() -> None:
    text = "My “slipped discs” and José’s knots"

    found = [(text[word.start : word.end], word.term) for word in words(text)]

    assert found == [
        ("slipped discs", "herniat"),
        ("slipped discs", "disc"),
        ("José’s", "jose"),
        ("knots", "trigger"),
        ("knots", "point"),
    ]


@given(st.text())
def test_any_text_gives_plain_words_in_order(text: str) -> None:
    found = words(text)

    assert all(word.term.isascii() and word.term.isalnum() for word in found)
    assert all(0 <= word.start < word.end <= len(text) for word in found)
    assert [word.start for word in found] == sorted(word.start for word in found)
    assert not any(len(word.term) > 40 for word in found)


@given(st.text(), st.text())
def test_words_of_separate_texts_are_those_of_each(one: str, other: str) -> None:
    assert set(stored([one, other]).split()) == {*terms(one), *terms(other)}


def test_threads_do_not_disturb_one_another() -> None:
    texts = [f"runn{'e' * (number % 7)}rs massaging number{number}s" for number in range(400)]
    alone = [terms(text) for text in texts]
    from sciatica_site.fulltext.words import _terms_of

    _terms_of.cache_clear()
    with ThreadPoolExecutor(8) as threads:
        together = list(threads.map(terms, texts))

    assert together == alone
