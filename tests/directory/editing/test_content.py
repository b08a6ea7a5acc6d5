"""A profile becomes a document and is written back from it without loss."""

from __future__ import annotations

import json
from datetime import date

import pytest

from directory.editing import applying, content
from directory.editing.content import Content
from directory.models import PracticeLocation, Therapist
from tests.directory.population import populate
from tests.factories.directory import CredentialFactory, TherapistFactory
from tests.factories.moderation import VerificationRecordFactory
from tests.factories.places import PlaceFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]


def read(therapist: Therapist) -> Content:
    """As it comes back from the database, where it is JSON."""
    loaded = Therapist.objects.with_answers().get(pk=therapist.pk)
    document: Content = json.loads(json.dumps(content.read(loaded)))
    return document


def test_what_was_read_and_written_back_is_the_same() -> None:
    populate(12)

    for therapist in Therapist.objects.all():
        before = read(therapist)
        checks = list(therapist.credentials.values("verification", "checked_on", "checked_by"))

        applying.apply(therapist.pk, before)

        assert read(therapist) == before
        assert (
            list(therapist.credentials.values("verification", "checked_on", "checked_by")) == checks
        )


def test_a_document_has_its_sections_in_the_order_of_the_editor() -> None:
    assert tuple(read(TherapistFactory())) == content.SECTION_KEYS


def test_a_document_can_be_written_into_an_empty_profile() -> None:
    populate(3)
    source = read(Therapist.objects.exclude(locations=None).exclude(credentials=None)[0])
    for location in source["place"]["locations"]:
        PlaceFactory(postal_code=location["postal_code"])
    empty = TherapistFactory()

    applying.apply(empty.pk, source)

    copied = read(empty)
    for key in ("about", "experience", "techniques", "approach", "sessions", "rates"):
        assert copied[key] == source[key]
    assert len(copied["place"]["locations"]) == len(source["place"]["locations"])
    assert list(copied["access"]["places"].values()) == list(source["access"]["places"].values())


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("number", "MT2"),
        ("issuer", "Another board"),
        ("region", "WY"),
        ("kind", "diploma"),
        ("expires_on", "2031-01-01"),
        ("issued_on", "2001-01-01"),
    ],
)
def test_a_check_is_lost_when_the_credential_says_something_else(name: str, value: str) -> None:
    therapist = TherapistFactory(published=True)
    before = CredentialFactory(
        therapist=therapist, number="MT1", checked=True, issued_on=date(2000, 1, 1),
        good_until=date(2031, 1, 1),
    )  # fmt: skip
    counted = VerificationRecordFactory(credential=before)
    waiting = VerificationRecordFactory(credential=before, waiting=True)
    document = read(therapist)
    document["credentials"]["credentials"][0][name] = value

    applying.apply(therapist.pk, document)

    (credential,) = therapist.credentials.all()
    assert credential.verification == "self-declared"
    assert credential.checked_by is None
    assert credential.checked_on is None
    assert credential.good_until is None
    assert list(credential.records.filter(refused_at=None)) == [counted]
    assert list(credential.records.exclude(refused_at=None)) == [waiting]


def test_a_check_stays_when_only_the_title_is_worded_anew() -> None:
    therapist = TherapistFactory(published=True)
    before = CredentialFactory(therapist=therapist, checked=True, good_until=date(2031, 1, 1))
    waiting = VerificationRecordFactory(credential=before, waiting=True)
    document = read(therapist)
    document["credentials"]["credentials"][0]["title"] = "Licensed Massage Therapist"

    applying.apply(therapist.pk, document)

    (credential,) = therapist.credentials.all()
    assert credential.title == "Licensed Massage Therapist"
    assert credential.was_checked
    assert credential.good_until == date(2031, 1, 1)
    waiting.refresh_from_db()
    assert waiting.refused_at is None


def test_two_credentials_may_swap_their_numbers() -> None:
    therapist = TherapistFactory()
    for number in ("MT1", "MT2"):
        CredentialFactory(therapist=therapist, number=number)
    document = read(therapist)
    first, second = document["credentials"]["credentials"]
    first["number"], second["number"] = second["number"], first["number"]

    applying.apply(therapist.pk, document)

    assert [one.number for one in therapist.credentials.all()] == ["MT2", "MT1"]


def test_places_change_their_order_and_keep_their_point_and_access() -> None:
    therapist = TherapistFactory(places=["Denver", "Boulder"], access={"step-free": True})
    PracticeLocation.objects.filter(city="Denver").update(latitude=39.5)
    document = read(therapist)
    document["place"]["locations"].reverse()

    applying.apply(therapist.pk, document)

    places = list(therapist.locations.all())
    assert [place.city for place in places] == ["Boulder", "Denver"]
    assert places[1].latitude == 39.5
    assert [place.access_facts.count() for place in places] == [1, 1]


def test_access_to_a_place_that_is_gone_goes_with_it() -> None:
    therapist = TherapistFactory(places=["Denver", "Boulder"], access={"step-free": True})
    document = read(therapist)
    document["place"]["locations"].pop()

    applying.apply(therapist.pk, document)

    assert [place.city for place in therapist.locations.all()] == ["Denver"]


@pytest.mark.parametrize(
    ("section", "name", "value", "missing"),
    [
        ("about", "languages", ["tlh"], "tlh"),
        ("about", "photo", "no-such-photo", "no-such-photo"),
        ("techniques", "techniques", [{"technique": "gone"}], "gone"),
        ("access", "comfort", {"gone": True}, "gone"),
    ],
)
def test_a_document_that_names_what_is_gone_changes_nothing(
    section: str, name: str, value: object, missing: str
) -> None:
    therapist = TherapistFactory(published=True, techniques=["swedish"])
    before = read(therapist)
    document = read(therapist)
    document["about"]["name"] = "Somebody Else"
    document[section][name] = value

    with pytest.raises(applying.OutdatedContent) as refused:
        applying.apply(therapist.pk, document)

    assert refused.value.names == [missing]
    assert read(therapist) == before


def test_a_place_with_an_unknown_zip_code_is_refused() -> None:
    therapist = TherapistFactory(place="Denver")
    document = read(therapist)
    document["place"]["locations"][0]["postal_code"] = "00000"

    with pytest.raises(applying.OutdatedContent, match="00000"):
        applying.apply(therapist.pk, document)


def test_small_facts_that_changed_meanwhile_are_left_alone() -> None:
    therapist = TherapistFactory(published=True, accepting="yes", phone="+13035550142")
    document = read(therapist)
    Therapist.objects.filter(pk=therapist.pk).update(accepting="no", phone="+13035550143")

    applied = applying.apply(therapist.pk, document)

    assert (applied.accepting, applied.phone) == ("no", "+13035550143")
