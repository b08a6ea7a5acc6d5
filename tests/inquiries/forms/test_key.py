"""A key that was lost or changed on the way costs nobody their words."""

import uuid

import pytest
from django.http import QueryDict

from inquiries.forms import key

GOOD = "3f0c1a52-6f0e-4c8b-9f35-0a1d9b7f8b11"


@pytest.mark.parametrize("lost", ["", "nonsense", "\x00", "\ufffd", "9" * 10_000, GOOD[:-1]])
def test_a_key_that_is_none_becomes_another(lost: str) -> None:
    first, second = key.usable(lost), key.usable(lost)

    assert uuid.UUID(first) != uuid.UUID(second)


def test_a_key_stays_what_it_is() -> None:
    data = QueryDict(f"key={GOOD}&text=words")

    assert key.usable(GOOD) == GOOD
    assert key.with_key(data) is data


@pytest.mark.parametrize("sent", ["text=words", "text=words&key=", "text=words&key=%00"])
def test_what_was_typed_stays_beside_the_new_key(sent: str) -> None:
    data = key.with_key(QueryDict(sent))

    assert data["text"] == "words"
    assert uuid.UUID(data["key"])
