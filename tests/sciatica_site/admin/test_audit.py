"""The audit in the admin: found and read, and changed by nobody (check M6)."""

from __future__ import annotations

import datetime
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from accounts.models import User
from sciatica_site import audit
from sciatica_site.models import AuditEntry
from tests.directory.admin.revision.steps import as_page
from tests.directory.admin.revision.steps import words as words_of

pytestmark = pytest.mark.django_db
LIST = "/admin/sciatica_site/auditentry/"


@pytest.fixture(autouse=True)
def one_factor(settings: Settings) -> None:
    settings.ADMIN_NEEDS_SECOND_FACTOR = False


@pytest.fixture
def root(client: Client) -> Client:
    client.force_login(User.objects.create_superuser("root@example.com"))
    return client


def staff(*codenames: str) -> User:
    user = User.objects.create_user(f"staff-{len(codenames)}@example.com", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    return user


def line(number: object = 1, **values: Any) -> AuditEntry:
    known: dict[str, Any] = {"subject": "profile", "by": None}
    return audit.record(values.pop("kind", "profile.hidden"), number=number, **{**known, **values})


def shown(client: Client, **query: str) -> list[str]:
    return [one.subject_number for one in client.get(LIST, query).context["cl"].result_list]


def test_a_line_says_who_did_what_about_what_and_why(root: Client) -> None:
    ana = User.objects.create_user("ana@example.com", is_staff=True)
    line(12, by=ana, part="revision 4", before="published", after="suspended", why="no-license")

    text = root.get(LIST).text

    for words in ("ana@example.com", "Profile hidden", "profile 12", "revision 4", "no-license"):
        assert words in text
    assert "Published → Hidden" in text


@pytest.mark.parametrize(
    ("subject", "before", "after", "words"),
    [
        ("profile", "submitted", "changes-asked", ["Waiting for a moderator", "Changes asked"]),
        ("conversation", "open", "dismissed", ["Open", "Not confirmed"]),
        ("credential", "self-declared", "a7f3", ["Entered by the therapist; not checked", "a7f3"]),
        ("unknown", "on", "off", ["on", "off"]),
    ],
)
def test_what_changed_is_said_in_words_where_there_are_words(
    root: Client, subject: str, before: str, after: str, words: list[str]
) -> None:
    entry = line(1, subject=subject, before=before, after=after)

    assert " → ".join(words) in root.get(LIST).text
    page = root.get(f"{LIST}{entry.pk}/change/").text
    assert all(word in page for word in words)
    assert (entry.before, entry.after) == (before, after)


def test_a_ready_reason_is_said_in_words(root: Client) -> None:
    entry = line(12, kind="profile.rejected", why="promises-cure, names-product, other words")

    for path in (LIST, f"{LIST}{entry.pk}/change/"):
        text = root.get(path).text
        assert "Promises a cure or a sure result, Names a product or" in text
        assert "advertises something else, other words" in text
        assert "promises-cure" not in text


def test_a_change_of_a_role_is_short_in_the_list_and_whole_on_its_own_page(root: Client) -> None:
    group = Group.objects.create(name="Readers")
    rights = [f"+app.view_{number}" for number in range(15)]
    entry = line(
        group.pk,
        kind="account.role-changed",
        subject="role",
        part="Readers",
        after="15 given, 0 taken",
        fields=rights,
    )

    listed = as_page(root.get(LIST))
    alone = root.get(f"{LIST}{entry.pk}/change/").text

    changed = "Readers: 15 given, 0 taken (+app.view_0, +app.view_1, +app.view_2 and 12 more)"
    assert words_of(listed.one("//td[@data-column='What changed']")) == changed
    (link,) = listed.all("//td[@data-column='About']/a")
    assert words_of(link) == f"Readers (role {group.pk})"
    assert link.get("href") == f"/admin/auth/group/{group.pk}/change/"
    assert listed.all(f"//th/a[contains(@href, '{LIST}{entry.pk}/change/')]")
    assert ", ".join(rights) in alone
    assert "<h1>Rights of an account changed</h1>" in alone


def test_the_list_says_what_it_counts_and_names_the_zone_of_its_times_once(root: Client) -> None:
    line()
    old = AuditEntry.objects.create(
        kind="profile.hidden",
        subject="profile",
        subject_number="3",
        happened_at=datetime.datetime(2026, 3, 5, 16, 7, tzinfo=datetime.UTC),
    )

    page = as_page(root.get(LIST))

    assert words_of(page.one("//h1")) == "Audit (2)"
    assert words_of(page.one("//p[@class='paginator']")) == "2 lines"
    link = page.one(f"//th/a[contains(@href, '/{old.pk}/change/')]")
    assert words_of(link) == "March 5, 2026, 4:07 PM"
    assert page.text.count("UTC") == 1


def test_an_account_that_is_closed_is_a_number(root: Client) -> None:
    ana = User.objects.create_user("ana@example.com", is_staff=True)
    line(by=ana)
    line(2)
    number = ana.pk
    ana.delete()

    text = root.get(LIST).text

    assert f"account {number} (closed)" in text
    assert "the site itself" in text
    assert "ana@example.com" not in text


def test_addresses_of_therapists_are_for_those_who_may_see_accounts(client: Client) -> None:
    line(by=User.objects.create_user("therapist@example.com"))

    client.force_login(staff("view_auditentry"))
    assert "therapist@example.com" not in client.get(LIST).text
    assert shown(client, q="therapist@example.com") == []
    client.force_login(staff("view_auditentry", "view_user"))
    assert "therapist@example.com" in client.get(LIST).text
    assert shown(client, q="therapist@example.com") == ["1"]


def test_lines_are_found_by_number_by_thing_and_by_person(root: Client) -> None:
    ana = User.objects.create_user("Ana@example.com", is_staff=True)
    line(12)
    line(12, subject="report", kind="report.upheld")
    line(13, by=ana)

    assert shown(root, q="12") == ["12", "12"]
    assert shown(root, q="profile 12") == ["12"]
    assert shown(root, q=" report  12 ") == ["12"]
    assert shown(root, q="ana@EXAMPLE.com") == ["13"]
    assert shown(root, q=str(ana.pk)) == (["13"] if ana.pk not in (12, 13) else [])
    assert shown(root, q="nothing") == []


@time_machine.travel(datetime.datetime(2026, 11, 3, 15, 4, tzinfo=datetime.UTC), tick=False)
@pytest.mark.parametrize("page", ["change", "history"])
def test_a_line_is_called_by_its_day_and_what_was_done(root: Client, page: str) -> None:
    entry = line(12)

    text = root.get(f"{LIST}{entry.pk}/{page}/").text

    assert "November 3, 2026, 3:04 PM: Profile hidden" in text
    assert "2026-11-03" not in text
    assert "profile.hidden" not in text


@pytest.mark.parametrize(
    "query", ["\x00", "\ud800", "9" * 300, "@", "@ @", "'; DROP", "%", "٣", "-1", "a\u202eb 1"]
)
def test_odd_words_find_nothing_and_break_nothing(root: Client, query: str) -> None:
    line(5)

    response = root.get(LIST, {"q": query.encode("utf-8", "surrogatepass")})

    assert response.status_code == 200


def test_lines_are_narrowed_by_what_about_what_and_when(root: Client) -> None:
    line(1)
    line(2, subject="report", kind="report.upheld")
    AuditEntry.objects.create(
        kind="profile.hidden",
        subject="profile",
        subject_number="3",
        happened_at=timezone.now() - timedelta(days=800),
    )

    assert shown(root, kind="report.upheld") == ["2"]
    assert shown(root, subject="profile") == ["1", "3"]
    year = str(timezone.localdate().year - 2)
    assert shown(root, happened_at__year=year) in (["3"], [])
    assert shown(root, kind="none-of-them") == ["2", "1", "3"]


@pytest.mark.parametrize("page", ["add/", "{}/change/", "{}/delete/"])
def test_not_even_a_superuser_adds_changes_or_deletes_a_line(root: Client, page: str) -> None:
    entry = line(why="first")
    address = LIST + page.format(entry.pk)

    for data in ({}, {"why": "second", "kind": "x", "post": "yes"}):
        assert root.post(address, data).status_code == 403
    if page != "{}/change/":
        assert root.get(address).status_code == 403
    kept = AuditEntry.objects.get(pk=entry.pk)
    assert (kept.why, kept.kind) == ("first", "profile.hidden")


def test_a_single_line_is_read_only(root: Client) -> None:
    page = root.get(f"{LIST}{line().pk}/change/").text

    assert 'name="why"' not in page
    assert 'name="_save"' not in page


@pytest.mark.parametrize("action", ["delete_selected", "export", ""])
def test_there_is_no_step_on_many_lines(root: Client, action: str) -> None:
    entry = line()

    response = root.post(LIST, {"action": action, "_selected_action": [entry.pk], "post": "yes"})

    assert response.status_code == 403
    assert AuditEntry.objects.filter(pk=entry.pk).exists()


def test_nobody_can_be_given_the_right_to_change_a_line() -> None:
    rights = Permission.objects.filter(content_type__model="auditentry")

    assert sorted(rights.values_list("codename", flat=True)) == ["export_data", "view_auditentry"]


def test_the_log_of_the_admin_has_no_pages() -> None:
    assert not admin.site.is_registered(LogEntry)


def test_whoever_has_no_right_to_it_sees_nothing_of_it(client: Client) -> None:
    entry = line()
    client.force_login(staff("view_user"))

    for address in (LIST, f"{LIST}{entry.pk}/change/"):
        assert client.get(address).status_code == 403


@pytest.mark.parametrize("lines", [3, 40])
def test_a_page_takes_few_queries_however_many_lines(
    root: Client, lines: int, django_assert_max_num_queries: Any
) -> None:
    for number in range(lines):
        line(User.objects.create_user(f"u{number}@example.com").pk, subject="account")
        line(number, by=User.objects.create_user(f"s{number}@example.com", is_staff=True))
    root.get(LIST)

    with django_assert_max_num_queries(10):
        assert root.get(LIST).status_code == 200
