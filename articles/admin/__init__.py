"""The articles in the admin."""

from .article import ArticleAdmin
from .claim import ClaimAdmin
from .feedback import ArticleFeedbackAdmin
from .library import ReferenceAdmin, TopicAdmin

__all__ = ["ArticleAdmin", "ArticleFeedbackAdmin", "ClaimAdmin", "ReferenceAdmin", "TopicAdmin"]
