"""The piles of the desk are counted, and each count leads to its list."""

import datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from pytest_django import Settings

from articles.queues import reviews_due, waiting_for_review
from tests.articles.desk import editor, in_state
from tests.factories.articles import ArticleFactory

pytestmark = pytest.mark.django_db


def test_each_count_is_that_of_its_list(client: Client, settings: Settings) -> None:
    settings.ADMIN_NEEDS_SECOND_FACTOR = False
    client.force_login(editor())
    past = datetime.date(2026, 5, 1)
    in_state("review-due", title="Called for")
    ArticleFactory(published=True, title="Over its day", next_review_on=past)
    ArticleFactory(title="Draft over its day", next_review_on=past)
    in_state("published", title="Fine")
    in_state("in-review", title="Waits")

    for queue, titles in (
        (reviews_due(AnonymousUser()), {"Called for", "Over its day"}),
        (waiting_for_review(AnonymousUser()), {"Waits"}),
    ):
        text = client.get(queue.url).text
        shown = {t for t in ("Called for", "Over its day", "Fine", "Waits") if f">{t}</a>" in text}
        assert shown == titles
        assert queue.count == len(titles)
        assert queue.label
