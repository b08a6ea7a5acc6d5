"""Makes groups of the roles that the apps have registered, with exactly their rights."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.models import Group, Permission
from django.db import transaction

from sciatica_site.hooks import Role


class UnknownPermissions(Exception):
    """A role names rights that no model has."""


@dataclass(frozen=True)
class Synced:
    """What had to change, as “app.codename”."""

    group: Group
    is_new: bool
    added: list[str]
    removed: list[str]

    def __str__(self) -> str:
        changes = [f"+{name}" for name in self.added] + [f"-{name}" for name in self.removed]
        state = "created, " if self.is_new else ""
        return f"{self.group.name}: {state}{', '.join(changes) or 'unchanged'}"


@transaction.atomic
def sync(role: Role) -> Synced:
    """A right that the role does not name is taken away, whoever gave it to the group."""
    wanted = {name: _permission(name) for name in role.permissions}
    if unknown := sorted(name for name, permission in wanted.items() if permission is None):
        raise UnknownPermissions(f"{role.name}: there is no {', '.join(unknown)}.")
    group, is_new = Group.objects.get_or_create(name=role.name)
    has = {_name(one) for one in group.permissions.select_related("content_type")}
    added, removed = sorted(wanted.keys() - has), sorted(has - wanted.keys())
    if added or removed:
        group.permissions.set([one for one in wanted.values() if one])
    return Synced(group, is_new, added, removed)


def _permission(name: str) -> Permission | None:
    app, _, codename = name.partition(".")
    found = Permission.objects.filter(content_type__app_label=app, codename=codename)
    return found.first()


def _name(permission: Permission) -> str:
    return f"{permission.content_type.app_label}.{permission.codename}"
