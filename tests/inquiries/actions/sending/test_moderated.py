"""What a moderator lets go goes on its way; of what is refused nothing stays."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from post_office.models import Email

from directory.models import Therapist
from inquiries import mailboxes, retention
from inquiries.actions import sending
from inquiries.actions.sending import drop, let_go
from inquiries.choices import (
    BlockScope,
    InquiryEventKind,
    InquiryState,
    Suspicion,
)
from inquiries.models import Block, Inquiry, InquiryEvent
from inquiries.refusals import Refused
from tests.factories.accounts import ModeratorFactory
from tests.inquiries.actions.sending.writing import (
    CONFIRM,
    COPY,
    IN_VAIN,
    PROVED,
    kept,
    kinds_of_mail,
    new,
    states,
)
from tests.inquiries.asking import CANARIES

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("proved", ["", PROVED])
def test_who_is_blocked_for_the_site_writes_to_a_moderator(ana: Therapist, proved: str) -> None:
    Block.objects.create(sender_digest=PROVED, scope=BlockScope.SITE)

    inquiry = kept(ana, proved=proved).inquiry

    assert (inquiry.state, inquiry.suspicion) == (InquiryState.QUARANTINED, Suspicion.BLOCKED)
    assert bool(inquiry.confirmed_at) == bool(proved)
    assert not Email.objects.exists()


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
