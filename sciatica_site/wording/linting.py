"""Looks through a text for wording that the site does not use."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from . import contacts
from .excuses import is_denied, is_quoted
from .folding import Folded, fold
from .rules import AUDIENCES, Audience, Rule, Severity, rules
from .sentences import Sentences

#: The targets of Markdown links and citations: an article may lead to its sources.
_LINK = re.compile(r"\]\([^()\s]{0,500}\)|\[[@#][^\]\n]{0,200}\]|<https?://[^<>\s]{1,500}>")


@dataclass(frozen=True, slots=True)
class Hit:
    """One place in the text: `text[start:end]` as it was written."""

    start: int
    end: int
    text: str
    rule_id: str
    severity: Severity
    why: str
    instead: str


def lint(text: str, audience: Audience = "article") -> list[Hit]:
    """Every place that breaks a rule, in order; of hits that overlap, the gravest and longest."""
    if audience not in AUDIENCES:
        raise ValueError(f"no such audience: {audience}")
    looked_at = _Text(text, audience)
    return _without_overlaps(
        _hit(text, rule, rule.severities[audience], span)
        for rule in rules()
        if audience in rule.severities
        for span in looked_at.spans(rule)
    )


class _Text:
    """A text in the forms in which rules look at it, each made when first needed."""

    def __init__(self, text: str, audience: Audience) -> None:
        self.text = text
        self.audience = audience

    @cached_property
    def prose(self) -> Folded:
        return fold(self.text, hard_breaks=self.audience == "profile")

    @cached_property
    def sentences(self) -> Sentences:
        return Sentences(self.prose.text)

    @cached_property
    def marked_up(self) -> Folded:
        """With everything in it that can hold an address."""
        text = self.text
        if self.audience == "article":
            text = _LINK.sub(lambda match: "\u200b" * len(match[0]), text)
        return fold(text, hard_breaks=True, markup=True)

    def spans(self, rule: Rule) -> Iterator[tuple[int, int]]:
        if rule.finder:
            for start, end in contacts.find(rule.finder, self.marked_up.text):
                yield self.marked_up.original(start, end)
        elif rule.pattern:
            for start, end in self._said(rule, rule.pattern):
                yield self.prose.original(start, end)

    def _said(self, rule: Rule, pattern: re.Pattern[str]) -> Iterator[tuple[int, int]]:
        found = [match.span() for match in pattern.finditer(self.prose.text)]
        if not found:
            return
        for start, end in _outside(found, self._exceptions(rule)):
            if is_quoted(self.sentences, start, end, self.audience):
                continue
            if rule.is_excused_by_denial and is_denied(self.sentences, start, end):
                continue
            yield start, end

    def _exceptions(self, rule: Rule) -> list[tuple[int, int]]:
        if rule.exceptions is None:
            return []
        return [match.span() for match in rule.exceptions.finditer(self.prose.text)]


def _outside(
    spans: list[tuple[int, int]], exceptions: list[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """The spans that touch no exception; both lists are in order and free of overlaps."""
    index = 0
    for start, end in spans:
        while index < len(exceptions) and exceptions[index][1] <= start:
            index += 1
        if index == len(exceptions) or exceptions[index][0] >= end:
            yield start, end


def _hit(text: str, rule: Rule, severity: Severity, span: tuple[int, int]) -> Hit:
    start, end = span
    return Hit(start, end, text[start:end], rule.id, severity, rule.why, rule.instead)


def _without_overlaps(hits: Iterable[Hit]) -> list[Hit]:
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: (hit.start, hit.end, hit.rule_id)):
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
        elif _weight(hit) > _weight(kept[-1]):
            kept[-1] = hit
    return kept


def _weight(hit: Hit) -> tuple[bool, int]:
    return hit.severity == "refuse", hit.end - hit.start
