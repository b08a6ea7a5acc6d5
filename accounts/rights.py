"""What somebody may do, as words, and the lines of the audit about what changed of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib.auth.models import Group, Permission
from django.db.models import QuerySet

from sciatica_site.audit import Actor

from . import audited
from .models import User

#: Fields that say what an account may do.
FLAGS = ("is_active", "is_staff", "is_superuser")
ON, OFF = "on", "off"

Rights = dict[str, frozenset[str]]


def of_account(user_id: int) -> Rights:
    """As the database has it, not as a form is about to change it."""
    user = User.objects.get(pk=user_id)
    return {
        **{flag: frozenset({ON if getattr(user, flag) else OFF}) for flag in FLAGS},
        "groups": frozenset(user.groups.values_list("name", flat=True)),
        "user_permissions": names(user.user_permissions.all()),
    }


def of_group(group: Group) -> Rights:
    return {"permissions": names(group.permissions.all())}


def names(permissions: QuerySet[Permission]) -> frozenset[str]:
    """As “app.codename”."""
    pairs = permissions.order_by().values_list("content_type__app_label", "codename")
    return frozenset(f"{app}.{codename}" for app, codename in pairs)


@contextmanager
def recorded(user_id: int, *, by: Actor) -> Iterator[None]:
    """Writes down what of an account's rights is another afterwards: one line for each word that
    was added or taken away, so that each is found by itself."""
    before = of_account(user_id)
    yield
    for part, old, new in _changes(before, of_account(user_id)):
        audited.account(
            "account.role-changed", user_id, by=by, part=part, before=old, after=new, fields=[part]
        )


def record_group(group: Group, before: Rights, after: Rights, *, by: Actor) -> None:
    """One line, since a role may have a hundred rights: each with a plus or a minus."""
    changes = _changes(before, after)
    given = [f"+{new}" for _part, _old, new in changes if new]
    taken = [f"-{old}" for _part, old, _new in changes if old]
    if changes:
        said = f"{len(given)} given, {len(taken)} taken"
        audited.role(group.pk, group.name, by=by, after=said, fields=[*given, *taken])


def _changes(before: Rights, after: Rights) -> list[tuple[str, str, str]]:
    found: list[tuple[str, str, str]] = []
    for part in sorted(before.keys() | after.keys()):
        old, new = before.get(part, frozenset()), after.get(part, frozenset())
        if part in FLAGS:
            if old != new:
                found.append((part, "".join(old), "".join(new)))
            continue
        found += [(part, word, "") for word in sorted(old - new)]
        found += [(part, "", word) for word in sorted(new - old)]
    return found
