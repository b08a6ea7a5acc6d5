"""The public pages: articles, vocabulary, glossary, warning signs, guides."""

from .articles import ArticleDetail, ArticleList, TopicDetail
from .glossary import Glossary
from .guides import GetMedicalHelp, IsMassageSafe, tell_your_therapist, which_massage
from .matrix import matrix
from .vocabulary import ConditionDetail, ConditionList, TechniqueDetail, TechniqueList
from .warning_signs import WarningSigns

__all__ = [
    "ArticleDetail",
    "ArticleList",
    "ConditionDetail",
    "ConditionList",
    "GetMedicalHelp",
    "Glossary",
    "IsMassageSafe",
    "TechniqueDetail",
    "TechniqueList",
    "TopicDetail",
    "WarningSigns",
    "matrix",
    "tell_your_therapist",
    "which_massage",
]
