"""Remembers by keyed digests who was erased or left the public, so that no old backup brings them
back."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
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
    """Part of a step, in its transaction; a line beside the backups follows the commit. Where the
    step was taken before, the newer moment counts."""
    known = _known.get()
    if known and known(kind, identity):
        return
    mark = ErasureMark(kind=kind, digest=digest(kind, identity), erased_at=timezone.now())
    keep([mark])
    if settings.BACKUP_DIR:
        transaction.on_commit(partial(_write_down, mark))


@contextmanager
def repeating(known: KnownMarks) -> Iterator[None]:
    """Whatever is done in here was done before, and what is known of it stays as it is: a newer
    moment would undo what somebody has decided in between."""
    before = _known.set(known)
    try:
        yield
    finally:
        _known.reset(before)


def keep(marks: Iterable[ErasureMark]) -> None:
    """Each kind and digest once, with the moment that comes with it."""
    ErasureMark.objects.bulk_create(
        marks,
        update_conflicts=True,
        unique_fields=["kind", "digest"],
        update_fields=["erased_at"],
    )


def is_left(kind: str, identity: str) -> bool:
    digests = list(_digests(kind, identity))
    return ErasureMark.objects.filter(kind=kind, digest__in=digests).exists()


def digest(kind: str, identity: str) -> str:
    return _digest(kind, identity, settings.SECRET_KEY)


def moments() -> dict[tuple[str, str], datetime]:
    """When each mark was left, by its kind and digest."""
    rows = ErasureMark.objects.values_list("kind", "digest", "erased_at")
    return {(kind, digest): erased_at for kind, digest, erased_at in rows}


class KnownMarks:
    """Answers when somebody's step left a mark, by all marks that are known; None if none did."""

    def __init__(self, moments: dict[tuple[str, str], datetime]) -> None:
        self._moments = moments

    def __call__(self, kind: str, identity: str) -> datetime | None:
        found = (self._moments.get((kind, one)) for one in _digests(kind, identity))
        return max((moment for moment in found if moment), default=None)


#: Set while the steps of then are taken once more.
_known: ContextVar[KnownMarks | None] = ContextVar("known marks", default=None)


def _digests(kind: str, identity: str) -> Iterator[str]:
    """By the key of today and by those it replaced, for as long as they are listed."""
    for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        yield _digest(kind, identity, key)


def _digest(kind: str, identity: str, key: str | bytes) -> str:
    return salted_hmac(_SALT, f"{kind} {identity}", key, algorithm="sha256").hexdigest()


def _write_down(mark: ErasureMark) -> None:
    """The step is done and stays done; the next backup writes down what is missing here."""
    try:
        mark_file.add(settings.BACKUP_DIR, [mark])
    except OSError as error:
        logger.error("A mark of an erasure could not be written beside the backups", exc_info=error)
