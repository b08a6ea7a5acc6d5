"""The filters of a search page: sections in the order that patients need, with counts."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from directory.choices import FacetGroup
from directory.filters import ParsedSearch
from directory.search import Catalogue
from directory.search.catalogue import Value

from . import search_labels as labels

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

#: A group of its own beside those of the catalogue: it holds nothing but a number box.
YEARS = "min_years"

#: Where each group stands: what for, who, when, price, then what makes a visit possible.
SECTIONS: "tuple[tuple[str, _StrPromise, tuple[str, ...]], ...]" = (
    (
        "what-for",
        gettext_lazy("What for"),
        (
            FacetGroup.TECHNIQUE,
            FacetGroup.CONDITION,
            FacetGroup.INTENTION,
            FacetGroup.PRESSURE,
        ),
    ),
    (
        "who",
        gettext_lazy("Who"),
        (
            FacetGroup.VERIFIED,
            FacetGroup.CREDENTIAL,
            YEARS,
            FacetGroup.WORKS_WITH,
            FacetGroup.LANGUAGE,
            FacetGroup.GENDER,
        ),
    ),
    ("when", gettext_lazy("When"), (FacetGroup.ACCEPTING, FacetGroup.TIMES)),
    ("price", gettext_lazy("Price"), (FacetGroup.LENGTH, FacetGroup.PAYMENT)),
    (
        "access",
        gettext_lazy("Access and comfort"),
        (FacetGroup.SETTING, FacetGroup.ACCESS, FacetGroup.COMFORT),
    ),
)

#: Groups that stand open when the page is first seen; the others open once a value is chosen.
OPEN_GROUPS = (FacetGroup.TECHNIQUE, FacetGroup.CONDITION)

#: Groups of one yes, which need no fold around them.
SINGLE_GROUPS = (FacetGroup.VERIFIED, FacetGroup.ACCEPTING)

#: Groups in which a therapist can also say no, or nothing.
STATED_GROUPS = (FacetGroup.ACCESS, FacetGroup.COMFORT)


@dataclass(frozen=True)
class Option:
    """One filter value with the total that choosing it would give."""

    value: Value
    count: int
    is_chosen: bool


@dataclass(frozen=True)
class NumberBox:
    """A number to type; `value` is what was typed, wrong or right, `error` what is wrong."""

    name: str
    label: str
    value: str
    error: str = ""
    unit: str = ""
    is_money: bool = False


@dataclass(frozen=True)
class Group:
    """`note` says what was wrong with the address, `hint` how to read the group, and `chosen`
    what is chosen in it, for when it is closed."""

    name: str
    label: str
    options: list[Option]
    note: str
    is_open: bool
    hint: str = ""
    chosen: str = ""
    number: NumberBox | None = None
    is_single: bool = False


@dataclass(frozen=True)
class Section:
    name: str
    label: str
    groups: list[Group]


@dataclass(frozen=True)
class SearchFilters:
    """`typed` is what stands in the number boxes; `counts` has no entry where nothing ran."""

    parsed: ParsedSearch
    catalogue: Catalogue
    counts: Mapping[tuple[str, str], int]
    typed: Mapping[str, str]

    @cached_property
    def sections(self) -> list[Section]:
        """Groups that have something to choose or to say; a chosen value stays even at zero."""
        sections = [
            Section(name, str(label), [group for group in map(self._group, names) if _shown(group)])
            for name, label, names in SECTIONS
        ]
        return [section for section in sections if section.groups]

    @property
    def groups(self) -> list[Group]:
        return [group for section in self.sections for group in section.groups]

    def _group(self, name: str) -> Group:
        build: Callable[[], Group] | None = {
            YEARS: self._years,
            FacetGroup.LENGTH: self._length_and_price,
        }.get(name)
        return build() if build else self._facet(name)

    def _facet(
        self, name: str, label: str = "", number: NumberBox | None = None, said: str = ""
    ) -> Group:
        note = self.parsed.notes.get(name, "")
        chosen = labels.values(self.catalogue, self.parsed.query, name)
        if said:
            chosen.append(said)
        is_wrong = bool(note or (number and number.error))
        return Group(
            name=name,
            label=label or str(FacetGroup(name).label),
            options=self._options(name),
            note=note,
            is_open=name in OPEN_GROUPS or bool(chosen) or is_wrong,
            hint=_not_stated() if name in STATED_GROUPS else "",
            chosen=_(", ").join(chosen),
            number=number,
            is_single=name in SINGLE_GROUPS,
        )

    def _options(self, name: str) -> list[Option]:
        chosen = self.parsed.query.chosen.get(name, ())
        options = [
            Option(value, self.counts.get((name, value.slug), 0), value.slug in chosen)
            for value in self.catalogue.groups[name]
        ]
        return [option for option in options if option.count or option.is_chosen]

    def _length_and_price(self) -> Group:
        """One group, since a price says nothing without its length."""
        query = self.parsed.query
        label = _("Price at most, for %(minutes)s minutes") % {"minutes": labels.lengths(query)}
        limit = _("At most $%(dollars)d") % {"dollars": query.max_rate} if query.max_rate else ""
        number = self._number("max_rate", label, _("dollars"), is_money=True)
        return self._facet(FacetGroup.LENGTH, _("Session length and price"), number, limit)

    def _years(self) -> Group:
        number = self._number(YEARS, _("Years in practice, at least"), "")
        chosen = labels.least_years(self.parsed.query)
        is_open = bool(chosen or number.error)
        return Group(
            YEARS, _("Years in practice"), [], "", is_open, chosen=chosen, number=number
        )  # fmt: skip

    def _number(self, name: str, label: str, unit: str, *, is_money: bool = False) -> NumberBox:
        error = self.parsed.errors.get(name, "")
        return NumberBox(name, label, self.typed.get(name, ""), error, unit, is_money)


def _shown(group: Group) -> bool:
    return bool(group.options or group.note or group.number)


def _not_stated() -> str:
    return _(
        "Shows only those who said yes. The others said no, or have not said: "
        "“not stated” is not “no”."
    )
