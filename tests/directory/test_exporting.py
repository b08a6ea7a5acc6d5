"""The list of therapists as a file: the rows that are shown, the columns that somebody may see."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from pytest_django import Settings

from accounts.models import User
from directory import exporting as columns
from sciatica_site import exporting
from sciatica_site.models import AuditEntry
from tests.factories.accounts import ModeratorFactory
from tests.factories.directory import TherapistFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]
EXPORT = "/admin/directory/therapist/export/"
FOR_ALL = [
    "number", "name", "page", "status", "accepting", "published_at", "confirmed_on", "places",
    "is_demo",
]  # fmt: skip


@pytest.fixture(autouse=True)
def one_factor(settings: Settings) -> None:
    settings.ADMIN_NEEDS_SECOND_FACTOR = False


def sign_in(client: Client, *codenames: str) -> User:
    user = User.objects.create_user("staff@example.com", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    client.force_login(user)
    return user


def rows_of(response: Any) -> list[dict[str, str]]:
    assert response.status_code == 200
    text = response.getvalue().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


@pytest.mark.parametrize(
    ("rights", "more"),
    [
        ([], []),
        (["view_credential"], ["credentials"]),
        (["view_user"], ["account"]),
        (["view_credential", "view_user"], ["credentials", "account"]),
    ],
)
def test_a_column_goes_only_to_who_may_see_it(
    client: Client, rights: list[str], more: list[str]
) -> None:
    therapist = TherapistFactory(published=True, credentials=["state-license"])
    sign_in(client, "view_therapist", "export_data", *rights)

    (row,) = rows_of(client.post(EXPORT))

    assert len(row) == len(FOR_ALL) + len(more)
    line = AuditEntry.objects.get(kind="data.exported")
    assert sorted(line.fields) == sorted([*FOR_ALL, *more])
    assert (line.subject_number, line.after) == ("therapists", "1 rows")
    assert (therapist.owner.email in str(row)) == ("view_user" in rights)
    number = therapist.credentials.get().number
    assert (number in str(row)) == ("view_credential" in rights)


def test_a_superuser_gets_all_columns(client: Client) -> None:
    TherapistFactory(published=True)
    client.force_login(User.objects.create_superuser("root@example.com"))

    assert len(rows_of(client.post(EXPORT))[0]) == len(columns.COLUMNS)


def test_a_moderator_exports_nothing_unless_the_right_is_given(client: Client) -> None:
    TherapistFactory(published=True)
    client.force_login(ModeratorFactory())

    assert client.post(EXPORT).status_code == 403
    assert "Export this list" not in client.get("/admin/directory/therapist/").text
    assert not AuditEntry.objects.filter(kind="data.exported").exists()


@pytest.mark.parametrize("rights", [(), ("view_therapist",), ("export_data",)])
def test_both_rights_are_needed(client: Client, rights: tuple[str, ...]) -> None:
    sign_in(client, *rights)

    assert client.post(EXPORT).status_code == 403


def test_only_rows_of_the_list_as_it_is_narrowed_are_given(client: Client) -> None:
    shown = TherapistFactory(name="Ana", published=True)
    hidden = TherapistFactory(name="Ben")
    sign_in(client, "view_therapist", "export_data")

    narrowed = client.post(f"{EXPORT}?public=yes", {"_selected_action": [hidden.pk]})
    everybody = client.post(EXPORT, {"_selected_action": [shown.pk], "select_across": "0"})

    assert [row["number"] for row in rows_of(narrowed)] == [str(shown.pk)]
    assert len(rows_of(everybody)) == 2
    parts = AuditEntry.objects.order_by("pk").values_list("part", flat=True)
    assert list(parts) == ["public today: Yes", ""]


def test_what_therapists_write_is_no_formula(client: Client) -> None:
    TherapistFactory(name='=HYPERLINK("https://example.com")', published=True)
    sign_in(client, "view_therapist", "export_data")

    (row,) = rows_of(client.post(EXPORT))

    assert row["name"] == '\'=HYPERLINK("https://example.com")'


@pytest.mark.parametrize("people", [4, 12])
def test_so_many_rows_at_once_take_a_constant_number_of_queries(
    client: Client, people: int, monkeypatch: pytest.MonkeyPatch, django_assert_max_num_queries: Any
) -> None:
    """Rows come in portions: each one costs what belongs to it, once for all of its rows."""
    monkeypatch.setattr(exporting, "ROWS_AT_ONCE", 4)
    for _ in range(people):
        TherapistFactory(published=True, places=["Denver", "Boulder"])
    sign_in(client, "view_therapist", "export_data", "view_credential", "view_user")
    of_a_portion = 1 + len(columns.RELATED)

    with django_assert_max_num_queries(22 + of_a_portion * people // 4):
        assert len(rows_of(client.post(EXPORT))) == people
