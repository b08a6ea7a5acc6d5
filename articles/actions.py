"""Changes to an article that touch more than one row or field."""

from collections.abc import Sequence

from django.db import transaction

from .models import Article, ArticleReference, Reference
from .rendering import RenderedArticle


def set_body(article: Article, body: str, rendered: RenderedArticle) -> None:
    """Give an article its text and everything derived from it; the caller saves it.

    What is derived is stored, so that a page view parses no Markdown: a text is read thousands of
    times between two changes.
    """
    article.body = body
    article.body_html = str(rendered.html)
    article.contents = rendered.contents
    article.word_count = rendered.word_count


@transaction.atomic
def set_references(article: Article, keys: Sequence[str]) -> bool:
    """Make the reference list say exactly `keys`, numbered in that order; True if it changed."""
    listed = article.citations.order_by("number").values_list("reference__key", flat=True)
    if list(listed) == list(keys):
        return False
    references = {reference.key: reference for reference in Reference.objects.filter(key__in=keys)}
    # Renumbering in place would break the unique numbers half-way.
    article.citations.all().delete()
    ArticleReference.objects.bulk_create(
        ArticleReference(article=article, reference=references[key], number=number)
        for number, key in enumerate(keys, start=1)
    )
    return True
