"""Queued mail goes out once, one by one, and its text is forgotten."""

from __future__ import annotations

import datetime
import smtplib
from collections.abc import Iterable

import pytest
from django.conf import settings as configured
from django.core import mail
from django.core.mail import EmailMessage
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone
from post_office.lockfile import FileLock, default_lockfile
from post_office.models import STATUS, Email, RecipientDeliveryStatus
from pytest_django import Settings

from sciatica_site.mail.worker import (
    LONGEST_PAUSE,
    SenderRunsAlready,
    mark_bounced,
    only_sender,
    pause_after,
    remove_old_records,
    send_next,
    state,
)

pytestmark = pytest.mark.usefixtures("delivered_mail")


def queue_mail(to: str = "ana@example.com") -> None:
    mail.send_mail("Confirm", "secret link", None, [to])


@pytest.mark.django_db
def test_sending_only_queues() -> None:
    queue_mail()

    assert mail.outbox == []
    assert Email.objects.get().status in {STATUS.queued, None}


@pytest.mark.django_db(transaction=True)
def test_the_worker_sends_one_message_at_a_time() -> None:
    queue_mail("ana@example.com")
    queue_mail("ben@example.com")

    assert send_next()
    assert len(mail.outbox) == 1
    assert send_next()
    assert not send_next()

    assert sorted(message.to[0] for message in mail.outbox) == [
        "ana@example.com",
        "ben@example.com",
    ]


@pytest.mark.django_db(transaction=True)
def test_a_sent_message_leaves_no_text_behind() -> None:
    queue_mail()

    send_next()

    record = Email.objects.get()
    assert record.status == STATUS.sent
    assert (record.message, record.html_message) == ("", "")
    assert "secret link" in mail.outbox[0].body


@pytest.mark.django_db(transaction=True)
def test_a_message_has_an_id_that_stays_when_it_is_repeated() -> None:
    queue_mail()

    send_next()

    assert mail.outbox[0].extra_headers["Message-ID"] == Email.objects.get().message_id


# The package reads its lock without closing the file.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.django_db
def test_nothing_is_sent_while_another_program_sends() -> None:
    queue_mail()

    # Names a process that is alive, which happens to be this one.
    with FileLock(default_lockfile):
        assert not send_next()

    assert mail.outbox == []


def test_a_second_sender_is_refused() -> None:
    with only_sender(), pytest.raises(SenderRunsAlready), only_sender():
        pass


def test_the_lock_is_free_again_afterwards() -> None:
    with only_sender():
        pass
    with only_sender():
        pass


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.django_db
def test_a_sender_that_was_killed_locks_nobody_out() -> None:
    """Its number may belong to another process by now; in a container, to the next sender."""
    queue_mail()
    FileLock(default_lockfile).acquire()

    with only_sender():
        assert send_next()

    assert len(mail.outbox) == 1


@pytest.mark.django_db
def test_old_records_go_and_waiting_mail_stays() -> None:
    for status in (STATUS.sent, STATUS.failed, STATUS.queued):
        Email.objects.create(from_email="a@example.com", to="b@example.com", status=status)
    Email.objects.update(last_updated=timezone.now() - datetime.timedelta(days=31))

    assert remove_old_records(timezone.now()) == "2 old mail records removed"
    assert Email.objects.get().status == STATUS.queued


# What a mail server does wrong


class Scripted(EmailBackend):
    """Fails for an address as its first part says, as smtplib does, else delivers."""

    def send_messages(self, messages: Iterable[EmailMessage]) -> int:
        return sum(self.send(message) for message in messages)

    def send(self, message: EmailMessage) -> int:
        to = message.to[0]
        match to.partition("@")[0]:
            case "refused-for-now":
                raise smtplib.SMTPRecipientsRefused({to: (451, b"4.7.1 try later")})
            case "refused":
                raise smtplib.SMTPRecipientsRefused({to: (550, b"5.1.1 no such user")})
            case "rejected":
                raise smtplib.SMTPDataError(554, b"5.6.0 not taken")
            case "no-server":
                raise ConnectionRefusedError(111, "Connection refused")
            case "no-tls":
                raise smtplib.SMTPNotSupportedError("STARTTLS is not supported")
            case "hangs":
                raise TimeoutError("timed out")
            case "drops":
                # It may have been taken: the same Message-ID tells the two copies apart.
                super().send_messages([message])
                raise smtplib.SMTPServerDisconnected("Connection unexpectedly closed")
        return super().send_messages([message])


FAILURES = ("refused-for-now", "refused", "rejected", "no-server", "no-tls", "hangs", "drops")


@pytest.fixture
def scripted(settings: Settings) -> None:
    settings.POST_OFFICE = settings.POST_OFFICE | {"BACKENDS": {"default": f"{__name__}.Scripted"}}


def make_due() -> None:
    Email.objects.update(scheduled_time=None)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("name", FAILURES)
def test_failure_is_never_marked_as_sent_and_tried_again_later(scripted: None, name: str) -> None:
    queue_mail(f"{name}@example.com")
    before = timezone.now()

    assert send_next()
    assert not send_next()

    record = Email.objects.get()
    assert (record.status, record.number_of_retries) == (STATUS.requeued, 1)
    assert record.message
    assert record.scheduled_time is not None
    minute = datetime.timedelta(minutes=1)
    assert before + minute <= record.scheduled_time <= timezone.now() + minute


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("name", FAILURES)
def test_poison_in_front_does_not_hold_the_others(scripted: None, name: str) -> None:
    queue_mail(f"{name}@example.com")
    for number in range(3):
        queue_mail(f"good-{number}@example.com")

    while send_next():
        pass

    delivered = {message.to[0] for message in mail.outbox} - {f"{name}@example.com"}
    assert len(delivered) == 3
    assert Email.objects.filter(status=STATUS.sent).count() == 3


@pytest.mark.django_db(transaction=True)
def test_message_that_cannot_be_written_does_not_hold_the_others() -> None:
    queue_mail("ana@example.com")
    Email.objects.update(to="ana@example.com\r\nBcc: eve@example.com")
    queue_mail("ben@example.com")

    while send_next():
        pass

    assert [message.to for message in mail.outbox if "ben@example.com" in message.to]
    assert all("eve@example.com" not in message.recipients() for message in mail.outbox)


@pytest.mark.django_db(transaction=True)
def test_mail_that_was_taken_before_the_server_went_keeps_its_message_id(scripted: None) -> None:
    queue_mail("drops@example.com")
    send_next()
    make_due()
    send_next()

    first, second = mail.outbox
    assert first.extra_headers["Message-ID"] == second.extra_headers["Message-ID"]


@pytest.mark.django_db(transaction=True)
def test_pauses_grow_and_at_the_end_the_failure_is_visible(scripted: None) -> None:
    queue_mail("no-server@example.com")
    pauses = []
    for _ in range(configured.POST_OFFICE["MAX_RETRIES"]):
        send_next()
        record = Email.objects.get()
        assert record.status == STATUS.requeued
        assert record.scheduled_time is not None
        pauses.append(record.scheduled_time - record.last_updated)
        make_due()
    send_next()

    assert Email.objects.get().status == STATUS.failed
    minutes = [pause.total_seconds() / 60 for pause in pauses]
    assert minutes[:9] == [1, 2, 4, 8, 16, 32, 64, 128, 240]
    assert set(minutes[9:]) == {240}
    assert 45 <= sum(minutes) / 60 <= 50
    assert not send_next()


def test_pause_has_an_end() -> None:
    assert pause_after(10_000) == LONGEST_PAUSE


def test_server_that_hangs_is_left_soon() -> None:
    assert 0 < configured.EMAIL_TIMEOUT <= 30


# What people see of the queue


@pytest.mark.django_db
def test_state_counts_what_waits_and_what_failed() -> None:
    now = timezone.now()
    assert state(now) == {"waiting": 0, "oldest_seconds": 0, "failed": 0}

    for status in (STATUS.queued, STATUS.requeued, STATUS.sent, STATUS.failed):
        Email.objects.create(from_email="a@example.com", to="b@example.com", status=status)
    Email.objects.filter(status=STATUS.requeued).update(
        created=now - datetime.timedelta(seconds=90)
    )

    assert state(now) == {"waiting": 2, "oldest_seconds": 90, "failed": 1}


@pytest.mark.django_db
def test_only_what_was_sent_can_have_come_back() -> None:
    for status in (STATUS.queued, STATUS.requeued, STATUS.sent, STATUS.failed):
        Email.objects.create(from_email="a@example.com", to="b@example.com", status=status)

    assert mark_bounced(Email.objects.all()) == 1
    assert mark_bounced(Email.objects.all()) == 0

    bounced = Email.objects.get(recipient_delivery_status=RecipientDeliveryStatus.HARD_BOUNCED)
    assert bounced.status == STATUS.sent
