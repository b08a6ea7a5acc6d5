"""Reads a document aloud: each fact of it with its label and its value in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from directory.models import AccessFeature, ComfortFeature, SessionPhase, SessionPlan, Therapist
from directory.presenters import plan_cost

from .content import PARTS, Content, Part, Section
from .sentences import LABELS, ROWS, place_name, sentence
from .vocabulary import Vocabulary

#: Shorter texts are compared as a whole: of a name or an address no word means much alone.
SHORTEST_PROSE = 200


@dataclass(frozen=True)
class Fact:
    """`key` is what it is matched by in another document, `value` what is compared.

    `name` is what to call it in a list; `anew` how it reads where it takes another one's place.
    """

    key: str
    label: str
    value: Any
    text: str
    name: str = ""
    is_prose: bool = False
    anew: str = ""


@dataclass(frozen=True)
class Group:
    """Facts of one kind; `are_words` for words chosen from a list, which are told together."""

    section: str
    label: str
    facts: list[Fact]
    are_words: bool = False
    has_order: bool = True


def groups(content: Content, words: Vocabulary) -> Iterator[Group]:
    """Always the same groups in the same order: those of the editor."""
    for part in PARTS:
        section = content.get(part.key, {})
        yield from _fields(part.key, Therapist, part.fields, section)
        yield from _chosen(part, section, words)
        if part.key == "about":
            yield _photo(section)
        for rows in part.rows:
            yield Group(part.key, str(LABELS[rows.name]()), _rows(rows.name, section, words))
        if part.key == "approach":
            yield from _plan(content.get("sessions", {}))
    yield from _access(content, words)


def is_stated(value: Any) -> bool:
    return value is not None and value != "" and value != []


def _fields(
    section_key: str, model: type[models.Model], names: Sequence[str], section: Section
) -> Iterator[Group]:
    for name in names:
        field: Any = model._meta.get_field(name)
        label = capfirst(str(field.verbose_name))
        value = section.get(name)
        facts = []
        if is_stated(value):
            text = str(dict(field.flatchoices).get(value, value))
            facts.append(Fact(name, label, value, text, label, _is_prose(field)))
        yield Group(section_key, label, facts)


def _is_prose(field: Any) -> bool:
    if field.flatchoices or isinstance(field, models.URLField):
        return False
    return isinstance(field, models.CharField | models.TextField) and (
        (field.max_length or 0) >= SHORTEST_PROSE
    )


def _chosen(part: Part, section: Section, words: Vocabulary) -> Iterator[Group]:
    for name, model in part.links.items():
        field: Any = Therapist._meta.get_field(name)
        label = capfirst(str(field.verbose_name))
        yield Group(
            part.key,
            label,
            [
                Fact(key, label, slug, text := words.name(model, slug), text)
                for key, slug in _keyed(section.get(name, []), str)
            ],
            are_words=True,
        )


def _photo(section: Section) -> Group:
    token, label = section.get("photo"), _("Photo")
    facts = [Fact("photo", label, token, _("A photo"), label, anew=_("Another photo"))]
    return Group("about", label, facts if token else [])


def _keyed(values: Iterable[Any], key: Callable[[Any], str]) -> Iterator[tuple[str, Any]]:
    """Each value with a key that is its own, even where two say the same."""
    seen: Counter[str] = Counter()
    for value in values:
        name = key(value)
        seen[name] += 1
        yield f"{name}:{seen[name]}", value


def _rows(name: str, section: Section, words: Vocabulary) -> list[Fact]:
    key, tell = ROWS[name]
    facts = []
    for number, row in _keyed(section.get(name, []), lambda row: str(row.get(key, ""))):
        title, text = tell(row, words)
        stated = {name: value for name, value in row.items() if is_stated(value)}
        label = str(_("Place")) if name == "locations" else title
        facts.append(Fact(number, label, stated, text, title, is_prose=True))
    return facts


def _plan(section: Section) -> Iterator[Group]:
    names = ("first_course", "review_after", "stop_rule", "note")
    label, phases = _("Sessions"), section.get("phases", [])
    # Told as a whole: a run of sessions means little without the one before it.
    text = _(", then ").join(plan_cost.phase(SessionPhase(**row)) for row in phases)
    facts = [Fact("phases", label, phases, sentence([text]), label, is_prose=True)]
    yield Group("sessions", label, facts if phases else [])
    yield from _fields("sessions", SessionPlan, names, section)


def _access(content: Content, words: Vocabulary) -> Iterator[Group]:
    section = content.get("access", {})
    comfort = [
        _answer(slug, words.name(ComfortFeature, slug), is_available)
        for slug, is_available in section.get("comfort", {}).items()
    ]
    yield _by_label("access", _("Comfort"), comfort)
    places = {row.get("key"): row for row in content.get("place", {}).get("locations", [])}
    facts = []
    for key, features in section.get("places", {}).items():
        place = place_name(places[key]) if key in places else _("a place that is not listed")
        for slug, is_available in features.items():
            name = words.name(AccessFeature, slug)
            label = _("%(feature)s (%(place)s)") % {"feature": name, "place": place}
            facts.append(_answer(f"{key}:{slug}", label, is_available))
    yield _by_label("access", _("Access"), facts)


def _answer(key: str, label: str, is_available: Any) -> Fact:
    return Fact(key, label, is_available, _("Yes") if is_available else _("No"), label)


def _by_label(section: str, label: str, facts: list[Fact]) -> Group:
    """The document keeps these by key, and a database may give keys back in any order."""
    return Group(section, label, sorted(facts, key=lambda fact: fact.label), has_order=False)
