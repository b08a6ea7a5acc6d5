"""After `migrate` the shared cache just works."""

from __future__ import annotations

import pytest
from django.core.cache import caches
from pytest_django import Settings

from sciatica_site.settings import base  # noqa: TID251 (what is tested)


@pytest.mark.django_db
def test_the_cache_of_the_database_has_its_table(settings: Settings) -> None:
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.db.DatabaseCache",
            "LOCATION": base.CACHES["default"]["LOCATION"],
        }
    }

    caches["default"].set("tries", 5)

    assert caches["default"].get("tries") == 5
