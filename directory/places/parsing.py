"""Reads what was typed as a place: a ZIP code, or the names it may stand for."""

import re
import unicodedata
from dataclasses import dataclass
from typing import NamedTuple

from .keys import key_of, key_of_words, words_of
from .states import LONGEST_NAME, state_of

LONGEST_TEXT = 100

# [0-9], not \d, which accepts the digits of every script.
ZIP_CODE = r"([0-9]{5})(?:[- ]?[0-9]{4})?"
LEADING_ZIP_CODE = re.compile(rf"{ZIP_CODE}(?: *\(.*\)| [^0-9,]+)?")
TRAILING_ZIP_CODE = re.compile(rf".*[^0-9-]{ZIP_CODE}")
DASHES = re.compile("[‐‑‒–—―−]")  # noqa: RUF001 (what keyboards and word processors put for -)
IN_BRACKETS = re.compile(r"^(?P<name>[^()]*)\((?P<county>[^()]*)\)?\s*$")
COUNTRY = re.compile(
    r"[\s,]+(?:united states(?: of america)?|u\.?\s?s\.?(?:\s?a\.?)?)\s*$", re.IGNORECASE
)


class Reading(NamedTuple):
    """One way to understand a text: a city's key, in one state or ("") in any."""

    key: str
    state: str


@dataclass(frozen=True)
class PlaceText:
    """What was typed, taken apart. `readings` come in the order of preference."""

    shown: str
    zip_code: str = ""
    readings: tuple[Reading, ...] = ()
    county_key: str = ""
    state: str = ""
    name_words: tuple[str, ...] = ()
    is_too_long: bool = False

    @property
    def digits(self) -> str:
        """The digits of something that seems to be meant as a ZIP code, else ""."""
        bare = re.sub(r"[\s-]", "", self.shown)
        return bare if bare.isdigit() else ""


def parse(text: str) -> PlaceText:
    if len(text) > 10 * LONGEST_TEXT:  # not even cleaned: work would grow with the text
        return PlaceText(shown=_clean(text[:LONGEST_TEXT]), is_too_long=True)
    shown = _clean(text)
    if len(shown) > LONGEST_TEXT:
        return PlaceText(shown=shown[:LONGEST_TEXT], is_too_long=True)
    zip_code = LEADING_ZIP_CODE.fullmatch(shown) or TRAILING_ZIP_CODE.fullmatch(shown)
    if zip_code:
        return PlaceText(shown=shown, zip_code=zip_code[1])
    return _parse_city(shown)


def _clean(text: str) -> str:
    """The text with full-width forms folded, and controls and odd spaces made one space."""
    folded = unicodedata.normalize("NFKC", text)
    printable = "".join(" " if unicodedata.category(c)[0] in "CZ" else c for c in folded)
    return DASHES.sub("-", " ".join(printable.split()))


def _parse_city(shown: str) -> PlaceText:
    name, county_key = shown, ""
    if brackets := IN_BRACKETS.match(shown):
        name, county_key = brackets["name"], key_of(brackets["county"])
    without_country = COUNTRY.sub("", name)
    name = without_country if words_of(without_country) else name
    parts = [words for part in name.split(",") if (words := words_of(part))]
    if len(parts) > 1:
        readings, state = _readings_with_comma(parts)
        name_words = parts[-2] if state else parts[0]
    else:
        words = parts[0] if parts else []
        readings, state = _readings_without_comma(words)
        name_words = words
    return PlaceText(
        shown=shown,
        readings=tuple(dict.fromkeys(reading for reading in readings if reading.key)),
        county_key=county_key,
        state=state,
        name_words=tuple(name_words),
    )


def _readings_with_comma(parts: list[list[str]]) -> tuple[list[Reading], str]:
    """ "City, ST", also at the end of a street address; other commas mean nothing."""
    state = state_of(parts[-1], allow_short_forms=True)
    if state:
        return [Reading(key_of_words(parts[-2]), state)], state
    return [Reading(key_of_words([word for words in parts for word in words]), "")], ""


def _readings_without_comma(words: list[str]) -> tuple[list[Reading], str]:
    """ "City ST", "City State" or only a city, whose name may end like a state's."""
    whole = Reading(key_of_words(words), "")
    with_code: list[Reading] = []
    with_name: list[Reading] = []
    for length in range(1, min(LONGEST_NAME, len(words) - 1) + 1):
        tail = words[-length:]
        if state := state_of(tail):
            found = with_code if len("".join(tail)) == 2 else with_name
            found.append(Reading(key_of_words(words[:-length]), state))
    # "Port Washington" is a city, but nothing ends in "co" by chance.
    readings = [*with_code, whole, *with_name]
    return readings, (with_code or with_name or [whole])[0].state
