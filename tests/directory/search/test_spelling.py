"""A better spelling comes from the words of the site."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from directory.models import Technique
from directory.search import spelling
from directory.search.spelling import suggestion
from sciatica_site.fulltext import terms

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]


@pytest.mark.parametrize(
    ("typed", "better"),
    [
        ("siatica", "sciatica"),
        ("Sciattica", "sciatica"),
        ("pirifromis", "piriformis"),
        ("masage therepist", "massage therapist"),
        ("nueromuscular", "neuromuscular"),
        ("hernated disc", "herniated disc"),
        ("slippd disc", "slipped disc"),
        ("preganncy", "pregnancy"),
        ("acupunture", "acupuncture"),
        ("wheelchar", "wheelchair"),
        ("spanich", "spanish"),
        ("steenosis", "stenosis"),
        ("myofacial release", "myofascial release"),
        ("licenced masseuze", "licenced masseuse"),
        ("sportsmassage", "sports massage"),
        ("deap tisue", "deep tissue"),
        ("dsic", "disc"),
    ],
)
def test_a_word_that_is_not_known_is_replaced_by_a_near_one(typed: str, better: str) -> None:
    assert suggestion(typed) == better


def test_the_rest_of_the_text_stays_as_it_was_typed() -> None:
    assert suggestion("  Rivera,\n siatica (left)! ") == "Rivera, sciatica (left)!"


@pytest.mark.parametrize(
    "text",
    [
        "sciatica",
        "slipped disks",
        "massages for runners",
        "the and of",
        "",
        "\0",
        "🙂",
        '"*"',
        "xyzzy",
        "Rivera",
        "Jane Mark",
        "80202",
        "L5/S1",
        "a" * 10_000,
        "x " * 5_000,
        "的",
    ],
)
def test_where_nothing_is_better_nothing_is_suggested(text: str) -> None:
    assert suggestion(text) == ""


def test_a_suggestion_is_understood() -> None:
    known = spelling.load_spellings()

    for typed in ("siatica pirifromis", "masage for the preganncy", "deap tisue"):
        assert known.stems.issuperset(terms(suggestion(typed)))


def test_only_the_beginning_of_a_long_text_is_looked_at() -> None:
    assert len(suggestion("siatica " * 1_000)) <= 300


@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text())
def test_any_text_can_be_asked(text: str) -> None:
    better = suggestion(text)

    assert better == "" or better.split()


def test_it_costs_one_query() -> None:
    with CaptureQueriesContext(connection) as queries:
        suggestion("siatica pirifromis masage")

    assert len(queries) == 1


def test_a_new_word_of_the_vocabulary_is_known_at_once() -> None:
    assert suggestion("watsuu") == ""

    Technique.objects.create(slug="watsu", name="Watsu")

    assert suggestion("watsuu") == "watsu"
    assert suggestion("watsu") == ""
