"""A rule fires when one of its alternatives holds."""

from __future__ import annotations

from articles.guide import Answers, Outcome, Status
from articles.guide.rules import ALWAYS, When


def test_all_fields_of_an_alternative_have_to_fit() -> None:
    when = When(({"stage": frozenset({"long"}), "pressure": frozenset({"firm", "medium"})},))

    assert when.holds(Answers(stage="long", pressure="firm"))
    assert not when.holds(Answers(stage="long", pressure="light"))
    assert not when.holds(Answers(pressure="firm"))


def test_one_alternative_is_enough() -> None:
    when = When(({"cause": frozenset({"disc"})}, {"health": frozenset({"scents"})}))

    assert when.holds(Answers(health=frozenset({"scents", "implant"})))
    assert not when.holds(Answers(cause="muscle"))


def test_a_rule_without_conditions_always_holds() -> None:
    assert ALWAYS.holds(Answers())


def test_statuses_and_outcomes_are_ordered_by_caution() -> None:
    assert [status.slug for status in sorted(Status, reverse=True)] == [
        "wait",
        "ask-first",
        "light-only",
        "could-suit",
        "good-start",
    ]
    assert max(Outcome) is Outcome.EMERGENCY
