"""The sitemap's static pages, and absolute addresses for all of its entries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.urls import reverse


class PageSitemap(Sitemap):
    changefreq = "monthly"

    def items(self) -> list[str]:
        return [
            "home",
            "directory:therapist-list",
            "articles:article-list",
            "articles:technique-list",
            "articles:condition-list",
            "articles:matrix",
            "articles:glossary",
            "articles:warning-signs",
            "articles:which-massage",
            "articles:is-massage-safe",
            "articles:tell-your-therapist",
            "articles:get-medical-help",
            "directory:how-results-are-ordered",
            "directory:how-we-check",
            "directory:for-therapists",
            "transparency",
            "about",
            "privacy",
            "accessibility",
        ]

    def location(self, item: str) -> str:
        return reverse(item)


@dataclass(frozen=True, slots=True)
class SiteAddress:
    """Stands in for django.contrib.sites: addresses come from SITE_URL alone."""

    domain: str


def site_urls(sitemap: Sitemap[Any]) -> list[dict[str, Any]]:
    """Every page of a sitemap, addressed by SITE_URL and never by the request's host."""
    parts = urlsplit(settings.SITE_URL)
    site = SiteAddress(domain=parts.netloc)
    pages = range(1, sitemap.paginator.num_pages + 1)
    return [
        entry
        for page in pages
        for entry in sitemap.get_urls(page=page, site=site, protocol=parts.scheme)  # type: ignore[arg-type]
    ]
