"""Each list of the admin is headed by what it lists, what it is narrowed to, and how many."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import Settings

from accounts.models import User
from tests.directory.admin.revision.steps import as_page, waiting, words
from tests.factories.directory import TherapistFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]
TEXTS = "/admin/directory/profilerevision/"
MAILS = "/admin/sciatica_site/queuedmail/"


@pytest.fixture
def root(client: Client, settings: Settings) -> Client:
    settings.ADMIN_NEEDS_SECOND_FACTOR = False
    client.force_login(User.objects.create_superuser("root@example.com"))
    return client


def test_a_list_is_headed_by_its_things_its_filters_and_its_number(root: Client) -> None:
    waiting(TherapistFactory())
    people = "/admin/accounts/user/"
    headings = {
        TEXTS: "Revisions of profiles (1)",
        f"{TEXTS}?status__exact=submitted": "Texts to review (1)",
        f"{TEXTS}?status__exact=submitted&first=yes": "Texts to review: First text (1)",
        f"{TEXTS}?status__exact=approved": "Revisions of profiles: Approved (0)",
        f"{people}?is_superuser__exact=1": "Users: superuser status: Yes (1)",
        f"{MAILS}?status__exact=1": "Mails that could not be sent (0)",
        f"{people}?_popup=1": "Select user",
    }

    for path, heading in headings.items():
        assert words(as_page(root.get(path)).one("//main//h1")) == heading, path


def test_filters_are_folded_and_say_how_many_are_set(root: Client) -> None:
    plain = as_page(root.get(TEXTS))
    narrowed = as_page(root.get(f"{TEXTS}?status__exact=submitted"))

    for page, summary in ((plain, "Filters"), (narrowed, "Filters (1 set)")):
        (fold,) = page.all("//details[@class='list-filters' and not(@open)]")
        assert words(fold.xpath("./summary")[0]) == summary
    opened = narrowed.all("//details[@class='list-filters']//details[@open]/summary")
    assert [words(one) for one in opened] == ["Status"]


def test_each_cell_says_what_its_column_is_called(root: Client) -> None:
    """Where rows are shown one below the other, their headings are not above them."""
    waiting(TherapistFactory(name="Ana <b>"))

    page = as_page(root.get(TEXTS))

    cells = page.all("//table[@id='result_list']/tbody/tr/*")
    columns = ["Profile", "Number", "What", "Status", "Waits", "Submitted", "Decided by"]
    assert [cell.get("data-column") for cell in cells] == [None, *columns]
    assert words(cells[1]) == "Ana <b>"
    empty = [cell.get("data-column") for cell in cells if "data-empty" in cell.attrib]
    assert empty == ["Decided by"]
