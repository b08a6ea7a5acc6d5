"""Well-known spots on the map for tests that need a point and not the whole table of places."""

from __future__ import annotations

from typing import NamedTuple

from directory.models import Place


class Spot(NamedTuple):
    city: str
    state: str
    postal_code: str
    latitude: float
    longitude: float

    @property
    def point(self) -> tuple[float, float]:
        return self.latitude, self.longitude


SPOTS = {
    "Denver": Spot("Denver", "CO", "80202", 39.7491, -104.9946),
    "Boulder": Spot("Boulder", "CO", "80302", 40.0155, -105.2790),
    "Aurora": Spot("Aurora", "CO", "80012", 39.6986, -104.8377),
    "Colorado Springs": Spot("Colorado Springs", "CO", "80903", 38.8388, -104.8145),
    "New York": Spot("New York", "NY", "10001", 40.7484, -73.9967),
    "Brooklyn": Spot("Brooklyn", "NY", "11201", 40.6940, -73.9903),
    "Los Angeles": Spot("Los Angeles", "CA", "90012", 34.0614, -118.2385),
    "Chicago": Spot("Chicago", "IL", "60601", 41.8858, -87.6181),
    "Burlington": Spot("Burlington", "VT", "05401", 44.4840, -73.2199),
    "Wichita": Spot("Wichita", "KS", "67202", 37.6899, -97.3355),
    "Honolulu": Spot("Honolulu", "HI", "96813", 21.3179, -157.8521),
}


def load_spots() -> None:
    """Put these ZIP codes, and nothing else, into the table of places."""
    Place.objects.bulk_create(
        Place(
            kind=Place.Kind.ZIP,
            key=spot.postal_code,
            name=spot.city,
            state=spot.state,
            postal_code=spot.postal_code,
            latitude=spot.latitude,
            longitude=spot.longitude,
            weight=1,
        )
        for spot in SPOTS.values()
    )
