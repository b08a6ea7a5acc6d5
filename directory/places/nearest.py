"""The ZIP code that lies nearest to a point on the map."""

import math
from functools import partial

from django.db.models import Q

from directory.models import Place
from directory.search.circle import EARTH_RADIUS_MILES

from .gathering import miles_apart

#: Looked for nearby first, where it nearly always is, then as far as a search can reach.
REACHES_MILES = (12, 100)
#: A ZIP code that only numbers post office boxes has to be this much nearer to be preferred:
#: few people know it as theirs.
BOX_ONLY_MILES = 3


def nearest_zip_code(latitude: float, longitude: float) -> Place | None:
    """None if there is none within 100 miles, as outside of the United States."""
    distance = partial(_distance, latitude, longitude)
    for miles in REACHES_MILES:
        box = _box(latitude, longitude, miles / EARTH_RADIUS_MILES)
        places = [(distance(place), place.key, place) for place in _zip_codes(box)]
        # Beyond this distance the box lacks a part of the circle, where a nearer one may lie.
        if places and min(places)[0] <= miles:
            return min(places)[2]
    return None


def _zip_codes(box: Q) -> list[Place]:
    return list(Place.objects.zip_codes().filter(box))


def _distance(latitude: float, longitude: float, place: Place) -> float:
    miles = miles_apart((latitude, longitude), place.point)
    return miles if place.weight else miles + BOX_ONLY_MILES


def _box(latitude: float, longitude: float, angle: float) -> Q:
    """What holds a whole circle, given by its radius as an angle on the globe."""
    height = math.degrees(angle)
    rows = Q(latitude__gte=latitude - height, latitude__lte=latitude + height)
    ratio = math.sin(angle) / max(1e-12, math.cos(math.radians(latitude)))
    if ratio >= 1:  # the circle holds a pole
        return rows
    width = math.degrees(math.asin(ratio))
    west, east = longitude - width, longitude + width
    if west < -180 or east > 180:  # across the date line, as in the Aleutian Islands
        west, east = (west + 540) % 360 - 180, (east + 540) % 360 - 180
        return rows & (Q(longitude__gte=west) | Q(longitude__lte=east))
    return rows & Q(longitude__gte=west, longitude__lte=east)
