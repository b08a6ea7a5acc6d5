"""The articles in the admin."""

from .article import ArticleAdmin
from .library import ReferenceAdmin, TopicAdmin

__all__ = ["ArticleAdmin", "ReferenceAdmin", "TopicAdmin"]
