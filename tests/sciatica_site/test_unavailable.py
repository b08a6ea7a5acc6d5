"""Which errors mean that the database is away, rather than that something is wrong with us."""

import pytest
from django.db import DatabaseError as AnyError
from django.db import DataError, IntegrityError, InterfaceError, OperationalError

from sciatica_site.unavailable import is_database_down, unavailable


@pytest.mark.parametrize(
    "error", [OperationalError("gone"), InterfaceError("closed"), AnyError("died in COMMIT")]
)
def test_a_database_that_went_away_is_recognized(error: Exception) -> None:
    assert is_database_down(error)


@pytest.mark.parametrize(
    "error", [None, ValueError("ours"), DataError("too long"), IntegrityError("twice")]
)
def test_our_own_errors_stay_errors(error: Exception | None) -> None:
    assert not is_database_down(error)


def test_the_answer_says_when_to_come_back_and_is_kept_by_nobody() -> None:
    response = unavailable()

    assert response.status_code == 503
    assert response["Retry-After"] == "30"
    assert response["Cache-Control"] == "no-store"
