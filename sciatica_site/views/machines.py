"""Documents for programs: search engines and security researchers."""

from __future__ import annotations

import datetime

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from articles.sitemaps import (
    ArticleSitemap,
    ClaimSitemap,
    ConditionSitemap,
    TechniqueSitemap,
    TopicSitemap,
)
from directory.sitemaps import TherapistSitemap
from sciatica_site.sitemaps import PageSitemap, site_urls

SITEMAPS = (
    PageSitemap,
    ArticleSitemap,
    TopicSitemap,
    ClaimSitemap,
    TechniqueSitemap,
    ConditionSitemap,
    TherapistSitemap,
)
# RFC 9116 asks for less than a year, so that nobody trusts a contact that is stale.
SECURITY_TXT_LASTS = datetime.timedelta(days=180)


@login_not_required
@require_safe
@cache_control(public=True, max_age=3600)
def sitemap_xml(request: HttpRequest) -> TemplateResponse:
    sitemaps = [sitemap() for sitemap in SITEMAPS]
    return TemplateResponse(
        request,
        "sitemap.xml",
        {"urlset": [entry for sitemap in sitemaps for entry in site_urls(sitemap)]},
        content_type="application/xml",
    )


@login_not_required
@require_safe
@cache_control(public=True, max_age=86_400)
def robots_txt(request: HttpRequest) -> HttpResponse:
    lines = (
        "User-agent: *",
        f"Disallow: {reverse('admin:index')}",
        f"Disallow: {reverse('account_login').removesuffix('login/')}",
        "",
        f"Sitemap: {settings.SITE_URL}{reverse('sitemap')}",
    )
    return plain_text(lines)


@login_not_required
@require_safe
@cache_control(public=True, max_age=86_400)
def security_txt(request: HttpRequest) -> HttpResponse:
    expires = (timezone.now() + SECURITY_TXT_LASTS).replace(hour=0, minute=0, second=0)
    lines = (
        f"Contact: {settings.SECURITY_CONTACT}",
        f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: en",
        f"Canonical: {settings.SITE_URL}{reverse('security-txt')}",
    )
    return plain_text(lines)


def plain_text(lines: tuple[str, ...]) -> HttpResponse:
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
