"""Tells a claim from its denial: "does not cure", "nobody can promise", "a cure is a myth"."""

import re
from dataclasses import dataclass, fields
from functools import cache
from typing import Any

import yaml

from .patterns import compile_all
from .rules import FOLDER, Audience, BadRules
from .sentences import Sentences

#: How far from the words a denial is looked for, in characters, and how far it reaches, in words.
BEFORE, AFTER, REACH = 180, 120, 14
#: A longer quotation is somebody's testimony rather than a word that is talked about.
MOST_QUOTED_WORDS = 14


@dataclass(frozen=True, slots=True)
class Excuses:
    negations: re.Pattern[str]
    attributions: re.Pattern[str]
    not_negations: re.Pattern[str]
    breaks: re.Pattern[str]
    after: re.Pattern[str]
    questions: re.Pattern[str]
    affirmations: re.Pattern[str]


@cache
def excuses() -> Excuses:
    return parse(yaml.safe_load((FOLDER / "excuses.yaml").read_text(encoding="utf-8")))


def parse(content: Any) -> Excuses:
    names = [field.name for field in fields(Excuses)]
    if not isinstance(content, dict) or set(content) != set(names):
        raise BadRules(f"excuses: the parts are {', '.join(names)}")
    found = {name: compile_all(content[name] or [], {}) for name in names}
    if empty := [name for name, pattern in found.items() if pattern is None]:
        raise BadRules(f"excuses: nothing stands under {', '.join(empty)}")
    return Excuses(**{name: pattern for name, pattern in found.items() if pattern})


def is_quoted(sentences: Sentences, start: int, end: int, audience: Audience) -> bool:
    """Words that an article holds up in quotation marks, all of them or some."""
    quotation = sentences.quotation(start, end)
    if quotation is None or audience != "article":
        return False
    return len(sentences.text[slice(*quotation)].split()) <= MOST_QUOTED_WORDS


def is_denied(sentences: Sentences, start: int, end: int) -> bool:
    """Whether the sentence says that the words from `start` to `end` are not so."""
    first, last = sentences.around(start, end)
    text = sentences.text
    begin = max(first, start - BEFORE)
    near = _only_denials(text[begin : min(last, end + AFTER)])
    return (
        _is_denied_before(near[: start - begin])
        or excuses().after.search(text, end, min(last, end + AFTER)) is not None
        or _is_asked(text, first, last)
    )


def _is_denied_before(text: str) -> bool:
    known = excuses()
    reach = max((match.end() for match in known.attributions.finditer(text)), default=None)
    if reach is not None and not known.breaks.search(text, reach):
        return True
    reach = max((match.end() for match in known.negations.finditer(text)), default=None)
    return (
        reach is not None
        and len(text[reach:].split()) <= REACH
        and not known.breaks.search(text, reach)
    )


def _only_denials(text: str) -> str:
    """The text with what only looks like a denial crossed out; all else keeps its place."""
    return excuses().not_negations.sub(lambda match: "_" * len(match[0]), text)


def _is_asked(text: str, first: int, last: int) -> bool:
    """ "Can massage cure sciatica?" claims nothing, unless the answer is yes."""
    if not text[:last].endswith(("?", '?"', "?'", "?)")) and text[last - 1 : last] != "?":
        return False
    known = excuses()
    answer = _opening(text[last : last + AFTER])
    if known.affirmations.match(answer):
        return False
    is_plain = known.questions.match(_opening(text[first:last])) is not None
    return is_plain or known.negations.search(_only_denials(answer)) is not None


def _opening(text: str) -> str:
    return text.lstrip(" \n\"'(#>-0123456789.")
