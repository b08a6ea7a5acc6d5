"""One mailbox has one digest, however its address is written."""

from __future__ import annotations

import pytest

from inquiries import senders


@pytest.mark.parametrize(
    "address",
    ["PAT@Example.com", " pat@example.com ", "pat+massage@example.com", "pat+a+b@example.com"],
)
def test_one_mailbox_is_one_sender(address: str) -> None:
    assert senders.digest(address) == senders.digest("pat@example.com")


@pytest.mark.parametrize(
    "address",
    ["sam@example.com", "pat@example.org", "+pat@example.com", "pat@a+example.com", "", "@", "+@"],
)
def test_others_are_others(address: str) -> None:
    assert senders.digest(address) != senders.digest("pat@example.com")


def test_an_address_that_begins_with_a_plus_is_one_of_its_own() -> None:
    assert senders.digest("+one@example.com") != senders.digest("+two@example.com")
