"""What looks wrong waits for a moderator, and no mailbox is filled by it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone
from post_office.models import Email

from directory.models import Therapist
from inquiries.actions.sending import confirm
from inquiries.choices import (
    BlockScope,
    InquiryState,
    Suspicion,
)
from inquiries.models import Block, Inquiry, InquiryEvent
from tests.factories.directory import TherapistFactory
from tests.factories.inquiries import ConversationFactory
from tests.inquiries.actions.sending.writing import (
    CONFIRM,
    COPY,
    LETTER,
    PROVED,
    kept,
    kinds_of_mail,
    new,
    states,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("suspicion", [one for one in Suspicion if one])
def test_a_suspicious_message_is_kept_and_causes_no_mail(
    ana: Therapist, suspicion: Suspicion
) -> None:
    inquiry = kept(ana, suspicion=suspicion).inquiry

    assert (inquiry.state, inquiry.suspicion) == (InquiryState.QUARANTINED, suspicion)
    assert inquiry.read() == LETTER
    assert not Email.objects.exists()


def test_a_therapist_who_has_blocked_the_sender_gets_nothing_and_others_all(
    ana: Therapist,
) -> None:
    ben = TherapistFactory(published=True, name="Ben")
    Block.objects.create(sender_digest=PROVED, scope=BlockScope.THERAPIST, therapist=ana)
    inquiry = kept(ana, ben).inquiry

    confirm(inquiry)

    inquiry.refresh_from_db()
    assert (inquiry.state, inquiry.suspicion) == (InquiryState.SENT, Suspicion.NONE)
    withheld, sent = inquiry.conversations.order_by("pk")
    assert (withheld.is_withheld, withheld.sent_at, withheld.notice) == (True, sent.sent_at, None)
    assert not sent.is_withheld
    assert kinds_of_mail() == [CONFIRM, new(ben), COPY]
    assert "- Ana\n- Ben" in Email.objects.get(subject=COPY[1]).message
    assert InquiryEvent.objects.get().conversation_number == sent.number


def test_who_is_blocked_while_a_message_is_held_cannot_confirm_it(ana: Therapist) -> None:
    inquiry = kept(ana).inquiry
    Block.objects.create(sender_digest=PROVED, scope=BlockScope.SITE)

    assert confirm(inquiry)  # the page afterward is the same as for everybody

    inquiry.refresh_from_db()
    assert (inquiry.state, inquiry.suspicion) == (InquiryState.QUARANTINED, Suspicion.BLOCKED)
    assert inquiry.confirmed_at
    assert kinds_of_mail() == [CONFIRM]
    assert Inquiry.objects.readable_by_sender().get() == inquiry


@pytest.mark.parametrize("proved", ["", PROVED])
def test_the_thirty_first_message_that_goes_to_a_therapist_in_a_day_waits(
    ana: Therapist, proved: str
) -> None:
    now = timezone.now()
    for number in range(30):
        ConversationFactory(therapist=ana, inquiry__sent_at=now - timedelta(minutes=number))

    flood, elsewhere = kept(ana, proved=proved), kept(TherapistFactory(published=True))
    tomorrow = now + timedelta(days=1, minutes=1)
    for one in (flood, elsewhere):
        confirm(one.inquiry)
        one.inquiry.refresh_from_db()

    assert flood.inquiry.state == InquiryState.QUARANTINED
    assert flood.inquiry.suspicion == Suspicion.FLOOD
    assert flood.inquiry.confirmed_at
    assert elsewhere.inquiry.state == InquiryState.SENT
    later = kept(ana, now=tomorrow).inquiry
    confirm(later, now=tomorrow)
    later.refresh_from_db()
    assert later.state == InquiryState.SENT


def test_what_nobody_confirms_closes_no_box(ana: Therapist) -> None:
    for number in range(40):
        kept(ana, letter=replace(LETTER, email=f"bot{number}@example.com"))

    inquiry = kept(ana).inquiry
    confirm(inquiry)

    inquiry.refresh_from_db()
    assert inquiry.state == InquiryState.SENT


def test_an_address_gets_three_mails_a_day_however_many_messages_name_it(ana: Therapist) -> None:
    now = timezone.now()
    for number in range(9):
        kept(ana, now=now + timedelta(minutes=number))

    assert kinds_of_mail() == [CONFIRM] * 3
    assert states() == [InquiryState.HELD] * 9
    kept(ana, now=now + timedelta(days=1, minutes=10))
    assert kinds_of_mail() == [CONFIRM] * 4


def test_each_message_that_is_sent_has_its_copy(ana: Therapist) -> None:
    for _ in range(9):
        kept(ana, proved=PROVED)
    kept(ana)

    assert states() == [*[InquiryState.SENT] * 9, InquiryState.HELD]
    assert kinds_of_mail().count(COPY) == 9
    assert kinds_of_mail().count(new(ana)) == 9
    assert kinds_of_mail()[-1] == CONFIRM


def test_suspicious_messages_do_not_use_up_the_mails_of_an_address(ana: Therapist) -> None:
    for _ in range(5):
        kept(ana, suspicion=Suspicion.TRAP)

    kept(ana)

    assert kinds_of_mail() == [CONFIRM]
