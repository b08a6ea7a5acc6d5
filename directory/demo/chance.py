"""Small draws from a seeded random source."""

from collections.abc import Iterable, Mapping
from random import Random
from typing import TypeVar

T = TypeVar("T")


def seeded(*parts: object) -> Random:
    """The source that always gives the same draws for the same parts."""
    return Random(":".join(str(part) for part in parts))  # noqa: S311 (made-up people, no secrets)


def happens(rng: Random, share: float) -> bool:
    """True in the given share of cases."""
    return rng.random() < share


def one_of(rng: Random, weights: Mapping[T, float]) -> T:
    """One of the keys, each as often as its weight says."""
    return rng.choices(list(weights), list(weights.values()))[0]


def several(rng: Random, weights: Mapping[T, float], count: int) -> list[T]:
    """Up to `count` different keys, the heavier ones more often."""
    left = dict(weights)
    chosen: list[T] = []
    while left and len(chosen) < count:
        key = one_of(rng, left)
        del left[key]
        chosen.append(key)
    return chosen


def each(rng: Random, shares: Mapping[T, float]) -> list[T]:
    """The keys that happen, each for itself."""
    return [key for key, share in shares.items() if happens(rng, share)]


def only(weights: Mapping[str, float], known: Iterable[str]) -> dict[str, float]:
    """The weights of what the vocabulary still has."""
    known = set(known)
    return {key: weight for key, weight in weights.items() if key in known}
