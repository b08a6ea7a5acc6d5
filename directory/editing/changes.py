"""Says in words what a document holds, and what is different in another one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Literal

from django.utils.translation import gettext as _

from directory.vetting import BY_KEY
from sciatica_site.diffs import Piece, word_diff

from .content import Content
from .vocabulary import Vocabulary
from .words import Fact, Group, groups

Kind = Literal["added", "removed", "changed"]


@dataclass(frozen=True)
class Line:
    label: str
    text: str


@dataclass(frozen=True)
class PageWords:
    """What one page of the editor says; never without a line."""

    page_key: str
    title: str
    lines: list[Line]


@dataclass(frozen=True)
class Change:
    """`before` is empty for what was added, `after` for what was removed; `pieces` shows word by
    word what changed in a longer text and is empty for all else."""

    page_key: str
    title: str
    label: str
    kind: Kind
    before: str
    after: str
    pieces: list[Piece] = field(default_factory=list)


def page_of(group: Group) -> str:
    """The editor asks for name and place on one page."""
    return "place" if group.section == "about" else group.section


def section_of(group: Group) -> str:
    """For those who look at what somebody says of themselves apart from where they work."""
    return group.section


def describe(
    content: Content,
    words: Vocabulary | None = None,
    *,
    under: Callable[[Group], str] = page_of,
) -> list[PageWords]:
    """All that is stated, page by page; who asks often brings the `words` along. `under` says on
    which page a group stands."""
    return [
        PageWords(key, page_title(key), lines)
        for key, found in groupby(groups(content, words or Vocabulary()), key=under)
        if (lines := [Line(*told) for group in found for told in _told(group, group.facts)])
    ]


def between(
    before: Content,
    after: Content,
    words: Vocabulary | None = None,
    *,
    under: Callable[[Group], str] = page_of,
) -> list[Change]:
    """What has to change in the first document to get the second; empty if both say the same."""
    words = words or Vocabulary()
    pairs = zip(groups(before, words), groups(after, words), strict=True)
    return [
        replace(change, page_key=key, title=page_title(key))
        for old, new in pairs
        for key in [under(new)]
        for change in _changes(old, new)
    ]


def page_title(key: str) -> str:
    if key == "about":
        return _("About the therapist")
    if key == "place":
        return _("Place and contact")
    if key == "access":
        return _("Access and comfort")
    if key == "availability":
        return _("New clients and hours")
    return str(BY_KEY[key].short)


def _told(group: Group, facts: list[Fact]) -> list[tuple[str, str]]:
    """Some facts of a group, each with its label."""
    if group.are_words:
        return [(group.label, _together(facts))] if facts else []
    return [(fact.label, fact.text) for fact in facts]


def _together(facts: Iterable[Fact]) -> str:
    return ", ".join(fact.name for fact in facts)


def _changes(old: Group, new: Group) -> Iterator[Change]:
    before = {fact.key: fact for fact in old.facts}
    after = {fact.key: fact for fact in new.facts}
    added = [fact for fact in new.facts if fact.key not in before]
    removed = [fact for fact in old.facts if fact.key not in after]
    for key, fact in after.items():
        if key in before and before[key].value != fact.value:
            yield _changed(new, before[key], fact)
    for label, text in _told(new, added):
        yield _change(new, label, "added", "", text)
    for label, text in _told(new, removed):
        yield _change(new, label, "removed", text, "")
    yield from _reordered(new, before, after)


def _changed(group: Group, old: Fact, new: Fact) -> Change:
    before, after = old.text, new.anew or new.text
    if old.label != new.label:
        before, after = f"{old.label}: {before}", f"{new.label}: {after}"
    pieces = word_diff(before, after) if new.is_prose else []
    return _change(group, new.label, "changed", before, after, pieces)


def _reordered(group: Group, before: dict[str, Fact], after: dict[str, Fact]) -> Iterator[Change]:
    """Facts that stay, but one before another that it followed."""
    stayed = [before[key] for key in before if key in after]
    now = [after[key] for key in after if key in before]
    if group.has_order and [fact.key for fact in stayed] != [fact.key for fact in now]:
        label = _("%(what)s: order") % {"what": group.label}
        yield _change(group, label, "changed", _together(stayed), _together(now))


def _change(
    group: Group, label: str, kind: Kind, before: str, after: str, pieces: list[Piece] | None = None
) -> Change:
    key = page_of(group)
    return Change(key, page_title(key), label, kind, before, after, pieces or [])
