"""Mails go into the queue, and days begin where the site is."""

from __future__ import annotations

import pytest
from pytest_django import Settings

from tests.directory.reminders.running import ZONES


@pytest.fixture(autouse=True)
def _queue(queued_mail: None) -> None:
    """All of them are about mails."""


@pytest.fixture(params=ZONES)
def zone(request: pytest.FixtureRequest, settings: Settings) -> str:
    settings.TIME_ZONE = request.param
    return str(request.param)
