"""Who deletes a message, or leaves, leaves no word behind: in no table, sealed or not."""

from __future__ import annotations

import io
import json
import uuid
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from post_office.models import STATUS, Email, Log
from pytest_django import Settings

from accounts import actions as accounts
from accounts import personal_data as accounts_data
from accounts.models import User
from directory.models import Therapist
from inquiries import links, personal_data, senders
from inquiries.actions import answering, judging, reporting, sending, writing
from inquiries.choices import CaseState, ComplaintReason, Writer
from inquiries.letter import Letter
from inquiries.models import Complaint, Conversation, Inquiry, Message, Report
from sciatica_site import mail, sealing
from sciatica_site.mail import worker
from tests.factories.accounts import ModeratorFactory, UserFactory
from tests.factories.directory import TherapistFactory
from tests.inquiries.privacy.eyes import CAUSE, EMAIL, NAME, PHONE, WORD, Rows, found_in
from tests.inquiries.privacy.story import FailingBackend

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("delivered_mail", "fresh_index", "vocabulary"),
]

LETTER = Letter(
    name=NAME,
    email=EMAIL,
    phone=PHONE,
    message=f"{WORD} hurts",
    cause=CAUSE,
    times=("evenings",),
    tell=(("Where it hurts", f"{WORD} where"),),
)
#: Tables that know the cause as a word of everybody.
VOCABULARY = {"directory_condition", "directory_facetvalue"}


@pytest.fixture
def ana() -> Therapist:
    made: Therapist = TherapistFactory(published=True, slug="ana", name="Ana Reyes")
    return made


def sent(*therapists: Therapist, letter: Letter = LETTER, state: str = "open") -> Inquiry:
    """Written, confirmed, answered and reported, with a mail of each kind on record."""
    inquiry = sending.keep(letter, therapists=therapists, key=uuid.uuid4(), is_blind=True).inquiry
    send_all()
    sending.confirm(inquiry)
    inquiry.refresh_from_db()
    for conversation in inquiry.conversations.select_related("therapist__owner"):
        assert conversation.therapist
        by = conversation.therapist.owner
        name = conversation.therapist.slug
        answering.reply(conversation, f"{WORD} {name} answers", key=uuid.uuid4(), by=by)
        writing.write(conversation, f"{WORD} more for {name}", key=uuid.uuid4())
        note = f"{WORD} {name} notes"
        reporting.complain(conversation, reason=ComplaintReason.OTHER, note=note, by=by)
    if state != CaseState.OPEN:
        Complaint.objects.update(state=state, decided_at=timezone.now())
    return inquiry


def send_all() -> None:
    while worker.send_next():
        pass


def sealed_words() -> dict[str, list[str]]:
    """What encrypted values say, by model."""
    found = {}
    for model in (Inquiry, Message, Complaint, Report):
        rows = model._default_manager.filter(sealed__isnull=False)
        if words := found_in(*(sealing.unseal(row.sealed) for row in rows)):
            found[model.__name__] = words
    return found


def has_digest(email: str = EMAIL) -> bool:
    return any(senders.digest(email) in text for text in Rows.of_now().texts.values())


def recipients() -> list[str]:
    return sorted(to for one in Email.objects.all() for to in one.to)


def test_everything_is_there_before(ana: Therapist) -> None:
    sent(ana)

    assert set(sealed_words()) == {"Inquiry", "Message", "Complaint"}
    assert "post_office_email" in Rows.of_now().with_words()
    assert has_digest()


def test_who_deletes_a_message_leaves_no_word_behind(ana: Therapist) -> None:
    inquiry = sent(ana, state=CaseState.DISMISSED)
    client = Client()

    response = client.post(reverse("inquiries:thread-delete", args=[links.token(inquiry)]))

    assert response.status_code == 200
    assert sealed_words() == {}
    assert set(Rows.of_now().with_words()) <= VOCABULARY
    assert not has_digest()
    assert not Message.objects.filter(sealed__isnull=False).exists()
    assert recipients() == [ana.owner.email] * 2


def test_message_that_was_never_sent_goes_with_its_mail(ana: Therapist) -> None:
    inquiry = sending.keep(LETTER, therapists=[ana], key=uuid.uuid4(), is_blind=True).inquiry

    assert writing.delete(inquiry)

    assert sealed_words() == {}
    assert set(Rows.of_now().with_words()) <= VOCABULARY
    assert not Email.objects.exists()


def test_what_a_mail_server_said_of_the_address_goes_too(
    ana: Therapist, settings: Settings
) -> None:
    failing = f"{FailingBackend.__module__}.{FailingBackend.__qualname__}"
    settings.POST_OFFICE = settings.POST_OFFICE | {"BACKENDS": {"default": failing}}
    inquiry = sending.keep(LETTER, therapists=[ana], key=uuid.uuid4(), is_blind=True).inquiry
    send_all()
    assert Log.objects.filter(message__contains=EMAIL).exists()

    writing.delete(inquiry)

    assert set(Rows.of_now().with_words()) <= VOCABULARY
    assert not Log.objects.exists()


def test_other_messages_of_the_mailbox_stay_with_their_mails(ana: Therapist) -> None:
    first, second = sent(ana), sent(TherapistFactory(published=True))
    sent_before = Email.objects.filter(status=STATUS.sent).count()

    writing.delete(first)

    assert second.read() == LETTER
    texts = [one.message for one in Email.objects.all()]
    assert not any(f"/messages/{first.number}:" in text for text in texts)
    assert any(f"/messages/{second.number}:" in text for text in texts)
    assert Email.objects.filter(status=STATUS.sent).count() == sent_before

    writing.delete(second)

    assert set(Rows.of_now().with_words()) <= VOCABULARY


def test_mails_to_an_account_with_the_same_address_stay(ana: Therapist) -> None:
    UserFactory(email=EMAIL.upper())
    mail.queue("inquiries/emails/box_closed", to=EMAIL, context={})
    inquiry = sent(ana)

    writing.delete(inquiry)

    texts = [one.message for one in Email.objects.all() if EMAIL in one.to]
    assert len(texts) > 1
    assert not any("/messages/" in text for text in texts)


def test_longer_address_with_the_same_end_is_another_mailbox(ana: Therapist) -> None:
    longer = replace(LETTER, email=f"not-{EMAIL}")
    other = sent(TherapistFactory(published=True), letter=longer)
    inquiry = sent(ana)

    writing.delete(inquiry)

    assert other.read().email == f"not-{EMAIL}"
    assert {to for to in recipients() if EMAIL in to} == {f"not-{EMAIL}"}


def test_lost_key_keeps_nobody_from_deleting(ana: Therapist) -> None:
    inquiry = sent(ana, state=CaseState.DISMISSED)
    Inquiry.objects.update(sealed="lost")
    inquiry.refresh_from_db()

    assert writing.delete(inquiry)

    assert not Inquiry.objects.filter(sealed__isnull=False).exists()
    assert not Email.objects.filter(message__contains=inquiry.number).exists()


@pytest.mark.parametrize("decide", [judging.dismiss, partial(judging.uphold, is_block=False)])
def test_what_was_reported_waits_for_the_decision_and_then_goes_whole(
    ana: Therapist, decide: Callable[..., None]
) -> None:
    """Its mails go at once: only the text is needed to decide."""
    inquiry = sent(ana)
    writing.delete(inquiry)
    assert set(Rows.of_now().with_words()) <= VOCABULARY
    assert set(sealed_words()) == {"Inquiry", "Message", "Complaint"}

    decide(Complaint.objects.get(), by=ModeratorFactory())

    assert sealed_words() == {}
    assert not has_digest()
    complaint = Complaint.objects.get()
    assert (complaint.reason, complaint.read()) == (ComplaintReason.OTHER, {})


def test_expired_message_leaves_as_little_after_the_calendar(
    ana: Therapist, settings: Settings
) -> None:
    inquiry = sent(ana)
    settings.INQUIRY_TEXT_DAYS = -1
    Email.objects.update(status=STATUS.sent, last_updated="2020-01-01T00:00Z")

    call_command("run_due", stdout=io.StringIO())

    inquiry.refresh_from_db()
    assert not inquiry.has_text
    assert not has_digest()
    assert set(sealed_words()) == {"Complaint"}  # waits for a moderator, then for its own day
    assert set(Rows.of_now().with_words()) <= VOCABULARY


# A therapist who leaves


def test_who_closes_an_account_takes_their_words_and_nobody_elses(ana: Therapist) -> None:
    ben = TherapistFactory(published=True, slug="ben", name="Ben")
    inquiry = sent(ana, ben)
    send_all()
    address = ana.owner.email

    accounts.close_account(ana.owner)

    notes = [one.read() for one in Complaint.objects.all() if one.read()]
    assert Complaint.objects.count() == 2
    assert notes == [{"note": f"{WORD} ben notes"}]
    left = {message.read() for message in Message.objects.all()}
    assert left == {"", f"{WORD} more for ana", f"{WORD} more for ben", f"{WORD} ben answers"}
    assert inquiry.read() == LETTER
    assert not any(address in text for text in Rows.of_now().texts.values())
    told = Email.objects.filter(status=STATUS.queued, subject__contains="has left")
    assert [one.to for one in told] == [[EMAIL]]


def test_copy_is_complete_and_holds_nothing_of_others(ana: Therapist) -> None:
    ben = TherapistFactory(published=True, slug="ben", name="Ben")
    sent(ana, ben)
    sent(ben, letter=replace(LETTER, name="Only Bens", email=f"bens-{EMAIL}"))

    copy = accounts_data.everything(ana.owner)
    text = json.dumps(copy)

    (told,) = copy["messages"]["conversations"]
    own = LETTER.as_values() | {"times": ["evenings"], "tell": [list(LETTER.tell[0])]}
    assert json.loads(json.dumps(told["letter"])) == own
    words = [f"{WORD} ana answers", f"{WORD} more for ana"]
    assert [one["text"] for one in told["messages"]] == words
    assert told["your_report"]["note"] == f"{WORD} ana notes"
    for of_others in ("ben", "bens", senders.digest(EMAIL)):
        assert of_others not in text.casefold()


def test_newcomer_gets_an_empty_copy(ana: Therapist) -> None:
    sent(ana)
    newcomer: User = UserFactory()

    assert personal_data.export(newcomer) == {}


def test_writers_are_known_by_their_part(ana: Therapist) -> None:
    conversation: Any = sent(ana).conversations.get()

    assert isinstance(conversation, Conversation)
    assert {one.writer for one in conversation.messages.all()} == set(Writer.values)
