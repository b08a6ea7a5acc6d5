"""Places to offer when the one that was typed is not known."""

from collections.abc import Iterable
from difflib import get_close_matches
from itertools import accumulate

from django.db.models import Q

from directory.models import Place
from directory.models.bytewise import begins_with

from .keys import SPELLED_OUT
from .parsing import PlaceText

MOST_SUGGESTIONS = 6
CLOSEST_NAMES = 4
#: Below this a name is not alike, only made of the same letters.
LEAST_LIKENESS = 0.75
LENGTH_DIFFERENCE = 3
SHORTEST_BEGINNING = 4


def near_zip_code(digits: str) -> tuple[Place, ...]:
    """ZIP codes of the same postal area with the nearest numbers; needs three digits."""
    area, number = digits[:3], int(digits[:5].ljust(5, "0"))
    same_area = Place.objects.zip_codes().filter(key__gte=f"{area}00", key__lte=f"{area}99")
    places = sorted(same_area, key=lambda place: (not place.weight, abs(int(place.key) - number)))
    return tuple(places[:MOST_SUGGESTIONS])


def largest_cities(state: str) -> tuple[Place, ...]:
    cities = Place.objects.cities().canonical().filter(state=state)
    return tuple(cities.largest_first()[:MOST_SUGGESTIONS])


def like_city(typed: PlaceText) -> tuple[Place, ...]:
    """Cities of that name elsewhere, then names that are spelled much like it."""
    key = typed.readings[0].key
    # "Springfield Illinoi": what comes before the unreadable end.
    words = (SPELLED_OUT.get(word, word) for word in typed.name_words)
    beginnings = [part for part in accumulate(words) if len(part) >= SHORTEST_BEGINNING]
    names = [key, *reversed(beginnings), *_close_names(key, typed.state)]
    rows = Place.objects.cities().filter(key__in=names).largest_first()
    places = sorted(
        rows, key=lambda place: (names.index(place.key), place.state != typed.state, -place.weight)
    )
    return _without_repeats(places)


def _close_names(key: str, state: str) -> list[str]:
    cities = Place.objects.cities()
    # A wrong first letter is looked for only within a state; the whole country is too many.
    nearby = cities.filter(Q(state=state) if state else begins_with("key", key[0]))
    names = dict(nearby.values_list("key", "weight"))
    alike = [name for name in names if abs(len(name) - len(key)) <= LENGTH_DIFFERENCE]
    close = get_close_matches(key, alike, n=CLOSEST_NAMES, cutoff=LEAST_LIKENESS)
    if len(key) < SHORTEST_BEGINNING:
        return close
    begun = sorted((n for n in names if n.startswith(key)), key=lambda n: -names[n])
    return close + begun[:CLOSEST_NAMES]


def _without_repeats(places: Iterable[Place]) -> tuple[Place, ...]:
    by_label: dict[str, Place] = {}
    for place in places:
        by_label.setdefault(place.label, place)
    return tuple(by_label.values())[:MOST_SUGGESTIONS]
