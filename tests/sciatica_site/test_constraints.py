"""The site's own tables refuse what must never be true, whatever code writes it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction

from sciatica_site.models import AuditEntry, ErasureMark, MailHold

pytestmark = pytest.mark.django_db


def marked_twice() -> None:
    for _ in range(2):
        ErasureMark.objects.create(kind="account", digest="a" * 64)


CASES: list[tuple[str, Callable[[], Any]]] = [
    ("audit_entry_says_what_and_about_what", lambda: AuditEntry.objects.create(subject="profile")),
    ("audit_entry_says_what_and_about_what", lambda: AuditEntry.objects.create(kind="x")),
    ("mail_is_held_by_one_row", lambda: MailHold.objects.create(id=2, why="A second one.")),
    ("erasure_is_marked_once", marked_twice),
    ("erasure_mark_kind_is_known", lambda: ErasureMark.objects.create(kind="dog", digest="a")),
]


@pytest.mark.parametrize(("name", "violate"), CASES, ids=[name for name, _ in CASES])
def test_what_must_never_be_true_is_refused(name: str, violate: Callable[[], Any]) -> None:
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        violate()

    assert name in str(refusal.value) or "UNIQUE constraint failed" in str(refusal.value)


def test_every_constraint_has_a_case_that_violates_it() -> None:
    names = {
        constraint.name
        for model in apps.get_app_config("sciatica_site").get_models()
        if not model._meta.proxy
        for constraint in model._meta.constraints
        if isinstance(constraint, models.BaseConstraint)
    }

    assert names == {name for name, _ in CASES}
