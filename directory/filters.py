"""Parses and validates the parameters of a search; it renders nothing and touches no row."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from .choices import FacetGroup
from .models import Therapist
from .places import PlaceAnswer, resolve
from .search import Catalogue, SearchQuery
from .search.query import DEFAULT_MILES, LONGEST_WORDS, RADII_MILES

#: More values than any group has; the rest of a crafted address is not read.
MOST_VALUES = 40
HIGHEST_RATE = 1000
MOST_YEARS = 60


class SlugListField(forms.MultipleChoiceField):
    """Any number of short words; whether the vocabulary has them is said later, not refused."""

    widget = forms.MultipleHiddenInput

    def validate(self, value: Any) -> None:
        """Every word is let through: an unknown one must not cost the visitor the others."""

    def to_python(self, value: Any) -> list[str]:
        words = [word[:60] for word in super().to_python(value)[:MOST_VALUES]]
        return list(dict.fromkeys(word for word in words if word and "\x00" not in word))


class SlugListFilter(django_filters.Filter):
    field_class = SlugListField


class WholeNumberFilter(django_filters.Filter):
    field_class = forms.IntegerField


class RadiusFilter(django_filters.Filter):
    field_class = forms.TypedChoiceField


class TherapistFilter(django_filters.FilterSet):
    """The parameters of the URL contract; `form.cleaned_data` holds those that are valid."""

    near = django_filters.CharFilter(
        max_length=100,
        strip=True,
        error_messages={
            "max_length": gettext_lazy("That is too long for a place. Try a ZIP code or a city."),
        },
    )
    q = django_filters.CharFilter(
        max_length=LONGEST_WORDS,
        strip=True,
        error_messages={
            "max_length": gettext_lazy("That is too long. Try a few words, such as piriformis."),
        },
    )
    miles = RadiusFilter(
        choices=[(str(miles), str(miles)) for miles in RADII_MILES],
        coerce=int,
        empty_value=DEFAULT_MILES,
        error_messages={
            "invalid_choice": gettext_lazy(
                "Choose 5, 10, 25, 50 or 100 miles. We searched within 25 miles."
            )
        },
    )
    max_rate = WholeNumberFilter(
        min_value=1,
        max_value=HIGHEST_RATE,
        error_messages={
            "invalid": gettext_lazy("Enter a price in whole dollars, such as 90."),
            "min_value": gettext_lazy("Enter a price of at least 1 dollar."),
            "max_value": gettext_lazy("Enter a price of at most 1000 dollars."),
        },
    )
    min_years = WholeNumberFilter(
        min_value=0,
        max_value=MOST_YEARS,
        error_messages={
            "invalid": gettext_lazy("Enter a number of years, such as 5."),
            "min_value": gettext_lazy("Enter 0 years or more."),
            "max_value": gettext_lazy("Enter at most 60 years."),
        },
    )
    sort = django_filters.CharFilter(max_length=20)

    class Meta:
        model = Therapist
        fields: list[str] = []


for _group in FacetGroup.values:
    TherapistFilter.base_filters[_group] = SlugListFilter()


@cache
def _fields() -> dict[str, forms.Field]:
    """The fields of the filter set, made once: a filter set makes its form anew per instance."""
    form = TherapistFilter(queryset=Therapist.objects.none()).form
    return dict(form.fields)


@dataclass(frozen=True)
class ParsedSearch:
    """A query that can be run, and what has to be said about the words it came from.

    `near` and `q` are what was typed, right or wrong; `errors` and `notes` are by parameter name;
    `answer` is what became of the place, and is `None` when no place was asked for.
    """

    query: SearchQuery
    near: str = ""
    q: str = ""
    answer: PlaceAnswer | None = None
    errors: dict[str, str] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)

    @property
    def can_run(self) -> bool:
        """Not when a place was asked for that is unknown or could be several."""
        if "near" in self.errors:
            return False
        return self.answer is None or self.answer.place is not None


def parse(data: QueryDict, catalogue: Catalogue) -> ParsedSearch:
    """Read the parameters, with one query for the place; what is wrong is said and left out."""
    valid, errors = _cleaned(data)
    near = valid.get("near") or ""
    answer = resolve(near) if near else None
    chosen, notes = _known_values(valid, catalogue)
    query = SearchQuery(
        place=answer.place if answer else None,
        miles=valid.get("miles") or DEFAULT_MILES,
        q=valid.get("q") or "",
        chosen=chosen,
        max_rate=valid.get("max_rate"),
        min_years=valid.get("min_years") or None,
        sort=valid.get("sort") or "",
        page=data.get("page", "1"),
    )
    if query.q and not query.text.terms:
        notes["q"] = _(
            "Those words are too common to search for, so we left them out. Try others, such as"
            " piriformis."
        )
    typed = {name: data.get(name, "").replace("\x00", "")[:LONGEST_WORDS] for name in ("near", "q")}
    return ParsedSearch(query, near or typed["near"], query.q or typed["q"], answer, errors, notes)


def _cleaned(data: QueryDict) -> tuple[dict[str, Any], dict[str, str]]:
    """Valid values and messages, by name, of the parameters that are there.

    Each field cleans its own: a form would copy all of its twenty fields for every search.
    """
    valid: dict[str, Any] = {}
    errors: dict[str, str] = {}
    for name, one in _fields().items():
        if name in data:
            try:
                valid[name] = one.clean(one.widget.value_from_datadict(data, {}, name))
            except ValidationError as problem:
                errors[name] = _message(problem.error_list[0])
    return valid, errors


def _message(problem: ValidationError) -> str:
    """The message of a field, in words for people where Django's own are for developers."""
    if problem.code == "null_characters_not_allowed":
        return _("That has a character that we cannot read. Please type it again.")
    return str(problem.messages[0])


def _known_values(
    valid: dict[str, Any], catalogue: Catalogue
) -> tuple[dict[str, tuple[str, ...]], dict[str, str]]:
    chosen: dict[str, tuple[str, ...]] = {}
    notes: dict[str, str] = {}
    for group in FacetGroup.values:
        slugs: list[str] = valid.get(group) or []
        known = tuple(slug for slug in slugs if catalogue.find(group, slug))
        unknown = [slug for slug in slugs if slug not in known]
        if known:
            chosen[group] = known
        if unknown:
            notes[group] = _unknown_note(unknown)
    return chosen, notes


def _unknown_note(slugs: Iterable[str]) -> str:
    names = list(slugs)
    return ngettext(
        "We do not know “%(names)s”, so we left it out.",
        "We do not know these, so we left them out: %(names)s.",
        len(names),
    ) % {"names": _(", ").join(names)}
