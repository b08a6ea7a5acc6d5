"""Mails that did not go out wait on the first page, and the list behind it shows just these."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from lxml import html
from post_office.models import STATUS, Email
from pytest_django import Settings

from sciatica_site.queues import failed_mails
from tests.factories.accounts import ModeratorFactory

pytestmark = pytest.mark.django_db


def test_the_number_is_that_of_the_list(client: Client, settings: Settings) -> None:
    settings.ADMIN_NEEDS_SECOND_FACTOR = False
    client.force_login(ModeratorFactory())
    failed = [
        Email.objects.create(from_email="a@example.com", to="b@example.com", status=status)
        for status in (STATUS.failed, STATUS.failed, STATUS.sent, STATUS.queued)
    ][:2]

    queue = failed_mails(AnonymousUser())
    page = html.document_fromstring(client.get(queue.url).text)

    shown = page.xpath("//*[@id='result_list']//th/a/text()")
    assert sorted(shown) == sorted(str(mail.pk) for mail in failed)
    assert queue.count == 2
    assert queue.oldest == failed[0].created


def test_nothing_failed_is_an_empty_pile() -> None:
    queue = failed_mails(AnonymousUser())

    assert (queue.count, queue.oldest) == (0, None)
