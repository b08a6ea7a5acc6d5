"""Remembers by keyed digests who was erased, so that no old backup brings them back."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import datetime
from functools import partial

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from .backup import mark_file
from .models import ErasureMark

_SALT = "sciatica_site.erasure_marks"

logger = logging.getLogger(__name__)


def identity(number: int, born: datetime) -> str:
    """A number alone could be given out again after a restore, to somebody else."""
    return f"{number} {born.timestamp():.6f}"


def leave(kind: str, identity: str) -> None:
    """Part of an erasure, in its transaction; a line beside the backups follows the commit."""
    now = timezone.now()
    mark = ErasureMark(kind=kind, digest=digest(kind, identity), erased_at=now)
    ErasureMark.objects.bulk_create([mark], ignore_conflicts=True)
    if settings.BACKUP_DIR:
        transaction.on_commit(partial(_write_down, mark))


def digest(kind: str, identity: str) -> str:
    return _digest(kind, identity, settings.SECRET_KEY)


class Erased:
    """Answers whether somebody was erased, by all marks that are known."""

    def __init__(self, marks: set[tuple[str, str]]) -> None:
        self._marks = marks

    def __call__(self, kind: str, identity: str) -> bool:
        return any((kind, one) in self._marks for one in _digests(kind, identity))


def _digests(kind: str, identity: str) -> Iterator[str]:
    """By the key of today and by those it replaced, for as long as they are listed."""
    for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        yield _digest(kind, identity, key)


def _digest(kind: str, identity: str, key: str | bytes) -> str:
    return salted_hmac(_SALT, f"{kind} {identity}", key, algorithm="sha256").hexdigest()


def _write_down(mark: ErasureMark) -> None:
    """The erasure is done and stays done; the next backup writes down what is missing here."""
    try:
        mark_file.add(settings.BACKUP_DIR, [mark])
    except OSError as error:
        logger.error("A mark of an erasure could not be written beside the backups", exc_info=error)
