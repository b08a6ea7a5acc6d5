"""The second factor is tested where it belongs; here it stands in nobody's way."""

import pytest
from pytest_django import Settings


@pytest.fixture(autouse=True)
def one_factor(settings: Settings) -> None:
    settings.ADMIN_NEEDS_SECOND_FACTOR = False
