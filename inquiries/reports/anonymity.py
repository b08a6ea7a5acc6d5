"""Finds in words for a therapist what would tell them who has reported their profile."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

#: As many words in a row are a quotation, and people are known by how they write.
QUOTED_WORDS = 8
#: A shorter report is quoted by all of it; fewer words say nothing about who wrote them.
FEWEST_WORDS = 4
ADDRESS = re.compile(r"[^\s@<>(),;:\"]+@[^\s@<>(),;:\"]+")
#: Digits with the marks that people put between them.
PHONE = re.compile(r"\+?\d(?:[\s().\-/]{0,3}\d){6,14}")
WORD = re.compile(r"\w+")
#: Without the country and what is dialed before it.
PHONE_DIGITS = 10


def gives_away(words: str, said: Mapping[str, Any], *, own_phone: str = "") -> list[str]:
    """Why these words cannot be sent, in words for the moderator; empty when they can.

    `own_phone` is the therapist's: what is wrong about it must be sayable.
    """
    text = str(said.get("text", ""))
    found = []
    if _addresses(text, str(said.get("email", ""))) & _addresses(words):
        found.append(_("Take out the email address: it is in the report."))
    if (_phones(text) & _phones(words)) - _phones(own_phone):
        found.append(_("Take out the phone number: it is in the report."))
    if quotation := _quotation(words, text):
        found.append(
            _("These words stand in the report: “%(words)s”. Say it in your own words.")
            % {"words": quotation}
        )
    return found


def _addresses(*texts: str) -> set[str]:
    found = (ADDRESS.findall(_plain(text)) for text in texts)
    return {address.strip(".'!?") for addresses in found for address in addresses}


def _phones(text: str) -> set[str]:
    numbers = (re.sub(r"\D", "", number) for number in PHONE.findall(_plain(text)))
    return {number[-PHONE_DIGITS:] for number in numbers}


def _quotation(words: str, text: str) -> str:
    """The first run of words that stands in both."""
    original = WORD.findall(_plain(text))
    if len(original) < FEWEST_WORDS:
        return ""
    length = min(QUOTED_WORDS, len(original))
    known = set(_runs(original, length))
    runs = _runs(WORD.findall(_plain(words)), length)
    return next((" ".join(run) for run in runs if run in known), "")


def _runs(words: list[str], length: int) -> Iterator[tuple[str, ...]]:
    return (tuple(words[at : at + length]) for at in range(len(words) - length + 1))


def _plain(text: str) -> str:
    """The same for other capitals, and for letters and digits of other widths."""
    return unicodedata.normalize("NFKC", text).casefold()
