"""Queued mail goes out once, one by one, and its text is forgotten."""

from __future__ import annotations

import datetime

import pytest
from django.core import mail
from django.utils import timezone
from post_office.lockfile import FileLock, default_lockfile
from post_office.models import STATUS, Email
from pytest_django import Settings

from sciatica_site.mail_queue import (
    SenderRunsAlready,
    only_sender,
    remove_old_records,
    send_next,
)


@pytest.fixture(autouse=True)
def _queue(settings: Settings) -> None:
    settings.EMAIL_BACKEND = "sciatica_site.mail_backend.QueueBackend"
    settings.POST_OFFICE = settings.POST_OFFICE | {
        "BACKENDS": {"default": "django.core.mail.backends.locmem.EmailBackend"}
    }


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


@pytest.mark.django_db
def test_old_records_go_and_waiting_mail_stays() -> None:
    for status in (STATUS.sent, STATUS.failed, STATUS.queued):
        Email.objects.create(from_email="a@example.com", to="b@example.com", status=status)
    Email.objects.update(last_updated=timezone.now() - datetime.timedelta(days=31))

    assert remove_old_records(timezone.now()) == "2 old mail records removed"
    assert Email.objects.get().status == STATUS.queued
