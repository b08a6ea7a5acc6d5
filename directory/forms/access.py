"""Access to each place, and comfort in a session: yes, no, or not stated."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django import forms
from django.forms import BoundField
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from directory.editing.content import Section
from directory.formatting import area
from directory.models import AccessFeature, ComfortFeature, Term

from .base import SectionForm
from .fields import OneOfField

ANSWERS = (
    ("yes", gettext_lazy("Yes")),
    ("no", gettext_lazy("No")),
    ("", gettext_lazy("Not stated")),
)
MEANINGS = {"yes": True, "no": False}
WORDS = {meaning: word for word, meaning in MEANINGS.items()}


@dataclass(frozen=True)
class Group:
    """The questions about one place, or about sessions everywhere."""

    title: str
    fields: list[BoundField]


class AccessForm(SectionForm):
    """One question for each feature, and for each place of the document anew."""

    def prepare(self) -> None:
        self._groups: list[tuple[str, dict[str, str]]] = []
        comfort = self._ask("comfort", "", ComfortFeature, self.current["comfort"])
        self._groups.append((_("In a session"), comfort))
        for place in self._places:
            facts = self.current["places"].get(place["key"], {})
            # Read one by one, questions about several places must say which place is meant.
            where = _title(place) if len(self._places) > 1 else ""
            names = self._ask(f"place-{place['key']}", where, AccessFeature, facts)
            self._groups.append((_("At %(place)s") % {"place": _title(place)}, names))

    @property
    def groups(self) -> list[Group]:
        return [
            Group(title, [self[name] for name in names.values()]) for title, names in self._groups
        ]

    def values(self) -> Section:
        comfort, *places = (self._facts(names) for _title, names in self._groups)
        keys = [place["key"] for place in self._places]
        return {"comfort": comfort, "places": dict(zip(keys, places, strict=True))}

    @property
    def _places(self) -> list[Section]:
        places: list[Section] = self.scope.content["place"]["locations"]
        return places

    def _ask(
        self, group: str, where: str, model: type[Term], facts: Mapping[str, bool]
    ) -> dict[str, str]:
        """Add the questions of a group; gives their names by their features."""
        names = {}
        for term in _asked(self.scope.terms(model), facts):
            names[term.slug] = f"{group}-{term.slug}"
            self.fields[names[term.slug]] = OneOfField(
                label=f"{term.name} ({where})" if where else term.name,
                # Help is shown as it is, since it is written in code; this one is not.
                help_text=escape(term.definition),
                choices=ANSWERS,
                required=False,
                initial=WORDS[facts[term.slug]] if term.slug in facts else "",
                widget=forms.RadioSelect,
            )
        return names

    def _facts(self, names: Mapping[str, str]) -> dict[str, bool]:
        answers = {slug: self.cleaned_data[name] for slug, name in names.items()}
        return {slug: MEANINGS[word] for slug, word in answers.items() if word}


def _asked(terms: Iterable[Term], facts: Mapping[str, bool]) -> list[Term]:
    return [term for term in terms if term.is_active or term.slug in facts]


def _title(place: Section) -> str:
    where = area(place["neighborhood"], place["city"], place["state"])
    return f"{place['practice_name']}, {where}" if place["practice_name"] else where
