"""The saved therapists of a visitor: an address holds the whole list, the server holds nothing."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict

#: As many as anyone calls by phone; also what one search address may carry along.
MOST = 6
PARAMETER = "t"

#: What a slug can be, and the length of the longest one.
_SLUG = re.compile(r"[-a-zA-Z0-9_]{1,80}")


@dataclass(frozen=True)
class Reading:
    """A list as an address gives it, and how many of its words were left out and why."""

    slugs: tuple[str, ...]
    unreadable: int
    beyond: int


def read(data: QueryDict) -> Reading:
    """The distinct slugs in their order, at most `MOST`; any word is allowed in an address."""
    words = list(dict.fromkeys(data.getlist(PARAMETER)))
    slugs = tuple(word for word in words if _SLUG.fullmatch(word))
    return Reading(slugs[:MOST], len(words) - len(slugs), len(slugs[MOST:]))


def parse(data: QueryDict) -> tuple[str, ...]:
    """The list alone, where nothing is said about what was left out."""
    return read(data).slugs


def query(slugs: Iterable[str]) -> str:
    """The list as the query of an address: "t=a&t=b"."""
    return urlencode([(PARAMETER, slug) for slug in slugs])


def with_one(slugs: tuple[str, ...], slug: str) -> tuple[str, ...]:
    """The list with one more at its end; a full list stays as it is."""
    return slugs if slug in slugs or len(slugs) >= MOST else (*slugs, slug)


def without(slugs: tuple[str, ...], slug: str) -> tuple[str, ...]:
    return tuple(one for one in slugs if one != slug)


def address(path: str, slugs: Sequence[str]) -> str:
    """A path that carries the list along."""
    return f"{path}?{query(slugs)}" if slugs else path
