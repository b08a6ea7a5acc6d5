"""Up to four therapists side by side: a row for each thing that a patient compares."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Self

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from directory import formatting, shortlist
from directory.models import AccessFeature, ComfortFeature, Therapist
from directory.plan_cost import plan_cost
from directory.vetting import QUESTIONS, Question

from . import hourly, stated_facts
from .chosen import Chosen
from .plan_cost import summary
from .profile import ProfilePage
from .short_answers import Line, short_answer

#: More columns than these cannot be read beside each other, fewer compare nothing.
MOST = 4
LEAST = 2


@dataclass(frozen=True)
class Cell:
    """What one therapist says in one row; `missing` stands there when `lines` is empty."""

    name: str
    lines: list[Line]
    missing: str


@dataclass(frozen=True)
class Row:
    """`key` is that of the question, empty for other facts."""

    heading: str
    cells: list[Cell]
    key: str = ""
    note: str = ""

    @property
    def is_same(self) -> bool:
        """All say something, and all say the same."""
        said = [cell.lines for cell in self.cells]
        return len(said) > 1 and all(lines and lines == said[0] for lines in said)


@dataclass(frozen=True)
class Section:
    heading: str
    rows: list[Row]
    note: str = ""


@dataclass(frozen=True)
class Column:
    name: str
    url: str
    remove_url: str
    is_demo: bool


@dataclass(frozen=True)
class FactNames:
    """What a profile may state about access and comfort, in the order of the vocabulary."""

    access: tuple[str, ...]
    comfort: tuple[str, ...]

    @classmethod
    def load(cls) -> Self:
        active = (
            model._default_manager.filter(is_active=True).values_list("name", flat=True)
            for model in (AccessFeature, ComfortFeature)
        )
        return cls(*(tuple(names) for names in active))


@dataclass(frozen=True)
class Comparison:
    """Therapists loaded `with_answers()`, in words; it asks the database for nothing."""

    chosen: Chosen
    fact_names: FactNames
    today: date

    @cached_property
    def profiles(self) -> list[ProfilePage]:
        return [ProfilePage(one, self.today) for one in self.chosen.therapists]

    @property
    def title(self) -> str:
        names = [one.name for one in self.chosen.therapists]
        if not names:
            return _("Compare therapists: nobody is chosen yet")
        if len(names) < LEAST:
            return _("Compare %(name)s with others") % {"name": names[0]}
        first, last = _(", ").join(names[:-1]), names[-1]
        return _("Compare %(first)s and %(last)s") % {"first": first, "last": last}

    @property
    def has_enough(self) -> bool:
        return len(self.profiles) >= LEAST

    @property
    def span(self) -> int:
        """How many columns the table has, that of the headings included."""
        return len(self.profiles) + 1

    @property
    def search_url(self) -> str:
        return shortlist.address(reverse("directory:therapist-list"), self.chosen.slugs)

    @property
    def shortlist_url(self) -> str:
        return shortlist.address(reverse("directory:shortlist"), self.chosen.slugs)

    @property
    def worksheet_url(self) -> str:
        slugs = [one.slug for one in self.chosen.therapists]
        return shortlist.address(reverse("directory:worksheet"), slugs)

    @cached_property
    def columns(self) -> list[Column]:
        return [self._column(one) for one in self.chosen.therapists]

    def _column(self, therapist: Therapist) -> Column:
        slugs = self.chosen.slugs
        return Column(
            name=therapist.name,
            url=shortlist.address(therapist.get_absolute_url(), slugs),
            remove_url=shortlist.address(
                reverse("directory:compare"), shortlist.without(slugs, therapist.slug)
            ),
            is_demo=therapist.is_demo,
        )

    @cached_property
    def sections(self) -> list[Section]:
        names = self.fact_names
        return [
            Section(_("First of all"), self._first_rows()),
            Section(_("The six questions"), [self._question(one) for one in QUESTIONS]),
            self._facts(_("Access"), names.access, stated_facts.access),
            self._facts(_("Comfort"), names.comfort, stated_facts.comfort),
            Section(_("Cost"), [self._price_per_hour(), self._plan_cost()]),
        ]

    def _row(
        self, heading: str, lines: Callable[[ProfilePage], Iterable[Line]], note: str = ""
    ) -> Row:
        missing = _("Not stated")
        cells = [Cell(one.therapist.name, list(lines(one)), missing) for one in self.profiles]
        return Row(heading, cells, note=note)

    def _first_rows(self) -> list[Row]:
        return [
            self._row(_("New clients"), _availability),
            self._row(_("Place"), _places),
            self._row(_("Phone"), _phone),
        ]

    def _question(self, question: Question) -> Row:
        missing = _("Not answered yet")
        cells = [
            Cell(one.therapist.name, short_answer(question, one), missing) for one in self.profiles
        ]
        return Row(str(question.wording), cells, question.key)

    def _facts(
        self,
        heading: str,
        names: Sequence[str],
        stated: Callable[[ProfilePage], stated_facts.Facts],
    ) -> Section:
        """A row for each fact that somebody states; the others are named in one sentence."""
        facts = {id(one): stated(one) for one in self.profiles}
        known = [name for name in names if any(name in one for one in facts.values())]
        silent = [name.lower() for name in names if name not in known]
        rows = [
            self._row(name, partial(lambda name, one: facts[id(one)].get(name, []), name))
            for name in known
        ]
        note = _("Nobody here states these: %(names)s.") % {"names": _(", ").join(silent)}
        return Section(heading, rows, note if silent else "")

    def _price_per_hour(self) -> Row:
        prices = [_prices(one) for one in self.profiles]
        shared = hourly.comparable_length(prices)
        note = ""
        if shared and self.has_enough:
            note = _("Worked out from the price of %(minutes)d minutes.") % {"minutes": shared}
        elif not shared and any(prices):
            note = _("No length is offered by all, so the lengths differ.")
        return self._row(_("Price per hour"), partial(_hourly, shared), note)

    def _plan_cost(self) -> Row:
        return self._row(_("Cost of the whole plan"), _plan)


def _availability(profile: ProfilePage) -> Iterable[Line]:
    now = profile.availability
    yield Line(now.text, now.tone)
    if now.detail:
        yield Line(now.detail)


def _places(profile: ProfilePage) -> Iterable[Line]:
    for place in profile.locations:
        yield Line(f"{place.area}: {place.get_setting_display()}")


def _phone(profile: ProfilePage) -> Iterable[Line]:
    if profile.phone:
        yield Line(profile.phone, url=f"tel:{profile.therapist.phone}")


def _prices(profile: ProfilePage) -> dict[int, int]:
    return {rate.minutes: rate.price_cents for rate in profile.therapist.rates.all()}


def _hourly(shared: int | None, profile: ProfilePage) -> Iterable[Line]:
    prices = _prices(profile)
    minutes = shared or hourly.nearest_an_hour(set(prices))
    if minutes is None or minutes not in prices:
        return
    yield Line(formatting.dollars(hourly.per_hour(prices[minutes], minutes)))
    if minutes != hourly.HOUR:
        price = formatting.dollars(prices[minutes])
        yield Line(_("%(price)s for %(minutes)d minutes") % {"price": price, "minutes": minutes})


def _plan(profile: ProfilePage) -> Iterable[Line]:
    cost = plan_cost(profile.therapist, profile.today)
    if cost is not None:
        yield Line(f"{summary(cost)}.")
    if profile.cost and profile.cost.until_review:
        yield Line(profile.cost.until_review)
