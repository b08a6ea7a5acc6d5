"""How often a profile was seen, as words, a table and two drawn charts."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from directory.statistics import LEAST_TOLD, Count, Statistics, Week

#: The drawing, in its own units: wide enough for 12 bars with a number above each.
WIDTH = 360
HEIGHT = 150
BASE = 124
TOP = 20
#: Of a week's share of the width, what its bar takes.
BAR = 20
#: The height of a bar that stands for "fewer than 5", always the same.
VAGUE = 5


@dataclass(frozen=True)
class Bar:
    """`label` stands above it, `middle` is where; a bar of nothing has no height."""

    x: int
    y: int
    width: int
    height: int
    middle: int
    label: str
    is_vague: bool


@dataclass(frozen=True)
class Chart:
    """One drawing; `first` and `last` name the weeks at its ends, `summary` tells it in words."""

    key: str
    title: str
    summary: str
    bars: tuple[Bar, ...]
    first: str
    last: str
    width: int = WIDTH
    height: int = HEIGHT
    base: int = BASE


@dataclass(frozen=True)
class WeekRow:
    name: str
    views: str
    listed: str


@dataclass(frozen=True)
class StatisticsPage:
    statistics: Statistics

    @property
    def is_empty(self) -> bool:
        return self.statistics.is_empty

    @property
    def totals(self) -> list[tuple[str, str]]:
        return [
            (_("Your profile was opened"), _times(self.statistics.views)),
            (_("You stood in a list of results"), _times(self.statistics.listed)),
        ]

    @property
    def rows(self) -> list[WeekRow]:
        """The newest week first, as people look for it."""
        return [
            WeekRow(_week(week), _number(week.views), _number(week.listed))
            for week in reversed(self.statistics.weeks)
        ]

    @cached_property
    def charts(self) -> list[Chart]:
        return [
            self._chart("views", _("Profile opened, by week"), lambda week: week.views),
            self._chart("listed", _("Shown in a list, by week"), lambda week: week.listed),
        ]

    def _chart(self, key: str, title: str, count_of: Callable[[Week], Count]) -> Chart:
        weeks = self.statistics.weeks
        counts = [count_of(week) for week in weeks]
        return Chart(
            key,
            title,
            _summary(weeks, counts),
            tuple(_bars(counts)),
            _day(weeks[0]),
            _day(weeks[-1]),
        )


def _bars(counts: Sequence[Count]) -> list[Bar]:
    share = WIDTH // len(counts)
    most = max([LEAST_TOLD, *(count.number or 0 for count in counts)])
    bars = []
    for at, count in enumerate(counts):
        height = VAGUE if count.number is None else round((BASE - TOP) * count.number / most)
        if count.number:  # never lower than what is vague
            height = max(height, VAGUE)
        x = at * share + (share - BAR) // 2
        label = f"{count.number:,}" if count.number else ""
        bars.append(Bar(x, BASE - height, BAR, height, x + BAR // 2, label, count.is_vague))
    return bars


def _summary(weeks: Sequence[Week], counts: Sequence[Count]) -> str:
    """What somebody sees at a glance, for those who do not see."""
    told = [(count.number or 0, week) for count, week in zip(counts, weeks, strict=True)]
    most, week = max(told, key=lambda pair: pair[0])
    if not most:
        return _("12 bars, one for each week. No week has 5 or more.")
    return _("12 bars, one for each week. The most are %(most)s, in the week of %(day)s.") % {
        "most": f"{most:,}",
        "day": _day(week),
    }


def _number(count: Count) -> str:
    if count.number is None:
        return _("fewer than %(least)d") % {"least": LEAST_TOLD}
    return f"{count.number:,}"


def _times(count: Count) -> str:
    if count.number == 0:
        return _("not once")
    return _("%(number)s times") % {"number": _number(count)}


def _week(week: Week) -> str:
    if not week.is_over and week.first_day == week.last_day:
        return _("%(day)s, so far") % {"day": _day(week)}
    name = _("%(first)s to %(last)s") % {
        "first": _day(week),
        "last": date_format(week.last_day, "M j"),
    }
    return name if week.is_over else _("%(week)s, so far") % {"week": name}


def _day(week: Week) -> str:
    return date_format(week.first_day, "M j")
