"""The site's own system checks."""

from __future__ import annotations

from typing import Any

import pytest
from pytest_django import Settings

from sciatica_site import checks


def with_sources(directive: str, *sources: str) -> dict[str, Any]:
    return {"DIRECTIVES": {"default-src": ["'none'"], directive: list(sources)}}


def ids(messages: list[Any]) -> list[str]:
    return [message.id for message in messages]


def test_the_policy_as_it_is_has_no_fault() -> None:
    assert checks.check_content_security_policy(None) == []


@pytest.mark.parametrize("source", ["'unsafe-inline'", "data:", "https://cdn.example.com", "*"])
def test_a_policy_that_lets_something_in_is_an_error(settings: Settings, source: str) -> None:
    settings.CONTENT_SECURITY_POLICY = with_sources("script-src", "'self'", source)

    assert ids(checks.check_content_security_policy(None)) == ["sciatica_site.E001"]


@pytest.mark.parametrize("url", ["www.example.com", "https://www.example.com/guide", "ftp://x"])
def test_a_site_url_that_cannot_begin_a_link_is_an_error(settings: Settings, url: str) -> None:
    settings.SITE_URL = url

    assert ids(checks.check_site_url(None)) == ["sciatica_site.E002"]


def test_a_site_url_without_https_is_a_warning(settings: Settings) -> None:
    settings.SITE_URL = "http://www.example.com"

    assert ids(checks.check_https(None)) == ["sciatica_site.W001"]


def test_a_security_contact_that_nobody_can_follow_is_a_warning(
    settings: Settings,
) -> None:
    settings.SECURITY_CONTACT = "ask us"

    assert ids(checks.check_security_contact(None)) == ["sciatica_site.W002"]


@pytest.mark.parametrize(
    ("backend", "expected"),
    [
        ("django.core.cache.backends.locmem.LocMemCache", ["sciatica_site.W003"]),
        ("django.core.cache.backends.db.DatabaseCache", []),
    ],
)
def test_a_cache_of_one_process_is_a_warning(
    settings: Settings, backend: str, expected: list[str]
) -> None:
    settings.CACHES = {"default": {"BACKEND": backend, "LOCATION": "shared_cache"}}

    assert ids(checks.check_shared_cache(None)) == expected
