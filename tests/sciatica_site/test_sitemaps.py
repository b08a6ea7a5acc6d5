"""The static pages in the sitemap."""

from __future__ import annotations

import pytest
from django.test import Client

from sciatica_site.sitemaps import PageSitemap, site_urls


@pytest.mark.django_db
def test_every_listed_page_exists(client: Client) -> None:
    for entry in site_urls(PageSitemap()):
        path = str(entry["location"]).removeprefix("http://testserver")
        assert client.get(path).status_code == 200, path
