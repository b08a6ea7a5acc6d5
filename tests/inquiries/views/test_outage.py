"""A database that is away takes nothing from anybody: what was typed comes back."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client
from lxml import html

from inquiries.actions import sending, writing
from inquiries.models import Inquiry
from tests.factories.directory import TherapistFactory
from tests.factories.inquiries import ConversationFactory
from tests.inquiries.asking import EMAIL, MESSAGE, PATH, SENT, typed
from tests.inquiries.patient import Patient

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]
FROM_HERE = {"origin": "http://testserver"}


@pytest.fixture(autouse=True)
def ana() -> None:
    TherapistFactory(published=True, slug="ana", name="Ana Ruiz")


def is_away(*_args: Any, **_options: Any) -> None:
    raise OperationalError("the database is gone")


def kept(response: Any) -> dict[str, str]:
    """The form on the page, as a browser would send it again."""
    (form,) = html.document_fromstring(response.content.decode()).find(".//main").iter("form")
    return {name: value for name, value in form.form_values() if name}


def test_a_message_comes_back_whole_and_is_taken_at_the_second_try(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = typed()
    with monkeypatch.context() as away:
        away.setattr(sending, "keep", is_away)
        response = client.post(PATH, form, headers=FROM_HERE)

    assert (response.status_code, response["Retry-After"]) == (503, "30")
    assert response["Cache-Control"] == "no-store"
    assert "Nothing is lost" in response.content.decode()
    again = kept(response)
    assert (again["message"], again["email"], again["key"]) == (MESSAGE, EMAIL, form["key"])

    assert client.post(PATH, again).headers["Location"] == SENT
    assert Inquiry.objects.get().read().message == MESSAGE


def test_so_does_what_a_patient_adds_later(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    conversation = ConversationFactory(answered=True)
    monkeypatch.setattr(writing, "write", is_away)
    patient = Patient(conversation.inquiry, client)
    values = {"number": conversation.number, "text": "Tuesday is good.", "key": ""}

    response = client.post(patient.path("write"), values, headers=FROM_HERE)

    assert response.status_code == 503
    assert kept(response)["text"] == "Tuesday is good."


def test_a_page_of_somebody_else_gets_no_words_of_its_own_repeated(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "keep", is_away)

    response = client.post(PATH, typed(), headers={"origin": "https://elsewhere.example"})

    assert response.status_code == 503
    assert MESSAGE not in response.content.decode()
