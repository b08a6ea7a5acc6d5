"""One form sent many times at the same moment is one message, and each of them succeeds."""

from __future__ import annotations

from pathlib import Path

from django.test import Client
from post_office.models import Email
from pytest_django import DjangoDbBlocker, Settings

from inquiries.models import Conversation, Inquiry
from tests.directory.at_once import at_once, shared_database
from tests.factories.directory import TherapistFactory
from tests.inquiries.asking import PATH, SENT, typed

TIMES = 20


def test_twenty_at_once_are_one_message_and_twenty_success_pages(
    tmp_path: Path, django_db_blocker: DjangoDbBlocker, queued_mail: None
) -> None:
    with django_db_blocker.unblock(), shared_database(tmp_path):
        TherapistFactory(published=True, slug="ana")
        values = typed()

        def send() -> str:
            response = Client().post(PATH, values)
            return f"{response.status_code} {response.get('Location')}"

        assert at_once(*[send] * TIMES) == [f"302 {SENT}"] * TIMES
        assert Inquiry.objects.count() == Conversation.objects.count() == 1
        assert Email.objects.count() == 1


def test_ten_forms_at_once_send_three_mails_to_one_address(
    tmp_path: Path, django_db_blocker: DjangoDbBlocker, queued_mail: None, settings: Settings
) -> None:
    settings.ACCOUNT_RATE_LIMITS = {}
    with django_db_blocker.unblock(), shared_database(tmp_path):
        TherapistFactory(published=True, slug="ana")

        def send() -> int:
            return Client().post(PATH, typed()).status_code

        assert at_once(*[send] * 10) == ["302"] * 10
        assert Inquiry.objects.count() == 10
        assert Email.objects.count() == 3


def test_twenty_forms_at_once_from_one_network_are_three_messages(
    tmp_path: Path, django_db_blocker: DjangoDbBlocker, queued_mail: None
) -> None:
    with django_db_blocker.unblock(), shared_database(tmp_path):
        TherapistFactory(published=True, slug="ana")
        numbers = iter(range(TIMES))

        def send() -> int:
            return Client().post(PATH, typed(email=f"pat{next(numbers)}@example.com")).status_code

        assert at_once(*[send] * TIMES) == ["302"] * 3 + ["429"] * (TIMES - 3)
        assert Inquiry.objects.count() == 3
