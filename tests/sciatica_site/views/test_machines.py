"""Documents for search engines and security researchers."""

from __future__ import annotations

import datetime
import re
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

NAMESPACE = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


@pytest.mark.django_db
def test_the_sitemap_addresses_pages_by_the_sites_own_url(
    client: Client, settings: Settings
) -> None:
    settings.SITE_URL = "https://www.example.com"

    response = client.get("/sitemap.xml")

    root = ElementTree.fromstring(response.content)  # noqa: S314 (our own document)
    places = [node.text or "" for node in root.findall("s:url/s:loc", NAMESPACE)]
    assert "https://www.example.com/" in places
    assert "https://www.example.com/warning-signs/" in places
    assert all(place.startswith("https://www.example.com/") for place in places)
    assert len(places) == len(set(places))


def test_robots_are_kept_out_of_private_areas(client: Client) -> None:
    text = client.get("/robots.txt").text

    assert "Disallow: /admin/" in text
    assert "Disallow: /accounts/" in text
    assert "Sitemap: http://testserver/sitemap.xml" in text


def test_the_security_contact_expires_within_a_year(client: Client, settings: Settings) -> None:
    settings.SECURITY_CONTACT = "mailto:guard@example.com"

    text = client.get("/.well-known/security.txt").text

    assert "Contact: mailto:guard@example.com" in text
    found = re.search(r"^Expires: (.+)$", text, re.MULTILINE)
    assert found
    expires = datetime.datetime.fromisoformat(found[1])
    assert timezone.now() < expires < timezone.now() + datetime.timedelta(days=365)
