"""The public pages: articles, vocabulary, warning signs."""

from .articles import ArticleDetail, ArticleList, TopicDetail
from .vocabulary import ConditionDetail, ConditionList, TechniqueDetail, TechniqueList
from .warning_signs import WarningSigns

__all__ = [
    "ArticleDetail",
    "ArticleList",
    "ConditionDetail",
    "ConditionList",
    "TechniqueDetail",
    "TechniqueList",
    "TopicDetail",
    "WarningSigns",
]
