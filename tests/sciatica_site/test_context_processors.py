"""What every template can say about the site."""

from __future__ import annotations

from django.test import RequestFactory

from sciatica_site.context_processors import site


def test_templates_know_the_site_and_where_they_are(rf: RequestFactory) -> None:
    context = site(rf.get("/articles/"))

    assert context["site_name"] == "Sciatica & Massage Guide"
    assert context["site_url"] == "http://testserver"
    assert context["path"] == "/articles/"


def test_a_contact_address_is_shown_only_where_one_is_set(client, settings) -> None:
    settings.CONTACT_EMAIL = ""
    assert b"mailto:" not in client.get("/about/").content

    settings.CONTACT_EMAIL = "hello@example.com"
    assert b"mailto:hello@example.com" in client.get("/about/").content
