"""Builds places for tests: one at a time, or a small map of real ones."""

from __future__ import annotations

import factory
from factory.django import DjangoModelFactory

from directory.models import Place
from directory.places.keys import key_of


class PlaceFactory(DjangoModelFactory):
    """A city; with a `postal_code` it is a ZIP code."""

    class Meta:
        model = Place

    name = "Denver"
    state = "CO"
    postal_code = ""
    latitude = 39.7392
    longitude = -104.9903
    weight = 1
    kind = factory.LazyAttribute(lambda o: "zip" if o.postal_code else "city")
    key = factory.LazyAttribute(lambda o: o.postal_code or key_of(o.name))


#: ZIP code, city, state, latitude, longitude of the ZIP code, number of the city's ZIP codes.
REAL_PLACES = (
    ("80202", "Denver", "CO", 39.7491, -104.9946, 36),
    ("10001", "New York", "NY", 40.7484, -73.9967, 45),
    ("69201", "Valentine", "NE", 42.7844, -100.5497, 1),
    ("62701", "Springfield", "IL", 39.8000, -89.6495, 7),
    ("65806", "Springfield", "MO", 37.2031, -93.2969, 7),
    ("01103", "Springfield", "MA", 42.1029, -72.5886, 8),
    ("97477", "Springfield", "OR", 44.0562, -123.0159, 2),
    ("97201", "Portland", "OR", 45.4989, -122.6914, 29),
    ("04101", "Portland", "ME", 43.6606, -70.2589, 3),
    ("83814", "Coeur d'Alene", "ID", 47.6928, -116.7850, 2),
    ("63101", "St. Louis", "MO", 38.6346, -90.1913, 47),
    ("63366", "O'Fallon", "MO", 38.8175, -90.7081, 2),
    ("90001", "Los Angeles", "CA", 33.9731, -118.2479, 63),
    ("60601", "Chicago", "IL", 41.8858, -87.6181, 56),
    ("20001", "Washington", "DC", 38.9109, -77.0163, 25),
    ("28037", "Denver", "NC", 35.5310, -81.0294, 1),
)


def load_real_places() -> None:
    """A few ZIP codes with their cities; "LA" and "NYC" stand for two of them."""
    zips = [
        PlaceFactory.build(postal_code=code, name=name, state=state, latitude=lat, longitude=lng)
        for code, name, state, lat, lng, _ in REAL_PLACES
    ]
    cities = [
        PlaceFactory.build(name=name, state=state, latitude=lat, longitude=lng, weight=weight)
        for _, name, state, lat, lng, weight in REAL_PLACES
    ]
    aliases = [
        PlaceFactory.build(
            name=short,
            canonical_name=city.name,
            state=city.state,
            latitude=city.latitude,
            longitude=city.longitude,
            weight=city.weight,
        )
        for short, full in (("NYC", "New York"), ("LA", "Los Angeles"))
        for city in cities
        if city.name == full
    ]
    Place.objects.bulk_create([*zips, *cities, *aliases])
