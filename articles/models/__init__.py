"""The models of the articles; one noun per module."""

from .article import Article, ArticleReference
from .article_text import ArticleText
from .claim import ArticleClaim, Claim
from .feedback import ArticleFeedback
from .reference import Reference
from .revision import ArticleRevision
from .topic import Topic

__all__ = [
    "Article",
    "ArticleClaim",
    "ArticleFeedback",
    "ArticleReference",
    "ArticleRevision",
    "ArticleText",
    "Claim",
    "Reference",
    "Topic",
]
