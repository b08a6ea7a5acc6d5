"""Finds data in plain text by which somebody can be reached past the site."""

import re
from collections.abc import Callable, Iterator

from .rules import Finder
from .telephone import Span, telephone_numbers

_TOP = r"(?:com|net|org|info|biz|co|io|edu|gov|us|me|app|health|care|clinic|studio|site|online)"
_NAME = r"(?<![a-z0-9._%+\-])[a-z0-9._%+\-]{1,64}+"
_PART = r"[a-z0-9\-]{1,63}+"
#: "At" and "dot" in brackets, which nobody writes by chance …
_BRACKETED_AT = r"[ ]?[(\[{<][ ]?at[ ]?[)\]}>][ ]?"
_BRACKETED_DOT = r"[ ]?[(\[{<][ ]?(?:dot|\.)[ ]?[)\]}>][ ]?"
#: … and as plain words.
_AT = rf"(?:{_BRACKETED_AT}|[ ]at[ ]|[ ]?@[ ]?)"
_DOT = rf"(?:{_BRACKETED_DOT}|[ ]dot[ ])"
_MAILERS = r"(?:gmail|yahoo|hotmail|outlook|icloud|aol|proton|protonmail)"

_EMAILS = (
    rf"{_NAME}[ ]?@[ ]?(?:{_PART}\.){{1,5}}[a-z]{{2,24}}",
    rf"{_NAME}{_AT}{_PART}(?:{_DOT}{_PART}){{0,3}}?{_DOT}{_TOP}",
    rf"{_NAME}{_BRACKETED_AT}{_PART}\.{_TOP}",
    rf"{_NAME}[ ](?:at|@)[ ]{_MAILERS}(?:\.com)?",
)
_SITE = r"(?<![a-z0-9@._\-])(?:[a-z0-9\-]{2,63}+\.){1,4}"
_REST = r"[^\s\"'<>()\[\]]"
_SITES = (
    rf"(?:https?:/{{0,2}}|www\.){_REST}{{2,200}}",
    rf"{_SITE}(?:com|net|org|info|biz|edu|gov)(?!@)",
    rf"{_SITE}{_TOP}/{_REST}{{0,200}}",
    rf"[a-z0-9\-]{{2,63}}+{_DOT}(?:com|net|org|info|biz)",
)
_NETWORK = (
    r"(?:instagram|insta|ig|facebook|fb|messenger|whats ?app|telegram|tik ?tok|snap(?:chat)?"
    r"|twitter|you ?tube|linked ?in|linktree|we ?chat|signal|venmo|cash ?app|zelle|kik|viber"
    r"|discord|google|pinterest|threads|nextdoor)"
)
_INVITE = r"(?:find|follow|message|text|dm|add|reach|contact|friend|look|like|check|see)"
_ACCOUNTS = (
    r"(?<![._@/+\-])@[a-z0-9_][a-z0-9_.]{2,29}(?!@)",
    rf"{_INVITE} (?:me|us)(?: out| up)? (?:on|at|via|through|over) {_NETWORK}",
    rf"(?:my|our) {_NETWORK} (?:is|handle|page|account|name|profile)",
    rf"{_NETWORK} ?(?:handle|name|:|=) ?:? ?@?[a-z0-9_.]{{3,30}}",
    rf"(?:i am|i'm|we are|we're) (?:also )?on {_NETWORK} (?:as|under|at)",
    r"(?:dm|pm) (?:me|us)",
)


def find(finder: Finder, text: str) -> Iterator[Span]:
    """The parts of the text that hold such data."""
    return _FINDERS[finder](text)


def _finder_of(*expressions: str) -> Callable[[str], Iterator[Span]]:
    patterns = [re.compile(rf"(?<![a-z0-9]){one}(?![a-z0-9])") for one in expressions]

    def found(text: str) -> Iterator[Span]:
        return (match.span() for pattern in patterns for match in pattern.finditer(text))

    return found


_FINDERS: dict[Finder, Callable[[str], Iterator[Span]]] = {
    "phone": telephone_numbers,
    "email": _finder_of(*_EMAILS),
    "web": _finder_of(*_SITES),
    "social": _finder_of(*_ACCOUNTS),
}
