"""A message is kept once and held until its address is proved."""

from __future__ import annotations

import logging
import uuid
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from post_office.models import Email
from pytest_django import DjangoAssertNumQueries

from directory.models import Therapist
from inquiries import mails, senders
from inquiries.actions.sending import Kept, confirm
from inquiries.choices import (
    InquiryEventKind,
    InquiryState,
)
from inquiries.models import Conversation, Inquiry, InquiryEvent
from tests.factories.directory import TherapistFactory
from tests.factories.inquiries import InquiryFactory
from tests.inquiries.actions.sending.writing import (
    CONFIRM,
    COPY,
    LETTER,
    PROVED,
    kept,
    kinds_of_mail,
    new,
)
from tests.inquiries.asking import CANARIES

pytestmark = pytest.mark.django_db


def test_a_first_message_is_held_and_its_address_asked(ana: Therapist) -> None:
    result = kept(ana)

    inquiry = Inquiry.objects.get()
    assert result == Kept(inquiry)
    assert (inquiry.state, inquiry.sent_at, inquiry.is_blind) == (InquiryState.HELD, None, True)
    assert inquiry.read() == LETTER
    assert inquiry.sender_digest == senders.digest("Canary@Example.com")
    assert Conversation.objects.get().sent_at is None
    assert kinds_of_mail() == [CONFIRM]
    assert not InquiryEvent.objects.exists()


def test_a_mail_to_an_address_that_was_typed_holds_nothing_that_was_typed(ana: Therapist) -> None:
    inquiry = kept(ana).inquiry
    confirm(inquiry)

    for mail in Email.objects.all():
        text = f"{mail.subject} {mail.message} {mail.html_message} {mail.headers}"
        for canary in CANARIES:
            assert canary not in text
    assert "Ana" not in Email.objects.order_by("pk")[0].message


def test_a_confirmed_message_reaches_its_therapists(ana: Therapist) -> None:
    ben = TherapistFactory(published=True, name="Ben")
    inquiry = kept(ana, ben).inquiry

    assert confirm(inquiry)

    inquiry.refresh_from_db()
    assert inquiry.state == InquiryState.SENT
    sent = list(inquiry.conversations.order_by("pk"))
    assert [one.sent_at for one in sent] == [inquiry.sent_at] * 2
    assert [one.notice.to for one in sent if one.notice] == [[ana.owner.email], [ben.owner.email]]
    assert kinds_of_mail() == [CONFIRM, new(ana), new(ben), COPY]
    copy = Email.objects.get(subject="Your message was sent").message
    assert "- Ana\n- Ben" in copy
    assert "/messages/" in copy
    assert {event.kind for event in InquiryEvent.objects.all()} == {InquiryEventKind.SENT}
    assert InquiryEvent.objects.count() == 2


def test_it_is_confirmed_once(ana: Therapist) -> None:
    inquiry = kept(ana).inquiry

    assert [confirm(inquiry), confirm(inquiry), confirm(inquiry)] == [True, False, False]
    assert kinds_of_mail() == [CONFIRM, new(ana), COPY]


@pytest.mark.parametrize("state", [InquiryState.SENT, InquiryState.QUARANTINED])
def test_only_what_is_held_can_be_confirmed(state: str) -> None:
    inquiry = InquiryFactory(state=state)

    assert not confirm(inquiry)
    assert not Email.objects.exists()


def test_who_has_proved_the_mailbox_in_this_browser_does_not_wait(ana: Therapist) -> None:
    letter = replace(LETTER, email="CANARY+massage@example.com")
    inquiry = kept(ana, letter=letter, proved=PROVED).inquiry

    assert inquiry.state == InquiryState.SENT
    assert inquiry.confirmed_at == inquiry.sent_at
    assert kinds_of_mail() == [new(ana), (letter.email, "Your message was sent")]


@pytest.mark.usefixtures("known")
@pytest.mark.parametrize("proved", ["", senders.digest("other@example.com")])
def test_an_address_that_somebody_types_is_held_even_if_it_was_confirmed_before(
    ana: Therapist, proved: str
) -> None:
    inquiry = kept(ana, proved=proved).inquiry

    assert (inquiry.state, inquiry.confirmed_at) == (InquiryState.HELD, None)
    assert kinds_of_mail() == [CONFIRM]


def test_the_same_form_again_is_the_same_message(ana: Therapist) -> None:
    key = uuid.uuid4()

    results = [kept(ana, key=key) for _ in range(5)]

    assert [one.is_repeat for one in results] == [False, True, True, True, True]
    assert not any(one.differs for one in results)
    assert Inquiry.objects.count() == Conversation.objects.count() == 1
    assert kinds_of_mail() == [CONFIRM]


@pytest.mark.parametrize("state", [InquiryState.HELD, InquiryState.QUARANTINED, InquiryState.SENT])
@pytest.mark.parametrize(
    "change", [{"message": "Other words."}, {"email": "other@example.com"}, {}], ids=str
)
def test_another_text_address_or_therapist_of_the_same_form_changes_nothing(
    ana: Therapist, state: InquiryState, change: dict[str, str]
) -> None:
    key, ben = uuid.uuid4(), TherapistFactory(published=True)
    first = kept(ana, key=key).inquiry
    Inquiry.objects.update(state=state, sent_at=timezone.now())

    same = kept(ana, key=key)
    other = kept(ana if change else ben, key=key, letter=replace(LETTER, **change))

    assert (same.is_repeat, same.differs) == (True, False)
    assert (other.inquiry, other.is_repeat, other.differs) == (first, True, True)
    inquiry = Inquiry.objects.get()
    assert (inquiry.read(), inquiry.state) == (LETTER, state)
    assert [one.therapist for one in inquiry.conversations.all()] == [ana]
    assert kinds_of_mail() == [CONFIRM]


def test_a_message_that_was_deleted_does_not_come_back(ana: Therapist) -> None:
    key = uuid.uuid4()
    inquiry = kept(ana, key=key).inquiry
    Inquiry.objects.filter(pk=inquiry.pk).update(
        state=InquiryState.DELETED, sealed=None, sender_digest="", text_removed_at=timezone.now()
    )

    assert kept(ana, key=key).differs
    assert not Inquiry.objects.get().has_text


def test_what_is_written_after_the_look_and_before_the_button_is_not_sent(ana: Therapist) -> None:
    key = uuid.uuid4()
    inquiry = kept(ana, key=key).inquiry
    kept(ana, key=key, letter=replace(LETTER, message="Swapped"))

    confirm(inquiry)

    assert Inquiry.objects.get().read() == LETTER


def test_who_is_refused_before_a_message_is_written_leaves_nothing(ana: Therapist) -> None:
    class TooMany(Exception):
        pass

    def refuse() -> None:
        raise TooMany

    key = uuid.uuid4()
    with pytest.raises(TooMany):
        kept(ana, key=key, admit=refuse)
    assert not Inquiry.objects.exists()

    kept(ana, key=key)
    assert kept(ana, key=key, admit=refuse).is_repeat


def test_an_address_that_cannot_be_written_to_loses_nothing(ana: Therapist) -> None:
    ana.owner.email = "not an address"
    ana.owner.save()
    inquiry = kept(ana).inquiry

    assert confirm(inquiry)
    conversation = Conversation.objects.get()
    assert conversation.sent_at
    assert conversation.notice is None


@pytest.mark.parametrize("step", ["tell_patient", "tell_therapist"])
def test_without_its_mails_nothing_is_kept(
    ana: Therapist, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def fail(*_args: object, **_options: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(mails, step, fail)
    with pytest.raises(RuntimeError):
        kept(ana, proved=PROVED)

    assert not Inquiry.objects.exists()
    assert not Email.objects.exists()
    assert not InquiryEvent.objects.exists()


def test_what_the_database_refuses_for_another_reason_is_not_taken_for_a_repeat(
    ana: Therapist,
) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        kept(ana, ana)

    assert not Inquiry.objects.exists()


def test_nothing_of_a_letter_is_logged(ana: Therapist, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    logging.getLogger("django.db.backends").setLevel(logging.WARNING)

    confirm(kept(ana).inquiry)

    for canary in CANARIES:
        assert canary not in caplog.text


def test_a_message_costs_few_queries(
    ana: Therapist, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(14):
        inquiry = kept(ana).inquiry
    with django_assert_max_num_queries(16):
        confirm(inquiry)


def test_the_moment_is_the_same_everywhere(ana: Therapist) -> None:
    now = datetime.fromisoformat("2026-03-02T12:00:00+00:00")
    inquiry = kept(ana, now=now).inquiry
    later = now + timedelta(hours=2)

    confirm(inquiry, now=later)

    inquiry.refresh_from_db()
    assert (inquiry.created_at, inquiry.sent_at, inquiry.last_written_at) == (now, later, later)
    assert Conversation.objects.get().sent_at == later
