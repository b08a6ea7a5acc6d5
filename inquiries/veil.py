"""Hides in a text who wrote it, while the therapist does not know that yet."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

from .letter import Letter

#: Between the digits of a phone number people write any of these.
BETWEEN_DIGITS = r"[\s().+/-]{0,3}"
FEWEST_DIGITS = 7
#: A single letter is in too many words.
SHORTEST_PART = 2


def veiled(text: str, letter: Letter) -> str:
    """The text without its sender's name, email address and phone number, however they end it."""
    for pattern in _patterns(letter):
        text = pattern.sub(_("[hidden]"), text)
    return text


def _patterns(letter: Letter) -> list[re.Pattern[str]]:
    # The longest first: of an address nothing may stay that only its parts would hide.
    whole = sorted((letter.email, letter.name), key=len, reverse=True)
    patterns = [_literal(text, re.IGNORECASE) for text in whole if text.strip()]
    patterns += [_digits(letter.phone)] if _digits_of(letter.phone) else []
    # Parts of a name only as the name is written: "may" is a word, "May" may be she.
    parts = {part for part in re.split(r"[\s,.]+", letter.name) if len(part) >= SHORTEST_PART}
    return patterns + [_literal(part) for part in sorted(parts, key=len, reverse=True)]


def _literal(text: str, flags: int = 0) -> re.Pattern[str]:
    words = r"\s+".join(re.escape(word) for word in text.split())
    return re.compile(rf"(?<!\w){words}(?!\w)", flags)


def _digits(phone: str) -> re.Pattern[str]:
    """Without the code of the country, which people leave out when they write to a neighbor."""
    digits = BETWEEN_DIGITS.join(_digits_of(phone))
    return re.compile(rf"(?:\+?1{BETWEEN_DIGITS})?\(?{digits}")


def _digits_of(phone: str) -> str:
    digits = re.sub(r"[^0-9]", "", phone)
    if len(digits) < FEWEST_DIGITS:
        return ""
    return digits[1:] if len(digits) == 11 and digits.startswith("1") else digits
