"""The steps of the desk fit the actions that they call, and every state has a way on."""

import inspect

import pytest

from articles.admin.desk.steps import STEPS, Step
from articles.choices import ArticleStatus


@pytest.mark.parametrize("step", STEPS.values(), ids=STEPS)
def test_what_a_step_asks_is_what_its_action_takes(step: Step) -> None:
    parameters = inspect.signature(step.action).parameters
    given = {"article", "by", *step.form.base_fields}

    assert given <= parameters.keys()
    needed = {name for name, one in parameters.items() if one.default is inspect.Parameter.empty}
    assert needed <= given


@pytest.mark.parametrize("status", ArticleStatus.values)
def test_every_state_has_a_way_on(status: str) -> None:
    assert any(status in step.statuses for step in STEPS.values())


def test_a_step_without_questions_is_one_button() -> None:
    assert {step.name for step in STEPS.values() if not step.asks} == {"new-version"}


def test_every_step_says_what_it_does_and_what_it_did() -> None:
    for step in STEPS.values():
        assert all(str(text) for text in (step.label, step.explanation, step.done))
