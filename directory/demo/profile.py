"""Builds one whole made-up profile, unsaved, from a seed and a number."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from django.utils.text import slugify

from accounts.models import User
from directory.choices import Setting
from directory.models import (
    Credential,
    LocationAccess,
    OpeningHours,
    Policy,
    PracticeLocation,
    Rate,
    SessionPhase,
    SessionPlan,
    Therapist,
    TherapistComfort,
    TherapistCondition,
    TherapistTechnique,
)
from directory.models.therapist import RESERVED_SLUGS

from . import credentials, listing, practice, prices, sessions, treatment
from .chance import happens, one_of, seeded, several
from .geography import Geography, Spot
from .people import draw_person
from .subject import Subject
from .world import World

DEFAULT_SEED = 20
SHOWCASE_NUMBER = 1
#: A ZIP code in the middle of Denver: the demo therapist's.
SHOWCASE_ZIP = "80202"
THERAPIST_EMAIL = "therapist@example.com"
LEFT_OPEN = {
    "credentials": 10.0, "experience": 12.0, "techniques": 5.0,
    "approach": 20.0, "sessions": 30.0, "rates": 23.0,
}  # fmt: skip


@dataclass
class Profile:
    """A therapist with everything that hangs on them; the four lists of slugs are vocabulary."""

    therapist: Therapist
    locations: list[PracticeLocation]
    access: list[LocationAccess]
    comforts: list[TherapistComfort]
    hours: list[OpeningHours]
    credentials: list[Credential]
    techniques: list[TherapistTechnique]
    conditions: list[TherapistCondition]
    plan: SessionPlan | None
    phases: list[SessionPhase]
    rates: list[Rate]
    policies: list[Policy]
    languages: list[str]
    assessment_items: list[str]
    works_with: list[str]
    payment_kinds: list[str]


def email_of(number: int) -> str:
    """The account of profile number so-and-so; the first is the one that can be signed in to."""
    if number == SHOWCASE_NUMBER:
        return THERAPIST_EMAIL
    return f"demo-therapist-{number:04}@example.com"


class Slugs:
    """Gives each name a slug that nobody has."""

    def __init__(self, taken: set[str]) -> None:
        self.taken = taken | set(RESERVED_SLUGS)

    def give(self, name: str) -> str:
        base = slugify(name)[:70] or "therapist"
        slug, copy = base, 2
        while slug in self.taken:
            slug, copy = f"{base}-{copy}", copy + 1
        self.taken.add(slug)
        return slug


def places_of(
    geography: Geography, seed: int, *, start: int, stop: int
) -> Iterator[tuple[int, Spot, int]]:
    """Number, place and turn (how many came before in the same area) of `start` to `stop` - 1.

    It always counts from number one, so that a later run goes on where an earlier one ended.
    """
    turns: dict[str, int] = {}
    for number in range(1, stop):
        rng = seeded(seed, "place", number)
        showcase = number == SHOWCASE_NUMBER
        spot = geography.at_code(rng, SHOWCASE_ZIP) if showcase else geography.draw(rng)
        turn = turns.get(spot.area, 0)
        turns[spot.area] = turn + 1
        if number >= start:
            yield number, spot, turn


def build_profile(
    world: World,
    geography: Geography,
    slugs: Slugs,
    *,
    seed: int,
    number: int,
    spot: Spot,
    turn: int,
) -> Profile:
    """The same seed, number and place always give the same person."""
    rng = seeded(seed, number)
    showcase = number == SHOWCASE_NUMBER
    person = draw_person(rng, world.texts)
    if showcase:
        person = person._replace(years=max(person.years, 8))
    unanswered = frozenset() if showcase else _unanswered(rng)
    subject = Subject(number, rng, person, spot, turn, unanswered, is_showcase=showcase)
    return _assemble(world, subject, geography, slugs.give(person.name))


def _unanswered(rng: Random) -> frozenset[str]:
    """About every seventh leaves a question or two open."""
    if not happens(rng, 0.15):
        return frozenset()
    return frozenset(several(rng, LEFT_OPEN, one_of(rng, {1: 70.0, 2: 30.0})))


def _assemble(world: World, subject: Subject, geography: Geography, slug: str) -> Profile:
    therapist = _therapist(world, subject, slug)
    locations = practice.build_locations(world, subject, geography)
    comforts = practice.build_comforts(world, subject)
    techniques = treatment.build_techniques(world, subject)
    conditions = treatment.build_conditions(world, subject, techniques)
    rates = prices.build_rates(world, subject)
    plan, phases = sessions.build_plan(world, subject, [rate.minutes for rate in rates])
    payments = prices.ways_to_pay(world, subject)
    policies = prices.build_policies(
        world,
        subject,
        payments,
        {row.feature.slug for row in comforts if row.is_available},
        any(location.setting == Setting.HOME_VISITS for location in locations),
    )
    lightest, firmest = treatment.pressure_range(subject.rng, techniques)
    therapist.pressure_lightest, therapist.pressure_firmest = lightest, firmest
    if techniques and happens(subject.rng, 0.7):
        therapist.styles_note = subject.text(world, "styles_notes")
    for name, value in treatment.approach_words(world, subject).items():
        setattr(therapist, name, value)
    profile = Profile(
        therapist=therapist,
        locations=locations,
        access=practice.build_access(world, subject, locations),
        comforts=comforts,
        hours=practice.build_hours(subject),
        credentials=credentials.build_credentials(world, subject),
        techniques=techniques,
        conditions=conditions,
        plan=plan,
        phases=phases,
        rates=rates,
        policies=policies,
        languages=listing.languages(world, subject),
        assessment_items=treatment.assessment_steps(world, subject),
        works_with=treatment.clinicians(world, subject, conditions),
        payment_kinds=payments,
    )
    _claim(profile)
    return profile


def _therapist(world: World, subject: Subject, slug: str) -> Therapist:
    person = subject.person
    owner = User(email=email_of(subject.number), name=person.name)
    owner.set_unusable_password()
    therapist = Therapist(
        owner=owner,
        slug=slug,
        name=person.name,
        gender=person.gender,
        pronouns=person.pronouns,
        is_demo=True,
        **listing.experience(world, subject),
    )
    if subject.is_showcase or happens(subject.rng, 0.94):
        therapist.intro = subject.text(
            world, "intros", lambda text: listing.suits_years(text, subject.years)
        )
    listing.set_listing(therapist, world, subject)
    owner.date_joined = therapist.created_at
    return therapist


def _claim(profile: Profile) -> None:
    """Point every row at its therapist."""
    for rows in (
        profile.locations, profile.comforts, profile.hours, profile.credentials,
        profile.techniques, profile.conditions, profile.rates, profile.policies,
        [profile.plan] if profile.plan else [],
    ):  # fmt: skip
        for row in rows:
            row.therapist = profile.therapist
