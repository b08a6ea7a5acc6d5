"""Turns the small language of the rule files into regular expressions that stay fast."""

import re
from collections.abc import Iterable, Mapping

#: Between two words: a space, a line end or a hyphen, perhaps with quotes or brackets.
SPACE = r"(?:[\"')]?[ \n\-][\"'(]?)"
#: What the words of a gap may not be: they would turn the meaning around.
_TURNS = r"(?:not|never|nor?|nobody|none|nothing|cannot|without|[a-z]{1,8}n'?t)(?![a-z0-9])"
_WORD = r"[a-z0-9'$%]{1,24}+[,:]?"
_GAP = rf"(?:(?!{_TURNS}){_WORD}{SPACE})"
_FIRST = r"(?<![a-z0-9])(?=[a-z0-9])"
_LAST = r"(?:(?![a-z0-9])|(?<=[^a-z0-9]))"
_STARTS_A_WORD = re.compile(r"[(]*[a-z0-9<\[]")
_ENDLESS = re.compile(r"[*+]|\{[0-9]{0,3},\}|\{,|\(\?")
_ALLOWED = re.compile(r"[a-z0-9 '\"~<>()|?{}\[\]^,.;:!%$#&/\\_-]{1,4000}")
_LIST = re.compile(r"<([a-z]+)>")
_PART = re.compile(r"\\.|\[[^\]]*\]|~~|~|\(|[ '.]|[^\\\[~( '.]+", re.DOTALL)
_SAID = {
    " ": SPACE,
    "'": "'?",
    ".": r"\.",
    "(": "(?:",
    "~": _GAP + "{0,3}",
    "~~": _GAP + "{0,6}",
}

Lists = Mapping[str, str]


class BadPattern(ValueError):
    """A pattern that cannot be read, or could take too long."""


def compile_all(patterns: Iterable[str], lists: Lists) -> re.Pattern[str] | None:
    """One expression for whole words of plain text; None where there is nothing to look for."""
    words: list[str] = []
    marks: list[str] = []
    for pattern in patterns:
        kind = words if _STARTS_A_WORD.match(pattern) else marks
        kind.append(_expression(pattern, lists))
    if words:
        marks.append(rf"{_FIRST}(?:{'|'.join(words)})")
    return re.compile(rf"(?:{'|'.join(marks)}){_LAST}") if marks else None


def _expression(pattern: str, lists: Lists) -> str:
    expression = "".join(
        _SAID.get(part, part) for part in _PART.findall(spelled_out(pattern, lists))
    )
    try:
        compiled = re.compile(expression)
    except (re.error, OverflowError) as error:
        raise BadPattern(f"{pattern!r}: {error}") from error
    if compiled.fullmatch(""):
        raise BadPattern(f"{pattern!r} finds nothing at all")
    return f"(?:{expression})"


def spelled_out(pattern: str, lists: Lists) -> str:
    """With the lists put in; raises `BadPattern` for what the small language does not have."""
    for _ in range(5):  # a list may use another one
        for name in _LIST.findall(pattern):
            if name not in lists:
                raise BadPattern(f"{pattern!r}: there is no list <{name}>")
        pattern = _LIST.sub(lambda match: lists[match[1]], pattern)
    if _LIST.search(pattern):
        raise BadPattern(f"{pattern!r}: a list contains itself")
    if _ENDLESS.search(re.sub(r"\\.", "", pattern)):
        raise BadPattern(f"{pattern!r}: endless repetition and (? are not part of the language")
    if not _ALLOWED.fullmatch(pattern):
        raise BadPattern(f"{pattern!r}: small letters and plain marks only")
    return pattern
