"""The models of the articles; one noun per module."""

from .article import Article, ArticleReference
from .reference import Reference
from .topic import Topic

__all__ = ["Article", "ArticleReference", "Reference", "Topic"]
