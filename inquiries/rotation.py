"""Puts everything that is encrypted under the first of the keys."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Model, QuerySet

from sciatica_site import sealing

from .models import Complaint, Inquiry, Message, Report

#: Every table with a `sealed` column.
SEALED: tuple[type[Model], ...] = (Inquiry, Message, Complaint, Report)
CHUNK = 200

Progress = Callable[[int], object]


@dataclass
class Rotated:
    """What became of the texts. `lost` names those that no key opens: by table and number."""

    done: int
    skipped: int
    lost: list[str]


def count() -> int:
    return sum(_texts(model).count() for model in SEALED)


def rotate(progress: Progress = lambda count: None) -> Rotated:
    """In chunks, on a live site. What is under the first key already is left alone, so that a run
    that was broken off goes on where it ended."""
    rotated = Rotated(0, 0, [])
    for model in SEALED:
        last = 0
        texts = _texts(model).values_list("pk", "sealed").order_by("pk")
        while chunk := list(texts.filter(pk__gt=last)[:CHUNK]):
            for number, sealed in chunk:
                _rotate(model, number, sealed, rotated)
            progress(len(chunk))
            last = chunk[-1][0]
    return rotated


def _rotate(model: type[Model], number: int, sealed: str, rotated: Rotated) -> None:
    if sealing.is_under_first_key(sealed):
        rotated.skipped += 1
        return
    try:
        text = sealing.reseal(sealed)
    except sealing.CannotUnseal:
        rotated.lost.append(f"{model._meta.label} {number}")
        return
    # What was removed or written anew since it was read stays so.
    rows = model._default_manager.filter(pk=number, sealed=sealed)
    if rows.update(sealed=text):
        rotated.done += 1
    else:
        rotated.skipped += 1


def _texts(model: type[Model]) -> QuerySet[Model]:
    return model._default_manager.filter(sealed__isnull=False)
