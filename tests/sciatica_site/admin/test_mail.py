"""Moderators see whether mail goes out, and nothing of what it says."""

from __future__ import annotations

import pytest
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.test import Client
from post_office.models import STATUS, Email, EmailTemplate, Log, RecipientDeliveryStatus
from pytest_django import Settings

CANARY = "https://www.example.com/accounts/password/reset/key/canary/"


@pytest.fixture
def admin_client(client: Client, settings: Settings) -> Client:
    settings.ADMIN_NEEDS_SECOND_FACTOR = False
    client.force_login(get_user_model().objects.create_superuser("mod@example.com"))
    return client


@pytest.fixture
def email() -> Email:
    return Email.objects.create(
        from_email="a@example.com",
        to="canary@example.com",
        subject=CANARY,
        message=CANARY,
        status=STATUS.failed,
    )


@pytest.mark.django_db
def test_the_queue_shows_no_text_and_no_recipient(admin_client: Client, email: Email) -> None:
    queue = "/admin/sciatica_site/queuedmail/"

    for path in (queue, f"{queue}{email.pk}/change/", f"{queue}{email.pk}/history/"):
        response = admin_client.get(path)
        assert response.status_code == 200
        assert f"Mail {email.pk}" in response.text or "failed" in response.text
        assert "canary" not in response.text


@pytest.mark.django_db
def test_nobody_changes_the_queue(admin_client: Client, email: Email) -> None:
    change = f"/admin/sciatica_site/queuedmail/{email.pk}/change/"

    assert admin_client.post(change, {"status": "0"}).status_code == 403
    assert admin_client.get("/admin/sciatica_site/queuedmail/add/").status_code == 403
    assert (
        admin_client.get(f"/admin/sciatica_site/queuedmail/{email.pk}/delete/").status_code == 403
    )


def test_the_stock_pages_are_gone() -> None:
    assert not admin.site.is_registered(Email)
    assert not admin.site.is_registered(EmailTemplate)
    assert not admin.site.is_registered(Log)


@pytest.mark.django_db
def test_a_mail_that_came_back_is_found_by_its_message_id_and_marked(
    admin_client: Client, email: Email
) -> None:
    queue = "/admin/sciatica_site/queuedmail/"
    Email.objects.update(status=STATUS.sent, message_id="<one@example.com>")
    other = Email.objects.create(
        from_email="a@example.com", to="b@example.com", message_id="<two@example.com>"
    )

    found = admin_client.get(queue, {"q": "<one@example.com>"})
    assert f"{queue}{email.pk}/change/" in found.text
    assert f"{queue}{other.pk}/change/" not in found.text
    assert "canary" not in found.text

    data = {"action": "mark_as_bounced", "_selected_action": [str(email.pk)]}
    response = admin_client.post(queue, data, follow=True)

    assert "1 mail is marked." in response.text
    email.refresh_from_db()
    assert email.recipient_delivery_status == RecipientDeliveryStatus.HARD_BOUNCED
