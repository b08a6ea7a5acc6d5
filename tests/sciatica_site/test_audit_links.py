"""Lines of the audit lead to what they are about, as long as it is there."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser, Group

from accounts.models import User
from sciatica_site.audit_links import things
from sciatica_site.models import AuditEntry
from tests.factories.directory import CredentialFactory, TherapistFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]


def about(subject: str, number: object) -> AuditEntry:
    return AuditEntry(kind="profile.edited", subject=subject, subject_number=str(number))


def addresses(entries: list[AuditEntry], user: Any) -> dict[tuple[str, str], str]:
    return {key: thing.url for key, thing in things(entries, user).items() if thing.url}


@pytest.fixture
def root() -> User:
    return User.objects.create_superuser("root@example.com")


def test_a_thing_leads_to_its_page(root: User) -> None:
    credential = CredentialFactory()
    therapist = credential.therapist
    group = Group.objects.create(name="Readers")
    page = f"/admin/directory/therapist/{therapist.pk}/change/"
    entries = [
        about("profile", therapist.pk),
        about("credential", credential.pk),
        about("account", root.pk),
        about("role", group.pk),
    ]

    assert addresses(entries, root) == {
        ("profile", str(therapist.pk)): page,
        ("credential", str(credential.pk)): page,
        ("account", str(root.pk)): f"/admin/accounts/user/{root.pk}/change/",
        ("role", str(group.pk)): f"/admin/auth/group/{group.pk}/change/",
    }


@pytest.mark.parametrize("number", ["", "x", "-1", "9" * 18, "9" * 40, "1e5", "٣"])
@pytest.mark.parametrize("subject", ["profile", "conversation", "list", "export", "unknown"])
def test_what_is_gone_or_was_never_there_leads_nowhere(
    root: User, subject: str, number: str
) -> None:
    assert addresses([about(subject, number)], root) == {}


def test_whoever_may_not_see_a_page_is_not_led_there() -> None:
    entry = about("profile", TherapistFactory().pk)

    assert addresses([entry], User.objects.create_user("a@example.com", is_staff=True)) == {}
    assert addresses([entry], AnonymousUser()) == {}


def test_a_thing_has_a_name_for_those_who_may_open_its_page(root: User) -> None:
    therapist = TherapistFactory(name="Ana Ruiz")
    key = ("profile", str(therapist.pk))
    entries = [about("profile", therapist.pk), about("role", 0), about("unknown", 7)]

    found = things(entries, root)

    assert str(found[key]) == f"Ana Ruiz (profile {therapist.pk})"
    assert str(found["role", "0"]) == "role 0"
    assert str(found["unknown", "7"]) == "unknown 7"
    assert str(things(entries, AnonymousUser())[key]) == f"profile {therapist.pk}"


@pytest.mark.parametrize("lines", [2, 20])
def test_a_page_takes_one_query_for_each_kind_of_thing(
    root: User, lines: int, django_assert_num_queries: Any
) -> None:
    entries = [about("profile", TherapistFactory().pk) for _ in range(lines)]
    entries += [about("report", number) for number in range(lines)]

    with django_assert_num_queries(2):
        assert len(addresses(entries, root)) == lines
