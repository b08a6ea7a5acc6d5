"""Every test of uploads begins with an empty storage."""

from __future__ import annotations

import pytest
from pytest_django import Settings

from tests.directory.uploads import storages


@pytest.fixture(autouse=True)
def empty_storage(settings: Settings) -> None:
    storages.use(settings, storages.NO_PATHS)
    settings.ADMIN_NEEDS_SECOND_FACTOR = False
