"""Why a profile stands where it stands, in words that people understand."""

import re
from datetime import date

import pytest
from django.http import QueryDict

from directory.filters import parse
from directory.models import Therapist
from directory.placing import placed
from directory.presenters.place_in_list import PlacePage
from directory.search import load_catalogue, order, search
from tests.directory.listing import add
from tests.factories.places import load_real_places

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]


def page_of(therapist: Therapist, query: str) -> PlacePage:
    catalogue, data = load_catalogue(), QueryDict(query)
    parsed = parse(data, catalogue)
    result = search(parsed.query, catalogue)
    return PlacePage(data, parsed, catalogue, result, placed(therapist, result), therapist)


@pytest.mark.parametrize("query", ["near=80202", "near=80202&sort=rate", ""])
def test_the_last_step_is_a_draw_and_shows_no_number_that_nobody_can_read(query: str) -> None:
    load_real_places()
    add("Other", 1)
    page = page_of(add("Ana", 3), query)

    *_before, last = page.steps

    assert (last.name, last.own) == ("Turn of the day: a draw among equals", "drawn anew each day")
    assert page.result
    turn = str(order.turn(page.therapist.pk, page.result.day))
    assert not any(turn in f"{step.name}{step.own}" for step in page.steps)
    assert isinstance(page.result.day, date)
    assert not any(re.search(r"\d{7}", step.own) for step in page.steps)
