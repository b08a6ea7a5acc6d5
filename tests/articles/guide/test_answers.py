"""Answers are read by the name of their question."""

from __future__ import annotations

from articles.guide import Answers
from articles.guide.answers import FIELDS


def test_nothing_said_is_the_cautious_reading() -> None:
    assert Answers() == Answers(stage="unsure", assessed="no", active="no")


def test_one_code_and_several_are_read_alike() -> None:
    answers = Answers(health=frozenset({"scents"}), stage="new")

    assert answers.codes("health") == {"scents"}
    assert answers.codes("stage") == {"new"}


def test_the_fields_are_those_of_the_form() -> None:
    assert FIELDS[:2] == ("red", "health")
    assert "both_legs_new" in FIELDS
