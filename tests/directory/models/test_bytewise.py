"""Texts are compared by their bytes, whatever the language of the database."""

import pytest

from directory.models import Place
from directory.models.bytewise import Bytewise, begins_with
from tests.factories.places import PlaceFactory

pytestmark = pytest.mark.django_db


def names(beginning: str) -> set[str]:
    return set(Place.objects.filter(begins_with("name", beginning)).values_list("name", flat=True))


def test_capitals_come_before_small_letters_and_accents_after_both() -> None:
    for name in ("b", "É", "Z", "a", "B", "1", "z", "é", " "):
        PlaceFactory(name=name, key=f"key{ord(name)}")

    ordered = Place.objects.order_by(Bytewise("name")).values_list("name", flat=True)

    assert list(ordered) == [" ", "1", "B", "Z", "a", "b", "z", "É", "é"]


def test_a_range_holds_all_that_begin_alike_and_nothing_else() -> None:
    for name in ("zeb", "zebra", "zebé", "zeb😀", "zeb%", "ze", "zec", "Zebra", "z"):
        PlaceFactory(name=name, key="".join(f"{ord(letter):x}" for letter in name))

    assert names("zeb") == {"zeb", "zebra", "zebé", "zeb😀", "zeb%"}
    assert names("zeb%") == {"zeb%"}
    assert names("Z") == {"Zebra"}
    assert names("x") == set()
