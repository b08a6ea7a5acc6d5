"""The made-up people of the benchmark: as many as asked for, whole, and the same every time."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.management import CommandError
from django.utils import timezone

from directory.benchmark import setup
from directory.benchmark.people import People
from directory.choices import FacetGroup, SessionLength
from directory.models import SearchDoc, SearchText, Therapist
from directory.models.facet import BITS_PER_COLUMN
from directory.search import SearchQuery, generation, load_catalogue, search
from tests.factories.accounts import UserFactory
from tests.factories.places import load_real_places

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary", "places")]


@pytest.fixture
def places() -> None:
    load_real_places()


def silent(text: str) -> None:
    pass


def test_the_database_is_filled_up_to_the_number_with_a_line_for_each_piece(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(setup, "BATCH", 10)
    said: list[str] = []

    setup.fill(25, said.append)

    assert [line.partition(" profiles")[0] for line in said] == ["10 of 25", "20 of 25", "25 of 25"]
    assert Therapist.objects.public().count() == SearchDoc.objects.count() == 25
    assert SearchText.objects.count() == search(SearchQuery()).total == 25
    assert generation.current() is not None


def test_a_filling_in_pieces_gives_the_same_people() -> None:
    setup.fill(12, silent)
    setup.fill(30, silent)

    assert Therapist.objects.count() == 30
    for number in (1, 12, 13, 30):
        *_others, row, text = People().draw(number)
        stored = SearchDoc.objects.get(therapist=number)
        for name in ("bits", "specialty_bits", "cell", "x"):
            assert getattr(stored, name) == row[name]
        assert SearchText.objects.get(pk=number).answers == text["answers"]


def test_a_filling_that_was_stopped_before_its_end_is_ended(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(generation, "renew", lambda: None)
    setup.fill(5, silent)
    assert generation.current() is None
    monkeypatch.undo()

    setup.fill(5, silent)

    assert generation.current() is not None
    assert Therapist.objects.count() == 5


def test_a_database_that_is_too_old_is_refused() -> None:
    setup.fill(5, silent)
    setup.fill(5, silent)
    Therapist.objects.update(published_at=timezone.now() - setup.KEPT_FOR - timedelta(days=1))

    with pytest.raises(CommandError, match="Remove it and start again"):
        setup.fill(5, silent)


def test_no_row_lapses_while_a_database_may_be_kept() -> None:
    setup.fill(40, silent)

    assert not SearchDoc.objects.filter(lapses_at__lt=timezone.now() + setup.KEPT_FOR).exists()


def test_everybody_has_answers_that_fit_together() -> None:
    setup.fill(40, silent)
    catalogue = load_catalogue()

    for row in SearchDoc.objects.select_related("therapist", "location", "lead_credential"):
        bits = row.bits | row.bits2 << BITS_PER_COLUMN
        special = row.specialty_bits | row.specialty_bits2 << BITS_PER_COLUMN
        lengths = {value.slug for value in catalogue.values(FacetGroup.LENGTH, bits)}
        assert special
        assert special & ~bits == 0
        assert lengths == {
            str(minutes) for minutes in SessionLength.values if getattr(row, f"rate_{minutes}")
        }
        assert len(catalogue.values(FacetGroup.SETTING, bits)) == 1
        assert row.since == row.therapist.practicing_since
        assert row.therapist == row.location.therapist == row.lead_credential.therapist


def test_words_find_some_of_them_but_not_all() -> None:
    setup.fill(300, silent)

    found = search(SearchQuery(q="runners")).total

    assert 0 < found < 60


def test_rows_that_are_written_by_hand_can_follow() -> None:
    setup.fill(5, silent)

    assert UserFactory().pk > 5
