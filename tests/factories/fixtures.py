"""What many tests begin with: the vocabulary, and mails that wait in the queue."""

from __future__ import annotations

import pytest
from django.db import models
from pytest_django import Settings

from directory.actions import vocabulary as loading
from directory.models import FacetValue, Register

_rows: dict[type[models.Model], list[models.Model]] = {}


@pytest.fixture
def vocabulary(db: None) -> None:
    """Techniques, conditions and all other terms, the registers, and the facet bits.

    Loaded once from the data files, then copied back for each test.
    """
    if _rows:
        for model, rows in _rows.items():
            model._default_manager.bulk_create(rows)
        return
    loading.load()
    for model in (*loading.SECTIONS.values(), Register, FacetValue):
        _rows[model] = list(model._default_manager.all())


@pytest.fixture
def queued_mail(settings: Settings) -> None:
    """As in production: a mail becomes a row, and goes out when the worker sends it."""
    settings.EMAIL_BACKEND = "sciatica_site.mail.backend.QueueBackend"


@pytest.fixture
def delivered_mail(queued_mail: None, settings: Settings) -> None:
    """What the worker sends from the queue is in `django.core.mail.outbox`."""
    memory = {"default": "django.core.mail.backends.locmem.EmailBackend"}
    settings.POST_OFFICE = settings.POST_OFFICE | {"BACKENDS": memory}
