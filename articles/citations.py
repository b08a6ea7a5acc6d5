"""Turns [@Key] in an article into numbered links to its reference list."""

import re
from collections.abc import Container, Iterator, Mapping

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from .text_problems import TextProblem

#: [@Key] or [@Key1; @Key2]
CITATION = re.compile(r"\[@(?P<keys>[A-Za-z0-9_]+(?:\s*;\s*@[A-Za-z0-9_]+)*)\]")
#: What was probably meant as a citation. Anything of this shape that is not one is an error.
LOOKS_LIKE_A_CITATION = re.compile(r"\[\s*@[^\]\n]*\]?")
#: With the space before it. A long run of spaces is only read once, from its beginning.
SPACED = re.compile(rf"(?<!\s)\s*{CITATION.pattern}")
#: A tag of sanitized HTML, whose attributes are always in double quotes.
TAG = re.compile(r"(<(?:[^>\"]|\"[^\"]*\")*>)")


def _keys(match: re.Match[str]) -> list[str]:
    return [part.strip().removeprefix("@") for part in match["keys"].split(";")]


def cited_keys(text: str) -> list[str]:
    """Each cited key once, in the order in which it first appears: its place is its number."""
    return list(dict.fromkeys(key for match in CITATION.finditer(text) for key in _keys(match)))


def problems(text: str, known: Container[str]) -> Iterator[TextProblem]:
    """Every citation that is malformed or names a reference that does not exist."""
    for number, line in enumerate(text.splitlines(), start=1):
        for candidate in LOOKS_LIKE_A_CITATION.finditer(line):
            match = CITATION.fullmatch(candidate[0])
            if match is None:
                yield TextProblem(
                    number,
                    gettext("“%(citation)s” is not a citation; write [@Key] or [@Key1; @Key2].")
                    % {"citation": candidate[0]},
                )
                continue
            for key in _keys(match):
                if key not in known:
                    yield TextProblem(
                        number, gettext("There is no reference “%(key)s”.") % {"key": key}
                    )


def without_citations(text: str) -> str:
    return SPACED.sub("", text)


def link_citations(html: str, numbers: Mapping[str, int]) -> SafeString:
    """Sanitized HTML with each citation as superscript links to `#ref-<key>`.

    Works on the rendered HTML, between its tags only, so that neither the sanitizer has to let
    superscripts and link targets through nor a citation inside an attribute can break it.
    """

    def linked(match: re.Match[str]) -> str:
        if not all(key in numbers for key in _keys(match)):
            return match[0]
        links = format_html_join(", ", '<a href="#ref-{}">{}{}</a>', _labels(match, numbers))
        return format_html('<sup class="citation">{}</sup>', links)

    parts = TAG.split(html)
    parts[::2] = [SPACED.sub(linked, text) for text in parts[::2]]
    return mark_safe("".join(parts))  # noqa: S308 (sanitized, plus format_html)


def _labels(
    match: re.Match[str], numbers: Mapping[str, int]
) -> Iterator[tuple[str, SafeString, int]]:
    """Where each link goes and what it says: “3” to the eye, “reference 3” to the ear."""
    hidden = format_html('<span class="visually-hidden">{} </span>', gettext("reference"))
    for key in sorted(_keys(match), key=numbers.__getitem__):
        yield key, hidden, numbers[key]
