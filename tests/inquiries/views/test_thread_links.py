"""Which links open, what an expired one still does, and how a first message is let go."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from post_office.models import Email

from inquiries import links
from inquiries.actions import writing
from inquiries.choices import InquiryState
from inquiries.models import Inquiry, Message
from tests.factories.inquiries import LETTER, ConversationFactory, InquiryFactory
from tests.inquiries.patient import Patient, forms_of, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("queued_mail", "vocabulary")]

START = datetime(2026, 5, 4, 18, tzinfo=UTC)
EXPIRED = START + links.LASTS + timedelta(seconds=1)
STEPS = ("", "confirm", "write", "says", "accuracy", "copy", "link", "delete")
CANARY = "CANARY"


def inquiry(**values: Any) -> Inquiry:
    """Every word of it is one that must not be seen."""
    letter = replace(LETTER, name=f"{CANARY} name", message=f"{CANARY} message")
    made = ConversationFactory(
        therapist__name=f"{CANARY} therapist",
        therapist__slug=uuid.uuid4().hex,
        inquiry__letter=letter,
        **{f"inquiry__{name}": value for name, value in values.items()},
    )
    found: Inquiry = made.inquiry
    return found


@pytest.fixture
def late() -> Patient:
    """With a link that has expired when a test travels to that moment."""
    return with_link(inquiry())


def with_link(found: Inquiry) -> Patient:
    with time_machine.travel(START, tick=False):
        return Patient(found, link=links.token(found))


def form(patient: Patient, **values: str) -> dict[str, str]:
    """Everything that any of the forms would send."""
    conversation = patient.inquiry.conversations.get()
    defaults = {"number": conversation.number, "text": "All that I typed", "says": "answered"}
    return {**defaults, "key": "0b6ce76d-8a4e-4a6e-9c0c-0d5b8a2c7e11", **values}


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("token", ["x", "a:b:c", "%00", "a" * 5000, "%ED%A0%80", "١٢٣:x:y"])
def test_a_link_that_we_did_not_make_ends_on_a_calm_page(
    client: Client, token: str, step: str
) -> None:
    path = f"/messages/{token}/" + {"": "", "copy": "copy.txt", "says": "answered/"}.get(
        step, f"{step}/"
    )

    for response in (client.get(path), client.post(path, {"text": "All that I typed"})):
        assert response.status_code == 404
        assert "A link ends when its message is deleted" in text_of(response)
    assert "All that I typed" in text_of(response)


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("state", [InquiryState.QUARANTINED, InquiryState.DROPPED])
def test_a_link_of_what_waits_for_a_moderator_is_signed_and_opens_nothing(
    state: InquiryState, step: str
) -> None:
    patient = Patient(inquiry(state=state))

    for response in (patient.opens(step), patient.sends(step, **form(patient))):
        assert response.status_code == 404
        assert CANARY not in response.content.decode()
    assert Inquiry.objects.get().state == state
    assert not Message.objects.exists()
    assert not Email.objects.exists()


@pytest.mark.parametrize("step", STEPS)
def test_a_link_of_a_deleted_message_says_that_it_is_gone(step: str) -> None:
    patient = Patient(inquiry())
    writing.delete(patient.inquiry)

    for response in (patient.opens(step), patient.sends(step, **form(patient))):
        assert response.status_code == 404
        assert "There is nothing behind this link" in text_of(response)


@pytest.mark.parametrize("step", [step for step in STEPS if step != "link"])
def test_an_expired_link_shows_nothing_and_does_nothing(late: Patient, step: str) -> None:
    with time_machine.travel(EXPIRED, tick=False):
        seen, sent = late.opens(step), late.sends(step, **form(late))

    for response in (seen, sent):
        assert response.status_code == 404
        assert "This link is older than 7 days" in text_of(response)
        assert CANARY not in response.content.decode()
        assert forms_of(response) == ["link"]
    assert Inquiry.objects.get().state == InquiryState.SENT
    assert Inquiry.objects.get().conversations.get().patient_says == ""
    assert not Message.objects.exists()


def test_what_was_typed_before_the_link_expired_comes_back(late: Patient) -> None:
    with time_machine.travel(EXPIRED, tick=False):
        response = late.sends("write", **form(late, text="<b>All</b> & more"))

    assert "to copy: <b>All</b> & more" in text_of(response)


@pytest.mark.parametrize("values", [{}, {"held": True}])
def test_a_new_link_goes_to_the_mailbox_of_the_sender(values: dict[str, Any]) -> None:
    patient = with_link(inquiry(**values))

    with time_machine.travel(EXPIRED, tick=False):
        response = patient.sends("link")
        mail = Email.objects.get()
        fresh = mail.message.partition("/messages/")[2].partition("/")[0]
        opened = links.find(fresh)

    assert "Please look into your mail" in text_of(response)
    assert mail.to == ["pat@example.com"]
    assert opened == links.Opened(patient.inquiry, is_expired=False)


def test_three_links_a_day_and_always_the_same_page(late: Patient) -> None:
    with time_machine.travel(EXPIRED, tick=False):
        pages = {text_of(late.sends("link")) for _ in range(6)}
        assert len(pages) == 1
        assert Email.objects.count() == 3

    with time_machine.travel(EXPIRED + timedelta(days=1, seconds=1), tick=False):
        late.sends("link")
    assert Email.objects.count() == 4


def test_asking_for_a_link_by_opening_it_sends_nothing(late: Patient) -> None:
    with time_machine.travel(EXPIRED, tick=False):
        response = late.client.get(late.path("link"), follow=True)

    assert response.status_code == 404
    assert not Email.objects.exists()


def test_what_waits_for_a_moderator_after_its_confirmation_looks_sent() -> None:
    patient = Patient(inquiry(state=InquiryState.QUARANTINED, sent_at=None, confirmed_at=START))

    with time_machine.travel(START + timedelta(hours=2), tick=False):
        page = patient.opens()
        copy, again = patient.opens("copy"), patient.sends("confirm")
        state = Inquiry.objects.get().state
        gone = patient.sends("delete")

    assert page.status_code == 200
    for words in ("Sent on May 4, 2026.", "No answer yet.", "CANARY message"):
        assert words in text_of(page)
    assert "Not sent" not in text_of(page)
    assert set(forms_of(page)) <= {"delete"}
    assert (copy.status_code, again.status_code) == (200, 200)
    assert state == InquiryState.QUARANTINED
    assert gone.status_code == 200
    assert Inquiry.objects.get().state == InquiryState.DELETED


def test_a_message_of_a_mailbox_with_a_plus_is_not_shown_to_the_one_without() -> None:
    tagged = replace(LETTER, email="pat+more@example.com", message="TAGGED")
    InquiryFactory(held=True, letter=tagged)

    page = Patient(inquiry(held=True)).opens()

    assert "TAGGED" not in text_of(page)
    assert forms_of(page).count("confirm") == 1


class TestHeld:
    def test_it_shows_the_message_and_to_whom(self) -> None:
        page = Patient(inquiry(held=True)).opens()

        for words in ("Send this message?", "CANARY message", "To CANARY therapist"):
            assert words in text_of(page)
        assert forms_of(page) == ["confirm", "delete"]

    def test_only_the_button_sends_it(self) -> None:
        patient = Patient(inquiry(held=True))
        for step in STEPS:
            patient.opens(step)
        assert Inquiry.objects.get().state == InquiryState.HELD

        response = patient.sends("confirm", number=patient.inquiry.number)

        assert "Your message is on its way" in text_of(response)
        assert Inquiry.objects.get().state == InquiryState.SENT
        assert patient.opens().status_code == 200

    def test_pressing_twice_sends_it_once(self) -> None:
        patient = Patient(inquiry(held=True))

        pages = {text_of(patient.sends("confirm")) for _ in range(2)}

        assert len(pages) == 1
        to_therapists = [mail for mail in Email.objects.all() if mail.to != ["pat@example.com"]]
        assert len(to_therapists) == 1

    @pytest.mark.parametrize("step", ["write", "says", "accuracy", "copy"])
    def test_nothing_else_is_done_with_it(self, step: str) -> None:
        patient = Patient(inquiry(held=True))

        for response in (patient.opens(step), patient.sends(step, **form(patient))):
            assert response.status_code == 302
            assert response["Location"] == patient.path()
        assert not Message.objects.exists()

    def test_all_of_one_mailbox_are_listed_and_sent_one_by_one(self) -> None:
        first, second = inquiry(held=True), inquiry(held=True)
        patient = Patient(first)
        assert forms_of(patient.opens()).count("confirm") == 2

        patient.sends("confirm", number=second.number)

        second.refresh_from_db()
        first.refresh_from_db()
        assert (first.state, second.state) == (InquiryState.HELD, InquiryState.SENT)
        assert forms_of(patient.opens()).count("confirm") == 1

    @pytest.mark.parametrize("step", ["confirm", "delete"])
    @pytest.mark.parametrize("whose", ["stranger", "quarantined", "nobody", "nul"])
    def test_a_number_of_another_mailbox_is_not_found(self, step: str, whose: str) -> None:
        stranger = InquiryFactory(held=True, letter=replace(LETTER, email="sam@example.com"))
        numbers = {
            "stranger": stranger.number,
            "quarantined": InquiryFactory(quarantined=True).number,
            "nobody": "nobody",
            "nul": "\x00",
        }
        states = list(Inquiry.objects.order_by("pk").values_list("state", flat=True))

        response = Patient(inquiry(held=True)).sends(step, number=numbers[whose])

        assert response.status_code == 404
        assert states == list(Inquiry.objects.order_by("pk").values_list("state", flat=True))[:-1]

    def test_it_can_be_deleted_unsent(self) -> None:
        patient = Patient(inquiry(held=True))
        asks = patient.opens("delete", number=patient.inquiry.number)
        assert "It was not sent to anybody yet" in text_of(asks)
        assert Inquiry.objects.get().has_text

        response = patient.sends("delete", number=patient.inquiry.number)

        assert "Your message is deleted" in text_of(response)
        assert not Inquiry.objects.get().has_text
        assert not Email.objects.exists()

    def test_deleting_another_one_leads_back(self) -> None:
        first, second = inquiry(held=True), inquiry(held=True)

        response = Patient(first).sends("delete", number=second.number)

        assert response.status_code == 302
        second.refresh_from_db()
        first.refresh_from_db()
        assert (first.has_text, second.has_text) == (True, False)
