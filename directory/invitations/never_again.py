"""Remembers which addresses have had their one mail, by keyed digests that name nobody.

They are marks, so that a restored backup does not forget them.
"""

from __future__ import annotations

from sciatica_site import erasure_marks
from sciatica_site.models import ErasureMark


def is_covered(email: str) -> bool:
    return erasure_marks.is_left(ErasureMark.Kind.ADDRESS, identity(email))


def leave(email: str) -> None:
    """Part of the step after which nothing else is known."""
    erasure_marks.leave(ErasureMark.Kind.ADDRESS, identity(email))


def identity(email: str) -> str:
    """However somebody writes it."""
    return email.strip().casefold()
