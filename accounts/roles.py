"""Makes groups of the roles that the apps have registered, with exactly their rights."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.models import Group, Permission
from django.db import transaction

from sciatica_site.hooks import Role

from . import rights


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


def merged(registered: Iterable[tuple[str, Role]]) -> dict[str, Role]:
    """Each role once, by its name, with the rights that every app gives it."""
    rights: dict[str, list[str]] = {}
    for _name, role in registered:
        rights.setdefault(role.name, []).extend(role.permissions)
    return {name: Role(name, tuple(dict.fromkeys(names))) for name, names in rights.items()}


@transaction.atomic
def sync(role: Role) -> Synced:
    """A right that the role does not name is taken away, whoever gave it to the group."""
    wanted = _permissions(role.permissions)
    if unknown := sorted(set(role.permissions) - wanted.keys()):
        raise UnknownPermissions(f"{role.name}: there is no {', '.join(unknown)}.")
    group, is_new = Group.objects.get_or_create(name=role.name)
    has = {_name(one) for one in group.permissions.select_related("content_type")}
    added, removed = sorted(wanted.keys() - has), sorted(has - wanted.keys())
    if added or removed:
        before = rights.of_group(group)
        group.permissions.set(wanted.values())
        rights.record_group(group, before, rights.of_group(group), by=None)
    return Synced(group, is_new, added, removed)


def _permissions(names: Iterable[str]) -> dict[str, Permission]:
    """Those that exist, in one query."""
    wanted = set(names)
    found = Permission.objects.select_related("content_type").filter(
        content_type__app_label__in={name.partition(".")[0] for name in wanted},
        codename__in={name.partition(".")[2] for name in wanted},
    )
    return {_name(one): one for one in found if _name(one) in wanted}


def _name(permission: Permission) -> str:
    return f"{permission.content_type.app_label}.{permission.codename}"
