"""The rebuild writes the rows and texts that are missing, and its check finds what differs."""

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from directory.choices import ProfileStatus
from directory.models import Credential, SearchDoc, SearchText, Therapist, TherapistTechnique
from directory.search import rebuild
from tests.factories.directory import (
    CredentialFactory,
    RateFactory,
    TherapistFactory,
    demo_therapist,
    term,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]


def differences() -> list[str]:
    return list(rebuild.differences())


def test_rows_as_they_were_written_do_not_differ() -> None:
    for number in range(1, 9):
        demo_therapist(number)

    assert differences() == []


def test_a_missing_row_is_found() -> None:
    row = TherapistFactory(published=True).locations.get()
    SearchDoc.objects.all().delete()

    assert differences() == [f"location {row.pk}: no search row"]


def test_a_row_too_many_is_found() -> None:
    therapist = TherapistFactory(published=True)
    Therapist.objects.update(status=ProfileStatus.SUSPENDED)

    assert differences() == [
        f"location {therapist.locations.get().pk}: a search row, but the profile is not public",
        f"therapist {therapist.pk}: a searched text, but the profile is not public",
    ]


def test_a_missing_text_is_found() -> None:
    therapist = TherapistFactory(published=True)
    SearchText.objects.all().delete()

    assert differences() == [f"therapist {therapist.pk}: no searched text"]


@pytest.mark.parametrize(
    ("column", "value"),
    [("name", "x"), ("vocabulary", "x"), ("answers", "x"), ("plain", [["rates", "x", "x"]])],
)
def test_a_text_that_differs_is_named(column: str, value: Any) -> None:
    therapist = TherapistFactory(published=True, rates_note="Cash only.")
    SearchText.objects.update(**{column: value})

    assert differences() == [f"therapist {therapist.pk}: {column}"]


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("bits", 1),
        ("bits2", 1 << 61),
        ("specialty_bits", 1),
        ("specialty_bits2", 1),
        ("since", 1950),
        ("rate_30", 1),
        ("rate_60", 1),
        ("rate_120", 1),
        ("cell", 1),
        ("x", 0.5),
        ("y", 0.5),
        ("z", 0.5),
        ("places", 2),
        ("confirmed_on", date(2020, 1, 1)),
        ("lead_credential", None),
    ],
)
def test_a_column_that_differs_is_named(column: str, value: Any) -> None:
    therapist = TherapistFactory(published=True, credentials=["diploma"], techniques=["swedish"])
    SearchDoc.objects.update(**{column: value})

    (problem,) = differences()

    name = "lead_credential_id" if column == "lead_credential" else column
    assert problem == f"location {therapist.locations.get().pk}: {name}"


def test_a_fact_that_changed_behind_its_back_is_found() -> None:
    therapist = TherapistFactory(published=True, techniques=["swedish"], rates={60: 9000})
    TherapistTechnique.objects.update(technique=term_of("sports"))
    therapist.rates.update(price_cents=10000)

    row, text = differences()

    assert "bits" in row
    assert "rate_60" in row
    assert text == f"therapist {therapist.pk}: vocabulary, answers, plain"


def term_of(slug: str) -> Any:
    from directory.models import Technique

    return term(Technique, slug)


def test_a_date_that_changed_behind_its_back_is_found() -> None:
    """The row is right today, but would not lapse on the right day."""
    therapist = TherapistFactory(published=True)
    CredentialFactory(therapist=therapist, checked=True)
    assert differences() == []

    soon = timezone.localdate() + timedelta(days=5)
    Credential.objects.update(expires_on=soon)

    assert len(differences()) == 1


def test_a_row_that_has_only_lapsed_does_not_differ() -> None:
    therapist = TherapistFactory(published=True, accepting="yes")
    CredentialFactory(therapist=therapist, checked=True)

    for days in (88, 100, 200):
        with time_machine.travel(timezone.now() + timedelta(days=days)):
            assert differences() == []


def test_writing_makes_every_difference_go_away() -> None:
    missing, changed = TherapistFactory(published=True), TherapistFactory(published=True)
    suspended = TherapistFactory(published=True)
    SearchText.objects.filter(therapist=missing).delete()
    SearchText.objects.filter(therapist=changed).update(answers="unicorn")
    SearchDoc.objects.filter(therapist=missing).delete()
    SearchDoc.objects.filter(therapist=changed).update(bits=1)
    Therapist.objects.filter(pk=suspended.pk).update(status=ProfileStatus.SUSPENDED)

    written = sum(rebuild.write(batch) for batch in rebuild.batches())

    assert written == 2
    assert differences() == []
    assert not SearchDoc.objects.filter(therapist=suspended).exists()
    assert not SearchText.objects.filter(therapist=suspended).exists()


def test_rows_of_profiles_that_are_not_public_are_removed() -> None:
    TherapistFactory(published=True)
    old = TherapistFactory(published=True)
    Therapist.objects.filter(pk=old.pk).update(
        confirmed_on=timezone.localdate() - timedelta(days=181)
    )

    assert rebuild.remove_orphans() == 1

    assert not SearchDoc.objects.filter(therapist=old).exists()
    assert SearchDoc.objects.count() == 1
    assert not SearchText.objects.filter(therapist=old).exists()
    assert SearchText.objects.count() == 1


def test_everybody_is_in_exactly_one_batch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rebuild, "BATCH", 2)
    pks = [TherapistFactory().pk for _ in range(5)]

    batches = list(rebuild.batches())

    assert [len(batch) for batch in batches] == [2, 2, 1]
    assert sorted(pk for batch in batches for pk in batch) == sorted(pks)


def test_prices_written_past_the_factories_are_found_and_repaired() -> None:
    therapist = TherapistFactory(published=True)
    RateFactory(therapist=therapist, minutes=90, price_cents=13000)
    therapist.rates.filter(minutes=90).delete()
    row, text = differences()
    assert "rate_90" in row
    assert "answers" in text

    rebuild.write([therapist.pk])

    assert differences() == []
