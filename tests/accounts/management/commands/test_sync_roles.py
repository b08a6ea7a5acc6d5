"""One command makes groups of all roles."""

from __future__ import annotations

from io import StringIO

import pytest
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command

from accounts.management.commands import sync_roles
from sciatica_site.hooks import Registry, Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def roles(monkeypatch: pytest.MonkeyPatch) -> Registry[Role]:
    registry: Registry[Role] = Registry()
    monkeypatch.setattr(sync_roles, "roles", registry)
    return registry


def run() -> list[str]:
    output = StringIO()
    call_command("sync_roles", stdout=output)
    return output.getvalue().splitlines()


def test_every_role_is_told_with_what_changed(roles: Registry[Role]) -> None:
    roles.register("one", Role("One", ("accounts.view_user",)))
    roles.register("two", Role("Two", ()))

    assert run() == ["One: created, +accounts.view_user", "Two: created, unchanged"]
    assert run() == ["One: unchanged", "Two: unchanged"]


def test_a_role_that_cannot_be_stops_the_command(roles: Registry[Role]) -> None:
    roles.register("bad", Role("Bad", ("accounts.fly",)))

    with pytest.raises(CommandError, match=r"accounts\.fly"):
        run()


def test_the_registered_roles_can_all_be_made() -> None:
    call_command("sync_roles", stdout=StringIO())
    call_command("sync_roles", stdout=StringIO())

    assert set(Group.objects.values_list("name", flat=True)) == {
        "Directory moderator",
        "Content editor",
        "Clinical reviewer",
    }


def test_several_apps_give_rights_to_one_role(roles: Registry[Role]) -> None:
    roles.register("of one app", Role("One", ("accounts.view_user",)))
    roles.register("of another", Role("One", ("auth.view_group", "accounts.view_user")))

    assert run() == ["One: created, +accounts.view_user, +auth.view_group"]
