"""The models of the articles; one noun per module."""

from .article import Article, ArticleReference
from .article_text import ArticleText
from .reference import Reference
from .topic import Topic

__all__ = ["Article", "ArticleReference", "ArticleText", "Reference", "Topic"]
