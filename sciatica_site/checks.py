"""System checks for mistakes that Django's own cannot know."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import urlsplit

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register

ALLOWED_SOURCES = frozenset({"'none'", "'self'"})
LEAST_YEARS_OF_AUDIT = 6
PROCESS_CACHES = ("locmem.LocMemCache", "dummy.DummyCache", "filebased.FileBasedCache")


@register(Tags.security)
def check_content_security_policy(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[CheckMessage]:
    """Pages load nothing from elsewhere and run nothing written into them."""
    return [
        Error(
            f"The content security policy allows {source!r} in {directive}.",
            hint="Serve the file from this site, and keep styles and scripts in files.",
            id="sciatica_site.E001",
        )
        for directive, source in iter_sources(settings.CONTENT_SECURITY_POLICY["DIRECTIVES"])
        if source not in ALLOWED_SOURCES
    ]


@register(Tags.security)
def check_site_url(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    parts = urlsplit(settings.SITE_URL)
    if parts.scheme in {"http", "https"} and parts.netloc and not parts.path:
        return []
    return [
        Error(
            f"SITE_URL must be like https://www.example.com, not {settings.SITE_URL!r}.",
            id="sciatica_site.E002",
        )
    ]


@register(Tags.security)
def check_audit_is_kept(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[CheckMessage]:
    """PostgreSQL refuses to delete younger lines (migration 0004), so the job would fail daily."""
    years = settings.AUDIT_KEPT_YEARS
    if isinstance(years, int) and years >= LEAST_YEARS_OF_AUDIT:
        return []
    return [
        Error(
            f"AUDIT_KEPT_YEARS must be a whole number from {LEAST_YEARS_OF_AUDIT}, not {years!r}.",
            id="sciatica_site.E003",
        )
    ]


@register(Tags.security, deploy=True)
def check_https(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    if settings.SITE_URL.startswith("https://"):
        return []
    return [Warning("SITE_URL does not start with https://.", id="sciatica_site.W001")]


@register(Tags.security, deploy=True)
def check_security_contact(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[CheckMessage]:
    if settings.SECURITY_CONTACT.startswith(("mailto:", "https://", "tel:")):
        return []
    return [
        Warning(
            "SECURITY_CONTACT must be an address such as mailto:security@example.com.",
            id="sciatica_site.W002",
        )
    ]


@register(Tags.caches, deploy=True)
def check_shared_cache(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[CheckMessage]:
    """Sign-in limits that every process counts for itself are no limits."""
    backend = settings.CACHES["default"]["BACKEND"]
    if not backend.endswith(PROCESS_CACHES):
        return []
    return [
        Warning(
            "The cache is not shared between processes.",
            hint="Leave CACHE_URL empty to use the database, or point it to Redis.",
            id="sciatica_site.W003",
        )
    ]


def iter_sources(directives: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for directive, sources in directives.items():
        if isinstance(sources, list | tuple | set):
            for source in sources:
                yield directive, str(source)
