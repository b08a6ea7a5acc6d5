"""Numbers with letters before them on one side only: what may be the same license, for a person."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from typing import Generic, TypeVar

from .matching import Stated, in_order

T = TypeVar("T")

#: Boards put letters for the profession before the digits, and name them apart from the number:
#: the questions and answers of Florida's board ask for "your license number (MA)"
#: (floridasmassagetherapy.gov/massage-therapy-faqs/). So a list may leave them out, and people may.
#: Fewer than four digits say too little about who it is.
_NUMBER = re.compile(r"([A-Z]{0,6})(\d{4,})", re.ASCII)


class Alike(Generic[T]):
    """What a list offers to those whose number is not on it: the same state, digits and surname.

    `T` is whatever the caller keeps of a row. Only one row may fit; of two nobody knows which.
    """

    def __init__(self, stated: Iterable[Stated]) -> None:
        self._wanted: dict[str, list[tuple[str, Stated]]] = defaultdict(list)
        self._found: dict[int, dict[str, T]] = defaultdict(dict)
        for one in stated:
            if one.is_of_state and (parts := _NUMBER.fullmatch(one.number)):
                self._wanted[parts[2]].append((parts[1], one))

    def __bool__(self) -> bool:
        return bool(self._wanted)

    def offer(self, number: str, name: str, kept: T) -> None:
        parts = _NUMBER.fullmatch(number)
        if parts is None:
            return
        for letters, one in self._wanted.get(parts[2], ()):
            is_on_one_side = bool(letters) != bool(parts[1])
            if is_on_one_side and surname(one.name) == surname(name) != "":
                self._found[one.pk][number] = kept

    def only(self, one: Stated) -> T | None:
        found = self._found.get(one.pk, {})
        return next(iter(found.values())) if len(found) == 1 else None


def surname(name: str) -> str:
    """The last word, in the order of lists, in plain letters."""
    words = in_order(name)
    plain = unicodedata.normalize("NFKD", words[-1]) if len(words) > 1 else ""
    return "".join(letter for letter in plain if not unicodedata.combining(letter)).casefold()


def letters_left_out(number: str, listed: str) -> tuple[str, str]:
    """Which letters stand before the digits on the profile alone, and on the list alone."""
    one, other = _NUMBER.fullmatch(number), _NUMBER.fullmatch(listed)
    return (one[1], other[1]) if one and other and one[2] == other[2] else ("", "")
