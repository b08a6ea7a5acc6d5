"""Search engines are told of public profiles only."""

import pytest
from django.test import Client

from directory.choices import ProfileStatus
from directory.sitemaps import TherapistSitemap
from tests.factories.directory import TherapistFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]


def test_public_profiles_are_listed_with_the_day_of_their_last_change() -> None:
    therapist = TherapistFactory(published=True)

    sitemap = TherapistSitemap()

    assert list(sitemap.items()) == [therapist]
    assert sitemap.lastmod(therapist) == therapist.updated_at


def test_the_sites_map_names_them_and_nobody_else(client: Client) -> None:
    shown = TherapistFactory(published=True)
    hidden = [
        TherapistFactory(published=True, status=status)
        for status in ProfileStatus
        if status != ProfileStatus.PUBLISHED
    ]
    hidden.append(TherapistFactory(published=True, confirmed_days_ago=181))

    xml = client.get("/sitemap.xml").text

    assert f"{shown.get_absolute_url()}</loc>" in xml
    assert [one.slug for one in hidden if one.slug + "/" in xml] == []
