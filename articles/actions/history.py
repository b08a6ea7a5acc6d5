"""Adds lines to the history of an article."""

from typing import Any

from django.db.models import Max

from accounts.models import User
from articles.choices import RevisionKind
from articles.models import Article, ArticleRevision

#: What a reader reads or is told: a restored text brings back exactly these.
CONTENT_FIELDS = (
    "title",
    "summary",
    "question",
    "author",
    "evidence_grade",
    "evidence_note",
    "vetting_questions",
    "shows_guidelines",
    "body",
)
CONTENT_LINKS = ("techniques", "conditions", "related")


def snapshot(article: Article) -> dict[str, Any]:
    """The content as plain values, ready for JSON; what it links to is named by slug."""
    values = {name: getattr(article, name) for name in CONTENT_FIELDS}
    for name in CONTENT_LINKS:
        values[name] = sorted(getattr(article, name).values_list("slug", flat=True))
    return values


def record(
    article: Article,
    kind: RevisionKind,
    *,
    by: User | None = None,
    note: str = "",
    reader_note: str = "",
    from_status: str = "",
) -> ArticleRevision:
    """Call it in the transaction of the change, after article and links were saved."""
    last = article.revisions.aggregate(last=Max("number"))["last"] or 0
    return article.revisions.create(
        number=last + 1,
        kind=kind,
        actor=by,
        note=note,
        reader_note=reader_note,
        from_status=from_status,
        to_status=article.status,
        snapshot=snapshot(article),
    )
