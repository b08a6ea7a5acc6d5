"""A preview is the public page, to the word, before it is public."""

import datetime

import pytest
import time_machine
from django.test import Client
from lxml import html

from articles.actions import desk, publishing, versions, writing
from articles.models import Article
from articles.trail import trail_of
from tests.articles.desk import BODY, LIST, change_url, editor, in_state, ready, reviewer
from tests.articles.forms import form_of

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 11, 22)


@pytest.fixture
def as_editor(client: Client) -> Client:
    client.force_login(editor())
    return client


def main(text: str) -> str:
    """The page as readers get it: without the banner, and without the list of its changes, to
    which its publication adds."""
    page = html.document_fromstring(text).xpath("//main")[0]
    for banner in page.xpath(".//*[@data-preview] | .//*[@aria-labelledby='changes']/ul"):
        banner.getparent().remove(banner)
    return " ".join(page.text_content().split())


@pytest.mark.parametrize("status", ["draft", "in-review", "scheduled", "archived"])
def test_a_preview_is_closed_to_readers_and_marked_as_one(as_editor: Client, status: str) -> None:
    article = in_state(status)
    url = f"{LIST}{article.pk}/preview/"

    response = as_editor.get(url)

    assert response.status_code == 200
    assert "Readers do not see it." in response.text
    assert '<meta name="robots" content="noindex">' in response.text
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert "no-store" in response.headers["Cache-Control"]
    assert Client().get(url).status_code == 302
    assert Client().get(article.get_absolute_url()).status_code in {404, 410}


def test_the_preview_of_a_public_article_is_its_page(as_editor: Client) -> None:
    article = in_state("published", related=[in_state("published")])
    writing.refresh()

    preview = as_editor.get(f"{LIST}{article.pk}/preview/").text

    assert main(preview) == main(Client().get(article.get_absolute_url()).text)
    assert "This is what readers see now." in preview


def test_a_next_version_looks_as_it_will(as_editor: Client) -> None:
    with time_machine.travel(TODAY):
        article = in_state("published")
        version = versions.start_new_version(article=article, by=editor())
        writing.write(article=version, by=editor(), content={"title": "Told anew"})
        desk.submit(article=version, by=editor())
        seen = trail_of(version).last_number
        desk.approve(article=version, by=reviewer(), revision=seen, reviewer_name="B. Clinician")
        preview = main(as_editor.get(f"{LIST}{version.pk}/preview/").text)

        publishing.publish(article=Article.objects.get(pk=version.pk), by=editor())

        page = main(Client().get(article.get_absolute_url()).text)
    assert "Told anew" in page
    assert preview == page


def test_what_was_typed_can_be_seen_as_a_page_without_being_saved(as_editor: Client) -> None:
    article = in_state("published")
    data = form_of(as_editor, change_url(article))

    response = as_editor.post(
        f"{LIST}{article.pk}/preview/",
        data | {"title": "Typed", "body": BODY.replace("[@Trial]", "") + "\r\n## Typed part\r\n"},
    )

    assert response.status_code == 200
    assert "Nothing of it is saved." in response.text
    shown = main(response.text)
    assert shown.count("Typed part") == 2, "In the text and in its contents list."
    assert "References" not in shown
    assert "Typed" not in Client().get(article.get_absolute_url()).text
    assert Article.objects.get(pk=article.pk).body == BODY


def test_a_crafted_preview_breaks_nothing(as_editor: Client) -> None:
    article = in_state("draft")

    for data in (
        {},
        {"body": "\x00"},
        {"body": "[#C99] [@X] ::: figure x"},
        {"title": "x" * 9_999},
    ):
        assert as_editor.post(f"{LIST}{article.pk}/preview/", data).status_code == 200


def test_a_preview_of_typed_words_is_for_writers(as_editor: Client) -> None:
    as_reviewer = Client()
    as_reviewer.force_login(reviewer())
    assert as_reviewer.post(f"{LIST}{ready().pk}/preview/").status_code == 403
    assert as_editor.post(f"{LIST}{in_state('archived').pk}/preview/").status_code == 403
