"""Adds lines to the audit: who did what to what, and why, without any value that is personal."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Required, TypedDict, Unpack

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db.models import CharField
from django.utils.crypto import salted_hmac

from .hooks import audit_kinds
from .models import AuditEntry

#: Who does it; `None` is the site itself.
Actor = AbstractBaseUser | AnonymousUser | None

_SALT = "sciatica_site.audit"
#: The longest year: a line is always a little older than the years that the database asks for.
_YEAR = datetime.timedelta(days=366)


class UnknownKind(Exception):
    """An app writes a line of a kind that it has not registered."""


class NobodySignedIn(Exception):
    """A line would say that the site itself did it."""


class Said(TypedDict, total=False):
    """What a line says besides what was done and about what. `before` and `after` are words of
    closed lists, or digests made by `digest`; `why` names no person and quotes nobody."""

    by: Required[Actor]
    part: str
    fields: Iterable[str]
    before: str
    after: str
    why: str


@dataclass(frozen=True)
class About:
    """Writes the lines about things of one kind: `profile = About("profile")`."""

    subject: str

    def __call__(self, kind: str, number: int | str, **said: Unpack[Said]) -> AuditEntry:
        return record(kind, subject=self.subject, number=number, **said)


def record(kind: str, *, subject: str, number: int | str, **said: Unpack[Said]) -> AuditEntry:
    """Call it in the transaction of the step. What is too long for its column is cut: a step must
    not fail because many reasons were given for it."""
    by = said["by"]
    if kind not in audit_kinds:
        raise UnknownKind(kind)
    if by is not None and by.pk is None:
        raise NobodySignedIn
    return AuditEntry.objects.create(
        kind=kind,
        subject=subject,
        subject_number=_cut("subject_number", str(number)),
        actor_number=by.pk if by else None,
        part=_cut("part", said.get("part", "")),
        fields=list(said.get("fields", ())),
        before=_cut("before", said.get("before", "")),
        after=_cut("after", said.get("after", "")),
        why=_cut("why", said.get("why", "")),
    )


def digest(value: str) -> str:
    """Tells whether two lines mean the same value, and nothing else; empty for an empty value."""
    return salted_hmac(_SALT, value, algorithm="sha256").hexdigest()[:32] if value else ""


def forget_old(now: datetime.datetime) -> str:
    removed = AuditEntry.objects.forget_from_before(now - settings.AUDIT_KEPT_YEARS * _YEAR)
    return f"{removed} old lines of the audit removed"


def _cut(column: str, text: str) -> str:
    field = AuditEntry._meta.get_field(column)
    longest = field.max_length if isinstance(field, CharField) else None
    return text if longest is None or len(text) <= longest else f"{text[: longest - 1]}…"
