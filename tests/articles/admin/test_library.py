"""Topics and references in the admin."""

import pytest
from django.test import Client
from pytest_django import Settings

from accounts.models import User
from tests.factories.articles import ArticleFactory, ReferenceFactory, TopicFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client: Client, settings: Settings) -> Client:
    settings.ADMIN_NEEDS_SECOND_FACTOR = False
    client.force_login(User.objects.create_superuser("editor@example.com"))
    return client


def test_a_reference_is_found_and_shows_how_often_it_is_cited(editor: Client) -> None:
    ReferenceFactory(key="Jensen2019", title="x" * 120)
    ReferenceFactory(key="Other2000", doi="", url="")
    article = ArticleFactory(body="Text [@Jensen2019].")
    ArticleFactory(body="Text [@Jensen2019].", revises=article)

    text = editor.get("/admin/articles/reference/", {"q": "Jensen"}).text

    assert "Jensen2019" in text
    assert "Other2000" not in text
    assert 'class="field-cited_by">1</td>' in text
    assert "x" * 89 + "…" in text


def test_a_reference_without_an_address_is_listed_too(editor: Client) -> None:
    ReferenceFactory(doi="", url="")

    assert 'class="field-open_link">-</td>' in editor.get("/admin/articles/reference/").text


def test_the_key_of_a_reference_is_chosen_once(editor: Client) -> None:
    reference = ReferenceFactory()

    assert 'name="key"' in editor.get("/admin/articles/reference/add/").text
    assert 'name="key"' not in editor.get(f"/admin/articles/reference/{reference.pk}/change/").text


def test_a_topic_shows_how_many_articles_it_has_and_keeps_its_slug(editor: Client) -> None:
    topic = TopicFactory(title="Safety first")
    ArticleFactory(topic=topic, revises=ArticleFactory(topic=topic))

    listed = editor.get("/admin/articles/topic/").text

    assert "Safety first" in listed
    assert 'class="field-article_count">1</td>' in listed
    assert 'name="slug"' in editor.get("/admin/articles/topic/add/").text
    assert 'name="slug"' not in editor.get(f"/admin/articles/topic/{topic.pk}/change/").text
