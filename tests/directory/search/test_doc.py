"""What a search row says about a profile: each filter's meaning, and when there is a row at all."""

from datetime import time, timedelta
from typing import Any

import pytest
from django.utils import timezone

from directory.choices import FacetGroup, ProfileStatus, Verification
from directory.models import Credential, LocationAccess, Rate, SearchDoc, Therapist
from directory.search import doc, load_catalogue
from directory.search.circle import cell_of, unit_vector
from tests.directory.search.reading import filters_of, only_doc, slugs_of
from tests.factories.directory import (
    CredentialFactory,
    LocationAccessFactory,
    OpeningHoursFactory,
    TherapistFactory,
    demo_therapist,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]


def in_days(number: int) -> Any:
    return timezone.localdate() + timedelta(days=number)


@pytest.mark.parametrize(
    ("values", "group", "slugs"),
    [
        ({"techniques": ["swedish", "sports"]}, "technique", {"swedish", "sports"}),
        ({"conditions": ["disc-herniation"]}, "condition", {"disc-herniation"}),
        ({"credentials": ["diploma", "insurance"]}, "credential", {"diploma", "insurance"}),
        ({"rates": {60: 9500, 90: 13000}}, "length", {"60", "90"}),
        ({"pressure_lightest": 1, "pressure_firmest": 3}, "pressure", {"light", "medium", "firm"}),
        ({"pressure_lightest": 2, "pressure_firmest": 2}, "pressure", {"medium"}),
        ({}, "pressure", set()),
        ({"setting": "home-visits"}, "setting", {"home-visits"}),
        ({"languages": ["en", "es"]}, "language", {"en", "es"}),
        (
            {"payment_kinds": ["insurance", "sliding-scale"]},
            "payment",
            {"insurance", "sliding-scale"},
        ),
        ({"intention": "pain-relief"}, "intention", {"pain-relief"}),
        ({"intention": "both"}, "intention", {"pain-relief", "relaxation"}),
        ({"intention": ""}, "intention", set()),
        ({"works_with": ["doctor"]}, "works_with", {"doctor"}),
        ({"gender": "woman"}, "gender", {"woman"}),
        ({"gender": ""}, "gender", set()),
        ({"accepting": "yes"}, "accepting", {"1"}),
        ({"accepting": "waiting-list", "waiting_weeks": 3}, "accepting", set()),
        ({"accepting": "no"}, "accepting", set()),
        ({"accepting": ""}, "accepting", set()),
        ({"accepting": "yes", "confirmed_days_ago": 90}, "accepting", {"1"}),
        ({"accepting": "yes", "confirmed_days_ago": 91}, "accepting", set()),
    ],
)
def test_each_filter_means_what_it_says(
    values: dict[str, Any], group: str, slugs: set[str]
) -> None:
    assert filters_of(TherapistFactory(published=True, **values), group) == slugs


@pytest.mark.parametrize(("days", "accepting"), [(-1, {"1"}), (0, {"1"}), (1, set())])
def test_whoever_is_away_takes_no_new_clients_until_the_day_of_return(
    days: int, accepting: set[str]
) -> None:
    therapist = TherapistFactory(published=True, accepting="yes", paused_until=in_days(days))

    assert filters_of(therapist, "accepting") == accepting


@pytest.mark.parametrize("group", ["access", "comfort"])
def test_not_stated_is_not_no_and_no_is_not_yes(group: str) -> None:
    therapist = TherapistFactory(
        published=True,
        access={"step-free": True, "near-transit": False},
        comforts={"clothed": True, "seated": False},
    )

    yes = {"access": {"step-free"}, "comfort": {"clothed"}}
    assert filters_of(therapist, group) == yes[group]
    assert LocationAccess.objects.count() == 2  # "no" is kept apart from "not stated"


@pytest.mark.parametrize(
    ("weekday", "opens", "closes", "slugs"),
    [
        (0, time(9), time(17), set()),
        (0, time(9), time(18), set()),
        (0, time(9), time(18, 1), {"evening"}),
        (4, time(19), time(21), {"evening"}),
        (5, time(9), time(12), {"weekend"}),
        (6, time(17), time(20), {"evening", "weekend"}),
    ],
)
def test_evenings_and_weekends_follow_from_the_hours(
    weekday: int, opens: time, closes: time, slugs: set[str]
) -> None:
    therapist = TherapistFactory(published=True)

    OpeningHoursFactory(therapist=therapist, weekday=weekday, opens=opens, closes=closes)

    assert filters_of(therapist, "times") == slugs


@pytest.mark.parametrize(
    ("values", "is_verified", "is_held"),
    [
        ({}, False, True),
        ({"checked": True}, True, True),
        ({"checked": True, "verification": Verification.DOCUMENT_SEEN}, True, True),
        ({"checked": True, "verification": Verification.COULD_NOT_VERIFY}, False, True),
        ({"checked": True, "verification": Verification.SELF_DECLARED}, False, True),
        ({"checked": True, "checked_days_ago": 365}, True, True),
        ({"checked": True, "checked_days_ago": 366}, False, True),
        ({"checked": True, "expired": True}, False, False),
        ({"expired": True}, False, False),
    ],
)
def test_checked_means_checked_within_a_year_and_in_date(
    values: dict[str, Any], is_verified: bool, is_held: bool
) -> None:
    therapist = TherapistFactory(published=True)

    CredentialFactory(therapist=therapist, kind="state-license", **values)

    assert bool(filters_of(therapist, "verified")) is is_verified
    assert ("state-license" in filters_of(therapist, "credential")) is is_held


def test_a_credential_is_good_on_its_last_day() -> None:
    therapist = TherapistFactory(published=True)

    CredentialFactory(therapist=therapist, checked=True, expires_on=in_days(0))

    assert filters_of(therapist, "verified") == {"1"}


def test_each_place_has_a_row_with_its_own_facts_and_the_shared_ones() -> None:
    therapist = TherapistFactory(
        published=True, places=["Denver", "Boulder"], techniques=["sports"]
    )
    first, second = therapist.locations.all()
    second.setting = "hospital"
    second.save()
    LocationAccessFactory(location=first, feature="step-free")

    one, two = (SearchDoc.objects.get(location=place) for place in (first, second))

    assert (slugs_of(one, "access"), slugs_of(two, "access")) == ({"step-free"}, set())
    assert (slugs_of(one, "setting"), slugs_of(two, "setting")) == ({"studio"}, {"hospital"})
    assert slugs_of(one, "technique") == slugs_of(two, "technique") == {"sports"}
    assert (one.places, two.places) == (2, 2)


def test_a_row_knows_where_it_is() -> None:
    therapist = TherapistFactory(published=True, near=(39.7491, -104.9946))

    row = only_doc(therapist)

    assert (row.x, row.y, row.z) == pytest.approx(unit_vector(39.7491, -104.9946))
    assert row.cell == cell_of(39.7491, -104.9946)


def test_prices_are_whole_dollars_rounded_up() -> None:
    row = only_doc(TherapistFactory(published=True, rates={60: 9500, 90: 13001}))

    assert (row.rate_60, row.rate_90, row.rate_30) == (95, 131, None)


def test_specialties_have_bits_of_their_own() -> None:
    therapist = TherapistFactory(
        published=True, techniques=["swedish", "sports"], conditions=["disc-herniation"],
        specialties=["sports", "disc-herniation"],
    )  # fmt: skip
    row = only_doc(therapist)

    row.bits, row.bits2 = row.specialty_bits, row.specialty_bits2

    assert slugs_of(row, "technique") == {"sports"}
    assert slugs_of(row, "condition") == {"disc-herniation"}


def test_the_named_credential_is_the_most_telling_one_in_date() -> None:
    therapist = TherapistFactory(published=True)
    assert only_doc(therapist).lead_credential is None

    better_and_better: list[dict[str, Any]] = [
        {"kind": "first-aid-cpr", "expired": True},
        {"kind": "insurance", "checked": True},
        {"kind": "diploma"},
        {"kind": "state-license"},
        {"kind": "state-license", "checked": True},
    ]
    for values in better_and_better:
        credential = CredentialFactory(therapist=therapist, **values)
        assert only_doc(therapist).lead_credential == credential

    CredentialFactory(therapist=therapist, kind="state-license", expired=True, checked=True)
    assert only_doc(therapist).lead_credential == credential


@pytest.mark.parametrize(
    "status", [status for status in ProfileStatus if status != ProfileStatus.PUBLISHED]
)
def test_whatever_is_not_published_has_no_row(status: ProfileStatus) -> None:
    therapist = TherapistFactory(published=True)
    assert SearchDoc.objects.filter(therapist=therapist).exists()

    therapist.status = status
    therapist.save()
    doc.refresh(therapist)

    assert not SearchDoc.objects.exists()


@pytest.mark.parametrize(("days", "rows"), [(180, 1), (181, 0)])
def test_a_profile_hidden_by_its_age_has_no_row(days: int, rows: int) -> None:
    TherapistFactory(published=True, confirmed_days_ago=days)

    assert SearchDoc.objects.count() == rows


def test_a_therapist_without_a_place_has_no_row() -> None:
    TherapistFactory(published=True, places=[])

    assert not SearchDoc.objects.exists()


def test_refreshing_twice_changes_nothing() -> None:
    therapist = TherapistFactory(published=True, techniques=["swedish"])
    before = SearchDoc.objects.values().get()

    assert doc.refresh_all([therapist.pk]) == 1

    assert SearchDoc.objects.values().get() == before


def test_refreshing_one_leaves_the_others_alone() -> None:
    other = TherapistFactory(published=True)
    SearchDoc.objects.filter(therapist=other).update(since=1950)

    TherapistFactory(published=True)

    assert only_doc(other).since == 1950


def test_a_place_that_is_gone_takes_its_row_along() -> None:
    therapist = TherapistFactory(published=True, places=["Denver", "Boulder"])

    therapist.locations.first().delete()
    doc.refresh(therapist)

    assert only_doc(therapist).places == 1


def test_the_rows_of_many_take_a_fixed_number_of_queries(
    django_assert_max_num_queries: Any,
) -> None:
    ids = [TherapistFactory(published=True, techniques=["swedish"]).pk for _ in range(12)]

    with django_assert_max_num_queries(30):
        assert doc.refresh_all(ids) == 12


def test_the_rows_of_whole_profiles_say_what_their_tables_say() -> None:
    for number in range(1, 13):
        demo_therapist(number, place="Chicago")

    for row in SearchDoc.objects.select_related("therapist"):
        assert {group: slugs_of(row, group) for group in FacetGroup.values} == truth(
            row.therapist, row
        ), row.therapist


def truth(therapist: Therapist, row: SearchDoc) -> dict[str, set[str]]:
    """The same told a second time, straight from the tables."""
    today, active = timezone.localdate(), load_catalogue().by_key
    held = [one for one in therapist.credentials.all() if not one.is_expired(today)]
    checked = Credential.objects.checked_and_in_date(today).filter(therapist=therapist)
    hours = list(therapist.opening_hours.all())
    pressures = {1: "light", 2: "medium", 3: "firm"}
    lightest, firmest = therapist.pressure_lightest or 9, therapist.pressure_firmest or 0
    times = {"evening"} if any(span.closes > time(18) for span in hours) else set()
    times |= {"weekend"} if any(span.weekday in (5, 6) for span in hours) else set()
    aims = {"both": {"pain-relief", "relaxation"}, "": set()}
    wanted = {
        "technique": {one.technique.slug for one in therapist.offered_techniques.all()},
        "condition": {one.condition.slug for one in therapist.condition_approaches.all()},
        "credential": {one.kind.slug for one in held},
        "verified": {"1"} if checked else set(),
        "accepting": {"1"} if therapist.is_accepting(today) else set(),
        "length": {
            str(m)
            for m in Rate.objects.filter(therapist=therapist).values_list("minutes", flat=True)
        },
        "pressure": {name for at, name in pressures.items() if lightest <= at <= firmest},
        "times": times,
        "setting": {row.location.setting},
        "access": {f.feature.slug for f in row.location.access_facts.filter(is_available=True)},
        "comfort": {f.feature.slug for f in therapist.comfort_facts.filter(is_available=True)},
        "language": {one.slug for one in therapist.languages.all()},
        "payment": {one.slug for one in therapist.payment_kinds.all()},
        "intention": aims.get(therapist.intention, {therapist.intention}),
        "works_with": {one.slug for one in therapist.works_with.all()},
        "gender": {therapist.gender} - {""},
    }
    return {
        group: {slug for slug in slugs if (group, slug) in active}
        for group, slugs in wanted.items()
    }
