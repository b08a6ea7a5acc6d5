"""Error pages: the site's own, without a word of the request or the fault."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from lxml import html
from pytest_django import Settings

from sciatica_site.views import errors, pages
from tests.factories.accounts import ModeratorFactory, UserFactory

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


def refused(client: Client, monkeypatch: pytest.MonkeyPatch, path: str = "/about/") -> HttpResponse:
    fail_with(monkeypatch, PermissionDenied())
    response: HttpResponse = client.get(path)  # type: ignore[assignment]
    assert response.status_code == 403
    return response


def main_of(response: HttpResponse) -> html.HtmlElement:
    (main,) = html.document_fromstring(response.content.decode()).xpath("//main")
    return main


def test_who_may_not_see_a_page_is_asked_to_sign_in(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    main = main_of(refused(client, monkeypatch))

    assert "You may not see this page" in main.text_content()
    assert main.xpath(".//a[text()='Sign in']/@href") == ["/accounts/login/"]
    assert not main.xpath(".//form")


@pytest.mark.django_db
def test_who_is_signed_in_is_told_so_and_not_asked_again(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.force_login(UserFactory())

    main = main_of(refused(client, monkeypatch))

    assert "This account may not see this page" in main.text_content()
    assert main.xpath(".//a[text()='To your own area']/@href") == ["/dashboard/"]
    assert not main.xpath(".//a[text()='Sign in']")


@pytest.mark.django_db
def test_the_own_area_of_a_moderator_is_the_admin(
    client: Client, monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    settings.ADMIN_NEEDS_SECOND_FACTOR = False
    client.force_login(ModeratorFactory())

    main = main_of(refused(client, monkeypatch))

    assert main.xpath(".//a[text()='To your own area']/@href") == ["/admin/"]


@pytest.mark.django_db
def test_one_button_signs_out_and_leads_to_the_same_page_as_somebody_else(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(UserFactory())
    (form,) = main_of(refused(client, monkeypatch, "/about/?a=1&b=%C3%A9")).xpath(".//form")

    response = client.post(form.get("action"), dict(form.form_values()))

    back = "%2Fabout%2F%3Fa%3D1%26b%3D%25C3%25A9"
    assert response["Location"] == f"/accounts/login/?next={back}"
    assert "_auth_user_id" not in client.session


@pytest.mark.django_db
def test_a_form_that_was_refused_is_not_asked_for_as_a_page(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.force_login(UserFactory())

    response = client.post("/dashboard/consent/", {})
    main = main_of(errors.permission_denied(response.wsgi_request, PermissionDenied()))

    assert main.xpath(".//input[@name='next']/@value") == ["/accounts/login/"]


def test_a_refusal_while_the_database_is_away_is_still_a_page(rf: RequestFactory) -> None:
    class Nobody:
        @property
        def is_authenticated(self) -> bool:
            raise OperationalError

    request = rf.get("/admin/")
    without = main_of(errors.permission_denied(request, PermissionDenied()))
    request.user = Nobody()  # type: ignore[assignment]
    broken = main_of(errors.permission_denied(request, PermissionDenied()))

    for main in (without, broken):
        assert main.xpath(".//a[text()='Sign in']")


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
