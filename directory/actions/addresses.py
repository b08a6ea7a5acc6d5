"""Finds the address of a profile: from the name, free, and never one that somebody had before."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain, count

from django.db import IntegrityError, transaction
from django.utils.text import slugify

from directory import tombstones
from directory.models import Therapist
from directory.models.therapist import RESERVED_SLUGS

LONGEST = 80
#: For names that have no letter of the Latin alphabet.
NAMELESS = "therapist"
TRIES = 5


def free_slug(name: str) -> str:
    stem = _stem(name)
    taken = set(
        Therapist.objects.filter(slug__startswith=stem[: LONGEST // 2])
        .order_by()
        .values_list("slug", flat=True)
    )
    taken.update(RESERVED_SLUGS)
    return next(
        slug for slug in _candidates(stem) if slug not in taken and not tombstones.is_covered(slug)
    )


def renew(therapist: Therapist) -> None:
    """Give a profile that was never public the address of its approved name."""
    if re.fullmatch(rf"{re.escape(_stem(therapist.name))}(-[0-9]+)?", therapist.slug):
        return
    for _try in range(TRIES):
        slug = free_slug(therapist.name)
        try:
            with transaction.atomic():
                Therapist.objects.filter(pk=therapist.pk).update(slug=slug)
        except IntegrityError:  # somebody of the same name was quicker
            continue
        therapist.slug = slug
        return


def _stem(name: str) -> str:
    return slugify(name)[:LONGEST].strip("-_") or NAMELESS


def _candidates(stem: str) -> Iterator[str]:
    return chain([stem], (_numbered(stem, number) for number in count(2)))


def _numbered(stem: str, number: int) -> str:
    suffix = f"-{number}"
    return f"{stem[: LONGEST - len(suffix)]}{suffix}"
