"""Questions 3 and 4: techniques, conditions, assessment and the words about them."""

from random import Random

from directory.choices import Intention, Pressure
from directory.models import Condition, Technique, TherapistCondition, TherapistTechnique

from .chance import each, happens, one_of, only, several
from .subject import Subject
from .world import World

TECHNIQUES = {
    "swedish": 75.0,
    "deep-tissue": 60.0,
    "trigger-point": 40.0,
    "neuromuscular": 28.0,
    "piriformis-focused": 28.0,
    "sports": 30.0,
    "myofascial-release": 40.0,
    "prenatal": 25.0,
}
CONDITIONS = {
    "disc-herniation": 50.0,
    "lumbar-spinal-stenosis": 30.0,
    "foraminal-stenosis-bone-spur": 12.0,
    "spondylolisthesis": 12.0,
    "deep-gluteal-piriformis": 45.0,
    "pregnancy-related": 8.0,
    "chronic-lbp-with-leg-pain": 50.0,
    "myofascial-buttock-pain": 45.0,
    "sacroiliac-pain": 35.0,
    "after-spine-surgery": 12.0,
    "cause-unknown": 30.0,
}
ASSESSMENT = {
    "health-history": 0.92, "red-flag-screen": 0.82, "medicines-clots": 0.78, "symptom-map": 0.7,
    "movement-check": 0.6, "palpation-consent": 0.75, "position-adapt": 0.7, "pressure-scale": 0.65,
    "plan-review": 0.6, "outcome-tracking": 0.35, "home-advice": 0.6, "refers-on": 0.8,
    "works-with-clinicians": 0.35, "scope-clear": 0.7,
}  # fmt: skip
CLINICIANS = {
    "doctor": 0.3, "physical-therapist": 0.38, "chiropractor": 0.25, "acupuncturist": 0.15,
    "midwife": 0.07, "mental-health": 0.08,
}  # fmt: skip
INTENTIONS = {
    Intention.PAIN_RELIEF: 38.0,
    Intention.BOTH: 36.0,
    Intention.RELAXATION: 14.0,
    Intention.NOT_STATED: 12.0,
}


def build_techniques(world: World, subject: Subject) -> list[TherapistTechnique]:
    """Two to six, none to two of them a specialty, each learned since practice began."""
    if not subject.answers("techniques"):
        return []
    rng = subject.rng
    count = one_of(rng, {2: 15, 3: 27, 4: 28, 5: 18, 6: 12})
    chosen = several(rng, only(TECHNIQUES, world.techniques), count)
    specialties = set(chosen[: one_of(rng, {0: 30, 1: 45, 2: 25})])
    return [
        _technique(world, subject, world.techniques[slug], slug in specialties)
        for slug in sorted(chosen, key=list(TECHNIQUES).index)
    ]


def _technique(
    world: World, subject: Subject, technique: Technique, is_specialty: bool
) -> TherapistTechnique:
    rng, this_year = subject.rng, world.today.year
    row = TherapistTechnique(technique=technique, is_specialty=is_specialty)
    if happens(rng, 0.75 if is_specialty else 0.45):
        row.since = this_year - rng.randint(max(1, subject.years // 3), subject.years)
    if happens(rng, 0.5 if is_specialty else 0.2):
        row.training_hours = rng.choice([16, 24, 32, 40, 50, 60, 80, 120])
    if is_specialty or happens(rng, 0.45):
        row.note = subject.text(world, f"technique_notes.{technique.slug}")
    return row


def pressure_range(
    rng: Random, techniques: list[TherapistTechnique]
) -> tuple[Pressure | None, Pressure | None]:
    """What the techniques span, unless it is not stated."""
    if not techniques or happens(rng, 0.12):
        return None, None
    lightest = min(row.technique.pressure_lightest for row in techniques)
    firmest = max(row.technique.pressure_firmest for row in techniques)
    if happens(rng, 0.15):
        firmest = max(lightest, firmest - 1)
    return Pressure(lightest), Pressure(firmest)


def build_conditions(
    world: World, subject: Subject, techniques: list[TherapistTechnique]
) -> list[TherapistCondition]:
    """One to seven, each with this person's own approach."""
    if not subject.answers("approach"):
        return []
    rng = subject.rng
    weights = only(CONDITIONS, world.conditions)
    offered = {row.technique.slug for row in techniques}
    if "prenatal" in offered and "pregnancy-related" in weights:
        weights["pregnancy-related"] = 200.0
    if "piriformis-focused" in offered and "deep-gluteal-piriformis" in weights:
        weights["deep-gluteal-piriformis"] = 120.0
    chosen = several(rng, weights, one_of(rng, {1: 8, 2: 18, 3: 24, 4: 22, 5: 14, 6: 9, 7: 5}))
    specialties = set(chosen[: one_of(rng, {0: 55, 1: 35, 2: 10})])
    return [
        _condition(world, subject, world.conditions[slug], slug in specialties)
        for slug in sorted(chosen, key=list(CONDITIONS).index)
    ]


def _condition(
    world: World, subject: Subject, condition: Condition, is_specialty: bool
) -> TherapistCondition:
    row = TherapistCondition(condition=condition, is_specialty=is_specialty)
    if is_specialty or happens(subject.rng, 0.85):
        row.approach = subject.text(world, f"condition_approaches.{condition.slug}")
    return row


def assessment_steps(world: World, subject: Subject) -> list[str]:
    """Some people tick nearly everything, some little; a few leave the list empty."""
    rng = subject.rng
    if not subject.is_showcase and (not subject.answers("approach") or happens(rng, 0.05)):
        return []
    care = 1.2 if subject.is_showcase else rng.uniform(0.65, 1.2)
    shares = {slug: min(1.0, share * care) for slug, share in ASSESSMENT.items()}
    return each(rng, only(shares, world.assessment_items))


def clinicians(world: World, subject: Subject, conditions: list[TherapistCondition]) -> list[str]:
    if not subject.answers("approach"):
        return []
    shares = only(CLINICIANS, world.clinician_kinds)
    pregnancy = any(row.condition.slug == "pregnancy-related" for row in conditions)
    if pregnancy and "midwife" in shares:
        shares["midwife"] = 0.5
    return each(subject.rng, shares)


def approach_words(world: World, subject: Subject) -> dict[str, str]:
    """The free texts of question 4, and the main aim."""
    if not subject.answers("approach"):
        return {}
    rng = subject.rng
    refusals = subject.several_texts(world, "will_not_do", one_of(rng, {1: 1, 2: 4, 3: 5}), most=3)
    referrals = subject.several_texts(world, "refers_when", one_of(rng, {2: 4, 3: 5, 4: 3}), most=4)
    approach = subject.several_texts(world, "approach_texts", one_of(rng, {1: 5, 2: 4}), most=2)
    return {
        "intention": one_of(rng, INTENTIONS),
        "approach_text": "\n\n".join(approach),
        "will_not_do": "" if happens(rng, 0.12) else "\n".join(refusals),
        "refers_when": "" if happens(rng, 0.08) else "\n".join(referrals),
    }
