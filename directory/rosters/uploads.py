"""Keeps an uploaded list until it is read, and reads what waits, a while at a time."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from time import monotonic
from typing import BinaryIO

from django.core.files import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from directory.actions.refusals import Refused
from directory.choices import UNFINISHED_IMPORTS
from directory.models import RosterImport, RosterSource
from directory.models.upload import new_token
from sciatica_site import csv_reading
from sciatica_site.csv_reading import WrongFile

from . import importing, trial, turns
from .mapping import Layout

logger = logging.getLogger(__name__)

#: Of one run; other jobs wait meanwhile.
MOST_SECONDS = 60
FOLDER = "rosters"
#: A file may be there for a moment before its row.
STRAY_AFTER = timedelta(days=1)


def keep(
    source: RosterSource, file: BinaryIO, *, file_name: str, is_trial: bool, by: User
) -> RosterImport:
    """Checks the first line at once, so that a wrong file is told here. Raises `Refused`."""
    layout = Layout.of(source)
    try:
        importing.opened(file, layout)
    except WrongFile as wrong:
        raise Refused(str(wrong)) from wrong
    measured = csv_reading.measure(file, layout.digest)
    with transaction.atomic():
        found = turns.begin(source, measured, file_name=file_name, is_trial=is_trial, by=by)
        if found.file:
            return found
        name = _stored(file)
        try:
            RosterImport.objects.filter(pk=found.pk).update(file=name)
        except BaseException:
            default_storage.delete(name)
            raise
    found.refresh_from_db()
    return found


def _stored(file: BinaryIO) -> str:
    file.seek(0)
    try:
        return default_storage.save(f"{FOLDER}/{new_token()}.csv", File(file))
    except Exception as error:  # a full disk, a bucket that does not answer
        logger.error("A list could not be stored", exc_info=error)
        raise Refused(
            _("We could not keep the file just now. Try again in a few minutes.")
        ) from error


def read_waiting(now: datetime) -> str:
    """What is due: goes on with each list that waits until the time of this run is over."""
    until = monotonic() + MOST_SECONDS
    lines = []
    waiting = RosterImport.objects.filter(state__in=UNFINISHED_IMPORTS).exclude(file="")
    for found in waiting.select_related("source__register").order_by("begun_at", "pk"):
        if monotonic() >= until:
            break
        lines.append(f"import {found.pk}: {_read(found, until)}")
    strays = _remove_strays(now)
    if strays:
        lines.append(f"{strays} files without a row removed")
    return "; ".join(lines) or "none"


def _read(found: RosterImport, until: float) -> str:
    try:
        token = turns.take(found)
    except turns.Busy:
        return "another process reads it"
    try:
        with default_storage.open(found.file.name or "", "rb") as file:
            _run(found, file, token, until)  # type: ignore[arg-type]  # a file of bytes
    except WrongFile as wrong:
        turns.fail(found, str(wrong))
    except turns.LostTurn:
        return "another process has gone on with it"
    except FileNotFoundError:
        turns.fail(found, _("The uploaded file is gone. Upload it again."))
    finally:
        turns.leave(found, token)
    return f"{found.state}, {found.lines_done} lines"


def _run(found: RosterImport, file: BinaryIO, token: str, until: float) -> None:
    if found.is_trial:
        trial.run(found, file, token)
    else:
        importing.run(found, file, token, may_go_on=lambda: monotonic() < until)


def _remove_strays(now: datetime) -> int:
    """Files whose row was never written, or has gone."""
    try:
        names = {f"{FOLDER}/{name}" for name in default_storage.listdir(FOLDER)[1]}
    except FileNotFoundError:  # nothing was ever stored
        return 0
    kept = set(RosterImport.objects.exclude(file="").values_list("file", flat=True))
    strays = [
        name for name in names - kept if default_storage.get_modified_time(name) < now - STRAY_AFTER
    ]
    for name in strays:
        default_storage.delete(name)
    return len(strays)
