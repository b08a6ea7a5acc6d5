"""Remembers, in each process, what the whole country came to, until anything in it changes."""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, replace
from threading import Lock
from typing import overload

from .escapes import Escape
from .rows import Row

#: The first rows of an answer that are kept: 50 pages. Deeper pages are found again.
KEPT_ROWS = 1000
KEPT_ANSWERS = 64


@dataclass(frozen=True)
class Found:
    """What a search came to, before any card is read."""

    total: int
    counts: dict[tuple[str, str], int]
    rows: Sequence[Row]
    escapes: list[Escape]
    suggestion: str = ""


class Head(Sequence[Row]):
    """The first rows of a longer list, which is found again when more of it is asked for."""

    def __init__(self, rows: Sequence[Row], again: Callable[[], Sequence[Row]]) -> None:
        self._first, self._total, self._again = rows[:KEPT_ROWS], len(rows), again

    def __len__(self) -> int:
        return self._total

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Row]: ...
    def __getitem__(self, index: int | slice) -> Row | Sequence[Row]:
        last = index if isinstance(index, int) else index.indices(self._total)[1] - 1
        return self._first[index] if 0 <= last < len(self._first) else self._again()[index]


_answers: OrderedDict[Hashable, Found] = OrderedDict()
_lock = Lock()


def recall(key: Hashable, find: Callable[[], Found]) -> Found:
    """The answer for `key`, found now if it is not remembered.

    The key must hold everything that the answer depends on: the generation, the day, the filter
    values there are and the search itself. An old generation is never asked for again, so its
    answers are simply pushed out.
    """
    with _lock:
        found = _answers.get(key)
        if found is not None:
            _answers.move_to_end(key)
            return found
    found = find()
    kept = replace(found, rows=Head(found.rows, lambda: find().rows))
    with _lock:
        _answers[key] = kept
        while len(_answers) > KEPT_ANSWERS:
            _answers.popitem(last=False)
    return found


def forget() -> None:
    with _lock:
        _answers.clear()
