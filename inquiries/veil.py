"""Hides in a text who wrote it, while the therapist does not know that yet."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

from .letter import Letter

FEWEST_DIGITS = 7
#: Of a name. A single letter is in too many words; of two letters only what is written alike.
SHORTEST_PART, SHORTEST_IN_ANY_CASE = 2, 3
HYPHENS = "\u2010\u2011\u2013-"
#: Between the digits of a phone number people write any of these.
BETWEEN_DIGITS = rf"[\s().+/·{HYPHENS}]{{0,3}}"
ON_ONE_LINE = rf"[^\S\r\n]?[().+/·{HYPHENS}]{{0,2}}[^\S\r\n]?"

ANY_EMAIL = re.compile(
    r"(?<![\w.+%'-])[\w.+%'-]{1,64}\s?(?:@|[(\[]\s?at\s?[)\]])\s?[\w-]{1,63}"
    r"(?:\s?(?:\.|[(\[]\s?dot\s?[)\]])\s?[\w-]{1,63})+",
    re.IGNORECASE,
)
ANY_PHONE = re.compile(rf"\+?\(?\d(?:{ON_ONE_LINE}\d){{{FEWEST_DIGITS - 1},}}")


def veiled(text: str, letter: Letter) -> str:
    """The text without its sender's name, and without any email address or phone number."""
    for pattern in _patterns(letter):
        text = pattern.sub(_("[hidden]"), text)
    return text


def _patterns(letter: Letter) -> list[re.Pattern[str]]:
    # The longest first: of an address nothing may stay that only its parts would hide.
    whole = sorted((letter.email, letter.name), key=len, reverse=True)
    patterns = [ANY_EMAIL, *(_words(text) for text in whole if text.strip())]
    patterns += [_digits(letter.phone)] if _digits_of(letter.phone) else []
    parts = {
        part for part in re.split(rf"[\s,.{HYPHENS}]+", letter.name) if len(part) >= SHORTEST_PART
    }
    patterns += [_part(part) for part in sorted(parts, key=len, reverse=True)]
    return [*patterns, ANY_PHONE]


def _part(part: str) -> re.Pattern[str]:
    """Better one word too many than a name: “May” is hidden also where a month is meant."""
    return _words(part, re.IGNORECASE if len(part) >= SHORTEST_IN_ANY_CASE else 0)


def _words(text: str, flags: int = re.IGNORECASE) -> re.Pattern[str]:
    """As whole words. Digits and underscores around them belong to no name."""
    words = r"\s+".join(re.escape(word) for word in text.split())
    return re.compile(rf"(?<![^\W\d_]){words}(?![^\W\d_])", flags)


def _digits(phone: str) -> re.Pattern[str]:
    """Without the code of the country, which people leave out when they write to a neighbor."""
    digits = BETWEEN_DIGITS.join(_digits_of(phone))
    return re.compile(rf"(?:\+?1{BETWEEN_DIGITS})?\(?{digits}")


def _digits_of(phone: str) -> str:
    digits = re.sub(r"[^0-9]", "", phone)
    if len(digits) < FEWEST_DIGITS:
        return ""
    return digits[1:] if len(digits) == 11 and digits.startswith("1") else digits
