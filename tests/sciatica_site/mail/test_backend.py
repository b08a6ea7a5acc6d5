"""What is queued stands in the row word for word: no text is ever taken for a template."""

from __future__ import annotations

import pytest
from django.core import mail
from django.db import transaction
from post_office.models import STATUS, Email

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("queued_mail")]

CODE = "{{ 7 }}{% now 'Y' %}{% include 'robots.txt' %}{% endif %}{# gone #}"


def test_template_code_in_a_text_is_only_text() -> None:
    message = mail.EmailMultiAlternatives(CODE, f"{CODE} & <b>", None, ["ana@example.com"])
    message.attach_alternative(f"<p>{CODE}</p>", "text/html")

    assert message.send() == 1

    row = Email.objects.get()
    assert row.subject == CODE
    assert row.message == f"{CODE} & <b>"
    assert row.html_message == f"<p>{CODE}</p>"
    assert row.status == STATUS.queued
    assert row.message_id


def test_a_message_keeps_its_addresses_and_headers() -> None:
    mail.EmailMessage(
        "Hello",
        "Text",
        "site@example.com",
        ["ana@example.com"],
        cc=["ben@example.com"],
        bcc=["cleo@example.com"],
        reply_to=["dana@example.com"],
        headers={"Auto-Submitted": "auto-generated"},
    ).send()

    row = Email.objects.get()
    assert (row.from_email, row.to) == ("site@example.com", ["ana@example.com"])
    assert (row.cc, row.bcc) == (["ben@example.com"], ["cleo@example.com"])
    assert row.headers == {"Auto-Submitted": "auto-generated", "Reply-To": "dana@example.com"}
    assert row.html_message == ""


def test_a_message_goes_with_the_transaction_that_made_it() -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        mail.send_mail("Hello", "Text", None, ["ana@example.com"])
        raise RuntimeError

    assert not Email.objects.exists()


def test_a_file_is_refused_as_the_queue_would_lose_it() -> None:
    message = mail.EmailMessage("Hello", "Text", None, ["ana@example.com"])
    message.attach("a.txt", "text", "text/plain")

    with pytest.raises(ValueError, match="no attachments"):
        message.send()
