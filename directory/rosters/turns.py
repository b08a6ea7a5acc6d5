"""Decides who reads which list when: one file of a list at a time, by one process."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from functools import partial

from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from directory import audited, formatting
from directory.actions.refusals import Refused
from directory.choices import UNFINISHED_IMPORTS, ImportState
from directory.models import RosterImport, RosterSource
from sciatica_site.csv_reading import Measure

from .mapping import Layout

#: A reader that has done nothing for so long is dead. One that was only slow is told by its next
#: step, which is refused, so that no row is counted twice.
LEASE = timedelta(seconds=30)


class AlreadyRead(Refused):
    """This very file was read to its end, with the same columns, and none of the list since."""


class Busy(Refused):
    """Another process reads it at this moment."""


class LostTurn(Refused):
    """Another process has gone on with it meanwhile."""


@transaction.atomic
def begin(
    source: RosterSource, measured: Measure, *, file_name: str, is_trial: bool, by: User | None
) -> RosterImport:
    """A new import, or the same file's that was not finished. Raises `Refused`."""
    RosterSource.objects.select_for_update().get(pk=source.pk)
    if is_trial:
        for trial in source.imports.filter(is_trial=True, file_digest=measured.digest):
            _discard(trial)
    elif (same := _gone_on_with(source, measured.digest)) is not None:
        return same
    return _created(source, measured, file_name=file_name, is_trial=is_trial, by=by)


def _gone_on_with(source: RosterSource, digest: str) -> RosterImport | None:
    """The newest import of this list, if it is of this file and has not ended well.

    Of older ones nothing counts: whatever was read since, even in part, has changed what they say.
    """
    newest = source.imports.filter(is_trial=False).order_by("-pk").first()
    if newest is None:
        return None
    if newest.file_digest != digest:
        _check_has_ended(newest)
        return None
    if newest.state == ImportState.DONE:
        raise AlreadyRead(
            _("This file was read on %(day)s already. There is nothing to do.")
            % {"day": formatting.day(timezone.localdate(newest.ended_at))}
        )
    RosterImport.objects.filter(pk=newest.pk, state=ImportState.FAILED).update(
        state=ImportState.WAITING, ended_at=None, failure="", reader="", alive_at=None
    )
    newest.refresh_from_db()
    return newest


def take(found: RosterImport) -> str:
    """The right to read it from now on, which whoever had it before loses. Raises `Busy`."""
    now, token = timezone.now(), secrets.token_hex(16)
    free = Q(reader="") | Q(alive_at=None) | Q(alive_at__lt=now - LEASE)
    rows = RosterImport.objects.filter(free, pk=found.pk, state__in=UNFINISHED_IMPORTS)
    if rows.update(reader=token, alive_at=now, state=ImportState.RUNNING) != 1:
        raise Busy(_("Another process reads this list at the moment."))
    found.refresh_from_db()
    return token


def step(found: RosterImport, token: str, **values: object) -> None:
    """Call it first in the transaction of each step; it also says that the reader is alive."""
    rows = RosterImport.objects.filter(
        pk=found.pk, reader=token, state=ImportState.RUNNING, lines_done=found.lines_done
    )
    if rows.update(alive_at=timezone.now(), **values) != 1:
        raise LostTurn(_("Another process has gone on with this list."))


def leave(found: RosterImport, token: str) -> None:
    """Somebody else may go on at once."""
    RosterImport.objects.filter(pk=found.pk, reader=token).update(reader="", alive_at=None)


@transaction.atomic
def fail(found: RosterImport, why: str) -> bool:
    """What was read stays; a better file begins anew, the same file goes on. False when it had
    ended already."""
    rows = RosterImport.objects.filter(pk=found.pk, state__in=UNFINISHED_IMPORTS)
    has_ended = rows.update(
        state=ImportState.FAILED,
        ended_at=timezone.now(),
        failure=why[:400],
        reader="",
        alive_at=None,
    )
    drop_file(found)
    found.refresh_from_db()
    return has_ended == 1


@transaction.atomic
def give_up(found: RosterImport, *, by: User) -> None:
    """A person's decision that this file is not read to its end."""
    if not fail(found, _("Given up by a person.")):
        raise Refused(_("This import has ended already."))
    slug = found.source.register.slug
    audited.roster("list.given-up", slug, by=by, part=f"import {found.pk}")


def drop_file(found: RosterImport) -> None:
    """The uploaded file goes once that is committed."""
    if found.file:
        transaction.on_commit(partial(default_storage.delete, found.file.name or ""))
        RosterImport.objects.filter(pk=found.pk).update(file="")


def is_alive(found: RosterImport, now: datetime) -> bool:
    return bool(found.reader and found.alive_at and found.alive_at >= now - LEASE)


def _check_has_ended(other: RosterImport) -> None:
    if other.state in UNFINISHED_IMPORTS:
        raise Refused(
            _(
                "Another file of this list, “%(name)s”, was read up to line %(line)d and is not"
                " finished. Go on with that file first, or give its import up in the admin."
            )
            % {"name": other.file_name, "line": other.lines_done}
        )


def _created(
    source: RosterSource, measured: Measure, *, file_name: str, is_trial: bool, by: User | None
) -> RosterImport:
    try:
        with transaction.atomic():
            return RosterImport.objects.create(
                source=source,
                file_name=safe_name(file_name),
                file_digest=measured.digest,
                layout=Layout.of(source).digest,
                lines_total=measured.lines,
                is_trial=is_trial,
                asked_by=by,
            )
    except IntegrityError as error:  # somebody was a moment faster
        raise Busy(_("Another import of this list has just begun.")) from error


def _discard(trial: RosterImport) -> None:
    if is_alive(trial, timezone.now()):
        raise Busy(_("Another process tries this very file at the moment."))
    drop_file(trial)
    trial.delete()


def safe_name(name: str) -> str:
    """A file may be called anything; what cannot be printed is left out."""
    return "".join(letter if letter.isprintable() else "?" for letter in name)[-160:] or "?"
