"""A database in which the eyes see no word of an earlier test."""

from __future__ import annotations

import pytest

from directory.leftovers import forget_words


@pytest.fixture
def fresh_index(transactional_db: None) -> None:
    """SQLite only crosses out the words of removed rows, those of earlier tests, too."""
    forget_words()
