"""What the order may know: its inputs are few and named, and nothing else moves anybody."""

from __future__ import annotations

import ast
import hashlib
import inspect
import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.db import models
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from directory.models import Photo, PracticeLocation, Therapist
from directory.search import doc, order
from directory.search.query import PAGE_SIZE
from tests.directory.pages import search
from tests.directory.population import populate
from tests.factories.directory import (
    CredentialFactory,
    LocationFactory,
    OpeningHoursFactory,
    PolicyFactory,
    RateFactory,
    SessionPlanFactory,
    TherapistComfortFactory,
    TherapistConditionFactory,
    TherapistFactory,
    TherapistTechniqueFactory,
    term,
)
from tests.factories.places import load_real_places

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


# By inspection ----------------------------------------------------------------------------------


def test_the_order_knows_these_seven_facts_and_no_other() -> None:
    assert order.Standing.__annotations__ == {
        "number": int,
        "tenths": int,
        "rate": int | None,
        "since": int | None,
        "relevance": int,
        "specialties": int,
        "is_confirmed": bool,
    }


@pytest.mark.parametrize(
    ("function", "parameters"),
    [
        (order.arranged, ["standings", "sort", "day"]),
        (order.key, ["standing", "sort", "day"]),
        (order.primary, ["standing", "sort"]),
        (order.turn, ["number", "day"]),
    ],
)
def test_the_rule_is_told_nothing_but_a_standing_the_sort_and_the_day(
    function: Callable[..., Any], parameters: list[str]
) -> None:
    assert list(inspect.signature(function).parameters) == parameters


def test_the_module_of_the_rule_can_reach_nothing_else() -> None:
    """It imports no model, no database, no clock and no chance."""
    tree = ast.parse(Path(inspect.getfile(order)).read_text("utf-8"))
    modules = {
        "." * node.level + (node.module or "")
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
    } | {
        alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import)
        for alias in node.names
    }
    from_query = {
        alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "query"
        for alias in node.names
    }

    assert modules <= {"math", "collections.abc", "datetime", "hashlib", "typing", ".query"}
    assert from_query == {"Sort"}


# Through the pages ------------------------------------------------------------------------------

pages = pytest.mark.usefixtures("vocabulary", "noon", "places")


@pytest.fixture
def noon() -> Iterator[None]:
    """The turn changes at midnight, which must not happen between two looks at a list."""
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def places(db: None) -> None:
    load_real_places()


def listed(client: Client, query: str) -> list[str]:
    """The slugs of all pages, in order."""
    first = search(client, query)
    last = -(-first.total // PAGE_SIZE)
    slugs = first.slugs
    for number in range(2, last + 1):
        slugs += search(client, f"{query}&page={number}").slugs
    assert len(slugs) == len(set(slugs)) == first.total
    return slugs


SEARCHES = (
    "near=80202",
    "near=80202&miles=50&technique=swedish&technique=sports",
    "near=80202&sort=experience",
    "",
    "q=swedish",
    "near=80202&q=massage",
)


def neighbors(number: int = 6) -> list[Therapist]:
    """Equal but for a few facts, all at the middle of one ZIP code."""
    return [
        TherapistFactory(
            name=f"Neighbor {at}",
            published=True,
            techniques=["swedish", "sports"],
            specialties=[["swedish"], [], ["swedish", "sports"]][at % 3],
            practicing_since=2010 + at % 2,
            confirmed_days_ago=[3, 100][at // 3 % 2],
            rates={60: 9000},
        )
        for at in range(number)
    ]


def assign(**values: Any) -> Callable[[Therapist], None]:
    def change(therapist: Therapist) -> None:
        Therapist.objects.filter(pk=therapist.pk).update(**values)

    return change


def assign_owner(**values: Any) -> Callable[[Therapist], None]:
    def change(therapist: Therapist) -> None:
        type(therapist.owner).objects.filter(pk=therapist.owner_id).update(**values)

    return change


def answer_everything(therapist: Therapist) -> None:
    if not therapist.opening_hours.exists():
        OpeningHoursFactory(therapist=therapist)
    if not therapist.policies.exists():
        PolicyFactory(therapist=therapist)
    if not hasattr(therapist, "session_plan"):
        SessionPlanFactory(therapist=therapist, phases=[(4, 60, 7)])
    if not therapist.comfort_facts.exists():
        TherapistComfortFactory(therapist=therapist)
    therapist.assessment_items.set(therapist.assessment_items.model.objects.all())
    therapist.works_with.set(therapist.works_with.model.objects.all())
    therapist.languages.set(therapist.languages.model.objects.all())
    therapist.payment_kinds.set(therapist.payment_kinds.model.objects.all())


def answer_nothing(therapist: Therapist) -> None:
    therapist.opening_hours.all().delete()
    therapist.policies.all().delete()
    therapist.rates.all().delete()
    therapist.credentials.all().delete()
    therapist.assessment_items.clear()
    therapist.languages.clear()


def add_far_practices(therapist: Therapist) -> None:
    for place in ("New York", "Chicago", "Honolulu"):
        LocationFactory(therapist=therapist, place=place)


def add_specialties_not_asked_for(therapist: Therapist) -> None:
    if not therapist.offered_techniques.filter(technique__slug="prenatal").exists():
        TherapistTechniqueFactory(therapist=therapist, technique="prenatal", is_specialty=True)
    if not therapist.condition_approaches.filter(condition__slug="lumbar-spinal-stenosis").exists():
        TherapistConditionFactory(
            therapist=therapist, condition="lumbar-spinal-stenosis", is_specialty=True
        )


def add_rates(therapist: Therapist) -> None:
    for minutes in (30, 90, 120):
        if not therapist.rates.filter(minutes=minutes).exists():
            RateFactory(therapist=therapist, minutes=minutes, price_cents=100)


def confirm_another_day(therapist: Therapist) -> None:
    """Which day it was makes no difference as long as it stays on its side of 90 days."""
    days = 90 if therapist.is_confirmed(timezone.localdate()) else 179
    assign(confirmed_on=timezone.localdate() - timedelta(days=days))(therapist)


LONG_AGO = NOON - timedelta(days=900)
CHANGES: dict[str, Callable[[Therapist], Any]] = {
    "a long introduction": assign(intro="x" * 600),
    "no introduction": assign(intro=""),
    "long texts": assign(
        approach_text="y" * 2500, experience_note="y" * 1200, styles_note="y" * 1200,
        will_not_do="y" * 1200, refers_when="y" * 1200, rates_note="y" * 600,
    ),
    "a website, as a photo would be linked": assign(
        website="https://example.com/photo.jpg", booking_url="https://example.com/book"
    ),
    "a phone number": assign(phone="+13035550142"),
    "the mark for demo data": assign(is_demo=True),
    "the day of being added": assign(created_at=LONG_AGO, updated_at=LONG_AGO),
    "the day of being published": assign(published_at=LONG_AGO, consented_at=LONG_AGO),
    "being changed just now": assign(updated_at=NOON),
    "taking new clients": assign(accepting="yes"),
    "not taking new clients": assign(accepting="no"),
    "a gender": assign(gender="woman", pronouns="she/her"),
    "pressure and aim": assign(pressure_lightest=1, pressure_firmest=3, intention="both"),
    "share of such work": assign(back_and_leg_percent=100),
    "a log-in today": assign_owner(last_login=NOON),
    "no log-in ever": assign_owner(last_login=None),
    "an owner who is staff": assign_owner(is_staff=True, is_superuser=True),
    "an old account": assign_owner(date_joined=LONG_AGO),
    "every question answered": answer_everything,
    "few questions answered": answer_nothing,
    "practices far away": add_far_practices,
    "specialties that nobody asked for": add_specialties_not_asked_for,
    "more prices": add_rates,
    "a checked credential": lambda therapist: CredentialFactory(therapist=therapist, checked=True),
    "an expired credential": lambda therapist: CredentialFactory(therapist=therapist, expired=True),
    "another day of confirmation": confirm_another_day,
}  # fmt: skip


@pages
def test_nobody_moves_by_any_change_that_does_not_count(client: Client) -> None:
    """The first and the last of a list change in one way after the other; the lists do not."""
    people = {therapist.slug: therapist for therapist in neighbors()}
    before = {query: listed(client, query) for query in SEARCHES}
    first, *_, last = (people[slug] for slug in before["near=80202"])

    for name, change in CHANGES.items():
        for therapist in (first, last):
            change(therapist)
            doc.refresh(therapist)
        after = {query: listed(client, query) for query in SEARCHES}
        assert after == before, name


@pages
@settings(
    max_examples=10,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    st.lists(st.tuples(st.sampled_from(sorted(CHANGES)), st.integers(0, 5)), min_size=1, max_size=8)
)
def test_no_mix_of_changes_moves_anybody(client: Client, changes: list[tuple[str, int]]) -> None:
    """Whatever earlier mixes left behind stays: each list is that of the start."""
    people = list(Therapist.objects.order_by("pk")) or neighbors()
    before = {query: listed(client, query) for query in SEARCHES[:2]}

    for name, number in changes:
        CHANGES[name](people[number])
        doc.refresh(people[number])

    assert {query: listed(client, query) for query in SEARCHES[:2]} == before


#: The fields of a therapist and of a place that may move somebody, or that decide who is listed.
COUNTING = {
    "id", "owner", "slug", "name", "status", "confirmed_on", "practicing_since",
    "published_at", "consented_at", "consent_version", "paused_until", "accepting", "waiting_weeks",
}  # fmt: skip


def other_values(field: models.Field[Any, Any]) -> list[Any]:
    """A value that is not the usual one, for a field of any kind."""
    if field.choices:
        return [value for value, _ in field.flatchoices if value]
    match field:
        case models.BooleanField():
            return [True, False]
        case models.DateTimeField():
            return [LONG_AGO, NOON]
        case models.DateField():
            return [LONG_AGO.date(), NOON.date()]
        case models.IntegerField():
            return [1, 100]
        case models.URLField():
            return ["https://example.com/" + "z" * 50]
        case _:
            return [
                "+13035550142" if field.name == "phone" else "z" * min(field.max_length or 9, 500)
            ]


def photo_of(therapist: Therapist) -> Photo:
    return Photo.objects.create(therapist=therapist, file="photos/a.jpg", width=800, height=600)


def test_every_other_field_of_a_therapist_is_without_effect(
    client: Client, vocabulary: None, noon: None, places: None
) -> None:
    """Fields that are added later are tried as well, without being named here."""
    people = {therapist.slug: therapist for therapist in neighbors(4)}
    before = listed(client, "near=80202")
    last = people[before[-1]]
    fields = [
        field
        for field in Therapist._meta.concrete_fields
        if field.name not in COUNTING and not field.name.startswith("pressure_")
    ]
    assert {"intro", "is_demo", "created_at", "approach_text"} <= {one.name for one in fields}

    for field in fields:
        for value in [photo_of(last)] if field.name == "photo" else other_values(field):
            Therapist.objects.filter(pk=last.pk).update(**{field.name: value})
            doc.refresh(last)
            assert listed(client, "near=80202") == before, (field.name, value)


def test_what_does_count_moves_somebody(
    client: Client, vocabulary: None, noon: None, places: None
) -> None:
    """So that the tests above cannot pass because nothing ever changes."""
    people = {therapist.slug: therapist for therapist in neighbors()}
    query = "near=80202&technique=swedish"
    before = listed(client, query)
    first, last = people[before[0]], people[before[-1]]

    last.offered_techniques.filter(technique=term(TECHNIQUE, "swedish")).update(is_specialty=True)
    doc.refresh(last)
    as_specialist = listed(client, query)
    assign(confirmed_on=timezone.localdate())(last)
    doc.refresh(last)
    as_confirmed = listed(client, query)
    PracticeLocation.objects.filter(therapist=first).update(latitude=39.76)
    doc.refresh(first)

    assert as_specialist.index(last.slug) < 5
    assert as_confirmed.index(last.slug) < as_specialist.index(last.slug)
    assert listed(client, query)[-1] == first.slug


TECHNIQUE: Any = TherapistTechniqueFactory._meta.model._meta.get_field("technique").related_model


def test_the_turn_comes_round(client: Client, vocabulary: None, places: None) -> None:
    for number in range(4):
        TherapistFactory(name=f"Equal {number}", published=True, confirmed_days_ago=0)
    today = timezone.now()
    firsts = set()
    for days in range(25):
        with time_machine.travel(today + timedelta(days=days), tick=False):
            firsts.add(search(client, "near=80202").slugs[0])

    assert firsts == {"equal-0", "equal-1", "equal-2", "equal-3"}


# Recomputed from the data alone -----------------------------------------------------------------


def recomputed(answer: dict[str, Any]) -> list[str]:
    """The rule as the page words it, written down once more without the site's own code."""
    seed, day = answer["seed"], answer["day"]

    def turn(number: int) -> int:
        return int(hashlib.sha256(f"{seed}:{day}:{number}".encode()).hexdigest()[:12], 16)

    def rule(one: dict[str, Any]) -> tuple[Any, ...]:
        match answer["sort"]:
            case "rate":
                first = one["rate"] if one["rate"] is not None else 10**9
            case "experience":
                first = one["since"] if one["since"] is not None else 10**9
            case "relevance":
                first = 3 - one["relevance"]
            case _:
                first = 0
        distance = one["miles"] if one["miles"] is not None else 0.0
        freshness = 0 if one["confirmed"] else 1
        return first, distance, -one["specialties"], freshness, turn(one["number"])

    # From an order that gives nothing away.
    people = sorted(answer["therapists"], key=lambda one: str(one["slug"]))
    return [one["slug"] for one in sorted(people, key=rule)]


def by_order_by(answer: dict[str, Any]) -> list[str]:
    """The rule as `order_by` spells it, for a program that knows nothing of massage."""

    def rule(one: dict[str, Any]) -> list[Any]:
        parts: list[Any] = []
        for name in answer["order_by"]:
            value = one[name.removeprefix("-")]
            parts += [
                value is None,
                (-value if name[0] == "-" else value) if value is not None else 0,
            ]
        return parts

    return [one["slug"] for one in sorted(answer["therapists"], key=rule)]


RECOMPUTED = (
    "near=80202",
    "near=80202&miles=50&technique=deep-tissue&technique=swedish&condition=disc-herniation",
    "near=80202&miles=100&sort=rate",
    "near=80202&miles=50&sort=rate&length=90&max_rate=200",
    "near=80202&miles=50&sort=experience&technique=sports",
    "sort=rate",
    "",
    "technique=swedish&technique=sports",
    "q=swedish",
    "q=massage&near=80202&miles=50",
    "q=herniated+disc&near=80202&sort=relevance&technique=swedish",
    "q=massage&sort=experience",
)


@pages
def test_the_order_of_all_pages_is_recomputed_from_the_data_alone(client: Client) -> None:
    populate(30)
    for number, therapist in enumerate(neighbors(9)):
        if number % 4 == 0:
            RateFactory(therapist=therapist, minutes=90, price_cents=12000)

    for query in RECOMPUTED:
        answer = json.loads(client.get(f"/therapists/order.json?{query}").content)
        slugs = listed(client, query)
        assert not answer["truncated"]
        assert answer["total"] == len(slugs) > 3, query
        assert [one["slug"] for one in answer["therapists"]] == slugs, query
        assert recomputed(answer) == slugs, query
        assert by_order_by(answer) == slugs, query


@pages
def test_several_at_the_middle_of_one_zip_code_are_told_apart_by_the_rule(client: Client) -> None:
    neighbors(22)
    answer = json.loads(client.get("/therapists/order.json?near=80202&technique=swedish").content)

    assert {one["miles"] for one in answer["therapists"]} == {0.0}
    assert len({(one["specialties"], one["confirmed"]) for one in answer["therapists"]}) > 2
    assert recomputed(answer) == listed(client, "near=80202&technique=swedish")
