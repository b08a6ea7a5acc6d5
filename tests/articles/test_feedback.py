"""What readers say is kept without them, and their words are not kept for long."""

import datetime

import pytest
from django.core.cache import cache
from django.test import RequestFactory
from django.utils import timezone
from pytest_django import Settings

from articles.choices import Helpful
from articles.feedback import LIMIT, is_within_limit, keep, remove_old_texts
from articles.models import ArticleFeedback
from tests.factories.articles import ArticleFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def two_an_hour(settings: Settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = {LIMIT: "2/h/key"}


def allowed(rf: RequestFactory, address: str) -> bool:
    return is_within_limit(rf.post("/", REMOTE_ADDR=address))


def test_only_the_answer_the_words_and_the_day_are_kept() -> None:
    keep(ArticleFactory(), Helpful.PARTLY, "More pictures.")

    columns = {field.name for field in ArticleFeedback._meta.get_fields()}
    row = ArticleFeedback.objects.get()
    assert columns == {"id", "article", "helpful", "missing", "given_on"}
    assert (row.helpful, row.missing, row.given_on) == (
        "partly",
        "More pictures.",
        timezone.localdate(),
    )


def test_a_network_address_has_a_limit_and_others_have_their_own(rf: RequestFactory) -> None:
    assert [allowed(rf, "192.0.2.1") for _ in range(3)] == [True, True, False]
    assert allowed(rf, "192.0.2.2")


def test_a_line_with_many_addresses_is_one_sender(rf: RequestFactory) -> None:
    line = [f"2001:db8:0:1::{number}" for number in range(1, 4)]

    assert [allowed(rf, address) for address in line] == [True, True, False]
    assert allowed(rf, "2001:db8:0:2::1")


def test_addresses_of_the_old_kind_in_the_clothes_of_the_new_are_told_apart(
    rf: RequestFactory,
) -> None:
    assert [allowed(rf, "::ffff:192.0.2.1") for _ in range(3)] == [True, True, False]
    assert not allowed(rf, "192.0.2.1")
    assert allowed(rf, "::ffff:192.0.2.2")


def test_the_limit_remembers_no_address(rf: RequestFactory) -> None:
    allowed(rf, "192.0.2.1")

    assert "192.0.2.1" not in repr(cache._cache)  # type: ignore[attr-defined]
    assert LIMIT in repr(cache._cache)  # type: ignore[attr-defined]


def test_words_go_after_a_year_and_answers_stay() -> None:
    article = ArticleFactory()
    now = timezone.now()
    today = timezone.localdate(now)
    for days, words in ((364, "kept"), (365, "old"), (900, "older"), (900, "")):
        ArticleFeedback.objects.create(
            article=article,
            helpful="no",
            missing=words,
            given_on=today - datetime.timedelta(days=days),
        )

    assert remove_old_texts(now) == "2 texts of feedback removed"
    assert remove_old_texts(now) == "0 texts of feedback removed"
    assert ArticleFeedback.objects.filter(helpful="no").count() == 4
    assert set(ArticleFeedback.objects.values_list("missing", flat=True)) == {"kept", ""}
