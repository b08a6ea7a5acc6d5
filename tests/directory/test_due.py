"""What the calendar makes due in the directory, and what must be loaded first."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from directory.due import missing_data, rewrite_lapsed_rows
from directory.models import SearchDoc, SearchText
from directory.search import facet_totals, rebuild
from sciatica_site.hooks import due_jobs, readiness_checks
from tests.factories.directory import TherapistFactory
from tests.factories.spots import load_spots

pytestmark = pytest.mark.django_db


@pytest.mark.usefixtures("vocabulary")
def test_only_rows_past_their_date_are_rewritten() -> None:
    with time_machine.travel(timezone.now()) as travel:
        old = TherapistFactory(published=True, accepting="yes", confirmed_days_ago=60)
        TherapistFactory(published=True, accepting="yes", confirmed_days_ago=0)
        travel.shift(timedelta(days=40))
        before = facet_totals()

        said = rewrite_lapsed_rows(timezone.now())

        assert said == "1 therapists rewritten"
        assert facet_totals() == before
        assert before["accepting", "1"] == 1
        assert not SearchDoc.objects.filter(lapses_at__lte=timezone.now()).exists()
        assert SearchDoc.objects.filter(therapist=old).exists()
        assert list(rebuild.differences()) == []
        assert rewrite_lapsed_rows(timezone.now()) == "0 therapists rewritten"


@pytest.mark.usefixtures("vocabulary")
def test_rows_of_profiles_hidden_by_their_age_are_removed() -> None:
    with time_machine.travel(timezone.now()) as travel:
        TherapistFactory(published=True)
        travel.shift(timedelta(days=200))

        rewrite_lapsed_rows(timezone.now())

        assert not SearchDoc.objects.exists()


def test_the_site_is_not_ready_without_vocabulary_and_places(
    request: pytest.FixtureRequest,
) -> None:
    assert "load_vocabulary" in missing_data()

    request.getfixturevalue("vocabulary")
    assert "load_places" in missing_data()

    load_spots()
    assert missing_data() == ""


@pytest.mark.usefixtures("vocabulary")
def test_the_site_is_not_ready_while_profiles_have_rows_but_no_words() -> None:
    load_spots()
    TherapistFactory(published=True)
    assert missing_data() == ""

    SearchText.objects.all().delete()

    assert "rebuild_search" in missing_data()


def test_the_directory_is_asked_by_the_site() -> None:
    assert rewrite_lapsed_rows in dict(due_jobs).values()
    assert missing_data in dict(readiness_checks).values()
