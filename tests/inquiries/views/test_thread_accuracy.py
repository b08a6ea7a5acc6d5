"""Five questions about a profile, asked once of each patient who had an answer."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone
from lxml import html
from pytest_django import DjangoAssertNumQueries

from inquiries.accuracy import FACTS
from inquiries.models import AccuracyAnswer, Conversation, Report
from tests.factories.inquiries import ConversationFactory
from tests.inquiries.patient import Patient, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]

NOT = dict.fromkeys((fact.name for fact in FACTS), "not")


@pytest.fixture
def conversation() -> Conversation:
    made: Conversation = ConversationFactory(
        answered=True, asked_accuracy_at=timezone.now(), therapist__name="Ana Reyes"
    )
    return made


@pytest.fixture
def patient(conversation: Conversation) -> Patient:
    return Patient(conversation.inquiry)


def answers(conversation: Conversation, **values: Any) -> dict[str, Any]:
    return {"number": conversation.number, **NOT, **values}


def test_five_questions_are_asked(patient: Patient) -> None:
    page = patient.opens("accuracy")

    assert "page of Ana Reyes" in text_of(page)
    for fact in FACTS:
        assert str(fact.question) in text_of(page)
    assert page.content.decode().count('type="radio"') == 15
    assert "Five short questions" in text_of(patient.opens())


def test_answers_are_kept_and_thanked_for(patient: Patient, conversation: Conversation) -> None:
    values = answers(conversation, reachable="yes", professional="no")

    response = patient.client.post(patient.path("accuracy"), values, follow=True)

    assert "Thank you. Your answers help the next patient." in text_of(response)
    kept = AccuracyAnswer.objects.get()
    assert (kept.reachable, kept.price_as_stated, kept.professional) == (True, None, False)
    assert Report.objects.get().is_serious
    assert "Five short questions" not in text_of(patient.opens())


def test_a_second_time_changes_nothing(patient: Patient, conversation: Conversation) -> None:
    for value in ("yes", "no"):
        response = patient.sends("accuracy", **answers(conversation, reachable=value))
        assert response.status_code == 302

    assert AccuracyAnswer.objects.get().reachable is True
    assert not Report.objects.exists()


def test_after_the_answers_the_page_asks_no_more(
    patient: Patient, conversation: Conversation
) -> None:
    patient.sends("accuracy", **answers(conversation, reachable="yes"))

    assert patient.opens("accuracy")["Location"] == patient.path()


def test_who_asked_several_is_asked_about_one_after_the_other(
    patient: Patient, conversation: Conversation
) -> None:
    ben = ConversationFactory(
        inquiry=conversation.inquiry,
        therapist__name="Ben Ode",
        answered=True,
        asked_accuracy_at=timezone.now(),
    )
    assert "page of Ben Ode" in text_of(patient.opens("accuracy", number=ben.number))

    response = patient.client.post(
        patient.path("accuracy"), answers(conversation, reachable="yes"), follow=True
    )

    assert "page of Ben Ode" in text_of(response)


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"reachable": "perhaps"},
        {"reachable": ""},
        {"reachable": "\x00"},
        {"reachable": "x" * 9000, "price_as_stated": "no"},
    ],
)
def test_what_is_no_answer_is_asked_again(
    patient: Patient, conversation: Conversation, values: dict[str, str]
) -> None:
    response = patient.sends("accuracy", **answers(conversation, **values))

    assert response.status_code == 200
    assert "There is something to correct" in text_of(response)
    assert not AccuracyAnswer.objects.exists()


def test_what_was_chosen_stays_chosen(patient: Patient, conversation: Conversation) -> None:
    response = patient.sends(
        "accuracy", **answers(conversation, reachable="perhaps", professional="no")
    )

    page = html.document_fromstring(response.content.decode())
    chosen = {box.get("name"): box.get("value") for box in page.xpath("//input[@checked]")}
    assert chosen.pop("professional") == "no"
    assert set(chosen.values()) == {"not"}


def test_about_others_nobody_can_say_anything(patient: Patient, conversation: Conversation) -> None:
    stranger = ConversationFactory(answered=True)
    unanswered = ConversationFactory(inquiry=conversation.inquiry)

    for number in (stranger.number, unanswered.number, "nobody", "\x00"):
        values = answers(conversation, reachable="no") | {"number": number}
        assert patient.sends("accuracy", **values).status_code == 404
    assert not AccuracyAnswer.objects.exists()
    assert not Report.objects.exists()


def test_without_an_answer_there_is_nothing_to_ask() -> None:
    patient = Patient(ConversationFactory().inquiry)

    assert patient.opens("accuracy")["Location"] == patient.path()


def test_nobody_judges_who_only_says_that_there_was_an_answer() -> None:
    asked = ConversationFactory(patient_says="answered", asked_accuracy_at=timezone.now())
    patient = Patient(asked.inquiry)

    assert patient.opens("accuracy")["Location"] == patient.path()
    assert patient.sends("accuracy", **answers(asked, reachable="no")).status_code == 404
    assert not AccuracyAnswer.objects.exists()


def test_it_takes_a_fixed_number_of_queries(
    patient: Patient, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    path = patient.path("accuracy")

    with django_assert_num_queries(3):
        patient.client.get(path)
