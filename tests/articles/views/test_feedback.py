"""A reader can say whether an article helped, and leaves nothing else behind."""

import logging
import re

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from articles.models import ArticleFeedback
from tests.articles.views.pages import read, text_of
from tests.factories.articles import ArticleFactory

pytestmark = pytest.mark.django_db

PATH = "/articles/one/feedback/"
ANSWER = {"helpful": "partly", "missing": "What about cycling?", "homepage": ""}


@pytest.fixture(autouse=True)
def _article() -> None:
    ArticleFactory(published=True, slug="one", title="Backs & legs", topic__slug="t")


def test_an_answer_is_kept_and_thanked_for(client: Client) -> None:
    response = client.post(PATH, ANSWER)

    assert response.status_code == 302
    assert response["Location"] == "/articles/one/feedback/thanks/"
    row = ArticleFeedback.objects.get()
    assert (row.article.slug, row.helpful, row.missing) == ("one", "partly", "What about cycling?")
    thanks = read(client, response["Location"])
    assert "Thank you" in thanks
    assert 'href="/articles/one/"' in thanks


def test_words_are_optional(client: Client) -> None:
    assert client.post(PATH, {"helpful": "yes"}).status_code == 302
    assert ArticleFeedback.objects.get().missing == ""


def test_nothing_about_the_reader_is_kept_or_logged(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    client.post(
        PATH,
        ANSWER,
        REMOTE_ADDR="192.0.2.77",
        headers={
            "User-Agent": "Secret Browser",
            "Referer": "https://from.example/",
            "X-Extra": "1",
        },
    )

    (row,) = ArticleFeedback.objects.values()
    article = row.pop("article_id")
    assert isinstance(article, int)
    assert isinstance(row.pop("id"), int)
    assert row == {
        "helpful": "partly",
        "missing": "What about cycling?",
        "given_on": timezone.localdate(),
    }
    for told in ("cycling", "partly", "192.0.2.77", "Secret Browser", "from.example"):
        assert told not in caplog.text


def test_the_page_is_for_one_person_and_for_no_cache(client: Client) -> None:
    for response in (client.get(PATH), client.post(PATH, {})):
        assert response.status_code == 200
        assert "no-store" in response["Cache-Control"]
        assert '<meta name="robots" content="noindex">' in response.text
        assert "sessionid" not in response.cookies


def test_the_form_asks_not_to_write_about_oneself(client: Client) -> None:
    page = text_of(client.get(PATH).text)

    assert "Was “Backs & legs” helpful?" in page
    assert "nothing about your own health" in page
    assert "Words are removed after a year." in page


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("Write to ana@example.com <b>", "Please take out the e-mail address"),
        ("Call 303-555-0142 <b>", "Please take out the phone number"),
    ],
)
def test_contact_data_are_refused_and_nothing_typed_is_lost(
    client: Client, words: str, message: str
) -> None:
    html = client.post(PATH, {"helpful": "no", "missing": words}).text

    assert not ArticleFeedback.objects.exists()
    field_error = html.partition('id="id_missing_error"')[2].partition("</div>")[0]
    assert message in field_error
    assert words.replace("<b>", "&lt;b&gt;") in html
    assert re.search(r'<input[^>]*value="no"[^>]*checked', html)
    assert "<title>Error:" in re.sub(r"\s+", " ", html)


def test_a_program_that_fills_in_everything_is_thanked_and_forgotten(client: Client) -> None:
    response = client.post(PATH, ANSWER | {"homepage": "https://spam.example"})

    assert response.status_code == 302
    assert not ArticleFeedback.objects.exists()
    html = client.get(PATH).text
    assert 'name="homepage"' in html.split("<div hidden>")[1].split("</div>")[0]


def test_too_many_answers_wait_and_keep_what_was_typed(client: Client) -> None:
    statuses = [client.post(PATH, ANSWER).status_code for _ in range(20)]
    last = client.post(PATH, ANSWER)
    elsewhere = client.post(PATH, ANSWER, REMOTE_ADDR="192.0.2.9")

    kept = statuses.count(302)
    assert 0 < kept < 20
    assert statuses == [302] * kept + [429] * (20 - kept)
    assert last.status_code == 429
    assert last["Retry-After"] == "3600"
    assert "What about cycling?" in last.text
    assert "try again later" in text_of(last.text)
    assert elsewhere.status_code == 302
    assert ArticleFeedback.objects.count() == kept + 1


def test_a_form_without_its_token_is_refused(settings: Settings) -> None:
    client = Client(enforce_csrf_checks=True)

    assert client.post(PATH, ANSWER).status_code == 403
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', client.get(PATH).text)
    assert token
    assert client.post(PATH, ANSWER | {"csrfmiddlewaretoken": token[1]}).status_code == 302


@pytest.mark.parametrize("slug", ["a-draft", "old", "nothing"])
@pytest.mark.parametrize("end", ["feedback/", "feedback/thanks/"])
def test_only_public_articles_are_asked_about(client: Client, slug: str, end: str) -> None:
    ArticleFactory(slug="a-draft")
    ArticleFactory(slug="old", status="archived")

    assert client.get(f"/articles/{slug}/{end}").status_code == 404
    assert client.post(f"/articles/{slug}/feedback/", ANSWER).status_code == 404


@pytest.mark.parametrize("words", ["\x00", "x" * 200_000, "\ud800", "𝕏" * 1000, "\u202e\n\r"])
def test_no_input_is_a_server_error(client: Client, words: str) -> None:
    data = {"helpful": [words, "yes"], "missing": [words, words], "homepage": words, "more": words}
    encoded = {
        name: [
            one.encode("utf-8", "surrogatepass")
            for one in (value if isinstance(value, list) else [value])
        ]
        for name, value in data.items()
    }

    assert client.post(PATH, encoded).status_code in {200, 302}


def test_pages_take_few_queries(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        client.get(PATH)
    with django_assert_num_queries(1):
        client.get(f"{PATH}thanks/")
