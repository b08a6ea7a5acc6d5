"""The filters of the therapist search to which a result leads."""

from directory.choices import FacetGroup, Pressure

from .engine import Advice
from .reading import guide_rules
from .rules import GuideRules, Outcome, Status

Pair = tuple[str, str]


def filters(advice: Advice, rules: GuideRules | None = None) -> list[Pair]:
    """Group and slug; nothing at all where massage has to wait. No answer about health is among
    them, except what the vocabulary of the directory has a word for."""
    rules = rules or guide_rules()
    if advice.outcome is not Outcome.SUGGESTIONS:
        return []
    cause = rules.causes.get(advice.answers.cause, "")
    pairs = [
        *((FacetGroup.TECHNIQUE, one.technique) for one in advice.suggested),
        (FacetGroup.CONDITION, cause),
        *((FacetGroup.CONDITION, rule.condition) for rule in advice.cautions),
        (FacetGroup.PRESSURE, _pressure(advice)),
        *((FacetGroup.COMFORT, rule.comfort) for rule in advice.cautions),
        (FacetGroup.VERIFIED, "1"),
    ]
    return list(dict.fromkeys((str(group), slug) for group, slug in pairs if slug))


def _pressure(advice: Advice) -> str:
    """The lightest of what was wished for and what the rules allow; empty where neither says."""
    named = {advice.answers.pressure, *(rule.pressure for rule in advice.cautions)}
    if any(one.status is Status.LIGHT_ONLY for one in advice.suggested):
        named.add(Pressure.LIGHT.slug)
    return next((pressure.slug for pressure in Pressure if pressure.slug in named), "")
