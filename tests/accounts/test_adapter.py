"""Addresses in mails come from the site's own URL."""

from __future__ import annotations

import re

import pytest
from django.core import mail
from django.test import Client
from pytest_django import Settings

from accounts.adapter import on_this_site
from accounts.models import User


@pytest.mark.parametrize(
    "url",
    [
        "http://evil.example/accounts/reset/?a=1#b",
        "/accounts/reset/?a=1#b",
        "https://user:pass@evil.example:99/accounts/reset/?a=1#b",
    ],
)
def test_only_the_path_of_an_address_is_kept(settings: Settings, url: str) -> None:
    settings.SITE_URL = "https://www.example.com"

    assert on_this_site(url) == "https://www.example.com/accounts/reset/?a=1#b"


@pytest.mark.django_db
def test_a_reset_mail_never_links_to_the_host_of_the_request(
    client: Client, settings: Settings
) -> None:
    settings.SITE_URL = "https://www.example.com"
    settings.ALLOWED_HOSTS = ["*"]
    User.objects.create_user("ana@example.com", "seven quiet lamps")

    client.post(
        "/accounts/password/reset/",
        {"email": "ana@example.com"},
        headers={"host": "evil.example", "x-forwarded-host": "evil.example"},
    )

    body = str(mail.outbox[0].body)
    links = re.findall(r"\S+://\S+", body)
    assert any(link.startswith("https://www.example.com/accounts/") for link in links)
    assert all(link.startswith("https://www.example.com/") for link in links)
    assert "evil.example" not in body
