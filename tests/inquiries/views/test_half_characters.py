"""A character that broke on its way stops no page, wherever somebody sends it."""

from __future__ import annotations

import uuid

import pytest
from django.test import Client
from django.urls import reverse

from inquiries.models import Message, Report
from tests.factories.directory import TherapistFactory
from tests.factories.inquiries import ConversationFactory
from tests.inquiries.patient import Patient

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]
BOUNDARY = "between"


def post(client: Client, path: str, **fields: str) -> int:
    """As a program can send it: a form in an encoding that spells half a character."""
    parts = "".join(
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in fields.items()
    )
    kind = f"multipart/form-data; boundary={BOUNDARY}; charset=unicode_escape"
    body = f"{parts}--{BOUNDARY}--\r\n".encode()
    client.raise_request_exception = False
    return client.generic("POST", path, body, kind).status_code


def test_a_patient_who_adds_one_is_asked_to_type_it_again(client: Client) -> None:
    conversation = ConversationFactory(answered=True)
    path = Patient(conversation.inquiry).path("write")
    fields = {"number": conversation.number, "text": r"It hurts \ud800", "key": str(uuid.uuid4())}

    assert post(client, path, **fields) < 500

    assert not Message.objects.exists()
    assert Patient(conversation.inquiry).opens().status_code == 200


@pytest.mark.parametrize("reason", ["prices", "nonsense"])
def test_a_report_that_holds_one_is_asked_for_again(client: Client, reason: str) -> None:
    TherapistFactory(published=True, slug="ana")
    path = reverse("inquiries:report", args=["ana"])

    assert post(client, path, reason=reason, text=r"Wrong \ud800") == 200

    assert not Report.objects.exists()


def test_behind_a_dead_link_the_words_come_back(client: Client) -> None:
    path = reverse("inquiries:thread-write", args=["never-signed"])

    assert post(client, path, text=r"It hurts \ud800") == 404
