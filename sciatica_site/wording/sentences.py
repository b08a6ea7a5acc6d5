"""Where the sentences and the quotations of plain text begin and end."""

import re
from bisect import bisect_left, bisect_right
from functools import cached_property

#: A full stop after these ends no sentence.
_SHORT = re.compile(r"(?<![a-z0-9])(?:dr|mr|mrs|ms|st|vs|e\.g|i\.e|approx|incl)\Z")
_END = re.compile(r"[.!?]{1,5}[\"')]{0,3}(?=[ \n]|\Z)|\n")
_QUOTE = re.compile(r"\"[^\"\n]{1,200}\"|(?<![a-z0-9])'[^'\"\n]{1,80}'(?![a-z0-9])")


class Sentences:
    """The parts of one text, found once and then asked by position."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def _ends(self) -> list[int]:
        return [
            match.end()
            for match in _END.finditer(self.text)
            if not (
                match[0] == "."
                and _SHORT.search(self.text, max(0, match.start() - 8), match.start())
            )
        ]

    @cached_property
    def _quotes(self) -> list[tuple[int, int]]:
        return [match.span() for match in _QUOTE.finditer(self.text)]

    def around(self, start: int, end: int) -> tuple[int, int]:
        """The sentence in which a part of the text begins; never shorter than that part."""
        index = bisect_right(self._ends, start)
        first = self._ends[index - 1] if index else 0
        last = self._ends[index] if index < len(self._ends) else len(self.text)
        return first, max(last, end)

    def quotation(self, start: int, end: int) -> tuple[int, int] | None:
        """The last quotation that a part of the text touches."""
        index = bisect_left(self._quotes, (end, end)) - 1
        if index >= 0 and start < self._quotes[index][1]:
            return self._quotes[index]
        return None
