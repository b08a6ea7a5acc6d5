"""A moment and the person who made it happen are kept together, and the database sees to it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import models

OWN_APPS = ("accounts", "directory", "articles", "inquiries")


def pairs() -> Iterator[tuple[type[models.Model], str, str]]:
    """Every `something_by` with a `something_at` or `something_on` beside it."""
    for label in OWN_APPS:
        for model in apps.get_app_config(label).get_models():
            names = {field.name for field in model._meta.get_fields()}
            for by in sorted(name for name in names if name.endswith("_by")):
                stem = by.removesuffix("_by")
                for moment in (f"{stem}_at", f"{stem}_on"):
                    if moment in names:
                        yield model, by, moment


def can_differ(model: type[models.Model], by: str, moment: str) -> bool:
    """One may be empty while the other is filled in.

    Where the day is always there, a person may still be missing: their account was closed since.
    """
    person, day = model._meta.get_field(by), model._meta.get_field(moment)
    goes_with_the_account = person.remote_field.on_delete is models.SET_NULL
    return bool(day.null or (person.null and not goes_with_the_account))


def fields_in(condition: object) -> set[str]:
    """The names that a check constraint's condition speaks of."""
    if isinstance(condition, models.Q):
        return set().union(*(fields_in(child) for child in condition.children))
    if isinstance(condition, tuple):
        return {str(condition[0]).partition("__")[0]}
    return set()


def is_constrained(model: type[models.Model], *names: str) -> bool:
    return any(
        isinstance(constraint, models.CheckConstraint)
        and set(names) <= fields_in(constraint.condition)
        for constraint in model._meta.constraints
    )


@pytest.mark.parametrize(
    ("model", "by", "moment"),
    [pytest.param(*pair, id=f"{pair[0].__name__}.{pair[1]}") for pair in pairs()],
)
def test_a_pair_is_filled_in_together(model: type[models.Model], by: str, moment: str) -> None:
    assert not can_differ(model, by, moment) or is_constrained(model, by, moment)


def test_a_condition_over_both_fields_is_recognized() -> None:
    both = models.Q(("approved_at__isnull", True), ("approved_by__isnull", True))
    neither = models.Q(("approved_at__isnull", False), ("approved_by__isnull", False))

    assert fields_in(both | neither) == {"approved_at", "approved_by"}
