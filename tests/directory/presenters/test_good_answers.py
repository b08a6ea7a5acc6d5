"""For each of the six questions therapists read what a good answer holds."""

from __future__ import annotations

from directory.presenters.good_answers import good_answers
from directory.vetting import QUESTIONS


def test_every_question_has_one_in_the_same_order() -> None:
    found = good_answers()

    assert [one.question for one in found] == list(QUESTIONS)
    assert all(len(str(one.holds)) > 40 for one in found)
