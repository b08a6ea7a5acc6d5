"""The search by plain rules over the normal tables: slow, and written without the search's code.

It reads the parameters of an address by itself, too. Dollars are whole, rounded up; a day counts
as long as the rules of trust say: a confirmation 90 days for "accepting new clients" and 180 for
the whole profile, a check of a credential 365.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import sha256
from typing import Any

from directory.models import FacetValue, Therapist
from sciatica_site.fulltext import terms

Point = tuple[float, float]
Chosen = Mapping[str, Sequence[str]]
#: Words of the name, of the vocabulary and of the answers.
Words = tuple[set[str], set[str], set[str]]


@dataclass(frozen=True)
class Asked:
    """The parameters of an address as a person reads them; `near` is a point."""

    near: Point | None = None
    miles: int = 25
    chosen: Chosen = field(default_factory=dict)
    max_rate: int | None = None
    min_years: int | None = None
    sort: str = ""
    q: str = ""

    @property
    def lengths(self) -> list[int]:
        return sorted(int(minutes) for minutes in self.chosen.get("length", ())) or [60]

    @property
    def wanted(self) -> dict[str, set[str]]:
        """Groups with what would do; a price limit asks for a length as well."""
        wanted = {group: set(slugs) for group, slugs in self.chosen.items() if slugs}
        if self.max_rate is not None:
            wanted["length"] = {str(minutes) for minutes in self.lengths}
        return wanted

    @property
    def order(self) -> str:
        allowed = ["experience", "rate"]
        if terms(self.q):
            allowed.insert(0, "relevance")
        if self.near:
            allowed.insert(0, "distance")
        return self.sort if self.sort in allowed else allowed[0]


@dataclass(frozen=True)
class Spot:
    """One place of a therapist with everything that can be asked of it."""

    point: Point
    facts: Mapping[str, set[str]]


@dataclass(frozen=True)
class Person:
    number: int
    slug: str
    since: int | None
    is_confirmed: bool
    dollars: Mapping[int, int]
    specialties: set[tuple[str, str]]
    words: Words
    spots: list[Spot]

    def relevance(self, asked: Sequence[str]) -> int:
        """3 if the name has all words, 2 with the vocabulary, 1 with the answers; 0 if none."""
        known: set[str] = set()
        for relevance, more in zip((3, 2, 1), self.words, strict=True):
            known |= more
            if known.issuperset(asked):
                return relevance
        return 0


@dataclass(frozen=True)
class Found:
    """A therapist, and how far the nearest place is that passes, to a tenth of a mile."""

    person: Person
    miles: float | None


@dataclass(frozen=True)
class Answer:
    total: int
    counts: dict[tuple[str, str], int]
    found: list[Found]


class Truth:
    """Everybody who is public on one day, each with `words_of` them."""

    def __init__(self, everybody: Iterable[tuple[Therapist, Words]], day: date) -> None:
        self.day = day
        self.people = [_person(one, words, day) for one, words in everybody if _is_public(one, day)]
        self.values = list(FacetValue.objects.filter(is_active=True).values_list("group", "value"))

    def answer(self, asked: Asked) -> Answer:
        found = self.find(asked)
        counts = {
            (group, slug): len(self.find(replace(asked, chosen={**asked.chosen, group: [slug]})))
            for group, slug in self.values
        }
        return Answer(len(found), counts, sorted(found, key=lambda one: self._key(one, asked)))

    def find(self, asked: Asked) -> list[Found]:
        year = self.day.year
        words = terms(asked.q)[:8]
        found = []
        for person in self.people:
            if asked.min_years and (person.since is None or year - person.since < asked.min_years):
                continue
            if words and not person.relevance(words):
                continue
            distances = [
                0.0 if asked.near is None else _miles(asked.near, spot.point)
                for spot in person.spots
                if _passes(person, spot, asked)
            ]
            inside = [miles for miles in distances if asked.near is None or miles <= asked.miles]
            if inside:
                found.append(Found(person, round(min(inside), 1) if asked.near else None))
        return found

    def _key(self, found: Found, asked: Asked) -> tuple[Any, ...]:
        person = found.person
        miles = found.miles or 0.0
        first = {
            "distance": miles,
            "rate": person.dollars.get(asked.lengths[0], math.inf),
            "experience": math.inf if person.since is None else person.since,
            "relevance": -person.relevance(terms(asked.q)[:8]),
        }[asked.order]
        special = sum(
            (group, slug) in person.specialties
            for group in ("technique", "condition")
            for slug in set(asked.chosen.get(group, ()))
        )
        turn = sha256(f"sciatica-massage-guide:{self.day}:{person.number}".encode()).hexdigest()
        return first, miles, -special, not person.is_confirmed, turn[:12], person.number


def _passes(person: Person, spot: Spot, asked: Asked) -> bool:
    for group, slugs in asked.wanted.items():
        have = spot.facts.get(group, set())
        if group == "length" and asked.max_rate is not None:
            have = {slug for slug in have if person.dollars[int(slug)] <= asked.max_rate}
        if not have & slugs:
            return False
    return True


def _miles(one: Point, other: Point) -> float:
    """The haversine formula; the radius of the Earth is 6,371.0088 km."""
    (lat1, lng1), (lat2, lng2) = (tuple(map(math.radians, point)) for point in (one, other))
    half = (
        math.sin((lat2 - lat1) / 2) ** 2
        + math.cos(lat1) * math.cos(lat2) * math.sin((lng2 - lng1) / 2) ** 2
    )
    return 2 * 6371.0088 / 1.609344 * math.asin(math.sqrt(half))


def _age(day: date | None, today: date) -> float:
    return math.inf if day is None else (today - day).days


def _is_public(one: Therapist, today: date) -> bool:
    return one.status == "published" and _age(one.confirmed_on, today) <= 180


def _person(one: Therapist, words: Words, today: date) -> Person:
    techniques = list(one.offered_techniques.all())
    conditions = list(one.condition_approaches.all())
    specialties = {("technique", t.technique.slug) for t in techniques if t.is_specialty}
    specialties |= {("condition", c.condition.slug) for c in conditions if c.is_specialty}
    facts = _facts(one, today)
    return Person(
        number=one.pk,
        slug=one.slug,
        since=one.practicing_since,
        is_confirmed=_age(one.confirmed_on, today) <= 90,
        dollars={rate.minutes: math.ceil(rate.price_cents / 100) for rate in one.rates.all()},
        specialties=specialties,
        words=words,
        spots=[
            Spot((place.latitude, place.longitude), {**facts, **_of_the_place(place)})
            for place in one.locations.all()
        ],
    )


def _of_the_place(place: Any) -> dict[str, set[str]]:
    access = {fact.feature.slug for fact in place.access_facts.all() if fact.is_available}
    return {"setting": {place.setting}, "access": access}


def _facts(one: Therapist, today: date) -> dict[str, set[str]]:
    credentials = [
        paper
        for paper in one.credentials.all()
        if paper.expires_on is None or paper.expires_on >= today
    ]
    checked = [
        paper
        for paper in credentials
        if paper.verification in ("document-seen", "register-checked")
        and _age(paper.checked_on, today) <= 365
    ]
    is_away = one.paused_until is not None and one.paused_until > today
    is_accepting = one.accepting == "yes" and _age(one.confirmed_on, today) <= 90 and not is_away
    hours = list(one.opening_hours.all())
    aims = {"both": {"pain-relief", "relaxation"}, "": set()}
    firmness = range(one.pressure_lightest or 9, (one.pressure_firmest or 0) + 1)
    return {
        "technique": {row.technique.slug for row in one.offered_techniques.all()},
        "condition": {row.condition.slug for row in one.condition_approaches.all()},
        "credential": {paper.kind.slug for paper in credentials},
        "verified": {"1"} if checked else set(),
        "accepting": {"1"} if is_accepting else set(),
        "length": {str(rate.minutes) for rate in one.rates.all()},
        "pressure": {("light", "medium", "firm")[step - 1] for step in firmness},
        "times": {"evening" for span in hours if span.closes.strftime("%H:%M") > "18:00"}
        | {"weekend" for span in hours if span.weekday in (5, 6)},
        "comfort": {row.feature.slug for row in one.comfort_facts.all() if row.is_available},
        "language": {row.slug for row in one.languages.all()},
        "payment": {row.slug for row in one.payment_kinds.all()},
        "intention": aims.get(one.intention, {one.intention}),
        "works_with": {row.slug for row in one.works_with.all()},
        "gender": {one.gender} - {""},
    }


def words_of(one: Therapist) -> Words:
    """The words of the names, of the vocabulary and of everything else that is said."""
    techniques = list(one.offered_techniques.all())
    conditions = list(one.condition_approaches.all())
    credentials = list(one.credentials.all())
    plan = getattr(one, "session_plan", None)
    names = [one.name, *(place.practice_name for place in one.locations.all())]
    vocabulary = [
        *(row.technique.name for row in techniques),
        *(row.condition.name for row in conditions),
        *(paper.kind.name for paper in credentials),
        *(row.name for row in one.languages.all()),
    ]
    answers = [
        one.intro, one.experience_note, one.styles_note, one.approach_text, one.will_not_do,
        one.refers_when, one.rates_note,
        *(row.note for row in techniques),
        *(row.approach for row in conditions),
        *((plan.stop_rule, plan.note) if plan else ()),
        *(text for row in one.policies.all() for text in (row.kind.name, row.text)),
        *(row.definition for row in one.assessment_items.all()),
        *(row.name for row in one.works_with.all()),
        *(row.name for row in one.payment_kinds.all()),
        *(
            text
            for paper in credentials
            for text in (paper.title, paper.issuer, paper.number, paper.region)
        ),
        *(
            wording
            for is_answered, wording in (
                (credentials, "What are your credentials and qualifications?"),
                (one.practicing_since, "How long have you been practicing massage therapy?"),
                (techniques, "What types of massage do you offer and specialize in?"),
                (
                    one.approach_text or one.assessment_items.all(),
                    "How do you assess and treat sciatica pain?",
                ),
                (plan, "How many sessions do you recommend and how long are they?"),
                (one.rates.all(), "What are your rates and policies?"),
            )
            if is_answered
        ),
    ]  # fmt: skip
    return _all_terms(names), _all_terms(vocabulary), _all_terms(answers)


def _all_terms(texts: Iterable[str]) -> set[str]:
    return {term for text in texts for term in terms(text)}
