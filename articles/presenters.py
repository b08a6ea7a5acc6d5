"""Assembles what the article pages show from several models."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.db.models import BooleanField, F, Value
from django.utils import timezone
from django.utils.translation import gettext

from directory.models import Condition, Technique
from directory.vetting import QUESTIONS, Question

from . import pages
from .guidelines import Panel, panel
from .models import Article, Topic
from .page_data import (
    ArticleLink,
    Card,
    Change,
    ListedClaim,
    ListedReference,
    PageData,
    Place,
    listed,
)
from .vocabulary import TermLink, Totals, active, links

__all__ = [
    "ArticleLink",
    "ArticlePage",
    "Card",
    "Change",
    "ListedClaim",
    "ListedReference",
    "Place",
    "TopicShelf",
    "article_page",
    "listed",
    "shelves",
]


@dataclass(frozen=True)
class TopicShelf:
    topic: Topic
    articles: list[Article]


@dataclass(frozen=True)
class ArticlePage:
    article: Article
    contents: list[dict[str, str]]
    references: list[ListedReference]
    claims: list[ListedClaim]
    techniques: list[TermLink]
    conditions: list[TermLink]
    questions: list[Question]
    related: list[Card]
    place: Place | None
    changes: list[Change]
    #: What guidelines say, where the article shows it.
    guidelines: Panel | None


def shelves(articles: Iterable[Article]) -> list[TopicShelf]:
    """Articles in reading order, put on the shelf of their topic."""
    return [
        TopicShelf(topic, list(group))
        for topic, group in groupby(articles, key=lambda article: article.topic)
    ]


def article_page(article: Article, totals: Totals) -> ArticlePage:
    """One query, for the terms: everything else of others is stored with the article."""
    data = pages.data_of(article)
    techniques, conditions = _terms(article)
    return ArticlePage(
        article=article,
        contents=[*article.contents, *_more_contents(article, data)],
        references=data.references,
        claims=data.claims,
        techniques=links(techniques, totals),
        conditions=links(conditions, totals),
        questions=[q for q in QUESTIONS if q.number in article.vetting_questions],
        related=data.related,
        place=data.place,
        changes=[*data.changes, *_publication(article, data)],
        guidelines=panel(timezone.localdate()) if article.shows_guidelines else None,
    )


def _more_contents(article: Article, data: PageData) -> Iterable[dict[str, str]]:
    """The parts below the text that somebody may look for."""
    if article.shows_guidelines:
        yield {"id": "guidelines", "text": gettext("Where guidelines disagree")}
    if data.claims:
        yield {"id": "claims", "text": gettext("Claims in this article")}
    if data.references:
        yield {"id": "references", "text": gettext("References")}


def _publication(article: Article, data: PageData) -> Iterable[Change]:
    """The first line of the history, where the history itself does not go back so far."""
    if article.published_on is None:
        return
    day = article.published_on.isoformat()
    if all(change.day > day for change in data.changes):
        yield Change(day, gettext("First published."))


def _terms(article: Article) -> tuple[list[Technique], list[Condition]]:
    """Fresh from the vocabulary, both kinds in one query."""
    columns = ("position", "name", "slug", "definition", "kind_of_term", "is_searchable")
    techniques = active(Technique.objects.filter(articles=article)).order_by()
    conditions = active(Condition.objects.filter(articles=article)).order_by()
    rows = list(
        techniques.annotate(kind_of_term=Value("technique"), is_searchable=F("is_offered"))
        .values_list(*columns)
        .union(
            conditions.annotate(
                kind_of_term=Value("condition"),
                is_searchable=Value(True, output_field=BooleanField()),
            ).values_list(*columns),
            all=True,
        )
        .order_by("position", "name")
    )
    return (
        [
            Technique(slug=slug, name=name, definition=definition, is_offered=is_searchable)
            for _, name, slug, definition, kind, is_searchable in rows
            if kind == "technique"
        ],
        [
            Condition(slug=slug, name=name, definition=definition)
            for _, name, slug, definition, kind, _ in rows
            if kind == "condition"
        ],
    )
