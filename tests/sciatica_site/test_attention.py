"""The first page of the admin says what waits, to those who may work on it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from lxml import html
from post_office.models import STATUS, Email
from pytest_django import Settings

from accounts.models import User
from accounts.roles import merged, sync
from sciatica_site import attention as module
from sciatica_site.attention import attention
from sciatica_site.hooks import QueueCount, Registry, admin_queues, roles
from tests.factories.accounts import ModeratorFactory, UserFactory
from tests.factories.directory import TherapistFactory
from tests.factories.profiles import RevisionFactory

pytestmark = pytest.mark.django_db
RIGHT = "sciatica_site.view_queuedmail"


@pytest.fixture
def queues(monkeypatch: pytest.MonkeyPatch) -> Registry:
    registry: Registry = Registry()
    monkeypatch.setattr(module, "admin_queues", registry)
    return registry


@pytest.fixture
def moderator(client: Client, settings: Settings) -> User:
    settings.ADMIN_NEEDS_SECOND_FACTOR = False
    user: User = ModeratorFactory()
    client.force_login(user)
    return user


def add(queues: Registry, label: str, count: int, **more: object) -> None:
    values = {"url": f"/admin/#{label}", "permission": RIGHT, **more}
    queues.register(label, lambda _viewer: QueueCount(label=label, count=count, **values))


def test_what_is_urgent_comes_first_and_of_that_what_is_oldest(
    queues: Registry, moderator: User
) -> None:
    now = timezone.now()
    add(queues, "late", 2, rank=50, oldest=now - timedelta(days=400))
    add(queues, "young", 1, rank=10, oldest=now)
    add(queues, "old", 1, rank=10, oldest=now - timedelta(days=12))

    found = attention(moderator)

    assert [pile.queue.label for pile in found.waiting] == ["old", "young", "late"]
    assert [pile.age for pile in found.waiting] == ["12 days", "today", "400 days"]


def test_a_pile_whose_age_nobody_knows_has_none(queues: Registry, moderator: User) -> None:
    add(queues, "some", 2)

    assert attention(moderator).waiting[0].age == ""


def test_nobody_is_told_of_what_they_may_not_work_on(queues: Registry, moderator: User) -> None:
    add(queues, "mine", 1)
    add(queues, "not mine", 1, permission="accounts.change_user")
    add(queues, "empty and not mine", 0, permission="accounts.change_user")

    found = attention(moderator)

    assert [pile.queue.label for pile in found.waiting] == ["mine"]
    assert found.empty == []


def test_the_page_lists_links_with_number_age_and_day(
    client: Client, queues: Registry, moderator: User
) -> None:
    oldest = timezone.now() - timedelta(days=12)
    add(queues, "Reports", 3, oldest=oldest)
    add(queues, "Documents", 0)

    page = html.document_fromstring(client.get("/admin/").text)
    (section,) = page.xpath("//section[@aria-labelledby='attention']")
    (row,) = section.xpath(".//tbody/tr")

    assert section.xpath("./h2")[0].text_content() == "Needs attention"
    assert row.xpath("./th/a/@href") == ["/admin/#Reports"]
    text = " ".join(row.text_content().split())
    assert text.startswith("Reports 3 12 days ")
    assert row.xpath(".//time/@datetime") == [f"{timezone.localtime(oldest):%Y-%m-%d}"]
    # What is empty takes one line until somebody opens it.
    (empty,) = section.xpath("./details[not(@open)]")
    assert empty.xpath("string(./summary)").strip() == "1 list in which nothing waits"
    assert empty.xpath(".//a/@href") == ["/admin/#Documents"]
    assert (
        page.xpath("//details[@class='attention-rest' and not(@open)]//h2")[0].text == "All pages"
    )


def test_who_may_work_on_nothing_sees_the_stock_page(client: Client, settings: Settings) -> None:
    settings.ADMIN_NEEDS_SECOND_FACTOR = False
    clerk = UserFactory(is_staff=True)
    clerk.user_permissions.add(Permission.objects.get(codename="view_group"))
    client.force_login(clerk)

    page = client.get("/admin/").text

    assert "Needs attention" not in page
    assert "Groups" in page


def test_the_page_costs_the_same_however_much_waits(client: Client, moderator: User) -> None:
    client.get("/admin/")  # content types are remembered from now on
    with CaptureQueriesContext(connection) as empty:
        client.get("/admin/")
    for _number in range(7):
        RevisionFactory(therapist=TherapistFactory(published=True), status="submitted")
        Email.objects.create(from_email="a@example.com", to="b@example.com", status=STATUS.failed)

    with CaptureQueriesContext(connection) as full:
        page = client.get("/admin/").text

    assert "New profiles" in page
    assert len(full) == len(empty)


def test_every_pile_costs_one_query(moderator: User) -> None:
    for name, queue in admin_queues:
        with CaptureQueriesContext(connection) as queries:
            queue(moderator)
        assert len(queries) == 1, name


@pytest.mark.parametrize("name", ["Directory moderator", "Content editor", "Clinical reviewer"])
def test_every_role_may_open_what_it_is_told_of(
    client: Client, settings: Settings, name: str
) -> None:
    settings.ADMIN_NEEDS_SECOND_FACTOR = False
    person = UserFactory(is_staff=True)
    person.groups.add(sync(merged(roles)[name]).group)
    client.force_login(person)

    found = attention(person)
    told = [*(pile.queue for pile in found.waiting), *found.empty]

    assert told
    for queue in told:
        assert client.get(queue.url).status_code == 200, queue.label
