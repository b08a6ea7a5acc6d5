"""A message is kept once, held until its address is proved, and passed on with its mails."""

from __future__ import annotations

import logging
import uuid
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from post_office.models import Email
from pytest_django import DjangoAssertNumQueries, Settings

from directory.models import Therapist
from inquiries import mails, senders
from inquiries.actions.sending import Kept, confirm, drop, keep, let_go
from inquiries.choices import BlockScope, InquiryEventKind, InquiryState, Suspicion
from inquiries.letter import Letter
from inquiries.models import Block, Conversation, Inquiry, InquiryEvent
from inquiries.refusals import Refused
from tests.factories.accounts import ModeratorFactory
from tests.factories.directory import TherapistFactory
from tests.factories.inquiries import ConversationFactory, InquiryFactory
from tests.inquiries.asking import CANARIES

pytestmark = pytest.mark.django_db

LETTER = Letter(
    name="Pat Canary",
    email="canary@example.com",
    message="It hurts when I sit. Canary words.",
    phone="+13035550142",
    cause="piriformis",
    tell=(("Allergies", "Canary words"),),
)


@pytest.fixture(autouse=True)
def queued(settings: Settings) -> None:
    """Mails as rows, which go with the transaction that wrote them."""
    settings.EMAIL_BACKEND = "sciatica_site.mail_backend.QueueBackend"


@pytest.fixture
def ana() -> Therapist:
    return TherapistFactory(published=True, name="Ana")


@pytest.fixture
def known() -> Inquiry:
    """Another message of the same mailbox, confirmed long ago."""
    conversation = ConversationFactory(
        inquiry__letter=LETTER, inquiry__sent_at=timezone.now() - timedelta(days=9)
    )
    return conversation.inquiry


def kept(*therapists: Therapist, letter: Letter = LETTER, **options: Any) -> Kept:
    values: dict[str, Any] = {"key": uuid.uuid4(), "is_blind": True}
    return keep(letter, therapists=therapists, **(values | options))


def kinds_of_mail() -> list[tuple[str, str]]:
    return [(mail.to[0], mail.subject) for mail in Email.objects.order_by("pk")]


def states() -> list[str]:
    return list(Inquiry.objects.order_by("pk").values_list("state", flat=True))


CONFIRM = ("canary@example.com", "Please confirm your message")
COPY = ("canary@example.com", "Your message was sent")


def new(therapist: Therapist) -> tuple[str, str]:
    return (therapist.owner.email, "You have a message")


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


@pytest.mark.usefixtures("known")
def test_a_known_sender_does_not_wait(ana: Therapist) -> None:
    inquiry = kept(ana, letter=replace(LETTER, email="CANARY@example.com")).inquiry

    assert inquiry.state == InquiryState.SENT
    assert kinds_of_mail() == [new(ana), ("CANARY@example.com", "Your message was sent")]


def test_a_sender_whose_messages_are_gone_is_not_known(ana: Therapist, known: Inquiry) -> None:
    known.sealed, known.sender_digest, known.text_removed_at = None, "", timezone.now()
    known.save()

    assert kept(ana).inquiry.state == InquiryState.HELD


def test_the_same_form_again_is_the_same_message(ana: Therapist) -> None:
    key = uuid.uuid4()

    results = [kept(ana, key=key) for _ in range(5)]

    assert [one.is_repeat for one in results] == [False, True, True, True, True]
    assert not any(one.differs for one in results)
    assert Inquiry.objects.count() == Conversation.objects.count() == 1
    assert kinds_of_mail() == [CONFIRM]


def test_a_held_message_is_replaced_by_another_text_of_the_same_form(ana: Therapist) -> None:
    key, ben = uuid.uuid4(), TherapistFactory(published=True)
    kept(ana, key=key)
    better = replace(LETTER, message="Better words.")

    result = kept(ben, key=key, letter=better, is_blind=False)

    assert (result.is_repeat, result.differs) == (True, False)
    inquiry = Inquiry.objects.get()
    assert inquiry.read() == better
    assert not inquiry.is_blind
    assert [one.therapist for one in inquiry.conversations.all()] == [ben]
    assert kinds_of_mail() == [CONFIRM]


def test_a_message_that_went_out_is_not_changed(ana: Therapist) -> None:
    key = uuid.uuid4()
    confirm(kept(ana, key=key).inquiry)

    same = kept(ana, key=key)
    other = kept(ana, key=key, letter=replace(LETTER, message="Other words."))

    assert (same.is_repeat, same.differs) == (True, False)
    assert (other.is_repeat, other.differs) == (True, True)
    assert Inquiry.objects.get().read() == LETTER


def test_another_sender_cannot_take_the_place_of_a_held_message(ana: Therapist) -> None:
    key = uuid.uuid4()
    kept(ana, key=key)

    result = kept(ana, key=key, letter=replace(LETTER, email="other@example.com"))

    assert result.differs
    assert Inquiry.objects.get().read() == LETTER
    assert kinds_of_mail() == [CONFIRM]


def test_a_message_that_was_deleted_does_not_come_back(ana: Therapist) -> None:
    key = uuid.uuid4()
    inquiry = kept(ana, key=key).inquiry
    Inquiry.objects.filter(pk=inquiry.pk).update(
        state=InquiryState.DELETED, sealed=None, sender_digest="", text_removed_at=timezone.now()
    )

    assert kept(ana, key=key).differs
    assert not Inquiry.objects.get().has_text


def test_a_held_message_that_becomes_suspicious_waits_for_a_moderator(ana: Therapist) -> None:
    key = uuid.uuid4()
    kept(ana, key=key)

    kept(ana, key=key, letter=replace(LETTER, message="More"), suspicion=Suspicion.LINKS)

    inquiry = Inquiry.objects.get()
    assert (inquiry.state, inquiry.suspicion) == (InquiryState.QUARANTINED, Suspicion.LINKS)
    assert not confirm(inquiry)


@pytest.mark.parametrize("suspicion", [one for one in Suspicion if one])
def test_a_suspicious_message_is_kept_and_causes_no_mail(
    ana: Therapist, suspicion: Suspicion
) -> None:
    inquiry = kept(ana, suspicion=suspicion).inquiry

    assert (inquiry.state, inquiry.suspicion) == (InquiryState.QUARANTINED, suspicion)
    assert inquiry.read() == LETTER
    assert not Email.objects.exists()


@pytest.mark.usefixtures("known")
@pytest.mark.parametrize("scope", [BlockScope.SITE, BlockScope.THERAPIST])
def test_a_blocked_sender_writes_to_a_moderator(ana: Therapist, scope: str) -> None:
    therapist = ana if scope == BlockScope.THERAPIST else None
    Block.objects.create(
        sender_digest=senders.digest(LETTER.email), scope=scope, therapist=therapist
    )

    assert kept(ana).inquiry.suspicion == Suspicion.BLOCKED
    elsewhere = kept(TherapistFactory(published=True)).inquiry
    assert bool(elsewhere.suspicion) == (scope == BlockScope.SITE)


def test_who_is_blocked_while_a_message_is_held_cannot_confirm_it(ana: Therapist) -> None:
    inquiry = kept(ana).inquiry
    Block.objects.create(
        sender_digest=inquiry.sender_digest, scope=BlockScope.THERAPIST, therapist=ana
    )

    assert confirm(inquiry)  # the page afterward is the same as for everybody

    inquiry.refresh_from_db()
    assert (inquiry.state, inquiry.suspicion) == (InquiryState.QUARANTINED, Suspicion.BLOCKED)
    assert kinds_of_mail() == [CONFIRM]


def test_the_thirty_first_message_of_a_day_to_a_therapist_waits(ana: Therapist) -> None:
    now = timezone.now()
    for number in range(30):
        ConversationFactory(therapist=ana, inquiry__created_at=now - timedelta(minutes=number))

    assert kept(ana).inquiry.suspicion == Suspicion.FLOOD
    assert kept(TherapistFactory(published=True)).inquiry.suspicion == Suspicion.NONE
    later = now + timedelta(days=1, minutes=1)
    assert kept(ana, now=later).inquiry.suspicion == Suspicion.NONE


def test_an_address_gets_three_mails_a_day_however_many_messages_name_it(ana: Therapist) -> None:
    now = timezone.now()
    for number in range(9):
        kept(ana, now=now + timedelta(minutes=number))

    assert kinds_of_mail() == [CONFIRM] * 3
    assert states() == [InquiryState.HELD] * 9
    kept(ana, now=now + timedelta(days=1, minutes=10))
    assert kinds_of_mail() == [CONFIRM] * 4


@pytest.mark.usefixtures("known")
def test_an_address_that_is_known_gets_three_copies_a_day(ana: Therapist) -> None:
    for _ in range(9):
        kept(ana)

    assert states() == [InquiryState.SENT] * 10
    assert kinds_of_mail().count(COPY) == 3
    assert kinds_of_mail().count(new(ana)) == 9


def test_suspicious_messages_do_not_use_up_the_mails_of_an_address(ana: Therapist) -> None:
    for _ in range(5):
        kept(ana, suspicion=Suspicion.TRAP)

    kept(ana)

    assert kinds_of_mail() == [CONFIRM]


@pytest.mark.parametrize("is_known", [True, False])
def test_a_moderator_lets_go_what_was_no_spam(
    ana: Therapist, is_known: bool, request: pytest.FixtureRequest
) -> None:
    if is_known:
        request.getfixturevalue("known")
    moderator = ModeratorFactory()
    inquiry = kept(ana, suspicion=Suspicion.LINKS).inquiry

    let_go(inquiry, by=moderator)

    inquiry.refresh_from_db()
    assert inquiry.state == (InquiryState.SENT if is_known else InquiryState.HELD)
    assert kinds_of_mail() == ([new(ana), COPY] if is_known else [CONFIRM])
    released = InquiryEvent.objects.get(kind=InquiryEventKind.RELEASED)
    assert released.actor == moderator
    with pytest.raises(Refused):
        let_go(inquiry, by=moderator)
    with pytest.raises(Refused):
        drop(inquiry, by=moderator)


def test_a_moderator_drops_spam_and_nothing_of_its_text_stays(ana: Therapist) -> None:
    moderator = ModeratorFactory()
    inquiry = kept(ana, suspicion=Suspicion.TRAP).inquiry

    drop(inquiry, by=moderator)

    inquiry.refresh_from_db()
    assert (inquiry.state, inquiry.sealed, inquiry.sender_digest) == (
        InquiryState.DROPPED, None, "",
    )  # fmt: skip
    assert InquiryEvent.objects.get().kind == InquiryEventKind.REFUSED
    assert not Email.objects.exists()
    with pytest.raises(Refused):
        let_go(inquiry, by=moderator)


def test_a_therapist_who_has_left_gets_nothing(ana: Therapist) -> None:
    ben = TherapistFactory(published=True, name="Ben")
    inquiry = kept(ana, ben).inquiry
    Conversation.objects.filter(therapist=ana).update(therapist=None)

    assert confirm(inquiry)

    assert kinds_of_mail() == [CONFIRM, new(ben), COPY]
    assert Conversation.objects.get(therapist=None).sent_at is None


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
    ana: Therapist, monkeypatch: pytest.MonkeyPatch, step: str, known: Inquiry
) -> None:
    def fail(*_args: object, **_options: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(mails, step, fail)
    with pytest.raises(RuntimeError):
        kept(ana)

    assert Inquiry.objects.get() == known
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
