"""The vocabulary as a fixture: loaded once from the data files, then copied back for each test."""

from __future__ import annotations

import pytest
from django.db import models

from directory.actions import vocabulary as loading
from directory.models import FacetValue, Register

_rows: dict[type[models.Model], list[models.Model]] = {}


@pytest.fixture
def vocabulary(db: None) -> None:
    """Techniques, conditions and all other terms, the registers, and the facet bits."""
    if _rows:
        for model, rows in _rows.items():
            model._default_manager.bulk_create(rows)
        return
    loading.load()
    for model in (*loading.SECTIONS.values(), Register, FacetValue):
        _rows[model] = list(model._default_manager.all())
