"""The public pages: articles, vocabulary, glossary, warning signs."""

from .articles import ArticleDetail, ArticleList, TopicDetail
from .glossary import Glossary
from .matrix import matrix
from .vocabulary import ConditionDetail, ConditionList, TechniqueDetail, TechniqueList
from .warning_signs import WarningSigns

__all__ = [
    "ArticleDetail",
    "ArticleList",
    "ConditionDetail",
    "ConditionList",
    "Glossary",
    "TechniqueDetail",
    "TechniqueList",
    "TopicDetail",
    "WarningSigns",
    "matrix",
]
