"""A scratch database for the benchmark, filled with search rows that are quick to make."""

import random
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

from django.core.management import call_command
from django.db import connection
from django.test.utils import override_settings
from django.utils import timezone

from accounts.models import User
from directory.actions import vocabulary
from directory.choices import Accepting, FacetGroup, ProfileStatus, Setting
from directory.models import (
    Credential,
    CredentialKind,
    Place,
    PracticeLocation,
    SearchDoc,
    Therapist,
)
from directory.models.facet import BITS_PER_COLUMN
from directory.search.catalogue import LOW_MASK, Catalogue, load_catalogue
from directory.search.circle import cell_of, unit_vector
from directory.search.timeline import FAR_FUTURE, Step, first_lapse

BATCH = 2000
SEED = 20261122

Say = Callable[[str], object]


@contextmanager
def scratch_database(say: Say) -> Iterator[None]:
    """A database beside the real one while the benchmark runs; the real one is not read.

    Debugging is off, since with it every statement of the filling would be recorded.
    """
    real_name = connection.settings_dict["NAME"]
    with override_settings(DEBUG=False), tempfile.TemporaryDirectory() as folder:
        if connection.vendor == "sqlite":
            connection.settings_dict["TEST"]["NAME"] = str(Path(folder) / "bench.sqlite3")
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        try:
            say("Loading vocabulary and places …")
            vocabulary.load()
            call_command("load_places", verbosity=0)
            yield
        finally:
            connection.creation.destroy_test_db(str(real_name), verbosity=0)


def fill(profiles: int, say: Say) -> None:
    """Bring the number of published profiles up to `profiles`, the same ones in every run."""
    first = Therapist.objects.count()
    dice = random.Random(SEED + first)  # noqa: S311 (repeatable, not secret)
    zips = list(Place.objects.zip_codes())
    weights = _weights(zips)
    kind = CredentialKind.objects.get(slug="state-license")
    catalogue = load_catalogue()
    for start in range(first, profiles, BATCH):
        end = min(start + BATCH, profiles)
        _add(range(start, end), dice.choices(zips, weights, k=end - start), kind, catalogue, dice)
        say(f"{end:,} of {profiles:,} profiles")
    _analyze()


def _weights(zips: list[Place]) -> list[int]:
    """A ZIP code weighs as its city: the number of street-delivery ZIP codes."""
    cities = {(city.name, city.state): city.weight for city in Place.objects.cities().canonical()}
    return [1 + cities.get((one.name, one.state), 1) for one in zips]


def _add(
    numbers: range,
    places: list[Place],
    kind: CredentialKind,
    catalogue: Catalogue,
    dice: random.Random,
) -> None:
    today, now = timezone.localdate(), timezone.now()
    users = User.objects.bulk_create(
        User(email=f"bench-{number}@example.com", password="!")  # noqa: S106 (unusable on purpose)
        for number in numbers
    )
    therapists = Therapist.objects.bulk_create(
        Therapist(
            owner=user, slug=f"bench-{number}", name=f"Bench Person {number}",
            status=ProfileStatus.PUBLISHED, published_at=now, consented_at=now,
            accepting=Accepting.YES, confirmed_on=today - timedelta(days=number % 80),
            practicing_since=today.year - dice.randint(1, 35),
        )
        for number, user in zip(numbers, users, strict=True)
    )  # fmt: skip
    locations = PracticeLocation.objects.bulk_create(
        PracticeLocation(
            therapist=therapist, setting=Setting.STUDIO, city=place.name, state=place.state,
            postal_code=place.postal_code, latitude=place.latitude + dice.gauss(0, 0.015),
            longitude=place.longitude + dice.gauss(0, 0.015),
        )
        for therapist, place in zip(therapists, places, strict=True)
    )  # fmt: skip
    credentials = Credential.objects.bulk_create(
        Credential(therapist=therapist, kind=kind, issuer="State board", region="CO")
        for therapist in therapists
    )
    SearchDoc.objects.bulk_create(
        _row(location, credential, catalogue, dice, today)
        for location, credential in zip(locations, credentials, strict=True)
    )


def _row(
    location: PracticeLocation,
    credential: Credential,
    catalogue: Catalogue,
    dice: random.Random,
    today: date,
) -> SearchDoc:
    bits = _some_bits(catalogue, dice)
    x, y, z = unit_vector(location.latitude, location.longitude)
    lapse = Step(today + timedelta(days=dice.randint(1, 400)), bits, public=True)
    return SearchDoc(
        location=location, therapist=location.therapist, places=1,
        cell=cell_of(location.latitude, location.longitude), x=x, y=y, z=z,
        bits=bits & LOW_MASK, bits2=bits >> BITS_PER_COLUMN, specialty_bits=0, specialty_bits2=0,
        since=location.therapist.practicing_since, rate_60=dice.randint(60, 160),
        confirmed_on=location.therapist.confirmed_on or FAR_FUTURE,
        lapses_at=first_lapse([lapse]), timeline=[[lapse.day.isoformat(), bits, True]],
        lead_credential=credential,
    )  # fmt: skip


def _some_bits(catalogue: Catalogue, dice: random.Random) -> int:
    """About as many values as a full profile has: some of each open list, one of each closed."""
    bits = 0
    single = {FacetGroup.SETTING, FacetGroup.GENDER}
    for group, values in catalogue.groups.items():
        if group in single:
            bits |= dice.choice(values).mask
            continue
        for value in values:
            if dice.random() < 0.4:
                bits |= value.mask
    return bits


def _analyze() -> None:
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
