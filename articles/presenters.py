"""Assembles what the article pages show from several models."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext

from directory.vetting import QUESTIONS, Question

from .models import Article, Reference, Topic
from .vocabulary import TermLink, Totals, links


@dataclass(frozen=True)
class ArticleLink:
    title: str
    url: str


@dataclass(frozen=True)
class ListedReference:
    """One line of a reference list. `note` is empty or says how the source was read."""

    number: int
    key: str
    authors: str
    year: int | None
    title: str
    container: str
    url: str
    note: str


@dataclass(frozen=True)
class TopicShelf:
    topic: Topic
    articles: list[Article]


@dataclass(frozen=True)
class ArticlePage:
    article: Article
    contents: list[dict[str, str]]
    references: list[ListedReference]
    techniques: list[TermLink]
    conditions: list[TermLink]
    questions: list[Question]
    related: list[Article]
    previous: ArticleLink | None
    next: ArticleLink | None


def shelves(articles: Iterable[Article]) -> list[TopicShelf]:
    """Articles in reading order, put on the shelf of their topic."""
    return [
        TopicShelf(topic, list(group))
        for topic, group in groupby(articles, key=lambda article: article.topic)
    ]


def listed(references: Iterable[tuple[int, Reference]]) -> list[ListedReference]:
    return [
        ListedReference(
            number=number,
            key=reference.key,
            authors=reference.authors.removesuffix("."),  # the list ends each part with its own
            year=reference.year,
            title=reference.title,
            container=reference.container,
            url=reference.link,
            note=reference.reader_note,
        )
        for number, reference in references
    ]


def article_page(article: Article, totals: Totals) -> ArticlePage:
    """The article must come from `with_page_details()`; two more queries find its neighbors."""
    before, after = neighbors(article)
    references = listed(
        (citation.number, citation.reference) for citation in article.citations.all()
    )
    contents = list(article.contents)
    if references:
        contents.append({"id": "references", "text": gettext("References")})
    return ArticlePage(
        article=article,
        contents=contents,
        references=references,
        techniques=links(article.techniques.all(), totals),
        conditions=links(article.conditions.all(), totals),
        questions=[q for q in QUESTIONS if q.number in article.vetting_questions],
        related=list(article.related.published().with_card_details().in_reading_order()),
        previous=before,
        next=after,
    )


def neighbors(article: Article) -> tuple[ArticleLink | None, ArticleLink | None]:
    """The articles before and after this one in its topic."""
    shelf = list(
        Article.objects.published().on_topic(article.topic).with_card_details().in_reading_order()
    )
    here = next((i for i, other in enumerate(shelf) if other.pk == article.pk), None)
    if here is None:  # a preview of a draft
        return None, None
    before = shelf[here - 1] if here > 0 else None
    after = shelf[here + 1] if here + 1 < len(shelf) else None
    return _link(before), _link(after)


def _link(article: Article | None) -> ArticleLink | None:
    return ArticleLink(article.title, article.get_absolute_url()) if article else None
