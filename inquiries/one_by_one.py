"""Does the same to many rows, each in a transaction of its own."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable

from django.db import transaction

logger = logging.getLogger(__name__)


class SomeFailed(Exception):
    """It was not done for some rows; it was for the others."""


def for_each(numbers: Iterable[int], act: Callable[[int], bool], *, what: str) -> int:
    """How many it was done for. One that fails does not stop the others; it is said at the end.

    `act` decides inside of the transaction whether it still has to be done, so a job may be
    repeated, run twice at once, and killed between any two rows.
    """
    done, failed = 0, []
    for number in numbers:
        try:
            with transaction.atomic():
                done += act(number)
        except Exception as error:
            logger.error("%s: row %s failed", what, number, exc_info=error)
            failed.append(number)
    if failed:
        raise SomeFailed(f"{done} done, {len(failed)} failed: {failed[:10]}")
    return done
