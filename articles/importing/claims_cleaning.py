"""Checks the entries of the claim ledger's file, and gives them their types."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from articles.choices import ClaimGrade, ClaimSection, Verdict
from articles.models import Claim
from articles.models.claim import KEY_PATTERN

from .problems import UNREADABLE, BadFile, Problem

#: These say that people claim too much, so that what the sources show belongs to them. The database
#: keeps the same rule.
CORRECTED = frozenset({Verdict.OVERCLAIMED, Verdict.UNSUPPORTED, Verdict.PROMOTIONAL})
#: Letters of the texts that this site set out to check.
SOURCE_TEXTS = frozenset("ABCDE")
FIELDS = {
    *("id", "section", "said", "wording", "verdict", "grade", "grade_note", "mismatch"),
    *("heard_in", "references"),
}


@dataclass(frozen=True)
class RawClaim:
    """An entry as it was read; `line` is where it begins. `broken` says why it cannot be read."""

    line: int
    fields: dict[str, Any]
    broken: str = ""

    @property
    def name(self) -> str:
        """What a report calls it: its id, or nothing where it has none."""
        return str(self.fields.get("id") or "")


@dataclass(frozen=True)
class CleanClaim:
    """An entry that is fit to be loaded. `values` are plain fields of the model."""

    key: str
    values: dict[str, Any]
    references: list[str]
    warnings: list[str]


class BadClaim(Exception):
    """An entry that cannot become a claim, with every reason that was found."""

    def __init__(self, raw: RawClaim, *reasons: str) -> None:
        super().__init__(raw.name)
        self.name = raw.name
        self.problems = [
            Problem(f"{raw.name}: {reason}" if raw.name else reason, raw.line) for reason in reasons
        ]


def read_claims(path: Path) -> list[RawClaim]:
    """The entries of a file, each with its line; raises `BadFile` where it is no list at all."""
    try:
        loader = yaml.SafeLoader(path.read_text(encoding="utf-8-sig"))
        root = loader.get_single_node()
    except UnicodeDecodeError as error:
        raise BadFile(path, Problem(f"not UTF-8 text (byte {error.start})")) from error
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        raise BadFile(path, Problem(error.problem or "it is not YAML", line)) from error
    # RecursionError: thousands of open brackets
    except (yaml.YAMLError, RecursionError) as error:
        raise BadFile(path, Problem(f"it cannot be read: {error}")) from error
    if not isinstance(root, yaml.SequenceNode):
        raise BadFile(path, Problem("it must be a list of claims, each begun with “- id: …”", 1))
    return [_entry(loader, node) for node in root.value]


def _entry(loader: yaml.SafeLoader, node: yaml.Node) -> RawClaim:
    line = node.start_mark.line + 1
    if not isinstance(node, yaml.MappingNode):
        return RawClaim(line, {}, "an entry must be lines such as “said: …”")
    try:
        fields = loader.construct_object(node, deep=True)
    except (yaml.YAMLError, ValueError) as error:  # ValueError: a date such as 2026-02-31
        return RawClaim(line, {}, f"it cannot be read: {error}")
    names = [str(key.value) for key, _value in node.value]
    twice = sorted({name for name in names if names.count(name) > 1})
    return RawClaim(line, fields, f"{', '.join(twice)}: written twice" if twice else "")


@dataclass
class ClaimCleaner:
    """Reads the fields of one entry and collects every reason against it."""

    raw: RawClaim
    reasons: list[str] = field(default_factory=list)

    def refuse(self, name: str, message: str) -> None:
        self.reasons.append(f"{name}: {message}")

    def text(self, name: str, *, required: bool = False) -> str:
        value = self.raw.fields.get(name)
        if not isinstance(value, str):
            self.refuse(name, "is missing" if value is None else "must be text; put it in quotes")
            return ""
        value = " ".join(value.split())
        longest = getattr(Claim._meta.get_field(name), "max_length", None)
        if required and not value:
            self.refuse(name, "is empty")
        if UNREADABLE.search(value):
            self.refuse(name, "holds a character that no text may hold")
        if longest and len(value) > longest:
            self.refuse(name, f"has {len(value)} characters, at most {longest} fit")
        return value

    def key(self) -> str:
        value = self.raw.fields.get("id")
        if not isinstance(value, str) or not re.fullmatch(KEY_PATTERN, value):
            self.refuse("id", f"“{value}” must be like C07 or C128")
            return ""
        return value

    def one_of(self, name: str, allowed: list[str]) -> str:
        value = str(self.raw.fields.get(name))
        if value not in allowed:
            self.refuse(name, f"“{value}” is not one of {', '.join(allowed)}")
        return value

    def words(self, name: str, allowed: frozenset[str], wanted: str) -> list[str]:
        value = self.raw.fields.get(name)
        if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
            self.refuse(name, "must be a list such as [first, second]; [] for none")
            return []
        for word in value:
            if word not in allowed:
                self.refuse(name, f"“{word}” is not {wanted}")
        return list(dict.fromkeys(value))

    def check_mismatch(self, verdict: str, mismatch: str) -> None:
        if verdict in CORRECTED and not mismatch:
            self.refuse("mismatch", f"say what the sources really show; “{verdict}” needs it")


def clean_claim(raw: RawClaim, *, position: int, known_references: frozenset[str]) -> CleanClaim:
    """The claim of an entry; raises `BadClaim` with everything that is wrong with it."""
    if raw.broken:
        raise BadClaim(raw, raw.broken)
    cleaner = ClaimCleaner(raw)
    key = cleaner.key()
    values: dict[str, Any] = {
        "position": position,
        "section": cleaner.one_of("section", ClaimSection.values),
        "said": cleaner.text("said", required=True),
        "wording": cleaner.text("wording"),
        "verdict": cleaner.one_of("verdict", Verdict.values),
        "grade": cleaner.one_of("grade", ClaimGrade.values),
        "grade_note": cleaner.text("grade_note"),
        "mismatch": cleaner.text("mismatch"),
        "heard_in": " ".join(
            sorted(cleaner.words("heard_in", SOURCE_TEXTS, "one of the letters A to E"))
        ),
    }
    references = cleaner.words("references", known_references, "a reference")
    cleaner.check_mismatch(values["verdict"], values["mismatch"])
    if cleaner.reasons:
        raise BadClaim(raw, *cleaner.reasons)
    return CleanClaim(key, values, references, list(_unknown(raw)))


def _unknown(raw: RawClaim) -> Iterator[str]:
    for name in sorted(str(name) for name in raw.fields.keys() - FIELDS):
        yield f"{raw.name}: unknown field “{name}” is ignored"
