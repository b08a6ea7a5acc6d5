"""One call puts everything right that is derived of articles."""

from typing import Any

import pytest
from django.forms import model_to_dict
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from accounts.models import User
from articles.derived import mend, refresh
from articles.models import Article, ArticleText, Reference, Topic
from tests.factories.articles import ArticleFactory, ReferenceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client: Client, settings: Settings) -> Client:
    settings.ADMIN_NEEDS_SECOND_FACTOR = False
    client.force_login(User.objects.create_superuser("editor@example.com"))
    return client


def full_article() -> Article:
    ReferenceFactory(key="A", title="A trial")
    article: Article = ArticleFactory(
        published=True, slug="one", topic__title="Backs", body="Text [@A]."
    )
    refresh()
    return article


def test_a_refresh_writes_searched_words_and_pages() -> None:
    full_article()
    ArticleText.objects.all().delete()
    Article.objects.update(page_data={})

    assert refresh() == 2
    assert refresh() == 0


def test_the_daily_job_mends_what_two_changes_at_once_left_behind() -> None:
    full_article()
    Article.objects.update(page_data={})

    assert mend(timezone.now()) == "1 derived rows rewritten"
    assert mend(timezone.now()) == "0 derived rows rewritten"


def saved(editor: Client, row: Topic | Reference, **values: Any) -> None:
    fields = {name: "" if one is None else one for name, one in model_to_dict(row).items()}
    url = f"/admin/articles/{row._meta.model_name}/{row.pk}/change/"
    assert editor.post(url, {**fields, **values}).status_code == 302


def test_a_reference_that_is_corrected_in_the_admin_is_corrected_on_the_page(
    editor: Client, client: Client
) -> None:
    full_article()

    saved(editor, Reference.objects.get(key="A"), title="A better trial")

    assert "A better trial" in client.get("/articles/one/").text


def test_a_topic_that_is_renamed_in_the_admin_is_renamed_where_others_point_to_it(
    editor: Client, client: Client
) -> None:
    article = full_article()
    ArticleFactory(published=True, slug="two", related=[article])
    refresh()

    saved(editor, article.topic, title="Spines")

    html = client.get("/articles/two/").text
    assert "Spines" in html
    assert "Backs" not in html
