"""Whoever gives or takes rights leaves a line in the audit."""

from __future__ import annotations

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.test import Client
from pytest_django import Settings

from accounts import rights
from accounts.models import User
from accounts.roles import sync
from sciatica_site.hooks import Role
from sciatica_site.models import AuditEntry

pytestmark = pytest.mark.django_db
Line = tuple[str, str, str, str]


@pytest.fixture
def root(client: Client, settings: Settings) -> Client:
    settings.ADMIN_NEEDS_SECOND_FACTOR = False
    client.force_login(User.objects.create_superuser("root@example.com"))
    return client


@pytest.fixture
def ana() -> User:
    return User.objects.create_user("ana@example.com", "a quiet lamp", name="Ana Ruiz")


def change(client: Client, user: User, **answers: Any) -> Any:
    known = {"email": user.email, "name": user.name, "is_active": "on"}
    data = {name: value for name, value in {**known, **answers}.items() if value is not None}
    response = client.post(f"/admin/accounts/user/{user.pk}/change/", data)
    assert response.status_code == 302, response.content.decode()
    return response


def lines() -> list[Line]:
    rows = AuditEntry.objects.order_by("pk")
    return [(one.kind, one.part, one.before, one.after) for one in rows]


CHANGED = "account.role-changed"


def test_rights_that_are_given_and_taken_are_recorded_one_by_one(root: Client, ana: User) -> None:
    readers = Group.objects.create(name="Readers")
    permission = Permission.objects.get(codename="view_user")

    change(root, ana, is_staff="on", groups=[readers.pk], user_permissions=[permission.pk])

    given = [
        (CHANGED, "is_staff", "off", "on"),
        (CHANGED, "groups", "", "Readers"),
        (CHANGED, "user_permissions", "", "accounts.view_user"),
    ]
    assert lines() == given
    for line in AuditEntry.objects.all():
        assert (line.subject, line.subject_number) == ("account", str(ana.pk))
        assert line.actor_number == User.objects.get(email="root@example.com").pk

    change(root, ana, is_superuser="on", is_active=None)

    assert lines()[3:] == [
        (CHANGED, "is_active", "on", "off"),
        (CHANGED, "is_staff", "on", "off"),
        (CHANGED, "is_superuser", "off", "on"),
        (CHANGED, "groups", "Readers", ""),
        (CHANGED, "user_permissions", "accounts.view_user", ""),
    ]


def test_a_change_of_name_and_address_is_recorded_without_them(root: Client, ana: User) -> None:
    change(root, ana, email="canary@example.com", name="Canary")
    change(root, User.objects.get(pk=ana.pk))

    (line,) = AuditEntry.objects.all()
    assert (line.kind, line.fields) == ("account.changed", ["email", "name"])
    assert "anary" not in str(vars(line))


def test_new_passwords_and_new_and_deleted_accounts_are_recorded(root: Client, ana: User) -> None:
    words = {"password1": "seven quiet lamps", "password2": "seven quiet lamps"}
    new = {"email": "ben@example.com", "name": "Ben", "usable_password": "true", **words}

    root.post("/admin/accounts/user/add/", new)
    root.post(f"/admin/accounts/user/{ana.pk}/password/", {**words, "usable_password": "true"})
    root.post(f"/admin/accounts/user/{ana.pk}/password/", {"password1": "a", "password2": "b"})
    root.post(f"/admin/accounts/user/{ana.pk}/delete/", {"post": "yes"})
    ben = User.objects.get(email="ben@example.com")
    many = {"action": "delete_selected", "_selected_action": [ben.pk], "post": "yes"}
    root.post("/admin/accounts/user/", many)

    rows = AuditEntry.objects.order_by("pk")
    assert [(one.subject_number, one.part, one.fields) for one in rows] == [
        (str(ben.pk), "added", []),
        (str(ana.pk), "", ["password"]),
        (str(ana.pk), "deleted", []),
        (str(ben.pk), "deleted", []),
    ]


def test_rights_of_a_group_are_recorded(root: Client) -> None:
    first, second = Permission.objects.order_by("pk")[:2]

    root.post("/admin/auth/group/add/", {"name": "Readers", "permissions": [first.pk]})
    group = Group.objects.get()
    address = f"/admin/auth/group/{group.pk}"
    root.post(f"{address}/change/", {"name": "Readers", "permissions": [second.pk]})
    root.post(f"{address}/delete/", {"post": "yes"})

    rows = AuditEntry.objects.order_by("pk")
    names = [f"{one.content_type.app_label}.{one.codename}" for one in (first, second)]
    assert [(one.after, one.fields) for one in rows] == [
        ("1 given, 0 taken", [f"+{names[0]}"]),
        ("", ["name"]),
        ("1 given, 1 taken", [f"+{names[1]}", f"-{names[0]}"]),
        ("", ["deleted"]),
    ]
    assert {(one.subject, one.part) for one in rows} == {("role", "Readers")}


def test_the_command_that_makes_roles_is_the_site_itself() -> None:
    sync(Role("Readers", ("accounts.view_user",)))
    sync(Role("Readers", ("accounts.view_user",)))

    (line,) = AuditEntry.objects.all()
    assert (line.actor_number, line.fields) == (None, ["+accounts.view_user"])


def test_the_command_names_every_right() -> None:
    call_command("sync_roles", verbosity=0)

    named = {
        (int(line.subject_number), name.removeprefix("+"))
        for line in AuditEntry.objects.filter(kind=CHANGED, subject="role")
        for name in line.fields
    }
    assert named == {
        (group.pk, name)
        for group in Group.objects.all()
        for name in rights.names(group.permissions.all())
    }


@pytest.mark.parametrize("many", [False, True])
def test_a_second_factor_that_staff_take_off_is_recorded(
    root: Client, ana: User, many: bool
) -> None:
    factor = Authenticator.objects.create(user=ana, type=Authenticator.Type.TOTP, data={})
    address = "/admin/mfa/authenticator/"

    if many:
        steps = {"action": "delete_selected", "_selected_action": [factor.pk], "post": "yes"}
        root.post(address, steps)
    else:
        root.post(f"{address}{factor.pk}/delete/", {"post": "yes"})

    (line,) = AuditEntry.objects.all()
    assert not Authenticator.objects.exists()
    assert (line.kind, line.subject_number) == ("account.factor-removed", str(ana.pk))
    assert line.before == "totp"


def test_nobody_but_a_superuser_gives_rights(client: Client, settings: Settings) -> None:
    """Whoever may change accounts could make themselves a superuser otherwise."""
    settings.ADMIN_NEEDS_SECOND_FACTOR = False
    clerk = User.objects.create_user("clerk@example.com", is_staff=True)
    clerk.user_permissions.set(
        Permission.objects.filter(codename__in=["view_user", "change_user", "delete_user"])
    )
    client.force_login(clerk)

    change(client, clerk, is_superuser="on", is_staff="on", name="Clerk")

    clerk.refresh_from_db()
    assert (clerk.is_superuser, clerk.name) == (False, "Clerk")
    root = User.objects.create_superuser("root@example.com")
    for page in ("change", "password", "delete"):
        response = client.post(f"/admin/accounts/user/{root.pk}/{page}/", {"post": "yes"})
        assert response.status_code == 403
    assert User.objects.filter(pk=root.pk).exists()


def test_many_accounts_at_once_leave_superusers_alone(client: Client, settings: Settings) -> None:
    settings.ADMIN_NEEDS_SECOND_FACTOR = False
    clerk = User.objects.create_user("clerk@example.com", is_staff=True)
    clerk.user_permissions.set(
        Permission.objects.filter(codename__in=["view_user", "change_user", "delete_user"])
    )
    root = User.objects.create_superuser("root@example.com")
    client.force_login(clerk)

    many = {"action": "delete_selected", "_selected_action": [root.pk], "post": "yes"}
    client.post("/admin/accounts/user/", many)

    assert User.objects.filter(pk=root.pk).exists()
