"""Circles on the globe without trigonometry per row: unit vectors, quarter-degree cells, miles."""

import math
from dataclasses import dataclass

#: Mean radius of the Earth in statute miles (IUGG mean radius 6,371.0088 km).
EARTH_RADIUS_MILES = 3958.7613

CELLS_PER_DEGREE = 4
CELLS_AROUND = 360 * CELLS_PER_DEGREE
CELLS_UP = 180 * CELLS_PER_DEGREE

Vector = tuple[float, float, float]


def unit_vector(latitude: float, longitude: float) -> Vector:
    """The point on the unit sphere for a position in degrees."""
    phi, lam = math.radians(latitude), math.radians(longitude)
    return math.cos(phi) * math.cos(lam), math.cos(phi) * math.sin(lam), math.sin(phi)


def cell_of(latitude: float, longitude: float) -> int:
    """The number of the quarter-degree cell that holds a position in degrees."""
    row = min(CELLS_UP - 1, math.floor((latitude + 90) * CELLS_PER_DEGREE))
    column = math.floor((longitude + 180) * CELLS_PER_DEGREE) % CELLS_AROUND
    return row * CELLS_AROUND + column


def miles_between(dot: float) -> float:
    """The great-circle distance in miles for the dot product of two unit vectors."""
    return EARTH_RADIUS_MILES * math.acos(max(-1.0, min(1.0, dot)))


def tenths_of_a_mile(dot: float) -> int:
    """The same distance as pages show it: no finer, since the exact place may be a home."""
    return round(10 * miles_between(dot))


@dataclass(frozen=True)
class Circle:
    """All positions within `miles` of a point given in degrees."""

    latitude: float
    longitude: float
    miles: int

    @property
    def center(self) -> Vector:
        return unit_vector(self.latitude, self.longitude)

    @property
    def least_dot(self) -> float:
        """Dot product with the center at the rim; a larger one lies inside."""
        return math.cos(self.miles / EARTH_RADIUS_MILES)

    def cells(self) -> list[int]:
        """The cells that the circle touches, across the date line where need be."""
        angle = self.miles / EARTH_RADIUS_MILES
        half_height = math.degrees(angle)
        south, north = self.latitude - half_height, self.latitude + half_height
        first_row = max(0, math.floor((south + 90) * CELLS_PER_DEGREE))
        last_row = min(CELLS_UP - 1, math.floor((north + 90) * CELLS_PER_DEGREE))
        columns = self._columns(angle)
        return [
            row * CELLS_AROUND + column
            for row in range(first_row, last_row + 1)
            for column in columns
        ]

    def _columns(self, angle: float) -> list[int]:
        """Columns from west to east. A circle is widest a little off its own latitude:
        its half-width in longitude is asin(sin(angle) / cos(latitude))."""
        ratio = math.sin(angle) / max(1e-12, math.cos(math.radians(self.latitude)))
        if ratio >= 1:  # the circle holds a pole
            return list(range(CELLS_AROUND))
        half_width = math.degrees(math.asin(ratio))
        west = math.floor((self.longitude - half_width + 180) * CELLS_PER_DEGREE)
        east = math.floor((self.longitude + half_width + 180) * CELLS_PER_DEGREE)
        return [column % CELLS_AROUND for column in range(west, east + 1)][:CELLS_AROUND]
