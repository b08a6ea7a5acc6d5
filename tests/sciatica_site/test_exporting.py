"""Lists as files: what is shown is what is given, and that it was given is recorded (check X3)."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from pytest_django import Settings

from accounts.models import User
from sciatica_site import audit, exporting
from sciatica_site.models import AuditEntry

pytestmark = pytest.mark.django_db
LIST = "/admin/sciatica_site/auditentry/"
EXPORT = f"{LIST}export/"


@pytest.fixture(autouse=True)
def one_factor(settings: Settings) -> None:
    settings.ADMIN_NEEDS_SECOND_FACTOR = False


def staff(*codenames: str) -> User:
    user = User.objects.create_user("staff@example.com", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    return user


@pytest.fixture
def exporter(client: Client) -> Client:
    client.force_login(staff("view_auditentry", "export_data"))
    return client


def lines(count: int, **values: Any) -> None:
    known: dict[str, Any] = {"subject": "profile", "by": None}
    for number in range(count):
        audit.record("profile.hidden", number=number, **{**known, **values})


def rows_of(response: Any) -> list[dict[str, str]]:
    text = response.getvalue().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_the_file_holds_all_pages_of_the_list(exporter: Client) -> None:
    lines(120)

    response = exporter.post(EXPORT)

    assert response.status_code == 200
    assert len(rows_of(response)) == 120
    assert response["Cache-Control"].startswith("private, no-store")
    assert response["Content-Disposition"].startswith('attachment; filename="audit-')
    assert response["X-Content-Type-Options"] == "nosniff"


def test_the_filters_of_the_list_are_kept(exporter: Client) -> None:
    lines(3)
    lines(2, subject="report")

    given = rows_of(exporter.post(f"{EXPORT}?subject=report"))

    assert [row["about"] for row in given] == ["report", "report"]
    assert len(rows_of(exporter.post(f"{EXPORT}?q=profile+2"))) == 1


def test_the_export_itself_is_recorded_without_what_was_searched_for(exporter: Client) -> None:
    lines(2)

    exporter.post(f"{EXPORT}?subject=profile&q=canary%40example.com&happened_at__year=2026")

    line = AuditEntry.objects.get(kind="data.exported")
    assert (line.subject, line.subject_number, line.after) == ("export", "audit", "0 rows")
    assert line.part == "about: Profile, dates, words"
    assert line.actor_number == User.objects.get().pk
    assert "why" in line.fields
    assert "canary" not in str(vars(line))


def test_what_is_written_into_the_address_is_not_recorded(exporter: Client) -> None:
    response = exporter.post(f"{EXPORT}?kind=canary&subject=canary&p=canary")

    assert response.status_code in (200, 302)
    assert "canary" not in str(list(AuditEntry.objects.values()))


def test_a_formula_in_a_line_is_text(exporter: Client) -> None:
    lines(1, why="=1+1")

    assert rows_of(exporter.post(EXPORT))[0]["why"] == "'=1+1"


@pytest.mark.parametrize("rights", [(), ("export_data",), ("view_auditentry",)])
def test_whoever_lacks_one_of_the_two_rights_gets_nothing(
    client: Client, rights: tuple[str, ...]
) -> None:
    client.force_login(staff(*rights))

    assert client.post(EXPORT).status_code == 403
    assert not AuditEntry.objects.exists()


def test_others_than_staff_are_led_to_sign_in(client: Client) -> None:
    assert client.post(EXPORT).status_code == 302
    client.force_login(User.objects.create_user("ana@example.com"))
    assert client.post(EXPORT).status_code in (302, 403)
    assert not AuditEntry.objects.exists()


def test_a_link_alone_exports_nothing(exporter: Client) -> None:
    assert exporter.get(EXPORT).status_code == 405
    assert not AuditEntry.objects.exists()


def test_the_button_stands_above_the_list_for_those_who_may(exporter: Client) -> None:
    assert 'action="/admin/sciatica_site/auditentry/export/?subject=profile"' in (
        exporter.get(LIST, {"subject": "profile"}).text
    )
    User.objects.get().user_permissions.remove(Permission.objects.get(codename="export_data"))
    assert "Export this list" not in exporter.get(LIST).text


@pytest.mark.parametrize("query", ["happened_at__year=x", "q=%00", "p=-1", "o=99", "x=1", "all="])
def test_odd_addresses_break_nothing(exporter: Client, query: str) -> None:
    lines(1)

    response = exporter.post(f"{EXPORT}?{query}")

    assert response.status_code in (200, 302)
    if response.status_code == 302:
        assert response["Location"] == LIST


def test_too_many_rows_are_refused_with_a_reason(
    exporter: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "MOST_ROWS", 2)
    lines(3)

    response = exporter.post(EXPORT, follow=True)

    assert "a file holds at most 2 rows. Narrow the list." in response.text
    assert not AuditEntry.objects.filter(kind="data.exported").exists()
