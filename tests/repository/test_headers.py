"""Every answer carries the security headers, and a reading visitor gets no cookie."""

from __future__ import annotations

import pytest
from django.test import Client

PATHS = (
    "/",
    "/about/",
    "/therapists/",
    "/articles/",
    "/techniques/",
    "/warning-signs/",
    "/accounts/login/",
    "/no-such-page/",
    "/healthz",
    "/robots.txt",
    "/static/css/base.css",
    "/admin/",
)
POLICY = {
    "default-src": {"'none'"},
    "script-src": {"'self'"},
    "style-src": {"'self'"},
    "img-src": {"'self'"},
    "font-src": {"'self'"},
    "connect-src": {"'self'"},
    "manifest-src": {"'self'"},
    "base-uri": {"'none'"},
    "form-action": {"'self'"},
    "frame-ancestors": {"'none'"},
    "object-src": {"'none'"},
}
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
}


def parse(policy: str) -> dict[str, set[str]]:
    """Directives come in any order, which even changes between processes."""
    parts = (part.split() for part in policy.split(";") if part.strip())
    return {name: set(sources) for name, *sources in parts}


@pytest.mark.django_db
@pytest.mark.parametrize("path", PATHS)
def test_every_answer_carries_the_headers(client: Client, path: str) -> None:
    response = client.get(path)
    response.close()  # a static file stays open until then

    assert parse(response["Content-Security-Policy"]) == POLICY
    assert {name: response.get(name) for name in HEADERS} == HEADERS
    allowed = dict(item.split("=") for item in response["Permissions-Policy"].split(", "))
    assert allowed.pop("geolocation") == "(self)"
    assert set(allowed.values()) == {"()"}
    assert {"camera", "microphone", "browsing-topics"} <= set(allowed)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path",
    [path for path in PATHS if not path.startswith(("/accounts/", "/admin/"))],
)
def test_reading_leaves_no_cookie(client: Client, path: str) -> None:
    response = client.get(path)
    response.close()  # a static file stays open until then

    assert response.cookies == {}
    assert "Cookie" not in response.get("Vary", "")
