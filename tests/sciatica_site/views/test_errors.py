"""Error pages: the site's own, without a word of the request or the fault."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from sciatica_site.views import errors, pages

CANARY = "canary-7f3a"


def fail_with(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    def render(request: HttpRequest, template: str, context: object = None) -> HttpResponse:
        raise error

    monkeypatch.setattr(pages, "render", render)


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (SuspiciousOperation(CANARY), 400),
        (PermissionDenied(CANARY), 403),
        (RuntimeError(CANARY), 500),
    ],
)
def test_an_error_shows_the_sites_page_and_no_details(
    client: Client, monkeypatch: pytest.MonkeyPatch, error: Exception, status: int
) -> None:
    fail_with(monkeypatch, error)
    client.raise_request_exception = False

    response = client.get("/about/", {"q": CANARY})

    assert response.status_code == status
    assert "<h1" in response.text
    assert CANARY not in response.text
    assert "Traceback" not in response.text
    assert response.cookies == {}


def test_a_missing_page_needs_no_database_and_does_not_repeat_its_address(client: Client) -> None:
    response = client.get(f"/{CANARY}/")

    assert response.status_code == 404
    assert "<h1" in response.text
    assert CANARY not in response.text
    assert "Content-Security-Policy" in response


def test_a_missing_page_still_shows_the_way_to_the_main_parts(client: Client) -> None:
    text = client.get("/no-such-page/").text

    assert "/therapists/" in text
    assert "/warning-signs/" in text


def test_too_many_requests_says_when_to_come_back(rf: RequestFactory) -> None:
    response = errors.too_many_requests(rf.get("/"))

    assert response.status_code == 429
    assert int(response["Retry-After"]) > 0


@pytest.mark.django_db
def test_a_form_without_its_token_is_refused_on_the_sites_own_page() -> None:
    client = Client(enforce_csrf_checks=True)

    response = client.post("/accounts/login/", {"login": CANARY, "password": "x"})

    assert response.status_code == 403
    assert "<h1" in response.text
    assert CANARY not in response.text


def test_an_unknown_host_is_refused(client: Client) -> None:
    assert client.get("/about/", headers={"host": "evil.example"}).status_code == 400
