"""A message is kept once, held until its address is proved, and passed on with its mails."""

from __future__ import annotations

import logging
import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from post_office.models import Email
from pytest_django import DjangoAssertNumQueries, Settings

from directory.choices import Accepting
from directory.models import Therapist
from inquiries import mailboxes, mails, retention, senders
from inquiries.actions import sending
from inquiries.actions.sending import Kept, confirm, drop, keep, let_go
from inquiries.choices import (
    BlockScope,
    InquiryEventKind,
    InquiryState,
    PauseReason,
    Suspicion,
)
from inquiries.letter import Letter
from inquiries.models import Block, Conversation, Inquiry, InquiryBox, InquiryEvent
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
#: What the cookie of a browser says in which this mailbox was confirmed.
PROVED = senders.digest(LETTER.email)


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
IN_VAIN = ("canary@example.com", "Your message did not reach the therapist")


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


@pytest.mark.parametrize("suspicion", [one for one in Suspicion if one])
def test_a_suspicious_message_is_kept_and_causes_no_mail(
    ana: Therapist, suspicion: Suspicion
) -> None:
    inquiry = kept(ana, suspicion=suspicion).inquiry

    assert (inquiry.state, inquiry.suspicion) == (InquiryState.QUARANTINED, suspicion)
    assert inquiry.read() == LETTER
    assert not Email.objects.exists()


@pytest.mark.parametrize("proved", ["", PROVED])
def test_who_is_blocked_for_the_site_writes_to_a_moderator(ana: Therapist, proved: str) -> None:
    Block.objects.create(sender_digest=PROVED, scope=BlockScope.SITE)

    inquiry = kept(ana, proved=proved).inquiry

    assert (inquiry.state, inquiry.suspicion) == (InquiryState.QUARANTINED, Suspicion.BLOCKED)
    assert bool(inquiry.confirmed_at) == bool(proved)
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


@pytest.mark.parametrize("proved", ["", PROVED])
def test_a_moderator_lets_go_what_was_no_spam(ana: Therapist, proved: str) -> None:
    moderator = ModeratorFactory()
    inquiry = kept(ana, suspicion=Suspicion.LINKS, proved=proved).inquiry

    let_go(inquiry, by=moderator)

    inquiry.refresh_from_db()
    assert inquiry.state == (InquiryState.SENT if proved else InquiryState.HELD)
    assert kinds_of_mail() == ([new(ana), COPY] if proved else [CONFIRM])
    released = InquiryEvent.objects.get(kind=InquiryEventKind.RELEASED)
    assert released.actor == moderator
    with pytest.raises(Refused):
        let_go(inquiry, by=moderator)
    with pytest.raises(Refused):
        drop(inquiry, by=moderator)


def test_what_a_moderator_lets_go_can_be_confirmed_for_seven_days_from_then(
    ana: Therapist,
) -> None:
    now = timezone.now()
    inquiry = kept(ana, suspicion=Suspicion.LINKS, now=now - timedelta(days=20)).inquiry

    let_go(inquiry, by=ModeratorFactory(), now=now)

    retention.forget_old(now + timedelta(days=7) - timedelta(seconds=1))
    assert Inquiry.objects.get().state == InquiryState.HELD
    retention.forget_old(now + timedelta(days=7))
    assert not Inquiry.objects.exists()


@pytest.mark.parametrize("decide", [let_go, drop])
def test_a_moderator_and_a_sender_never_wait_for_each_other(
    ana: Therapist, monkeypatch: pytest.MonkeyPatch, decide: Callable[..., None]
) -> None:
    inquiry = kept(ana, suspicion=Suspicion.LINKS).inquiry
    order: list[str] = []
    locked = sending._locked
    monkeypatch.setattr(mailboxes, "take_turns", lambda _digest: order.append("mailbox"))
    monkeypatch.setattr(sending, "_locked", lambda pk: order.append("row") or locked(pk))

    decide(inquiry, by=ModeratorFactory())

    assert order == ["mailbox", "row"]


def test_nothing_of_a_blocked_sender_is_let_go_before_the_block(ana: Therapist) -> None:
    block = Block.objects.create(sender_digest=PROVED, scope=BlockScope.SITE)
    inquiry = kept(ana).inquiry

    with pytest.raises(Refused, match="Unblock the sender first"):
        let_go(inquiry, by=ModeratorFactory())
    assert states() == [InquiryState.QUARANTINED]
    assert not InquiryEvent.objects.exists()

    block.delete()
    let_go(inquiry, by=ModeratorFactory())
    assert states() == [InquiryState.HELD]


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


def lose(therapist: Therapist, how: str) -> None:
    """Make somebody whom nothing reaches any more."""
    rows = Therapist.objects.filter(pk=therapist.pk)
    if how == "left":
        Conversation.objects.filter(therapist=therapist).update(therapist=None)
    elif how == "undelivered":
        pause(therapist, PauseReason.UNDELIVERED)
    elif how == "hidden":
        rows.update(confirmed_on=timezone.localdate() - timedelta(days=400))
    else:
        rows.update(status=how)


def pause(therapist: Therapist, reason: PauseReason) -> None:
    InquiryBox.objects.create(therapist=therapist, paused_at=timezone.now(), pause_reason=reason)


LOST = ["left", "suspended", "removed", "draft", "hidden", "undelivered"]


@pytest.mark.parametrize("how", LOST)
def test_whom_nothing_reaches_is_left_out_and_named(ana: Therapist, how: str) -> None:
    ben = TherapistFactory(published=True, name="Ben")
    inquiry = kept(ana, ben).inquiry
    lose(ana, how)

    assert confirm(inquiry)

    assert kinds_of_mail() == [CONFIRM, new(ben), COPY]
    lost, sent = inquiry.conversations.order_by("pk")
    assert (lost.sent_at, lost.notice) == (None, None)
    assert sent.sent_at
    assert InquiryEvent.objects.get().conversation_number == sent.number
    went, _, missed = Email.objects.get(subject=COPY[1]).message.partition("It could not go to:")
    assert "- Ben" in went
    assert ("- Ana" if how != "left" else "- A therapist who has left this site") in missed
    assert "Ben" not in missed


@pytest.mark.parametrize("how", LOST)
def test_who_reaches_nobody_is_told_so(ana: Therapist, how: str) -> None:
    inquiry = kept(ana).inquiry
    lose(ana, how)

    assert confirm(inquiry)

    assert kinds_of_mail() == [CONFIRM, IN_VAIN]
    text = Email.objects.get(subject=IN_VAIN[1]).message
    assert "no therapist has read it" in text
    assert "came back" not in text
    assert "/messages/" in text
    assert Conversation.objects.get().sent_at is None
    assert states() == [InquiryState.SENT]


@pytest.mark.parametrize(
    "closed", [PauseReason.SILENT, PauseReason.OWN_WISH, "not accepting", "away"]
)
def test_a_box_that_closed_meanwhile_still_gets_what_was_written(
    ana: Therapist, closed: str
) -> None:
    inquiry = kept(ana).inquiry
    if closed in PauseReason.values:
        pause(ana, PauseReason(closed))
    elif closed == "away":
        Therapist.objects.update(paused_until=timezone.localdate() + timedelta(days=9))
    else:
        Therapist.objects.update(accepting=Accepting.NO)

    confirm(inquiry)

    assert kinds_of_mail() == [CONFIRM, new(ana), COPY]


@pytest.mark.parametrize("proved", ["", PROVED])
def test_who_has_confirmed_what_a_moderator_refuses_is_told_that_nobody_got_it(
    ana: Therapist, proved: str
) -> None:
    inquiry = kept(ana, suspicion=Suspicion.LINKS, proved=proved).inquiry

    drop(inquiry, by=ModeratorFactory())

    assert kinds_of_mail() == ([IN_VAIN] if proved else [])
    for mail in Email.objects.all():
        assert "/therapists/" in mail.message
        assert "/messages/" not in mail.message + mail.html_message
        for canary in CANARIES:
            assert canary not in f"{mail.message} {mail.html_message}"


def test_what_no_key_opens_can_be_refused(ana: Therapist) -> None:
    inquiry = kept(ana, suspicion=Suspicion.LINKS, proved=PROVED).inquiry
    Inquiry.objects.update(sealed="unreadable")

    drop(inquiry, by=ModeratorFactory())

    assert states() == [InquiryState.DROPPED]
    assert not Email.objects.exists()


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
