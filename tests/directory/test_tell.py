"""What to tell a therapist is written down once."""

from __future__ import annotations

from directory.presenters.worksheet import Worksheet
from directory.tell import TELL


def test_keys_are_different_and_warning_signs_come_first() -> None:
    assert len({one.key for one in TELL}) == len(TELL)
    assert TELL[0].key == "warning-signs"


def test_a_line_to_write_on_follows_a_colon() -> None:
    assert all(str(one.text).endswith(":") is one.blank for one in TELL)


def test_the_worksheet_prints_the_same_list() -> None:
    assert Worksheet.tell is TELL
