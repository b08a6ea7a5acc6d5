"""The public page of numbers shows what the apps count, and nothing that points at a person."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from sciatica_site import hooks
from sciatica_site.figures import share, told
from sciatica_site.hooks import Figure, FigureGroup

pytestmark = pytest.mark.django_db
PAGE = "/transparency/"


@pytest.fixture
def some_figures() -> Iterator[None]:
    group = FigureGroup("About tests", (Figure("Tests that pass", "97%", "of all <tests>"),))
    hooks.figures.register("test", lambda today: group)
    yield
    hooks.figures.unregister("test")


@pytest.mark.usefixtures("some_figures")
def test_everybody_sees_what_is_counted(client: Client) -> None:
    text = client.get(PAGE).content.decode()

    assert "About tests" in text
    assert "Tests that pass" in text
    assert "<td data-figure>97%</td>" in text
    assert "of all &lt;tests&gt;" in text


def test_numbers_stand_under_each_other_and_tables_stay_whole_on_paper(client: Client) -> None:
    sheets = Path(settings.BASE_DIR, "static/css")

    assert '<table class="table">' in client.get(PAGE).text
    assert "[data-figure] { text-align: end; }" in (sheets / "components/table.css").read_text()
    assert ".table:has([data-figure])," in (sheets / "print.css").read_text()


def test_an_empty_site_says_so_in_words(client: Client) -> None:
    text = client.get(PAGE).content.decode()

    assert "<td data-figure>none</td>" in text
    assert "too few to say" in text


def test_what_is_left_out_is_what_the_numbers_leave_out(client: Client) -> None:
    """One of seven is told as a share, so the page must not say that small numbers never are."""
    text = client.get(PAGE).content.decode()

    assert (told(4), share(4, 4), share(1, 7)) == ("fewer than 5", "too few to say", "14%")
    assert "Numbers below five are not told" not in text
    assert "We tell no count below five, and no share of a group of fewer than five." in text


def test_a_reading_visitor_gets_no_cookie(client: Client) -> None:
    assert not client.get(PAGE).cookies


def test_the_page_is_only_read(client: Client) -> None:
    assert client.post(PAGE).status_code == 405
