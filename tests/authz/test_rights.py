"""Each right of a role counts: without it the pages that need it are closed (M1)."""

from __future__ import annotations

import pytest
from django.contrib import admin
from django.contrib.auth.models import Permission
from django.core.cache import cache
from django.test import Client

from accounts.models import User
from accounts.permissions import is_moderator
from accounts.roles import merged
from sciatica_site.hooks import roles
from sciatica_site.roles import MODERATOR
from tests.authz import world as people
from tests.authz.addresses import addresses
from tests.authz.test_matrix import sign_in
from tests.authz.walking import ask
from tests.factories.accounts import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]
RIGHTS = merged(roles)[MODERATOR].permissions
#: A page that takes no such method says so before it asks who is there.
CLOSED = {"403", "405"}
#: Steps that need the right for another thing than the one that they stand with.
NEEDED = {
    "admin:directory_credential_check": "directory.change_verificationrecord",
    "admin:directory_rosterimport_give_up": "directory.change_rostersource",
}


def stems() -> dict[str, str]:
    """What the names of the pages of each model begin with, by “app.model”."""
    return {
        f"{model._meta.app_label}.{model._meta.model_name}": (
            f"admin:{model._meta.app_label}_{model._meta.model_name}_"
        )
        for model in admin.site._registry
    }


def give(user: User, rights: set[str]) -> User:
    names = {name.partition(".")[2] for name in rights}
    found = Permission.objects.filter(codename__in=names).select_related("content_type")
    user.user_permissions.set(
        [one for one in found if f"{one.content_type.app_label}.{one.codename}" in rights]
    )
    return User.objects.get(pk=user.pk)  # rights are remembered in the object


def somebody() -> tuple[User, Client]:
    """Staff with a second factor, who is given rights one by one."""
    user = people.build().users["moderator"]
    user.groups.clear()
    client = Client(raise_request_exception=False)
    sign_in(client, user, has_shown_factor=True)
    return user, client


def about(right: str) -> str:
    app, _, codename = right.partition(".")
    return f"{app}.{codename.partition('_')[2]}"


def test_without_the_rights_for_a_thing_all_its_pages_are_closed() -> None:
    user, client = somebody()
    found = addresses()
    wrong = []

    for thing in sorted({about(right) for right in RIGHTS} & stems().keys()):
        give(user, {right for right in RIGHTS if about(right) != thing})
        for name, paths in found.items():
            if not name.startswith(stems()[thing]):
                continue
            for method in ("GET", "POST"):
                cache.clear()
                answer = ask(client, method, paths[""])
                if answer.status not in CLOSED or answer.written:
                    wrong.append(f"{thing}: {method} {name} gave {answer.status}")

    assert not wrong, "\n".join(wrong)


def test_without_a_right_to_change_nothing_is_decided() -> None:
    """Every step is asked for, by POST, by people who lack one right to change."""
    user, client = somebody()
    found = addresses()
    wrong = []

    for right in (one for one in RIGHTS if ".change_" in one and about(one) in stems()):
        give(user, set(RIGHTS) - {right})
        for name, paths in found.items():
            if NEEDED.get(name) != right and not is_step_on(name, right):
                continue
            cache.clear()
            answer = ask(client, "POST", paths[""])
            if answer.status not in CLOSED or answer.written:
                wrong.append(f"without {right}: POST {name} gave {answer.status}")

    assert not wrong, "\n".join(wrong)


def is_step_on(name: str, right: str) -> bool:
    """Lists and histories of Django are shown whatever the method is; so is a text to decide."""
    stem = stems()[about(right)]
    shown = {f"{stem}changelist", f"{stem}history", "admin:directory_profilerevision_change"}
    return name.startswith(stem) and name not in {*shown, *NEEDED}


def test_with_all_rights_the_pages_open() -> None:
    """The control: what is closed above is closed for want of the right."""
    user, client = somebody()
    give(user, set(RIGHTS))
    found = addresses()

    for thing in {about(right) for right in RIGHTS} & stems().keys():
        path = found[f"{stems()[thing]}changelist"][""]
        assert ask(client, "GET", path).status == "200", thing


def test_people_of_other_roles_are_no_moderators() -> None:
    for name, role in merged(roles).items():
        user = give(UserFactory(is_staff=True), set(role.permissions))

        assert is_moderator(user) is (name == MODERATOR)
