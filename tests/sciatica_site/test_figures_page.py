"""The page of numbers in the admin: for all staff, with a bar for each row of a table."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client
from pytest_django import Settings

from sciatica_site import hooks
from sciatica_site.figures_page import MOST_DRAWN, NUMBERS, WIDTH, Drawing
from sciatica_site.hooks import FigureTable
from tests.factories.accounts import ModeratorFactory, UserFactory

pytestmark = pytest.mark.django_db
PAGE = "/admin/figures/"


def table(*numbers: int) -> FigureTable:
    rows = tuple((f"Place {at}", number) for at, number in enumerate(numbers))
    return FigureTable("test", "A table for tests", ("Place", "How often"), rows)


@pytest.fixture(autouse=True)
def no_second_factor(settings: Settings) -> None:
    settings.ADMIN_NEEDS_SECOND_FACTOR = False


@pytest.fixture
def some_table() -> Iterator[None]:
    hooks.figure_tables.register("test", lambda today: table(8, 4, 0))
    yield
    hooks.figure_tables.unregister("test")


def test_the_largest_number_has_the_longest_bar() -> None:
    first, half, nothing = Drawing(table(8, 4, 0)).bars

    assert first.width == WIDTH - NUMBERS
    assert half.width == first.width // 2
    assert nothing.width == 0


def test_a_small_number_beside_a_huge_one_still_has_a_bar() -> None:
    assert Drawing(table(1_000_000, 1)).bars[1].width == 1


def test_a_long_table_is_drawn_in_part_and_listed_as_a_whole() -> None:
    drawing = Drawing(table(*range(60, 0, -1)))

    assert drawing.is_cut
    assert len(drawing.bars) == MOST_DRAWN
    assert len(drawing.table.rows) == 60


def test_a_table_of_nothing_but_zeros_can_be_drawn() -> None:
    assert [bar.width for bar in Drawing(table(0, 0)).bars] == [0, 0]


@pytest.mark.usefixtures("some_table")
def test_staff_see_the_numbers_as_bars_and_as_a_table(client: Client) -> None:
    client.force_login(ModeratorFactory())

    text = client.get(PAGE).content.decode()

    assert "A table for tests" in text
    assert text.count('class="figures__bar"') == 3
    assert "<td>Place 1</td><td>4</td>" in text


@pytest.mark.usefixtures("some_table")
def test_nobody_else_sees_the_page(client: Client) -> None:
    assert client.get(PAGE).status_code == 302
    client.force_login(UserFactory())
    assert client.get(PAGE).status_code == 302


def test_the_page_is_only_read(client: Client) -> None:
    client.force_login(ModeratorFactory())

    assert client.post(PAGE).status_code == 405
