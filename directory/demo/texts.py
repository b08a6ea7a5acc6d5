"""Deals the running texts of demo profiles like cards, so that neighbors do not read alike."""

from collections.abc import Callable
from functools import cache, lru_cache
from math import gcd
from typing import Any
from zlib import crc32

from .lists import read

#: Sections that are lists of texts, or lists of texts by slug.
DEALT = (
    "intros", "experience_notes", "styles_notes", "approach_texts", "condition_approaches",
    "technique_notes", "will_not_do", "refers_when", "stop_rules", "plan_notes", "policies",
    "hours_notes", "directions", "waiting_notes",
)  # fmt: skip


def any_text(_text: str) -> bool:
    return True


class Texts:
    """One deck for each section, shuffled anew for each area and each round.

    `turn` is a therapist's place among those of the same area: two neighbors get the same text
    only when the deck has been dealt out. Nothing is remembered between deals, so that a run
    which was interrupted goes on exactly as it would have.
    """

    def __init__(self, content: dict[str, Any]) -> None:
        self.decks: dict[str, tuple[str, ...]] = {}
        for section in DEALT:
            texts = content[section]
            by_slug = texts if isinstance(texts, dict) else {"": texts}
            for slug, deck in by_slug.items():
                self.decks[f"{section}.{slug}" if slug else section] = tuple(deck)
        names = content["names"]
        self.given_names = [(str(name), str(kind)) for name, kind in names["given_names"]]
        self.family_names: list[str] = names["family_names"]
        self.schools: list[str] = content["schools"]
        self.street_names: list[str] = content["street_names"]

    def deal(
        self, section: str, area: str, turn: int, fits: Callable[[str], bool] = any_text
    ) -> str:
        """The text whose turn it is; where it does not fit, some other one that does."""
        deck = self.decks.get(section, ())
        if not deck:
            return ""
        text = deck[_position(section, area, turn, len(deck))]
        if fits(text):
            return text
        fitting = [other for other in deck if fits(other)]
        return fitting[crc32(f"{section}|{area}|{turn}".encode()) % len(fitting)] if fitting else ""

    def deal_several(
        self, section: str, area: str, turn: int, count: int, *, most: int
    ) -> list[str]:
        """`count` different texts, at most `most`; each therapist has `most` cards set aside."""
        turns = range(turn * most, turn * most + count)
        return list(dict.fromkeys(self.deal(section, area, one) for one in turns))


def _position(section: str, area: str, turn: int, size: int) -> int:
    round_, place = divmod(turn, size)
    start = crc32(f"{section}|{area}|{round_}".encode())
    return (start + place * _stride(size)) % size


@cache
def _stride(size: int) -> int:
    """A step through the deck that reaches every card and leaves neighbors far apart."""
    steps = (step for step in range(round(size * 0.62), size) if gcd(step, size) == 1)
    return next(steps, 1)


@lru_cache(maxsize=1)
def load_texts() -> Texts:
    return Texts(read("texts.yaml"))
