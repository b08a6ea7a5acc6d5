"""Which texts a moderator has put off in this round: carried along in addresses and forms."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urlencode

from django import forms
from django.urls import reverse

#: An address stays short; who skips more meets the first ones again.
MOST_SKIPPED = 200
_NUMBERS = re.compile(r"[0-9]{1,18}(-[0-9]{1,18})*", re.ASCII)


def numbers(text: str) -> list[int]:
    """ "12-15" as numbers; what is nothing of the kind is nobody."""
    if not _NUMBERS.fullmatch(text):
        return []
    return [int(number) for number in text.split("-")][-MOST_SKIPPED:]


def told(skipped: Iterable[int]) -> str:
    return "-".join(str(number) for number in dict.fromkeys(skipped))


def address(name: str, *args: object, skipped: Iterable[int] = ()) -> str:
    """A page of revisions in the admin that remembers what was put off."""
    path = reverse(f"admin:directory_profilerevision_{name}", args=args)
    text = told(skipped)
    return f"{path}?{urlencode({'skipped': text})}" if text else path


class SkippedField(forms.CharField):
    def __init__(self) -> None:
        super().__init__(required=False, widget=forms.HiddenInput)

    def clean(self, value: object) -> list[int]:
        """Never an error: nobody has typed it."""
        return numbers(str(value or ""))
