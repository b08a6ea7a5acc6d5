"""Keeps what an article page shows of other rows in step with those rows."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.db import transaction
from django.db.models import Subquery
from django.utils import timezone

from directory.models import SearchGeneration

from .choices import ArticleStatus
from .models import Article, ArticleClaim, ArticleReference, ArticleRevision
from .page_data import Change, PageData, Place, card, is_readable, link, listed, listed_claim, read
from .querysets import ArticleQuerySet

Item = TypeVar("Item")


def readable() -> ArticleQuerySet:
    """What an article page needs, in one query. It names the generation of the search as well, so
    that the counts of therapists cost no query while they are remembered."""
    generation = SearchGeneration.objects.values("number")[:1]
    return (
        Article.objects.published()
        .select_related("topic")
        .defer("body")
        .annotate(search_generation=Subquery(generation))
    )


def archived() -> ArticleQuerySet:
    """What was public once; a draft or a next version that was given up never was."""
    return Article.objects.filter(
        status=ArticleStatus.ARCHIVED, revises=None, published_on__isnull=False
    )


def data_of(article: Article) -> PageData:
    """What is stored with the article; built now where nothing that can be read is stored yet, as
    right after an update of the site."""
    if is_readable(article.page_data):
        return read(article.page_data)
    return Sources.of_all().data_of(article)


@transaction.atomic
def refresh() -> int:
    """Make what is stored true for all articles; returns how many had to change."""
    sources = Sources.of_all()
    changed = []
    for article in sources.articles.values():
        plain = sources.data_of(article).plain()
        if article.page_data != plain:
            article.page_data = plain
            changed.append(article)
    Article.objects.bulk_update(changed, ["page_data"], batch_size=100)
    return len(changed)


@dataclass(frozen=True)
class Sources:
    """Everything that pages take from other rows, each list in the order in which it is shown.

    Five queries read it, however many articles there are.
    """

    #: In reading order.
    articles: Mapping[int, Article]
    #: The public ones, by topic.
    shelves: Mapping[int, Sequence[Article]]
    citations: Mapping[int, Sequence[ArticleReference]]
    uses: Mapping[int, Sequence[ArticleClaim]]
    #: Newest first.
    revisions: Mapping[int, Sequence[ArticleRevision]]
    related: Mapping[int, frozenset[int]]

    @classmethod
    def of_all(cls) -> "Sources":
        articles = Article.objects.select_related("topic").in_reading_order()
        articles = articles.defer("body", "body_html", "contents")
        citations = ArticleReference.objects.select_related("reference").order_by("number")
        uses = ArticleClaim.objects.select_related("claim").order_by("number")
        revisions = ArticleRevision.objects.exclude(reader_note="").order_by("-made_at", "-number")
        return cls(
            articles={article.pk: article for article in articles},
            shelves=_grouped((a.topic_id, a) for a in articles if a.is_published),
            citations=_grouped((citation.article_id, citation) for citation in citations),
            uses=_grouped((use.article_id, use) for use in uses),
            revisions=_grouped((r.article_id, r) for r in revisions.defer("snapshot", "note")),
            related=_related(),
        )

    def data_of(self, article: Article) -> PageData:
        citations = self.citations.get(article.pk, ())
        return PageData(
            references=listed((citation.number, citation.reference) for citation in citations),
            claims=[listed_claim(use.claim) for use in self.uses.get(article.pk, ())],
            related=[card(other) for other in self._related_to(article)],
            place=self._place_of(article),
            changes=self._changes_of(article),
        )

    def _related_to(self, article: Article) -> Iterable[Article]:
        wanted = self.related.get(article.pk, frozenset()) - {article.pk, article.revises_id}
        return (a for pk, a in self.articles.items() if pk in wanted and a.is_published)

    def _place_of(self, article: Article) -> Place | None:
        """A next version is shown where the published one stands, whose place it will take."""
        shelf = self.shelves.get(article.topic_id, ())
        shown = article.revises_id or article.pk
        here = next((i for i, other in enumerate(shelf) if other.pk == shown), None)
        if here is None:
            return None
        return Place(
            number=here + 1,
            total=len(shelf),
            previous=link(shelf[here - 1]) if here else None,
            next=link(shelf[here + 1]) if here + 1 < len(shelf) else None,
        )

    def _changes_of(self, article: Article) -> list[Change]:
        of_this = self.revisions.get(article.pk, ())
        of_published = self.revisions.get(article.revises_id or 0, ())
        return [
            Change(timezone.localdate(revision.made_at).isoformat(), revision.reader_note)
            for revision in (*of_this, *of_published)
        ]


def _grouped(pairs: Iterable[tuple[int, Item]]) -> dict[int, list[Item]]:
    found: dict[int, list[Item]] = defaultdict(list)
    for key, item in pairs:
        found[key].append(item)
    return dict(found)


def _related() -> dict[int, frozenset[int]]:
    rows = Article.related.through.objects.values_list("from_article_id", "to_article_id")
    return {pk: frozenset(others) for pk, others in _grouped(rows).items()}
