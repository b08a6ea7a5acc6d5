"""Which massage may suit somebody: rules read from data and applied to answers."""

from .answers import Answers
from .engine import Advice, Verdict, advise
from .reading import guide_rules
from .rules import GuideRules, Outcome, Status

__all__ = [
    "Advice",
    "Answers",
    "GuideRules",
    "Outcome",
    "Status",
    "Verdict",
    "advise",
    "guide_rules",
]
