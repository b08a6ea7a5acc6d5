"""Checks what was read from an article file, and gives it its types."""

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import slug_re, validate_slug

from articles import citations, claim_marks, directives
from articles.choices import ArticleStatus, EvidenceGrade
from articles.models import Article, ArticleRevision
from articles.models.article import validate_article_slug, validate_vetting_questions
from articles.text_problems import TextProblem

from .problems import UNREADABLE, BadFile, Problem
from .reading import RawArticle

REQUIRED_TEXTS = ("title", "summary", "question", "author")
FIELDS = {
    *REQUIRED_TEXTS,
    *("slug", "topic", "position", "related", "techniques", "conditions", "vetting_questions"),
    *("reviewer", "reviewed_on", "next_review_on", "published_on"),
    *("evidence_grade", "evidence_note", "reading_grade", "shows_guidelines", "changes"),
}


@dataclass(frozen=True)
class Vocabulary:
    """The keys that an article may name."""

    topics: frozenset[str]
    techniques: frozenset[str]
    conditions: frozenset[str]
    references: frozenset[str]
    #: The wording of each claim by its key; empty for one that no article may state.
    claims: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Change:
    """A line of the change history that the writer of a file wants readers to see."""

    on: datetime.date
    note: str


@dataclass(frozen=True)
class CleanArticle:
    """An article file that is fit to be loaded. `values` are plain fields of the model."""

    slug: str
    topic: str
    values: dict[str, Any]
    body: str
    techniques: list[str]
    conditions: list[str]
    related: list[str]
    unknown_fields: list[str]
    changes: list[Change] = field(default_factory=list)


class Cleaner:
    """Reads the fields of one file and collects every problem, so that all are mended at once."""

    def __init__(self, raw: RawArticle, known: Vocabulary) -> None:
        self.raw = raw
        self.known = known
        self.problems: list[Problem] = []

    def refuse(self, field: str, message: str) -> None:
        self.problems.append(Problem(f"{field}: {message}", self.raw.field_lines.get(field)))

    def text(self, field: str, *, required: bool = False) -> str:
        value = self.raw.fields.get(field)
        if value is None or value == "":
            if required:
                self.refuse(field, "is missing")
            return ""
        if not isinstance(value, str):
            self.refuse(field, "must be text; put it in quotes")
            return ""
        longest = _longest("reviewer_name" if field == "reviewer" else field)
        if len(value) > longest:
            self.refuse(field, f"has {len(value)} characters, at most {longest} fit")
        if UNREADABLE.search(value):
            self.refuse(field, "holds a character that no text may hold")
        return value.strip()

    def date(self, field: str) -> datetime.date | None:
        value = self.raw.fields.get(field)
        if value is None:
            return None
        if not isinstance(value, datetime.date) or isinstance(value, datetime.datetime):
            self.refuse(field, "must be a date such as 2026-11-22, or null")
            return None
        return value

    def slug(self) -> str:
        value = str(self.raw.fields.get("slug") or "")
        try:
            validate_slug(value)
            validate_article_slug(value)
        except ValidationError as error:
            self.refuse("slug", error.messages[0])
        if len(value) > _longest("slug"):
            self.refuse("slug", f"has {len(value)} characters, at most {_longest('slug')} fit")
        return value

    def one_of(self, field: str, allowed: frozenset[str]) -> str:
        value = str(self.raw.fields.get(field))
        if value not in allowed:
            self.refuse(field, f"“{value}” is not one of {', '.join(sorted(allowed)) or 'none'}")
        return value

    def slugs(self, field: str, allowed: frozenset[str] | None = None) -> list[str]:
        value = self.raw.fields.get(field) or []
        if not isinstance(value, list) or not all(_is_slug(slug) for slug in value):
            self.refuse(field, "must be a list such as [first, second]")
            return []
        if allowed is not None:
            for slug in value:
                if slug not in allowed:
                    self.refuse(field, f"“{slug}” does not exist")
        return list(dict.fromkeys(value))

    def position(self) -> int:
        value = self.raw.fields.get("position", 0)
        if type(value) is not int or not 0 <= value <= 32767:
            self.refuse("position", "must be a whole number")
            return 0
        return value

    def questions(self) -> list[int]:
        value = self.raw.fields.get("vetting_questions") or []
        try:
            validate_vetting_questions(value)
        except ValidationError as error:
            self.refuse("vetting_questions", error.messages[0])
            return []
        return sorted(value)

    def reading_grade(self) -> Decimal | None:
        value = self.raw.fields.get("reading_grade")
        if value is None:
            return None
        try:
            grade = Decimal(str(value)).quantize(Decimal("0.1"))
        except InvalidOperation:
            grade = Decimal(-1)
        if not (grade.is_finite() and 0 <= grade < 100):
            self.refuse("reading_grade", "must be a number such as 6.5, or null")
            return None
        return grade

    def yes_or_no(self, name: str) -> bool:
        value = self.raw.fields.get(name, False)
        if not isinstance(value, bool):
            self.refuse(name, "must be true or false")
            return False
        return value

    def changes(self) -> list[Change]:
        value = self.raw.fields.get("changes") or []
        found = [_change(entry) for entry in value] if isinstance(value, list) else [None]
        if None in found:
            self.refuse(
                "changes", "must be a list such as [{on: 2026-11-22, note: “What changed.”}]"
            )
        return [change for change in found if change is not None]

    def check_body(self, *, is_published: bool) -> None:
        body = self.raw.body
        if not body.strip():
            self.problems.append(Problem("there is no text below the fields"))
        if UNREADABLE.search(body):
            self.problems.append(Problem("the text holds a character that no text may hold"))
        found: list[TextProblem] = [
            *citations.problems(body, self.known.references),
            *claim_marks.problems(body, self.known.claims),
            *directives.problems(body),
            # A draft may still be unfinished.
            *(claim_marks.unlabeled(body) if is_published else ()),
        ]
        for problem in sorted(found, key=lambda problem: problem.line):
            self.problems.append(Problem(problem.message, problem.line + self.raw.body_offset))


def clean(raw: RawArticle, known: Vocabulary) -> CleanArticle:
    """The article in a file; raises `BadFile` with everything that is wrong with it."""
    cleaner = Cleaner(raw, known)
    published_on = cleaner.date("published_on")
    values: dict[str, Any] = {
        **{field: cleaner.text(field, required=True) for field in REQUIRED_TEXTS},
        "position": cleaner.position(),
        "status": ArticleStatus.PUBLISHED if published_on else ArticleStatus.DRAFT,
        "published_on": published_on,
        "reviewer_name": cleaner.text("reviewer"),
        "reviewed_on": cleaner.date("reviewed_on"),
        "next_review_on": cleaner.date("next_review_on"),
        "evidence_grade": cleaner.one_of("evidence_grade", frozenset(EvidenceGrade.values)),
        "evidence_note": cleaner.text("evidence_note"),
        "reading_grade": cleaner.reading_grade(),
        "vetting_questions": cleaner.questions(),
        "shows_guidelines": cleaner.yes_or_no("shows_guidelines"),
    }
    article = CleanArticle(
        slug=cleaner.slug(),
        topic=cleaner.one_of("topic", known.topics),
        values=values,
        body=raw.body,
        techniques=cleaner.slugs("techniques", known.techniques),
        conditions=cleaner.slugs("conditions", known.conditions),
        related=cleaner.slugs("related"),
        unknown_fields=sorted(raw.fields.keys() - FIELDS),
        changes=cleaner.changes(),
    )
    cleaner.check_body(is_published=published_on is not None)
    cleaner.problems.extend(Problem(reason) for reason in broken_rules(Article(**values)))
    if cleaner.problems:
        raise BadFile(raw.path, *cleaner.problems)
    return article


def _is_slug(value: object) -> bool:
    return isinstance(value, str) and bool(slug_re.match(value))


def _longest(name: str) -> int:
    return int(getattr(Article._meta.get_field(name), "max_length", 0))


def _change(entry: object) -> Change | None:
    """None for what is no change."""
    if not isinstance(entry, dict):
        return None
    # YAML 1.1 reads an unquoted `on` as yes.
    entry = {"on" if name is True else name: value for name, value in entry.items()}
    if set(entry) != {"on", "note"}:
        return None
    on, note = entry["on"], entry["note"]
    if type(on) is not datetime.date or not isinstance(note, str):
        return None
    note = note.strip()
    if UNREADABLE.search(note):
        return None
    longest = ArticleRevision._meta.get_field("reader_note").max_length or 0
    return Change(on, note) if 0 < len(note) <= longest else None


def broken_rules(article: Article) -> Iterator[str]:
    """The rules of `models.constraints`, asked of the same constraints that the database keeps."""
    for constraint in Article._meta.constraints:
        try:
            constraint.validate(Article, article)
        except ValidationError as error:
            yield error.messages[0]
