"""Hears warning signs in what somebody types into the search box."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from django.urls import reverse
from django.utils.translation import gettext as _

from sciatica_site.site_search import SearchLink, SearchNotice

from .data_files import read_data
from .warning_signs import Level, Sign, warning_signs

#: The levels at which waiting for a massage would do harm.
LEVELS = ("emergency", "urgent")
#: Shown by the block of emergency signs that every health page has.
IN_THE_BLOCK = frozenset({"E1", "E2", "E3", "E4", "E5"})

Wording = tuple[re.Pattern[str], ...]


@dataclass(frozen=True)
class Rule:
    signs: frozenset[str]
    wordings: tuple[Wording, ...]

    def is_met(self, words: Iterable[str]) -> bool:
        typed = list(words)
        return any(
            all(any(part.fullmatch(word) for word in typed) for part in wording)
            for wording in self.wordings
        )


def notices(text: str) -> list[SearchNotice]:
    """What to say before any result, most urgent first; nothing where no sign is heard."""
    words = _words(text)
    heard = frozenset().union(*(rule.signs for rule in rules() if rule.is_met(words)))
    levels = (level for level in warning_signs().levels if level.key in LEVELS)
    found = ((level, [sign for sign in level.signs if sign.id in heard]) for level in levels)
    return [_notice(level, signs) for level, signs in found if signs]


@cache
def rules() -> tuple[Rule, ...]:
    """Read once per process: the file is part of the code."""
    return tuple(
        Rule(frozenset(entry["signs"]), tuple(_wording(text) for text in entry["wordings"]))
        for entry in read_data("warning_words")
    )


def _notice(level: Level, signs: list[Sign]) -> SearchNotice:
    return SearchNotice(
        is_emergency=level.key == "emergency",
        heading=level.heading,
        text=level.lead,
        lines=[sign.text for sign in signs if sign.id not in IN_THE_BLOCK],
        link=SearchLink(
            _("All warning signs"), f"{reverse('articles:warning-signs')}#{level.anchor}"
        ),
    )


def _words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKC", text).casefold()
    return re.findall(r"[^\W\d_]+", plain.replace("'", "").replace("’", ""))


def _wording(text: str) -> Wording:
    words = text.replace("'", "").casefold().split()
    return tuple(re.compile(re.escape(word).replace(r"\*", r"\w*")) for word in words)
