"""Whatever staff find to click on in the admin opens for them: nothing is closed or broken."""

from __future__ import annotations

import re
from collections import deque
from urllib.parse import parse_qsl, urljoin, urlsplit

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html
from pytest_django import Settings

from accounts.models import User
from accounts.roles import merged, sync
from sciatica_site.hooks import roles
from tests.factories.accounts import UserFactory
from tests.factories.admin_rows import MAKERS

pytestmark = pytest.mark.django_db
ADMIN = "/admin/"
#: Any two of a list at once: more would be the same again.
MOST_PARAMETERS = 2
NUMBER = re.compile(r"\d+")


@pytest.fixture
def rows(vocabulary: None) -> None:
    for make in MAKERS.values():
        make()


def staff(role: str) -> User:
    user: User = UserFactory(email="staff@example.com", is_staff=True)
    user.groups.add(sync(merged(roles)[role]).group)
    return user


def shape(address: str) -> tuple[str, frozenset[str]]:
    """Pages of the same kind: another row, or another value of the same filters."""
    parts = urlsplit(address)
    names = frozenset(name for name, _value in parse_qsl(parts.query, keep_blank_values=True))
    return NUMBER.sub("0", parts.path), names


@pytest.mark.usefixtures("rows")
@pytest.mark.parametrize("role", ["Directory moderator", "Content editor", "Clinical reviewer"])
def test_every_link_of_the_admin_opens_for_who_sees_it(role: str, settings: Settings) -> None:
    """One of each kind, from page to page; each filter with the counts beside its choices, too."""
    settings.ADMIN_NEEDS_SECOND_FACTOR = False
    client = Client(raise_request_exception=False)
    client.force_login(staff(role))
    seen, waiting, wrong = set(), deque([(reverse("admin:index"), "")]), []

    while waiting:
        address, found_on = waiting.popleft()
        if (kind := shape(address)) in seen or len(kind[1]) > MOST_PARAMETERS:
            continue
        seen.add(kind)
        answer = client.get(address)
        if answer.status_code >= 400:
            wrong.append(f"{answer.status_code}: {address} on {found_on}")
        is_page = answer.headers.get("Content-Type", "").startswith("text/html")
        if answer.status_code == 200 and is_page:
            for link in html.fromstring(answer.content).xpath("//a/@href"):
                there = urljoin(address, link).partition("#")[0]
                if there.startswith(ADMIN):
                    waiting.append((there, address))

    assert wrong == []
    assert len(seen) > 20
