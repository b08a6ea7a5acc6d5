"""Checks the article files against the house rules about claims and wording."""

import re
from bisect import bisect_right
from collections.abc import Container, Iterator
from dataclasses import dataclass

from sciatica_site.wording import Severity, lint

from .citations import cited_keys, problems
from .importing.reading import RawArticle
from .rendering import render_article

FEWEST_WORDS = 600
MOST_WORDS = 1_100

#: Where a sentence of Markdown ends: at its stop, and with its paragraph, list item or cell.
ENDS = re.compile(r"\n\s*\n|\n(?=\s*(?:[-*+]|\d+\.|#|>|\|))|(?<=\w)\s*\||(?<=[.!?])[\"”)\]]*\s+")


@dataclass(frozen=True)
class Finding:
    message: str
    sentence: str = ""

    def __str__(self) -> str:
        return f"{self.message}: {self.sentence}" if self.sentence else self.message


def check(article: RawArticle, references: Container[str]) -> list[Finding]:
    """Everything in an article file that the house rules do not allow."""
    return [
        *_length(article),
        *_citations(article, references),
        *wording(
            f"{article.fields.get('title')}.\n\n{article.fields.get('summary')}\n\n{article.body}"
        ),
    ]


def _length(article: RawArticle) -> Iterator[Finding]:
    words = render_article(article.body).word_count
    if not FEWEST_WORDS <= words <= MOST_WORDS:
        yield Finding(f"{words} words; an article has {FEWEST_WORDS} to {MOST_WORDS}")


def _citations(article: RawArticle, references: Container[str]) -> Iterator[Finding]:
    if not cited_keys(article.body):
        yield Finding("it cites no reference")
    for problem in problems(article.body, references):
        yield Finding(f"line {problem.line + article.body_offset}: {problem.message}")


def wording(text: str) -> Iterator[Finding]:
    """Sentences that promise too much, or use a word the site does not use."""
    return _findings(text, "refuse")


def wording_hints(text: str) -> Iterator[Finding]:
    """Wording that may be right here, but is worth a second look."""
    return _findings(text, "warn")


def _findings(text: str, severity: Severity) -> Iterator[Finding]:
    parts = list(_parts(text))
    for hit in lint(text, audience="article"):
        if hit.severity == severity:
            start, end = parts[bisect_right(parts, (hit.start, len(text))) - 1]
            sentence = " ".join(text[start:end].split())
            yield Finding(f"“{hit.text}” (say: {hit.instead})", sentence)


def sentences(text: str) -> list[str]:
    """Roughly the sentences of Markdown: a list item, a heading and a table cell end one too."""
    found = (text[start:end].replace("\n", " ").strip() for start, end in _parts(text))
    return [sentence for sentence in found if sentence]


def _parts(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in ENDS.finditer(text):
        yield start, match.start()
        start = match.end()
    yield start, len(text)
