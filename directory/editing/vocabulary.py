"""The names of the words that documents know by their slugs."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Value

from directory.models import (
    AccessFeature,
    AssessmentItem,
    ClinicianKind,
    ComfortFeature,
    Condition,
    CredentialKind,
    Language,
    PaymentKind,
    PolicyKind,
    Register,
    Technique,
)

NAMED: tuple[type[models.Model], ...] = (
    AccessFeature, AssessmentItem, ClinicianKind, ComfortFeature, Condition, CredentialKind,
    Language, PaymentKind, PolicyKind, Register, Technique,
)  # fmt: skip


class Vocabulary:
    """The names of all words that documents know by slug: one query, when the first is asked."""

    def __init__(self) -> None:
        self._names: dict[tuple[str, str], str] | None = None

    def name(self, model: type[models.Model], slug: Any) -> str:
        """A word that is no longer there keeps its slug."""
        if self._names is None:
            first, *others = [_names_of(one) for one in NAMED]
            self._names = {(kind, key): name for kind, key, name in first.union(*others)}
        return self._names.get((model._meta.label, slug), str(slug))


def _names_of(model: type[models.Model]) -> Any:
    rows = model._default_manager.order_by()
    return rows.annotate(of_table=Value(model._meta.label)).values_list("of_table", "slug", "name")
