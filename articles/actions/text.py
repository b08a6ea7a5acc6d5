"""Gives an article its text, and the lists of references and claims that follow from it."""

from collections.abc import Sequence

from django.db import transaction

from articles.models import Article, ArticleClaim, ArticleReference, Claim, Reference
from articles.rendering import RenderedArticle


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


@transaction.atomic
def set_claims(article: Article, keys: Sequence[str]) -> bool:
    """Make the list of claims say exactly `keys`, numbered in that order; True if it changed."""
    listed = article.claim_uses.order_by("number").values_list("claim__key", flat=True)
    if list(listed) == list(keys):
        return False
    claims = {claim.key: claim for claim in Claim.objects.filter(key__in=keys)}
    article.claim_uses.all().delete()
    ArticleClaim.objects.bulk_create(
        ArticleClaim(article=article, claim=claims[key], number=number)
        for number, key in enumerate(keys, start=1)
    )
    return True
