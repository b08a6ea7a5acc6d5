"""Chooses where demo therapists work: more of them where more people live."""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate
from random import Random
from typing import NamedTuple, Self

from directory.models import Place
from directory.search.circle import miles_between, unit_vector

from .lists import lists, states

METRO_MILES = 20
#: Large cities hold more people for each ZIP code than small ones.
CITY_POWER = 1.2
#: About two kilometers of latitude, as the spread of a normal distribution.
JITTER_DEGREES = 0.009


class ZipCode(NamedTuple):
    postal_code: str
    city: str
    state: str
    latitude: float
    longitude: float


class Spot(NamedTuple):
    """A point within a ZIP code; `size` is the number of ZIP codes of its city."""

    postal_code: str
    city: str
    state: str
    latitude: float
    longitude: float
    size: int

    @property
    def area(self) -> str:
        """The square degree around it: people in one area may turn up in one search."""
        return f"{math.floor(self.latitude)},{math.floor(self.longitude)}"


class Pool:
    """ZIP codes with weights, ready to be drawn from."""

    def __init__(self, weighted: Iterable[tuple[ZipCode, float]]) -> None:
        pairs = list(weighted)
        self.zips = [pair[0] for pair in pairs]
        self.cumulative = list(accumulate(pair[1] for pair in pairs))

    def draw(self, rng: Random) -> ZipCode:
        return rng.choices(self.zips, cum_weights=self.cumulative)[0]


class Geography:
    def __init__(self, zips: Sequence[ZipCode], metros: Mapping[str, float]) -> None:
        if not zips:
            raise ValueError("There are no ZIP codes to place anybody in.")
        self.by_code = {one.postal_code: one for one in zips}
        self.by_city: dict[tuple[str, str], list[ZipCode]] = defaultdict(list)
        self.by_square: dict[tuple[int, int], list[ZipCode]] = defaultdict(list)
        for one in zips:
            self.by_city[one.city, one.state].append(one)
            self.by_square[math.floor(one.latitude), math.floor(one.longitude)].append(one)
        self.country = Pool(
            (one, len(city) ** (CITY_POWER - 1)) for city in self.by_city.values() for one in city
        )
        self.metros = self._metros(metros)

    @classmethod
    def from_database(cls) -> Self:
        rows = (
            Place.objects.zip_codes()
            .filter(weight__gt=0, state__in=list(states()))
            .order_by("key")
            .values_list("postal_code", "name", "state", "latitude", "longitude")
        )
        return cls([ZipCode(*row) for row in rows], lists()["metros"])

    def draw(self, rng: Random) -> Spot:
        """A random place: a metro as often as its share says, else anywhere by size of the city."""
        percent = rng.random() * 100
        for share, pool in self.metros:
            percent -= share
            if percent < 0:
                return self.at(rng, pool.draw(rng))
        return self.at(rng, self.country.draw(rng))

    def at(self, rng: Random, zip_code: ZipCode) -> Spot:
        """A point about two kilometers around the middle of the ZIP code."""
        narrowing = math.cos(math.radians(zip_code.latitude))
        return Spot(
            zip_code.postal_code,
            zip_code.city,
            zip_code.state,
            round(zip_code.latitude + rng.gauss(0, JITTER_DEGREES), 5),
            round(zip_code.longitude + rng.gauss(0, JITTER_DEGREES) / narrowing, 5),
            len(self.by_city[zip_code.city, zip_code.state]),
        )

    def at_code(self, rng: Random, postal_code: str) -> Spot:
        """A point in this ZIP code, or anywhere if the table does not have it."""
        zip_code = self.by_code.get(postal_code)
        return self.at(rng, zip_code) if zip_code else self.draw(rng)

    def near(self, rng: Random, spot: Spot, miles: float) -> Spot:
        """Another point in the same state, not farther away than this."""
        center = unit_vector(spot.latitude, spot.longitude)
        around = [one for one, _ in self._within(center, spot, miles) if one.state == spot.state]
        return self.at(rng, rng.choice(around or [self.by_code[spot.postal_code]]))

    def _metros(self, shares: Mapping[str, float]) -> list[tuple[float, Pool]]:
        """The metros of which the table has ZIP codes; nearer ones are drawn more often."""
        found = []
        for name, share in shares.items():
            city, _, state = name.rpartition(", ")
            zips = self.by_city.get((city, state), [])
            if zips:
                latitude = sum(one.latitude for one in zips) / len(zips)
                longitude = sum(one.longitude for one in zips) / len(zips)
                middle = ZipCode("", city, state, latitude, longitude)
                center = unit_vector(latitude, longitude)
                around = self._within(center, middle, METRO_MILES)
                found.append((share, Pool((one, 1 / (1 + miles / 6)) for one, miles in around)))
        return found

    def _within(
        self, center: tuple[float, float, float], around: ZipCode | Spot, miles: float
    ) -> Iterable[tuple[ZipCode, float]]:
        row, column = math.floor(around.latitude), math.floor(around.longitude)
        for square in ((row + i, column + j) for i in (-1, 0, 1) for j in (-1, 0, 1)):
            for one in self.by_square.get(square, ()):
                point = unit_vector(one.latitude, one.longitude)
                distance = miles_between(sum(a * b for a, b in zip(center, point, strict=True)))
                if distance <= miles:
                    yield one, distance
