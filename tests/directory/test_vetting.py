"""The six questions: their order and wording, and when each counts as answered."""

from typing import Any

import pytest
from django.db import connection
from django.template.loader import get_template
from django.test.utils import CaptureQueriesContext

from directory.models import Therapist
from directory.vetting import BY_KEY, QUESTIONS, answered
from tests.factories.directory import TherapistFactory

KEYS = ["credentials", "experience", "techniques", "approach", "sessions", "rates"]


def test_there_are_six_questions_in_a_fixed_order() -> None:
    assert [question.number for question in QUESTIONS] == [1, 2, 3, 4, 5, 6]
    assert [question.key for question in QUESTIONS] == KEYS
    assert [question.anchor for question in QUESTIONS] == KEYS
    assert list(BY_KEY) == KEYS


def test_each_question_is_worded_as_a_question_and_says_why_it_matters() -> None:
    for question in QUESTIONS:
        assert str(question.wording).endswith("?")
        assert str(question.why).endswith(".")
        assert str(question.short)


def test_each_question_has_a_template_for_its_answer() -> None:
    for question in QUESTIONS:
        assert get_template(question.template)


@pytest.mark.django_db
@pytest.mark.usefixtures("vocabulary")
@pytest.mark.parametrize(
    ("values", "key"),
    [
        ({"credentials": ["diploma"]}, "credentials"),
        ({"practicing_since": 2010}, "experience"),
        ({"techniques": ["swedish"]}, "techniques"),
        ({"approach_text": "First we talk."}, "approach"),
        ({"assessment_items": ["health-history"]}, "approach"),
        ({"plan": []}, "sessions"),
        ({"rates": {60: 9500}}, "rates"),
    ],
)
def test_a_question_is_answered_by_what_belongs_to_it_and_nothing_else(
    values: dict[str, Any], key: str
) -> None:
    therapist = TherapistFactory(**values)

    assert [question.key for question in answered(therapist)] == [key]


@pytest.mark.django_db
@pytest.mark.usefixtures("vocabulary")
@pytest.mark.parametrize(
    "values",
    [
        {},
        {"experience_note": "Long enough.", "back_and_leg_percent": 40},
        {"conditions": ["disc-herniation"], "will_not_do": "Promise a cure."},
        {"policies": {"cancellation": "24 hours."}, "rates_note": "Ask."},
        {"pressure_lightest": 1, "pressure_firmest": 2, "styles_note": "All of them."},
    ],
)
def test_remarks_beside_the_answer_do_not_answer_a_question(values: dict[str, Any]) -> None:
    assert answered(TherapistFactory(**values)) == []


@pytest.mark.django_db
@pytest.mark.usefixtures("vocabulary")
def test_asking_a_loaded_profile_costs_no_query() -> None:
    pk = TherapistFactory(techniques=["swedish"], rates={60: 9500}).pk
    therapist = Therapist.objects.with_answers().get(pk=pk)

    with CaptureQueriesContext(connection) as queries:
        found = answered(therapist)

    assert [question.key for question in found] == ["techniques", "rates"]
    assert len(queries) == 0
