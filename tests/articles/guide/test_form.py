"""The form of the guide reads what it can, says what is wrong, and loses nothing."""

from __future__ import annotations

import pytest
from django.http import QueryDict

from articles.guide import Outcome
from articles.guide.form import GuideForm


def form(query: str) -> GuideForm:
    return GuideForm(QueryDict(query))


def errors(query: str) -> dict[str, list[str]]:
    return dict(form(query).errors)


def test_only_the_first_question_needs_an_answer() -> None:
    assert form("red=none").is_valid()
    assert errors("stage=new") == {"red": ["Tick every sign that fits, or “None of these”."]}


def test_answers_are_codes_and_none_is_no_code() -> None:
    answers = form("red=none&health=scents&health=none&stage=long&cause=disc").answers

    assert answers.red == frozenset()
    assert answers.health == {"scents"}
    assert (answers.stage, answers.cause, answers.assessed) == ("long", "disc", "no")


def test_a_sign_beside_none_still_counts() -> None:
    assert form("red=none&red=E2").advice.outcome is Outcome.EMERGENCY


@pytest.mark.parametrize("beside", ["red=E99", "stage=never", "pattern=a&pattern=b&pattern=c"])
def test_a_sign_counts_although_something_else_is_wrong(beside: str) -> None:
    wrong = form(f"red=E2&{beside}")

    assert not wrong.is_valid()
    assert wrong.advice.outcome is Outcome.EMERGENCY


def test_three_patterns_are_one_too_many() -> None:
    query = "red=none&pattern=back_only&pattern=tender_spots&pattern=stress_tension"

    assert errors(query) == {"pattern": ["Choose at most 2."]}


def test_the_same_pattern_repeated_is_one() -> None:
    assert form("red=none" + "&pattern=back_only" * 5).is_valid()


def test_both_legs_ask_whether_that_is_new() -> None:
    (message,) = errors("red=none&pattern=both_legs")["both_legs_new"]

    assert message.startswith("You chose both legs, so this needs an answer.")
    assert form("red=none&pattern=both_legs&both_legs_new=no").is_valid()


@pytest.mark.parametrize("answer", ["perhaps", "new", "on", "%00"])
def test_about_both_legs_only_a_clear_no_lets_anybody_go_on(answer: str) -> None:
    assert form(f"pattern=both_legs&both_legs_new={answer}").advice.outcome is Outcome.EMERGENCY
    assert errors(f"red=none&both_legs_new={answer}") == {
        "both_legs_new": ["Choose from the answers shown here."]
    }


@pytest.mark.parametrize("name", ["red", "health", "stage", "pressure", "cause", "active"])
@pytest.mark.parametrize("value", ["x", "%00", "%F0%9F%A6%B5", "none%00", "a" * 5000])
def test_an_unknown_code_is_refused_without_being_repeated(name: str, value: str) -> None:
    (message,) = errors(f"red=none&{name}={value}")[name]

    assert message == "Choose from the answers shown here."


def test_signs_are_grouped_by_level_and_none_comes_last() -> None:
    groups = form("").signs

    assert [level.key if level else "none" for level, _boxes in groups] == [
        "emergency",
        "urgent",
        "none",
    ]
    assert [len(boxes) for _level, boxes in groups] == [10, 6, 1]


def test_all_other_questions_follow() -> None:
    assert [field.name for field in form("").other_questions] == [
        "health",
        "stage",
        "pressure",
        "pattern",
        "both_legs_new",
        "cause",
        "assessed",
        "active",
    ]
