"""The command says what became of the texts, and fails when some cannot be opened."""

from __future__ import annotations

from io import StringIO

import pytest
from cryptography.fernet import Fernet
from django.core.management import CommandError, call_command
from pytest_django import Settings

from inquiries.models import Inquiry
from tests.factories.inquiries import InquiryFactory

pytestmark = pytest.mark.django_db


def run() -> str:
    out = StringIO()
    call_command("rotate_message_keys", stdout=out)
    return out.getvalue()


def test_rotating_says_how_many(settings: Settings) -> None:
    InquiryFactory()
    settings.MESSAGE_KEYS = [Fernet.generate_key().decode(), *settings.MESSAGE_KEYS]

    assert run() == "1 encrypted again, 0 were under the first key, 0 cannot be opened.\n"
    assert run() == "0 encrypted again, 1 were under the first key, 0 cannot be opened.\n"


def test_lost_texts_are_named_after_all_others_are_done(settings: Settings) -> None:
    lost, _other = InquiryFactory(), InquiryFactory()
    Inquiry.objects.filter(pk=lost.pk).update(sealed="lost")
    settings.MESSAGE_KEYS = [Fernet.generate_key().decode(), *settings.MESSAGE_KEYS]

    with pytest.raises(CommandError, match=f"Keep the old keys.\ninquiries.Inquiry {lost.pk}$"):
        run()

    assert "1 were under" in _counts()


def _counts() -> str:
    out = StringIO()
    with pytest.raises(CommandError):
        call_command("rotate_message_keys", stdout=out)
    return out.getvalue()
