"""Puts everything that is encrypted under the first of the keys."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Model, Q, QuerySet

from sciatica_site import sealing

from .models import CaseNote, Complaint, Inquiry, Message, Report

#: Every encrypted column.
SEALED: tuple[tuple[type[Model], str], ...] = (
    (Inquiry, "sealed"),
    (Message, "sealed"),
    (Complaint, "sealed"),
    (Report, "sealed"),
    (Report, "sealed_reply"),
    (CaseNote, "sealed"),
)
CHUNK = 200

Progress = Callable[[int], object]


@dataclass
class Rotated:
    """What became of the texts. `lost` names those that no key opens: by table and number."""

    done: int
    skipped: int
    lost: list[str]


def count() -> int:
    return sum(_texts(model, column).count() for model, column in SEALED)


def rotate(progress: Progress = lambda count: None) -> Rotated:
    """In chunks, on a live site. What is under the first key already is left alone, so that a run
    that was broken off goes on where it ended."""
    rotated = Rotated(0, 0, [])
    for model, column in SEALED:
        last = 0
        texts = _texts(model, column).values_list("pk", column).order_by("pk")
        while chunk := list(texts.filter(pk__gt=last)[:CHUNK]):
            for number, sealed in chunk:
                _rotate(model, column, number, sealed, rotated)
            progress(len(chunk))
            last = chunk[-1][0]
    return rotated


def _rotate(model: type[Model], column: str, number: int, sealed: str, rotated: Rotated) -> None:
    if sealing.is_under_first_key(sealed):
        rotated.skipped += 1
        return
    try:
        text = sealing.reseal(sealed)
    except sealing.CannotUnseal:
        rotated.lost.append(f"{model._meta.label} {number}{_named(column)}")
        return
    # What was removed or written anew since it was read stays so.
    rows = model._default_manager.filter(Q((column, sealed)), pk=number)
    if rows.update(**{column: text}):
        rotated.done += 1
    else:
        rotated.skipped += 1


def _texts(model: type[Model], column: str) -> QuerySet[Model]:
    return model._default_manager.filter(Q((f"{column}__isnull", False)))


def _named(column: str) -> str:
    """Of most tables there is one text for a row."""
    return "" if column == "sealed" else f" ({column})"
