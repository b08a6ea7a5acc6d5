"""While mail is held nothing goes out; what was queued before can be dropped without a trace."""

from __future__ import annotations

import datetime
import io
import logging

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone
from post_office.models import STATUS, Email

from sciatica_site.mail import holding
from sciatica_site.mail.worker import MailIsHeld, send_next
from sciatica_site.management.commands import work_mail

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _queue(delivered_mail: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(work_mail, "close_old_connections", lambda: None)


def queue(to: str) -> None:
    mail.send_mail("Subject", "text", None, [to])


def release(*arguments: str) -> str:
    output = io.StringIO()
    call_command("release_mail", *arguments, stdout=output)
    return output.getvalue()


def test_nothing_is_sent_while_mail_is_held() -> None:
    queue("ana@example.com")
    holding.begin_anew()

    with pytest.raises(MailIsHeld):
        send_next()
    assert mail.outbox == []

    release()
    assert send_next()
    assert len(mail.outbox) == 1


def test_dropping_takes_what_was_queued_before_and_no_more() -> None:
    queue("old@example.com")
    queue("requeued@example.com")
    Email.objects.filter(to__contains="requeued").update(status=STATUS.requeued)
    queue("asleep@example.com")
    Email.objects.filter(to__contains="asleep").update(status=None)
    holding.begin_anew()
    Email.objects.update(created=timezone.now() - datetime.timedelta(minutes=1))
    queue("new@example.com")

    output = release("--drop-waiting")

    assert "dropped: 3" in output
    while send_next():
        pass
    assert [message.to for message in mail.outbox] == [["new@example.com"]]
    old = Email.objects.exclude(to__contains="new")
    assert set(old.values_list("status", "message")) == {(STATUS.sent, "")}


def test_releasing_what_is_not_held_is_told() -> None:
    with pytest.raises(CommandError, match="not held"):
        release()


def test_readiness_says_that_mail_is_held(client: Client) -> None:
    from sciatica_site.views import health

    assert "held_since" not in health.mail_state()
    holding.begin_anew()

    state = health.mail_state()
    assert state["held_because"] == holding.RESTORED
    assert "T" in str(state["held_since"])


def test_the_worker_says_once_why_it_sends_nothing(caplog: pytest.LogCaptureFixture) -> None:
    holding.begin_anew()
    worker = work_mail.Command()

    with caplog.at_level(logging.WARNING, logger=work_mail.__name__):
        for _ in range(3):
            assert not worker.sent_one()

    assert caplog.text.count("Mail is held") == 1


def test_the_statement_of_a_restore_holds_mail() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(*holding.statement())

    hold = holding.current()
    assert hold is not None
    assert abs(hold.since - timezone.now()) < datetime.timedelta(minutes=1)
