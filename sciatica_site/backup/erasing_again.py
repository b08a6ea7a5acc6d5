"""Erases once more, or takes from the public, what a restored backup has brought back."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypeVar

from django.db.models import Model

from sciatica_site import erasure_marks, hooks
from sciatica_site.erasure_marks import KnownMarks
from sciatica_site.hooks import ErasedAgain
from sciatica_site.mail import holding
from sciatica_site.models import ErasureMark

from . import keys
from .failure import BackupFailed
from .mark_file import Line

logger = logging.getLogger(__name__)

Row = TypeVar("Row", bound=Model)
NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Done:
    #: By the name of the part, such as “accounts”.
    counts: dict[str, int]
    #: What could not be erased, such as “account 12”.
    left: tuple[str, ...]
    #: Marks that the database has and the file has not: the file is older, or of another site.
    not_in_file: int


def erase_again(lines: list[Line] | None) -> Done:
    """Whoever was erased after the backup; without a file, by the marks in the database alone.

    It may be repeated. One that fails does not stop the others. What it writes to others is as
    old as the queue, so mail is held from before it begins.
    """
    holding.begin_anew()
    try:
        not_in_file = 0 if lines is None else _missing_in(lines)
        _take_over(lines or [])
        when_marked = KnownMarks(erasure_marks.moments())
        counts, left = {}, []
        with erasure_marks.repeating(when_marked):
            for name, again in (*hooks.re_erasers, *hooks.account_re_erasers):
                counts[name], not_done = again(when_marked)
                left += not_done
        return Done(counts, tuple(left), not_in_file)
    finally:
        holding.begin_anew()


def each(kind: str, rows: Iterable[Row], erase: Callable[[Row], object]) -> ErasedAgain:
    """For `hooks.re_erasers`: `erase` is one transaction for a row, and may fail for it alone."""
    done, left = 0, []
    for row in rows:
        number = row.pk
        try:
            erase(row)
        except Exception as error:
            logger.error("The %s %s could not be taken off again", kind, number, exc_info=error)
            left.append(f"{kind} {number}")
        else:
            done += 1
    return ErasedAgain(done, tuple(left))


def refuse_without_keys(needed: Iterable[str]) -> None:
    """Digests of erased people are made with SECRET_KEY; without it nobody is recognized."""
    if set(needed) - keys.known_secret_marks():
        raise BackupFailed(
            "SECRET_KEY is not the one of then, so people who were erased since could not be"
            " recognized. Put the old key into SECRET_KEY_FALLBACKS, or, if it is lost for"
            " good, use --despite-lost-keys."
        )


def _missing_in(lines: list[Line]) -> int:
    known = {(one.kind, one.digest): one.erased_at for one in lines}
    marks = erasure_marks.moments().items()
    return sum(key not in known or known[key] < moment for key, moment in marks)


def _take_over(lines: list[Line]) -> None:
    known = erasure_marks.moments()
    erasure_marks.keep(
        ErasureMark(kind=one.kind, digest=one.digest, erased_at=one.erased_at)
        for one in lines
        if one.kind in ErasureMark.Kind.values
        and one.erased_at > known.get((one.kind, one.digest), NEVER)
    )
