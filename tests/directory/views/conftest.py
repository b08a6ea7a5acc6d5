"""What the public pages need: places that people ask for."""

import pytest

from tests.factories.places import load_real_places


@pytest.fixture
def real_places(db: None) -> None:
    load_real_places()
