"""The public pages: articles, claims, vocabulary, glossary, warning signs, guides."""

from .articles import ArticleDetail, ArticleList, TopicDetail
from .care_pages import OtherTreatments, ProfileWords, SelfCare
from .claims import ClaimList, Corrections, Guidelines
from .feedback import Thanks, give_feedback
from .glossary import Glossary
from .guides import GetMedicalHelp, IsMassageSafe, tell_your_therapist, which_massage
from .matrix import matrix
from .vocabulary import ConditionDetail, ConditionList, TechniqueDetail, TechniqueList
from .warning_signs import WarningSigns

__all__ = [
    "ArticleDetail",
    "ArticleList",
    "ClaimList",
    "ConditionDetail",
    "ConditionList",
    "Corrections",
    "GetMedicalHelp",
    "Glossary",
    "Guidelines",
    "IsMassageSafe",
    "OtherTreatments",
    "ProfileWords",
    "SelfCare",
    "TechniqueDetail",
    "TechniqueList",
    "Thanks",
    "TopicDetail",
    "WarningSigns",
    "give_feedback",
    "matrix",
    "tell_your_therapist",
    "which_massage",
]
