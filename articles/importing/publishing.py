"""Decides what an import makes of the status of an article that is there already."""

from dataclasses import dataclass, field
from typing import Any

from articles.choices import ArticleStatus
from articles.models import Article

from .cleaning import CleanArticle

#: What the desk has in hand: a reviewer may be reading these very words.
IN_HAND = (ArticleStatus.IN_REVIEW, ArticleStatus.SCHEDULED)


@dataclass(frozen=True)
class Standing:
    """Fields of the article, and what the person who imports should know about them."""

    values: dict[str, Any]
    warnings: list[str] = field(default_factory=list)


def reason_to_keep(article: Article, *, overwrite: bool) -> str:
    """Why a file changes nothing of this article; empty where it may."""
    if article.revises_id is not None:
        return "it is the next version of another article, which the desk is writing; it is kept"
    if article.status == ArticleStatus.ARCHIVED:
        return "it is archived and stays as it is; bring it back in the admin if meant"
    if article.status in IN_HAND and not overwrite:
        return "it is in review at the desk and is kept; --overwrite makes it a draft again"
    if article.is_edited_here and not overwrite:
        return "its text was edited in the admin and is kept; --overwrite replaces it"
    return ""


def standing(article: Article, clean: CleanArticle, *, text_changed: bool) -> Standing:
    """A file publishes an article; all other steps are those of the editorial desk.

    - A draft is published by a publication date that is new in its file.
    - What is in review or approved is left alone, or begins again as a draft.
    - A review that is due stays due until the text changes.
    - A file that lost its publication date takes nothing offline: that is archiving it.
    """
    before = ArticleStatus(article.status)
    published_on = clean.values["published_on"]
    values: dict[str, Any] = {"status": before, "published_on": published_on}
    warnings: list[str] = []
    if before == ArticleStatus.DRAFT and published_on and published_on != article.published_on:
        values["status"] = ArticleStatus.PUBLISHED
    if published_on is None:
        values["published_on"] = article.published_on
        if article.is_published:
            warnings.append("its file has no published_on; archive it in the admin if meant")
    if before in IN_HAND:
        values |= {"status": ArticleStatus.DRAFT, "publish_on": None}
        warnings.append("it was in clinical review and is a draft again")
    if text_changed and before == ArticleStatus.REVIEW_DUE:
        values |= {"status": ArticleStatus.PUBLISHED, "review_reason": ""}
        warnings.append(f"its text changed, so that its review is no longer due {_why(article)}")
    if text_changed and Article.objects.filter(revises=article).exists():
        warnings.append(
            "a next version of it is being written at the desk, from the text as it was before"
        )
    return Standing(values, [warning.strip() for warning in warnings])


def _why(article: Article) -> str:
    return f"({article.review_reason})" if article.review_reason else ""
