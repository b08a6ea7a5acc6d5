"""Ready answers: plain, about nobody's health, and never sent half filled in."""

from __future__ import annotations

import pytest

from inquiries import ready_answers
from inquiries.ready_answers import ANSWERS, Kind, ReadyAnswer, added, find, of_kind, unfilled

FORBIDDEN = ("cure", "heal", "treat", "diagnos", "pain", "sciatica", "exercise", "pill")


def test_there_are_four_answers_and_three_kinds_of_no() -> None:
    assert len(of_kind(Kind.REPLY)) == 4
    assert len(of_kind(Kind.DECLINE)) == 3
    assert len({answer.slug for answer in ANSWERS}) == len(ANSWERS)


@pytest.mark.parametrize("answer", ANSWERS, ids=lambda answer: answer.slug)
def test_a_ready_answer_says_nothing_about_health(answer: ReadyAnswer) -> None:
    text = str(answer.text).casefold()

    assert [word for word in FORBIDDEN if word in text] == []
    assert len(text) < 600


@pytest.mark.parametrize("answer", of_kind(Kind.DECLINE), ids=lambda answer: answer.slug)
def test_a_no_says_what_happens_next_and_leaves_nothing_to_fill_in(answer: ReadyAnswer) -> None:
    assert "The site will show you others near you." in str(answer.text)
    assert unfilled(str(answer.text)) == []


def test_a_ready_answer_is_found_only_among_its_kind() -> None:
    assert find("no-time", Kind.DECLINE)
    assert find("no-time", Kind.REPLY) is None
    assert find("\x00\ud800" * 1000, Kind.REPLY) is None


def test_what_is_left_to_fill_in_is_seen_however_it_is_written() -> None:
    assert unfilled("On [Day and Time], or [day].") == ["[day and time]", "[day]"]
    assert unfilled("I take clients [see my profile] on Tuesday.") == []


def test_a_ready_text_comes_after_what_was_typed() -> None:
    offer = ready_answers.of_kind(Kind.REPLY)[0]

    assert added("  ", offer) == str(offer.text)
    assert added("Hello Pat,", offer) == f"Hello Pat,\n\n{offer.text}"


def test_a_ready_text_takes_the_place_of_one_that_nobody_changed() -> None:
    offer, ask = ready_answers.of_kind(Kind.REPLY)[:2]
    as_sent = str(offer.text).replace("\n", "\r\n")

    assert added(as_sent, ask) == str(ask.text)
    assert added(as_sent + " Pat", ask).startswith(str(offer.text))
