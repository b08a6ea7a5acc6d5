"""The rules about wording, read from their file and checked when they are read."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args

import yaml

from .patterns import BadPattern, Lists, compile_all

Audience = Literal["article", "profile"]
Severity = Literal["refuse", "warn"]
Finder = Literal["phone", "email", "web", "social"]
AUDIENCES: tuple[Audience, ...] = get_args(Audience)
SEVERITIES: tuple[Severity, ...] = get_args(Severity)
FINDERS: tuple[Finder, ...] = get_args(Finder)

FOLDER = Path(__file__).resolve().parent
FIELDS = frozenset(
    ("id", "kind", "why", "instead", "claims", "patterns", "finder", "except", "denied")
) | frozenset(SEVERITIES)


class BadRules(ValueError):
    """The rule file says something that cannot be meant."""


@dataclass(frozen=True, slots=True)
class Rule:
    id: str
    kind: str
    #: Why it is not said, and what is better: one plain sentence each, for the person who wrote it.
    why: str
    instead: str
    #: By audience; an audience that is missing is not asked.
    severities: Mapping[Audience, Severity]
    #: What is looked for, or the name of the code that looks.
    pattern: re.Pattern[str] | None
    finder: Finder | None
    exceptions: re.Pattern[str] | None
    #: Whether a sentence that denies or reports the claim is fine.
    is_excused_by_denial: bool
    claims: tuple[str, ...]


@cache
def rules() -> tuple[Rule, ...]:
    """Read once per process: the file is part of the code."""
    return parse(yaml.safe_load((FOLDER / "rules.yaml").read_text(encoding="utf-8")))


def rule(rule_id: str) -> Rule:
    """The rule of a hit; `KeyError` for an id that does not exist."""
    return {rule.id: rule for rule in rules()}[rule_id]


def parse(content: Any) -> tuple[Rule, ...]:
    """All rules of a file; raises `BadRules` with the place of the first mistake."""
    if not isinstance(content, dict) or set(content) != {"words", "rules"}:
        raise BadRules("the file has two parts: words and rules")
    lists = content["words"]
    if not isinstance(lists, dict) or not all(isinstance(text, str) for text in lists.values()):
        raise BadRules("words: each list is one text")
    found = tuple(_rule(entry, lists) for entry in content["rules"])
    ids = [rule.id for rule in found]
    if doubles := {one for one in ids if ids.count(one) > 1}:
        raise BadRules(f"{', '.join(sorted(doubles))}: there are two of this id")
    return found


def _rule(entry: Any, lists: Lists) -> Rule:
    if not isinstance(entry, dict) or not re.fullmatch(r"[a-z0-9-]+", str(entry.get("id", ""))):
        raise BadRules(f"a rule needs an id of small letters and hyphens: {str(entry)[:80]}")
    try:
        _check(entry)
        return Rule(
            id=entry["id"],
            kind=entry["kind"],
            why=entry["why"],
            instead=entry["instead"],
            severities=_severities(entry),
            pattern=compile_all(_texts(entry, "patterns"), lists),
            finder=entry.get("finder"),
            exceptions=compile_all(_texts(entry, "except"), lists),
            is_excused_by_denial=entry.get("denied") != "never",
            claims=tuple(_texts(entry, "claims")),
        )
    except (BadPattern, BadRules) as error:
        raise BadRules(f"{entry['id']}: {error}") from error


def _check(entry: dict[str, Any]) -> None:
    if unknown := set(entry) - FIELDS:
        raise BadRules(f"unknown: {', '.join(sorted(map(str, unknown)))}")
    for name in ("kind", "why", "instead"):
        if not isinstance(entry.get(name), str) or not entry[name].strip():
            raise BadRules(f"{name} is missing")
    if not entry["why"].endswith("."):
        raise BadRules("why is one plain sentence, with its full stop")
    if ("patterns" in entry) == ("finder" in entry):
        raise BadRules("either patterns or a finder")
    if entry.get("finder") not in (None, *FINDERS):
        raise BadRules(f"there is no finder “{entry['finder']}”")
    if entry.get("denied") not in (None, "never"):
        raise BadRules("denied is left out, or “never”")


def _severities(entry: dict[str, Any]) -> dict[Audience, Severity]:
    found: dict[Audience, Severity] = {}
    for severity in SEVERITIES:
        for name in _texts(entry, severity):
            audience = next((one for one in AUDIENCES if one == name), None)
            if audience is None or audience in found:
                raise BadRules(f"{severity}: “{name}” is unknown or named twice")
            found[audience] = severity
    if not found:
        raise BadRules("refuse or warn names nobody")
    return found


def _texts(entry: dict[str, Any], name: str) -> list[str]:
    texts = entry.get(name, [])
    if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
        raise BadRules(f"{name} is a list of texts")
    return texts
