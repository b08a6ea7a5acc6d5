"""What the page of numbers in the admin shows: groups, tables, and a drawn bar for each row."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from . import hooks
from .hooks import FigureGroup, FigureTable

#: Of a drawing, in its own units: one row below the other, each name above its bar. So long names
#: have room on a phone as well.
WIDTH = 360
ROW = 38
BAR = 14
NUMBERS = 50
#: Rows that are drawn; the table beside has them all.
MOST_DRAWN = 20


@dataclass(frozen=True)
class Bar:
    """`name_y` and `number_y` are where the lines of writing stand."""

    name: str
    number: str
    name_y: int
    y: int
    number_y: int
    width: int

    @property
    def end(self) -> int:
        """Where its number begins."""
        return self.width + 6


@dataclass(frozen=True)
class Drawing:
    """The longest bar is the largest number; each has a width of at least one unit."""

    table: FigureTable

    @cached_property
    def bars(self) -> list[Bar]:
        rows = self.table.rows[:MOST_DRAWN]
        numbers = [int(row[-1]) for row in rows]
        most = max(numbers, default=0)
        room = WIDTH - NUMBERS
        return [
            Bar(
                " · ".join(str(value) for value in row[:-1]),
                f"{number:,}",
                name_y=at * ROW + 12,
                y=at * ROW + 17,
                number_y=at * ROW + 29,
                width=max(1, round(room * number / most)) if number else 0,
            )
            for at, (row, number) in enumerate(zip(rows, numbers, strict=True))
        ]

    @property
    def is_cut(self) -> bool:
        return len(self.table.rows) > MOST_DRAWN

    @property
    def height(self) -> int:
        return ROW * len(self.bars)

    width: int = WIDTH
    bar: int = BAR


@dataclass(frozen=True)
class FiguresPage:
    today: date

    @cached_property
    def groups(self) -> list[FigureGroup]:
        return [count(self.today) for _name, count in hooks.figures]

    @cached_property
    def drawings(self) -> list[Drawing]:
        return [Drawing(count(self.today)) for _name, count in hooks.figure_tables]
