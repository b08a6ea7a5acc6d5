"""A group has exactly the rights of its role."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group, Permission
from pytest_django import DjangoAssertNumQueries

from accounts.roles import UnknownPermissions, merged, sync
from sciatica_site.hooks import Role

pytestmark = pytest.mark.django_db
ROLE = Role("Readers", ("accounts.view_user", "auth.view_group"))


def rights(name: str) -> set[str]:
    return set(Group.objects.get(name=name).permissions.values_list("codename", flat=True))


def test_a_role_becomes_a_group_with_its_rights() -> None:
    synced = sync(ROLE)

    assert rights("Readers") == {"view_user", "view_group"}
    assert str(synced) == "Readers: created, +accounts.view_user, +auth.view_group"


def test_a_second_time_changes_nothing() -> None:
    sync(ROLE)

    assert str(sync(ROLE)) == "Readers: unchanged"


def test_a_right_that_the_role_does_not_name_is_taken_away() -> None:
    sync(ROLE)
    Group.objects.get().permissions.add(Permission.objects.get(codename="delete_user"))

    assert str(sync(ROLE)) == "Readers: -accounts.delete_user"
    assert rights("Readers") == {"view_user", "view_group"}


def test_a_right_that_no_model_has_is_named_and_changes_nothing() -> None:
    with pytest.raises(UnknownPermissions, match=r"Readers: there is no accounts.fly\."):
        sync(Role("Readers", ("accounts.view_user", "accounts.fly")))

    assert not Group.objects.exists()


def test_entries_of_one_name_are_one_role() -> None:
    more = Role("Readers", ("auth.view_group", "accounts.change_user"))
    other = Role("Others", ())

    assert merged([("a", ROLE), ("b", other), ("c", more)]) == {
        "Readers": Role(
            "Readers", ("accounts.view_user", "auth.view_group", "accounts.change_user")
        ),
        "Others": other,
    }


def test_a_role_costs_the_same_however_many_rights_it_has(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    sync(ROLE)

    with django_assert_num_queries(5):  # two of them open and end the step
        sync(ROLE)
