"""Suggests a better spelling from the site's own vocabulary, when a search has found nobody."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from itertools import pairwise

from django.apps import apps
from django.db import connection

from directory.models import Term
from sciatica_site.fulltext import fold, terms, words
from sciatica_site.fulltext.synonyms import SYNONYMS

#: How alike two words must be, from 0 to 1. Of a short word one letter may be wrong, but not the
#: first: short words are alike by chance.
ALIKE = 0.78
ALIKE_IF_SHORT = 0.75
LONGEST_SHORT = 5
SHORTEST = 4
#: Longer texts are left alone behind this.
LONGEST_TEXT = 200

_PART = "SELECT name, definition FROM {table}"


@dataclass(frozen=True)
class Spellings:
    """The words of the site: their stems, and how each is written out; most telling first."""

    stems: frozenset[str]
    written: dict[str, str]

    def near(self, word: str) -> str:
        """The word that was probably meant; an empty text when none is near."""
        word = fold(word)
        if len(word) < SHORTEST or not word.isalpha():
            return ""
        if len(word) > LONGEST_SHORT:
            found = get_close_matches(word, self.written, n=1, cutoff=ALIKE)
        else:
            same_start = [one for one in self.written if one[0] == word[0]]
            found = get_close_matches(word, same_start, n=1, cutoff=ALIKE_IF_SHORT)
        return self.written[found[0]] if found else ""


def suggestion(text: str) -> str:
    """The text with words that the site does not know replaced by near ones that it knows.

    Empty when there is nothing better. It costs one query: call it only when nobody was found.
    """
    text = text[:LONGEST_TEXT]
    spellings = load_spellings()
    pieces, at, is_better = [], 0, False
    for word in words(text):
        if word.start < at or word.term in spellings.stems:
            continue
        near = spellings.near(text[word.start : word.end])
        if near:
            pieces += [text[at : word.start], near]
            at, is_better = word.end, True
    return " ".join("".join([*pieces, text[at:]]).split()) if is_better else ""


def load_spellings() -> Spellings:
    """The words as the vocabulary has them now, sorted out anew only when it changed."""
    tables = [model._meta.db_table for model in apps.get_models() if issubclass(model, Term)]
    parts = [_PART.format(table=connection.ops.quote_name(table)) for table in tables]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts))
        return _sorted_out(tuple(cursor.fetchall()))


@lru_cache(maxsize=2)
def _sorted_out(rows: tuple[tuple[str, str], ...]) -> Spellings:
    names = [name for name, _ in rows]
    texts = [*names, *_synonyms(), *(definition for _, definition in rows)]
    written: dict[str, str] = {}
    for text in texts:
        for word in _written_words(text):
            written.setdefault(word, word)
    for text in [*names, *_synonyms()]:
        for one, two in pairwise(_written_words(text)):
            written.setdefault(one + two, f"{one} {two}")
    return Spellings(frozenset(term for text in texts for term in terms(text)), written)


def _written_words(text: str) -> Iterator[str]:
    """The words that are searched, as they are written: no stop words, no numbers."""
    for place in sorted({(word.start, word.end) for word in words(text)}):
        for part in text[slice(*place)].split():
            word = fold(part).strip("-")
            if word.isascii() and word.isalpha() and len(word) >= SHORTEST:
                yield word


def _synonyms() -> Iterator[str]:
    for kept, variants in SYNONYMS.items():
        yield kept
        yield from variants
