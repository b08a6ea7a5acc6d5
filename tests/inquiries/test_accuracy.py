"""What patients say about a profile is shown when five of them have said it."""

from __future__ import annotations

import pytest
from pytest_django import DjangoAssertNumQueries

from directory.models import Therapist
from inquiries import accuracy
from inquiries.models import AccuracyAnswer
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


def test_every_fact_has_a_column_to_be_kept_in() -> None:
    columns = {field.name for field in AccuracyAnswer._meta.get_fields()}

    assert {fact.name for fact in accuracy.FACTS} <= columns
