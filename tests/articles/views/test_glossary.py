"""The page of the glossary."""

import io
import re

import pytest
from django.core.management import call_command
from django.test import Client

from articles.glossary import glossary
from articles.models import Article
from directory.models import Condition, Technique
from tests.articles.views.pages import canonical_of, read, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]


def test_it_explains_every_word_at_its_anchor(client: Client) -> None:
    html = read(client, "/glossary/")
    text = text_of(html)

    for term in glossary():
        assert html.count(f'id="{term.slug}"') == 1
        assert term.definition in text


def test_techniques_and_conditions_lead_to_their_pages(client: Client) -> None:
    Technique.objects.filter(slug="sports").update(is_active=False)

    html = read(client, "/glossary/")

    for technique in Technique.objects.filter(is_active=True):
        assert f'href="/techniques/{technique.slug}/"' in html
    for condition in Condition.objects.filter(is_active=True):
        assert f'href="/conditions/{condition.slug}/"' in html
    assert "/techniques/sports/" not in html


def test_every_letter_leads_to_its_words(client: Client) -> None:
    html = read(client, "/glossary/")

    anchors = re.findall(r'href="#(letter-\w)"', html)
    assert len(anchors) > 15
    for anchor in anchors:
        assert html.count(f'id="{anchor}"') == 1


def test_every_link_leads_somewhere_and_drafts_are_not_linked(client: Client) -> None:
    call_command("import_articles", stdout=io.StringIO())
    Article.objects.filter(slug="what-is-sciatica").update(status="draft")

    html = read(client, "/glossary/")

    links = set(re.findall(r'href="(/[^"#?]*)', html)) - {"/accounts/login/"}
    assert "/articles/common-causes-of-sciatica/" in links
    assert "/articles/what-is-sciatica/" not in links
    for link in links:
        if not link.startswith("/static/"):
            assert client.get(link).status_code == 200, link


def test_the_page_has_its_notes_and_its_address(client: Client) -> None:
    html = read(client, "/glossary/")

    assert canonical_of(html).endswith("/glossary/")
    assert "data-standing-note" in html
    assert "data-warning-signs" in html
    assert "<script>" not in html


def test_it_is_in_the_sitemap_and_in_the_footer(client: Client) -> None:
    assert "/glossary/</loc>" in client.get("/sitemap.xml").text
    assert 'href="/glossary/"' in client.get("/about/").text
