"""What patients say about a profile is shown when five of them have said it."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from directory.models import Therapist
from inquiries import accuracy
from inquiries.choices import Answer, PatientSays
from inquiries.models import AccuracyAnswer, Conversation
from tests.factories.directory import TherapistFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]


@pytest.fixture
def therapist() -> Therapist:
    made: Therapist = TherapistFactory(published=True)
    return made


def answers(therapist: Therapist, *, yes: int = 0, no: int = 0, fact: str) -> None:
    for value, count in ((True, yes), (False, no)):
        for _ in range(count):
            AccuracyAnswer.objects.create(therapist=therapist, **{fact: value})


def test_four_answers_say_nothing_and_five_do(therapist: Therapist) -> None:
    answers(therapist, yes=3, no=1, fact="price_as_stated")
    assert accuracy.sentences(therapist.pk) == []

    answers(therapist, yes=1, fact="price_as_stated")

    assert accuracy.sentences(therapist.pk) == ["Price as stated: 4 of 5 patients"]


def test_each_fact_is_counted_by_itself(therapist: Therapist) -> None:
    answers(therapist, yes=6, no=1, fact="price_as_stated")
    answers(therapist, no=5, fact="professional")

    assert accuracy.sentences(therapist.pk) == [
        "Price as stated: 6 of 7 patients",
        "Professional conduct: 0 of 5 patients",
    ]


def test_the_answers_about_others_do_not_count(therapist: Therapist) -> None:
    answers(therapist, yes=4, fact="reachable")
    answers(TherapistFactory(), yes=9, fact="reachable")

    assert accuracy.sentences(therapist.pk) == []


def test_it_is_one_query(
    therapist: Therapist, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for fact in accuracy.FACTS:
        answers(therapist, yes=5, fact=fact.name)

    with django_assert_num_queries(1):
        assert len(accuracy.sentences(therapist.pk)) == len(accuracy.FACTS) == 5


@pytest.mark.parametrize(
    ("values", "is_asked"),
    [
        ({"answer": Answer.WRITTEN}, True),
        ({"answer": Answer.PHONED}, True),
        ({"answer": Answer.DECLINED}, False),
        ({"answer": Answer.NONE, "patient_says": PatientSays.ANSWERED}, False),
        ({"answer": Answer.WRITTEN, "therapist_id": None}, False),
        ({"answer": Answer.WRITTEN, "asked_accuracy_at": None}, False),
    ],
)
def test_only_who_had_an_answer_and_our_mail_is_asked(
    values: dict[str, Any], is_asked: bool
) -> None:
    asked: dict[str, Any] = {"therapist_id": 1, "asked_accuracy_at": timezone.now(), **values}

    assert accuracy.is_asked(Conversation(**asked)) is is_asked


def test_every_fact_has_a_column_to_be_kept_in() -> None:
    columns = {field.name for field in AccuracyAnswer._meta.get_fields()}

    assert {fact.name for fact in accuracy.FACTS} <= columns
