"""Makes up therapists for the benchmark, the same person for the same number in every run."""

import json
from bisect import bisect
from collections.abc import Iterator
from datetime import timedelta
from itertools import accumulate
from random import Random
from typing import Any

from django.db import connection
from django.utils import timezone

from directory.choices import Accepting, FacetGroup, ProfileStatus, Setting
from directory.demo.texts import load_texts
from directory.models import CredentialKind, Place
from directory.models.facet import BITS_PER_COLUMN
from directory.search.catalogue import LOW_MASK, Value, load_catalogue
from directory.search.circle import cell_of, unit_vector
from directory.search.timeline import Step, first_lapse, to_json
from directory.terms import TERMS_VERSION

from .words import Words

SEED = 20261122
#: One therapist has one of these, but several of every other group.
SINGLE = (FacetGroup.SETTING, FacetGroup.GENDER)
CHANCE = 0.4
#: No row may lapse while a kept database is in use: see `scratch.KEPT_FOR`.
FIRST_LAPSE_DAYS, LAST_LAPSE_DAYS = 60, 460
CONFIRMED_WITHIN_DAYS = 150
CENTS_A_MINUTE = (100, 200)


class People:
    """Draws the rows of one therapist after the other; each is an id, so numbers start at 1."""

    def __init__(self) -> None:
        self._dice = Random()  # noqa: S311 (repeatable, not secret)
        now = timezone.now()
        self._today = timezone.localdate(now)
        self._moment = connection.ops.adapt_datetimefield_value(now)
        self._zips = list(Place.objects.zip_codes().order_by("key"))
        self._weights = list(accumulate(_weights(self._zips)))
        catalogue = load_catalogue()
        self._groups, self._words = catalogue.groups, Words(catalogue)
        self._kind = CredentialKind.objects.get(slug="state-license").pk
        texts = load_texts()
        self._given = [name for name, _kind in texts.given_names]
        self._family = list(texts.family_names)

    def draw(self, number: int) -> list[dict[str, Any]]:
        """Values for the user, the therapist, the place, the credential and the read models."""
        self._dice.seed(SEED + number)
        return list(self._rows(number))

    def _rows(self, number: int) -> Iterator[dict[str, Any]]:
        dice = self._dice
        moment = self._moment
        confirmed = self._day(-dice.randrange(CONFIRMED_WITHIN_DAYS))
        since = self._today.year - dice.randint(1, 35)
        chosen = self._values()
        name = f"{dice.choice(self._given)} {dice.choice(self._family)}"
        spot = self._zips[bisect(self._weights, dice.random() * self._weights[-1])]
        latitude = spot.latitude + dice.gauss(0, 0.015)
        longitude = spot.longitude + dice.gauss(0, 0.015)
        yield {"id": number, "email": f"bench-{number}@example.com", "password": "!", "name": name}
        yield {
            "id": number, "owner_id": number, "slug": f"bench-{number}", "name": name,
            "status": ProfileStatus.PUBLISHED, "published_at": moment, "consented_at": moment,
            "consent_version": TERMS_VERSION, "updated_at": moment,
            "accepting": Accepting.YES, "confirmed_on": confirmed,
            "practicing_since": since,
        }  # fmt: skip
        yield {
            "id": number, "therapist_id": number, "setting": Setting.STUDIO, "city": spot.name,
            "state": spot.state, "postal_code": spot.postal_code, "latitude": latitude,
            "longitude": longitude,
        }  # fmt: skip
        yield {
            "id": number, "therapist_id": number, "kind_id": self._kind, "issuer": "State board",
            "region": spot.state,
        }  # fmt: skip
        yield {
            "therapist_id": number, "location_id": number, "lead_credential_id": number,
            "places": 1, "since": since, "confirmed_on": confirmed,
            "cell": cell_of(latitude, longitude), **self._position(latitude, longitude),
            **self._answers(chosen),
        }  # fmt: skip
        yield {"therapist_id": number, **self._words.draw(dice, name, chosen)}

    def _position(self, latitude: float, longitude: float) -> dict[str, float]:
        return dict(zip("xyz", unit_vector(latitude, longitude), strict=True))

    def _answers(self, chosen: list[Value]) -> dict[str, Any]:
        """The values as bits, prices for the lengths among them, a day on which they change."""
        dice = self._dice
        bits = sum(value.mask for value in chosen)
        special = sum(value.mask for value in self._specialties(chosen))
        day = self._today + timedelta(dice.randint(FIRST_LAPSE_DAYS, LAST_LAPSE_DAYS))
        timeline = [Step(day, bits, public=True)]
        cents = dice.randint(*CENTS_A_MINUTE)
        rates = {
            f"rate_{minutes}": -(-int(minutes) * cents // 100)
            for minutes in (value.slug for value in chosen if value.group == FacetGroup.LENGTH)
        }
        return {
            "bits": bits & LOW_MASK, "bits2": bits >> BITS_PER_COLUMN,
            "specialty_bits": special & LOW_MASK, "specialty_bits2": special >> BITS_PER_COLUMN,
            "lapses_at": connection.ops.adapt_datetimefield_value(first_lapse(timeline)),
            "timeline": json.dumps(to_json(timeline)),
            **rates,
        }  # fmt: skip

    def _values(self) -> list[Value]:
        """About as many as a full profile has."""
        dice, chosen = self._dice, []
        for group, values in self._groups.items():
            if group in SINGLE:
                chosen.append(dice.choice(values))
            else:
                chosen += [value for value in values if dice.random() < CHANCE]
        return chosen

    def _specialties(self, chosen: list[Value]) -> list[Value]:
        """One to three of the techniques and conditions."""
        possible = [
            value for value in chosen if value.group in (FacetGroup.TECHNIQUE, FacetGroup.CONDITION)
        ]
        return self._dice.sample(possible, min(len(possible), self._dice.randint(1, 3)))

    def _day(self, offset: int) -> Any:
        return connection.ops.adapt_datefield_value(self._today + timedelta(offset))


def _weights(zips: list[Place]) -> list[int]:
    """A ZIP code weighs as its city: the number of street-delivery ZIP codes."""
    cities = {(city.name, city.state): city.weight for city in Place.objects.cities().canonical()}
    return [1 + cities.get((one.name, one.state), 1) for one in zips]
