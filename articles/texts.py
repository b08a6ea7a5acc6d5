"""Keeps what a search reads of the articles in step with what they say."""

import re
from functools import lru_cache

from django.db import transaction
from django.db.models import QuerySet

from sciatica_site.fulltext import stored

from .models import Article, ArticleText
from .rendering import plain_text

#: What ends without a full stop: in one line, something must part it from what follows.
_ENDS = re.compile(r"(?:</(?:li|h[1-6]|t[dhr])>\s*)+")


@transaction.atomic
def refresh(articles: QuerySet[Article]) -> int:
    """Make the rows of these articles true; returns how many had to change.

    An article that is not published loses its row.
    """
    wanted = {article.pk: words(article) for article in articles if article.is_published}
    rows = {row.pk: row for row in ArticleText.objects.filter(article__in=articles)}
    gone = rows.keys() - wanted.keys()
    if gone:
        ArticleText.objects.filter(pk__in=gone).delete()
    changed = {pk: columns for pk, columns in wanted.items() if columns_of(rows.get(pk)) != columns}
    for pk, columns in changed.items():
        ArticleText(article_id=pk, **columns).save()
    return len(gone) + len(changed)


def words(article: Article) -> dict[str, str]:
    """What the row of an article holds."""
    headings = (heading["text"] for heading in article.contents)
    return {
        "title": stored([article.title]),
        "summary": stored([article.summary, article.question, *headings]),
        "body": stored([readable(article)]),
    }


def readable(article: Article) -> str:
    """The text of an article as one line without tags and numbers of references."""
    return _readable(article.body_html)


@lru_cache(maxsize=128)
def _readable(html: str) -> str:
    """Remembered, since a search shows parts of the same few texts over and over."""
    return plain_text(_ENDS.sub(" · ", html))


def columns_of(row: ArticleText | None) -> dict[str, str]:
    return {name: getattr(row, name) for name in ArticleText.text_columns} if row else {}
