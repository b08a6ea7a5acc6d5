"""A mail is marked as bounced by the Message-ID that the provider names."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from post_office.models import STATUS, Email, RecipientDeliveryStatus

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("named", ["<one@example.com>", "one@example.com", " <one@example.com> "])
def test_mail_is_marked(named: str) -> None:
    for name in ("one", "two"):
        Email.objects.create(
            from_email="a@example.com",
            to="b@example.com",
            status=STATUS.sent,
            message_id=f"<{name}@example.com>",
        )
    out = StringIO()

    call_command("mark_bounced", named, stdout=out)

    assert out.getvalue() == "1 marked as bounced.\n"
    bounced = Email.objects.get(recipient_delivery_status=RecipientDeliveryStatus.HARD_BOUNCED)
    assert bounced.message_id == "<one@example.com>"


@pytest.mark.parametrize("named", ["<three@example.com>", "x\0y", "\ud800"])
def test_unknown_message_id_is_an_error(named: str) -> None:
    with pytest.raises(CommandError):
        call_command("mark_bounced", named)
