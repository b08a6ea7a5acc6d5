"""The words of this site in plain English, kept as data beside the code."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import Any

from django.urls import reverse

from directory.models import Condition, Technique

from .data_files import read_data


@dataclass(frozen=True)
class GlossaryTerm:
    """A word and what it means; `technique`, `condition` and `article` are slugs, or empty."""

    slug: str
    name: str
    definition: str
    also: tuple[str, ...] = ()
    technique: str = ""
    condition: str = ""
    article: str = ""
    is_warning: bool = False

    @property
    def url(self) -> str:
        return f"{reverse('articles:glossary')}#{self.slug}"


@dataclass(frozen=True)
class Entry:
    """One line of the list; `url` is set where the word has a page of its own."""

    name: str
    definition: str
    anchor: str = ""
    url: str = ""
    also: tuple[str, ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    is_warning: bool = False


@dataclass(frozen=True)
class Letter:
    letter: str
    entries: tuple[Entry, ...]

    @property
    def anchor(self) -> str:
        return f"letter-{self.letter.lower()}"


@cache
def glossary() -> tuple[GlossaryTerm, ...]:
    """Read once per process: the file is part of the code."""
    return tuple(_term(entry) for entry in read_data("glossary"))


def linked_articles() -> frozenset[str]:
    """The slugs of all articles that a definition leads to."""
    return frozenset(term.article for term in glossary() if term.article)


def letters(
    techniques: Iterable[Technique], conditions: Iterable[Condition], titles: Mapping[str, str]
) -> list[Letter]:
    """All words from A to Z. `titles` names the articles that can be read, by slug.

    Techniques and conditions stand among the words, each leading to its own page.
    """
    pages: dict[tuple[str, str], Technique | Condition] = {
        **{("technique", term.slug): term for term in techniques},
        **{("condition", term.slug): term for term in conditions},
    }
    entries = [_entry(term, pages, titles) for term in glossary()]
    entries += [
        Entry(name=term.name, definition=term.definition, url=_page(*key))
        for key, term in pages.items()
    ]
    entries.sort(key=lambda entry: entry.name.casefold())
    return [
        Letter(letter, tuple(group))
        for letter, group in groupby(entries, key=lambda entry: entry.name[:1].upper())
    ]


def _entry(
    term: GlossaryTerm,
    pages: Mapping[tuple[str, str], Technique | Condition],
    titles: Mapping[str, str],
) -> Entry:
    """Only what can be read is linked: a term may be switched off, an article a draft."""
    keys = (("technique", term.technique), ("condition", term.condition))
    links = [(pages[key].name, _page(*key)) for key in keys if key in pages]
    if term.article in titles:
        url = reverse("articles:article-detail", kwargs={"slug": term.article})
        links.append((titles[term.article], url))
    return Entry(
        name=term.name,
        definition=term.definition,
        anchor=term.slug,
        also=term.also,
        links=tuple(links),
        is_warning=term.is_warning,
    )


def _page(kind: str, slug: str) -> str:
    return reverse(f"articles:{kind}-detail", kwargs={"slug": slug})


def _term(entry: dict[str, Any]) -> GlossaryTerm:
    fields = {**entry, "name": entry["term"], "also": tuple(entry.get("also", ()))}
    return GlossaryTerm(**{key: value for key, value in fields.items() if key != "term"})
