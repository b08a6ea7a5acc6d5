"""All mails can be looked at while developing, and only then."""

from __future__ import annotations

import importlib
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import NoReverseMatch, clear_url_caches, reverse
from lxml import html
from post_office.models import Email
from pytest_django import Settings

from sciatica_site import hooks, urls
from sciatica_site.views.mail_previews import ACCOUNT_MAILS

LIST = "/dev/mails/"


@pytest.fixture
def _sample() -> Iterator[None]:
    def sample() -> hooks.MailSample:
        context = {
            "name": "Ana <b>Reyes</b>",
            "confirm_url": "http://testserver/x/",
            "confirmed_on": "May 1, 2026",
        }
        return hooks.MailSample("directory/emails/confirm", context)

    hooks.mail_previews.register("test-sample", sample)
    yield
    hooks.mail_previews.unregister("test-sample")


def names(client: Client) -> list[str]:
    page = html.document_fromstring(client.get(LIST).content)
    return [str(link.text) for link in page.xpath("//main//li/a")]


@pytest.mark.usefixtures("_sample")
def test_every_mail_can_be_read_as_text_and_as_html(client: Client) -> None:
    found = names(client)
    assert "test-sample" in found
    assert {"account-password-reset-key", "account-email-confirmation"} <= set(found)
    assert len(found) >= len(ACCOUNT_MAILS) + 1

    for name in found:
        response = client.get(f"{LIST}{name}/")
        assert response.status_code == 200, name
        page = html.document_fromstring(response.content)
        assert page.findtext(".//h1"), name
        assert page.xpath("//meta[@name='robots'][contains(@content, 'noindex')]")
        as_html = client.get(f"{LIST}{name}/html/")
        is_linked = bool(page.xpath(f"//a[@href='{LIST}{name}/html/']"))
        assert as_html.status_code == (200 if is_linked else 404), name


@pytest.mark.usefixtures("_sample")
def test_the_html_is_the_mail_itself_and_no_search_engine_keeps_it(client: Client) -> None:
    response = client.get(f"{LIST}test-sample/html/")

    page = html.document_fromstring(response.content)
    assert "Ana <b>Reyes</b>" in page.text_content()
    assert not page.xpath("//b")
    assert response["X-Robots-Tag"] == "noindex"


def test_looking_at_mails_sends_none(client: Client, db: None) -> None:
    for name in names(client):
        client.get(f"{LIST}{name}/")

    assert not Email.objects.exists()


@pytest.mark.parametrize("path", ["nothing/", "nothing/html/"])
def test_a_mail_that_does_not_exist_is_not_found(client: Client, path: str) -> None:
    assert client.get(LIST + path).status_code == 404


def test_the_pages_are_not_there_unless_a_setting_says_so(settings: Settings) -> None:
    settings.MAIL_PREVIEWS = False
    try:
        _load_anew()
        with pytest.raises(NoReverseMatch):
            reverse("mail-previews")
    finally:
        settings.MAIL_PREVIEWS = True
        _load_anew()
    assert reverse("mail-previews") == LIST


def _load_anew() -> None:
    importlib.reload(urls)
    clear_url_caches()
