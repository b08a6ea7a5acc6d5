"""What search pages need: a few places."""

import pytest

from tests.factories.spots import load_spots


@pytest.fixture
def spots(db: None) -> None:
    load_spots()
