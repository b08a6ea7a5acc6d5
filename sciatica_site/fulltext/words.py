"""Turns text into the words that are compared in a search, each with its place in the text."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

from snowballstemmer import EnglishStemmer

from .synonyms import STOP_WORDS, SYNONYMS

#: Longer "words" are noise; PostgreSQL would refuse them from 2 KB on.
LONGEST = 40

#: Whatever people type for an apostrophe: straight, curly, modifier letter, accent, prime.
_APOSTROPHES = "'\u2019\u2018\u201b\u02bc\u02bb`\u00b4\u2032"
#: Soft hyphens and other marks that are not seen inside a word.
_UNSEEN = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_RUN = re.compile(rf"[\w\u0300-\u036f{_APOSTROPHES}{_UNSEEN}]+")
_DROPPED = re.compile(rf"[\u0300-\u036f{_APOSTROPHES}{_UNSEEN}]")
_BREAK = re.compile(r"[.,;:!?…()\[\]]")
_PLAIN = re.compile(r"[a-z0-9]+")
#: Letters that Unicode does not take apart, as they are written in plain English.
_LETTERS = str.maketrans(
    {
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "æ": "ae",
        "œ": "oe",
        "\u0131": "i",
        "ħ": "h",
    }
)


class Word(NamedTuple):
    """One word to compare, and the part of the text that says it."""

    start: int
    end: int
    term: str


def terms(text: str) -> list[str]:
    """The words of a text as they are compared: plain letters, stems, one word per meaning."""
    return [word.term for word in words(text)]


def stored(texts: Iterable[str]) -> str:
    """What a text column of a model holds: each word once, parted by single spaces."""
    return " ".join(dict.fromkeys(term for text in texts for term in terms(text)))


def words(text: str) -> list[Word]:
    """The same words with their places; words that stand for others share the place."""
    return list(_with_phrases([*_single_words(text)], text))


def _single_words(text: str) -> Iterator[Word]:
    for run in _RUN.finditer(text):
        for term in _terms_of(run.group()):
            yield Word(run.start(), run.end(), term)


@lru_cache(maxsize=20_000)
def _terms_of(run: str) -> tuple[str, ...]:
    """One unbroken run of letters; it may hold several words ("deep_tissue") or none ("the")."""
    found: list[str] = []
    for plain in _PLAIN.findall(fold(run)):
        if plain not in STOP_WORDS:
            stem = _stem(plain[:LONGEST])
            found += _synonyms().words.get(stem, (stem,))
    return tuple(found)


def fold(run: str) -> str:
    """Without accents, apostrophes and capitals: "O’Brién" and "obrien" are one word."""
    run = _DROPPED.sub("", run).casefold()
    return _DROPPED.sub("", unicodedata.normalize("NFKD", run).casefold()).translate(_LETTERS)


def _stem(word: str) -> str:
    # A stemmer of its own each time: it keeps the word in itself, so threads must not share one.
    return str(EnglishStemmer().stemWord(word))


class _Synonyms(NamedTuple):
    words: dict[str, tuple[str, ...]]
    #: First word of a phrase → (its words, what they become), longest phrase first.
    phrases: dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]]


@cache
def _synonyms() -> _Synonyms:
    """The synonyms by stems. Single words come first, so that phrases are looked for among
    words that are made one already ("slipped disks" needs no entry)."""
    pairs = [
        (_stems(variant), _stems(kept))
        for kept, variants in SYNONYMS.items()
        for variant in (*variants, kept)
    ]
    single = {variant[0]: kept for variant, kept in pairs if len(variant) == 1}
    phrases: dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]] = {}
    for variant, kept in pairs:
        key, value = _replaced(variant, single), _replaced(kept, single)
        if len(variant) > 1 and key != value:
            phrases.setdefault(key[0], []).append((key, value))
    for entries in phrases.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return _Synonyms({key: _replaced(kept, single) for key, kept in single.items()}, phrases)


def _stems(text: str) -> tuple[str, ...]:
    return tuple(_stem(word) for word in text.split())


def _replaced(stems: tuple[str, ...], single: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(part for stem in stems for part in single.get(stem, (stem,)))


def _with_phrases(found: list[Word], text: str) -> Iterator[Word]:
    """Replace phrases by the words that they stand for, from left to right."""
    phrases = _synonyms().phrases
    at = 0
    while at < len(found):
        word = found[at]
        for key, value in phrases.get(word.term, ()):
            part = found[at : at + len(key)]
            if tuple(one.term for one in part) == key and _is_one_phrase(part, text):
                yield from (Word(word.start, part[-1].end, term) for term in value)
                at += len(key)
                break
        else:
            yield word
            at += 1


def _is_one_phrase(part: list[Word], text: str) -> bool:
    """A sentence that ends in between keeps words apart: "I slipped. A disc hurts"."""
    return not any(_BREAK.search(text, one.end, two.start) for one, two in pairwise(part))
