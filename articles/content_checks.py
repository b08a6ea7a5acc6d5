"""Checks articles, of a file or of the admin, against the house rules."""

import re
from bisect import bisect_right
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from django.utils.translation import gettext

from directory.models import Condition, Technique
from sciatica_site.wording import Severity, lint

from . import citations, claim_marks, directives, link_checks, readability
from .blocks import blocks
from .choices import ArticleStatus
from .importing.reading import RawArticle
from .link_checks import Slugs
from .models import Article, Claim, Reference, Topic
from .rendering import render_article
from .text_problems import TextProblem
from .vocabulary import active

FEWEST_WORDS = 600
MOST_WORDS = 1_100
MOST_CARE_CARDS = 3

#: Where a sentence of Markdown ends: at its stop, and with its paragraph, list item or cell.
ENDS = re.compile(r"\n\s*\n|\n(?=\s*(?:[-*+]|\d+\.|#|>|\|))|(?<=\w)\s*\||(?<=[.!?])[\"”)\]]*\s+")
PICTURE = re.compile(r"!\[")
TAG = re.compile(r"</?[a-z][^<>\n]*>|<!--", re.IGNORECASE)


@dataclass(frozen=True)
class Finding:
    """An error refuses publication, a hint is advice; lines count from 1 within the text."""

    message: str
    sentence: str = ""
    severity: Literal["error", "hint"] = "error"
    line: int | None = None

    def __str__(self) -> str:
        said = f"{self.message}: {self.sentence}" if self.sentence else self.message
        return f"line {self.line}: {said}" if self.line else said


def check(
    article: RawArticle,
    *,
    references: Container[str],
    claims: Mapping[str, str],
    slugs: Slugs | None = None,
) -> list[Finding]:
    """Everything in an article file that the house rules do not allow; lines are the file's."""
    found = check_text(
        str(article.fields.get("title")),
        str(article.fields.get("summary")),
        article.body,
        references=references,
        claims=claims,
        slugs=slugs,
    )
    return [
        replace(finding, line=finding.line + article.body_offset) if finding.line else finding
        for finding in found
    ]


def check_here(title: str, summary: str, body: str) -> list[Finding]:
    """The same for a text in the admin, against what the database knows."""
    return check_text(
        title,
        summary,
        body,
        references=frozenset(Reference.objects.values_list("key", flat=True)),
        claims=dict(Claim.objects.values_list("key", "wording")),
        slugs={
            # A draft may be public by the time when this is; what is archived will not.
            "articles:article-detail": frozenset(
                Article.objects.filter(revises=None)
                .exclude(status=ArticleStatus.ARCHIVED)
                .values_list("slug", flat=True)
            ),
            "articles:topic-detail": frozenset(Topic.objects.values_list("slug", flat=True)),
            "articles:technique-detail": frozenset(
                active(Technique.objects.all()).values_list("slug", flat=True)
            ),
            "articles:condition-detail": frozenset(
                active(Condition.objects.all()).values_list("slug", flat=True)
            ),
        },
    )


def check_text(
    title: str,
    summary: str,
    body: str,
    *,
    references: Container[str],
    claims: Mapping[str, str],
    slugs: Slugs | None = None,
) -> list[Finding]:
    """Pure: `claims` has the wording of each claim by key, `slugs` the pages that exist."""
    return [
        *_length(body),
        *_citations(body, references),
        *_claims(body, claims),
        *_directives(body),
        *_as_findings(link_checks.problems(body, slugs or {})),
        *_markup(body),
        *_reading(body),
        *_wording(f"{title}.\n\n{summary}"),
        *_wording(body, has_lines=True),
    ]


def _as_findings(problems: Iterable[TextProblem]) -> Iterator[Finding]:
    for problem in problems:
        yield Finding(problem.message, line=problem.line)


def _length(body: str) -> Iterator[Finding]:
    words = render_article(body, labels={}).word_count
    if not FEWEST_WORDS <= words <= MOST_WORDS:
        yield Finding(
            gettext("%(words)d words; an article has %(fewest)d to %(most)d")
            % {"words": words, "fewest": FEWEST_WORDS, "most": MOST_WORDS}
        )


def _citations(body: str, references: Container[str]) -> Iterator[Finding]:
    if not citations.cited_keys(body):
        yield Finding(gettext("it cites no reference"))
    yield from _as_findings(citations.problems(body, references))


def _claims(body: str, claims: Mapping[str, str]) -> Iterator[Finding]:
    if not claim_marks.named_claims(body):
        yield Finding(gettext("it names no claim of the ledger"))
    yield from _as_findings(claim_marks.problems(body, claims))
    yield from _as_findings(claim_marks.unlabeled(body))


def _directives(body: str) -> Iterator[Finding]:
    cards = directives.care_cards(body)
    if not cards:
        yield Finding(gettext("it has no care card: say when to get medical help"))
    for line in cards[MOST_CARE_CARDS:]:
        yield Finding(
            gettext("an article has at most %(most)d care cards") % {"most": MOST_CARE_CARDS},
            line=line,
        )
    yield from _as_findings(directives.problems(body))


def _markup(body: str) -> Iterator[Finding]:
    for block in blocks(body):
        if PICTURE.search(block.source):
            yield Finding(
                gettext("a picture comes by “::: figure key”, with its text alternative"),
                line=block.line,
            )
        if tag := TAG.search(block.text):
            yield Finding(
                gettext("“%(tag)s” is shown as it is: HTML does nothing here") % {"tag": tag[0]},
                severity="hint",
                line=block.line,
            )


def _reading(body: str) -> Iterator[Finding]:
    grade = readability.grade(body)
    if grade > readability.HIGHEST_GRADE:
        yield Finding(
            gettext(
                "it reads at US grade %(grade).1f; at most %(highest).1f: shorten its sentences"
            )
            % {"grade": grade, "highest": readability.HIGHEST_GRADE}
        )
    for sentence in readability.longest_sentences(body):
        yield Finding(
            gettext("a sentence of %(words)d words") % {"words": sentence.words},
            sentence.text,
            severity="hint",
            line=sentence.line,
        )


def wording(text: str) -> Iterator[Finding]:
    """Sentences that promise too much, or use a word the site does not use."""
    return (finding for finding in _wording(text) if finding.severity == "error")


#: What the linter of wording calls it, and what it means for an article.
SEVERITIES: dict[Severity, Literal["error", "hint"]] = {"refuse": "error", "warn": "hint"}


def _wording(text: str, *, has_lines: bool = False) -> Iterator[Finding]:
    parts = list(_parts(text))
    for hit in lint(text, audience="article"):
        start, end = parts[bisect_right(parts, (hit.start, len(text))) - 1]
        yield Finding(
            gettext("“%(words)s” (say: %(instead)s)") % {"words": hit.text, "instead": hit.instead},
            " ".join(text[start:end].split()),
            severity=SEVERITIES[hit.severity],
            line=text.count("\n", 0, hit.start) + 1 if has_lines else None,
        )


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
