"""The site's one search box: what was typed, and the answers that apps give to it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from . import fulltext, hooks

#: Longer texts are searched for by their first words.
MOST_CHARACTERS = 100
#: What is put back into the box at most: a crafted address must not blow up the page.
MOST_KEPT = 1_000
MOST_SINGLE_WORDS = 6

#: The order of the groups on the page; the apps register before it is known who comes first.
ORDER = ("articles", "guides", "glossary", "vocabulary", "claims", "therapists")

_UNREADABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\ufffd]+")

_NO_WORDS = fulltext.TextQuery()

#: A text in pieces; True marks a piece that is a word searched for.
Pieces = Sequence[tuple[str, bool]]


@dataclass(frozen=True, slots=True)
class SiteQuery:
    """`typed` is what goes back into the box, `words` what is searched for."""

    typed: str = ""
    words: str = ""
    text: fulltext.TextQuery = _NO_WORDS
    problem: str = ""

    @property
    def can_run(self) -> bool:
        return bool(self.text.terms)


@dataclass(frozen=True, slots=True)
class SearchLink:
    label: str
    url: str


@dataclass(frozen=True, slots=True)
class SearchHit:
    """One answer; `note` says in a few words what or where it is."""

    title: Pieces
    url: str
    summary: Pieces = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class SearchGroup:
    """The first hits of one kind, how many there are in all, and ways on from here.

    `shortcuts` lead to what was probably meant instead, such as therapists in a city of that name.
    """

    heading: str
    hits: Sequence[SearchHit] = ()
    total: int = 0
    links: Sequence[SearchLink] = ()
    shortcuts: Sequence[SearchLink] = ()


@dataclass(frozen=True, slots=True)
class SearchNotice:
    """Something that matters more than any hit. An emergency shows all emergency signs."""

    is_emergency: bool
    heading: str
    text: str
    lines: Sequence[str]
    link: SearchLink


@dataclass(frozen=True, slots=True)
class Answer:
    query: SiteQuery
    notices: Sequence[SearchNotice] = ()
    groups: Sequence[tuple[str, SearchGroup]] = ()
    shortcuts: Sequence[SearchLink] = ()
    suggestion: str = ""
    single_words: Sequence[str] = ()

    @property
    def total(self) -> int:
        return sum(group.total for _name, group in self.groups)


def read(raw: str) -> SiteQuery:
    """Any text at all gives a query; what could not be used of it is said in words."""
    kept = raw[:MOST_KEPT]
    typed = " ".join(_UNREADABLE.sub(" ", kept).split())
    words = _first_words(typed)
    text = fulltext.parse(words)
    if not text.terms:
        return SiteQuery(typed, words, text, _nothing_to_search_for() if raw.strip() else "")
    if len(words) < len(typed) or len(kept) < len(raw):
        problem = _("That is long. We searched for the beginning of it: “%(words)s”.")
        return SiteQuery(typed, words, text, problem % {"words": words})
    if _UNREADABLE.search(raw):
        return SiteQuery(typed, words, text, _("We left out a character that we cannot read."))
    return SiteQuery(typed, words, text)


def answer(query: SiteQuery) -> Answer:
    """Each app is asked once; only when none has anything, for a better spelling."""
    if not query.can_run:
        return Answer(query)
    notices = [notice for _name, find in hooks.search_notices for notice in find(query.words)]
    found = sorted(
        ((name, find(query)) for name, find in hooks.search_sources), key=lambda entry: _at(*entry)
    )
    groups = [(name, group) for name, group in found if group.total]
    return Answer(
        query=query,
        notices=notices,
        groups=groups,
        shortcuts=[link for _name, group in found for link in group.shortcuts],
        suggestion="" if groups else _suggestion(query.words),
        single_words=() if groups else _single_words(query.words),
    )


def _first_words(text: str) -> str:
    """As many whole words as are searched for; a single endless word is cut."""
    if len(text) <= MOST_CHARACTERS:
        return text
    return text[: MOST_CHARACTERS + 1].rpartition(" ")[0] or text[:MOST_CHARACTERS]


def _nothing_to_search_for() -> str:
    return _(
        "We found no word in this that we can search for. Try a plain English word, such as disc,"
        " deep tissue or a therapist’s name."
    )


def _at(name: str, group: SearchGroup) -> int:
    return ORDER.index(name) if name in ORDER else len(ORDER)


def _suggestion(words: str) -> str:
    """The first better spelling that an app knows."""
    return next((better for _name, find in hooks.search_suggestions if (better := find(words))), "")


def _single_words(words: str) -> list[str]:
    """The words that could be tried alone, where more than one was asked for."""
    single = list(dict.fromkeys(word for word in words.split() if fulltext.parse(word).terms))
    return single[:MOST_SINGLE_WORDS] if len(single) > 1 else []
