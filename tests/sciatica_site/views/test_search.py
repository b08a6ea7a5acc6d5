"""One box searches the whole site."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sciatica_site.site_search import MOST_KEPT
from tests.articles.views.pages import canonical_of, read, text_of, title_of
from tests.factories.articles import ArticleFactory, ClaimFactory, TopicFactory
from tests.factories.directory import TherapistFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]


def search(client: Client, words: str) -> str:
    response = client.get("/search/", {"q": words})
    assert response.status_code == 200
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")
    return response.text


def groups(html: str) -> dict[str, int]:
    found = re.findall(r'data-group="(\w+)" data-total="(\d+)"', html)
    return {name: int(total) for name, total in found}


def hits(html: str, group: str) -> list[str]:
    part = html.partition(f'data-group="{group}"')[2].partition("</section>")[0]
    return [text_of(title).strip() for title in re.findall(r"<h3.*?>(.*?)</h3>", part, re.DOTALL)]


def marked(html: str) -> set[str]:
    return {text_of(word).lower() for word in re.findall(r"<mark>(.*?)</mark>", html)}


def test_one_word_finds_something_of_every_kind(client: Client) -> None:
    ArticleFactory(published=True, title="All about the piriformis")
    ClaimFactory(key="C11", said="It is always the piriformis.")
    TherapistFactory(published=True, techniques=["piriformis-focused"], name="Ana Ruiz")

    html = search(client, "piriformis")

    assert list(groups(html)) == [
        *("articles", "guides", "glossary", "vocabulary", "claims", "therapists")
    ]
    assert groups(html)["articles"] == 1
    assert "Piriformis" in hits(html, "glossary")
    assert hits(html, "vocabulary")[0] == "Piriformis and deep gluteal massage"
    assert hits(html, "therapists") == ["Ana Ruiz"]
    assert "Stretch and strengthen the piriformis" in hits(html, "guides")
    assert hits(html, "claims") == ["It is always the piriformis."]
    assert 'href="/claims/#C11"' in html
    assert marked(html) == {"piriformis"}


def test_what_is_written_elsewhere_on_the_page_is_not_marked(client: Client) -> None:
    ArticleFactory(published=True, title="Discs & <b>backs</b>")

    html = search(client, "disc")

    assert "<mark>Discs</mark> &amp; &lt;b&gt;backs&lt;/b&gt;" in html


def test_forms_of_a_word_and_other_words_for_it_find_the_same(client: Client) -> None:
    ArticleFactory(published=True, title="One", body="A herniated disc may shrink.\n")

    assert hits(search(client, "slipped disks"), "articles") == ["One"]
    assert marked(search(client, "slipped disks")) >= {"herniated", "disc"}


def test_a_title_counts_more_than_a_summary_and_a_summary_more_than_the_text(
    client: Client,
) -> None:
    ArticleFactory(published=True, title="Text", body="Marmalade, marmalade, marmalade.\n")
    ArticleFactory(published=True, title="Heading", body="## Marmalade\n\nIt is sweet.\n")
    ArticleFactory(published=True, title="Marmalade", position=99)

    assert hits(search(client, "marmalade"), "articles") == ["Marmalade", "Heading", "Text"]


def test_the_passage_that_was_found_is_shown(client: Client) -> None:
    ArticleFactory(published=True, body="Lead.\n\nMany words. Then marmalade comes.\n")

    assert "Then <mark>marmalade</mark> comes." in search(client, "marmalade")


def test_a_summary_that_says_it_is_shown_instead_of_a_passage(client: Client) -> None:
    ArticleFactory(published=True, summary="On marmalade.", body="Marmalade is sweet.\n")

    html = search(client, "marmalade")

    assert "On <mark>marmalade</mark>." in html
    assert "is sweet" not in html


def test_drafts_and_terms_that_are_switched_off_are_not_found(client: Client) -> None:
    from directory.models import Technique

    ArticleFactory(title="Marmalade")
    Technique.objects.filter(slug="sports").update(is_active=False, name="Marmalade massage")

    assert groups(search(client, "marmalade")) == {}


def test_more_than_fits_is_counted(client: Client) -> None:
    for _ in range(8):
        ArticleFactory(published=True, title="Marmalade")

    html = search(client, "marmalade")

    assert groups(html) == {"articles": 8}
    assert len(hits(html, "articles")) == 6
    assert "The first 6 of 8." in text_of(html)


@pytest.mark.parametrize("path", ["/search/", "/search/?q=", "/search/?q=+"])
def test_without_a_word_the_page_offers_the_box_and_topics(client: Client, path: str) -> None:
    ArticleFactory(published=True, topic=TopicFactory(title="Safety first"))

    html = read(client, path)

    assert 'name="q"' in html
    assert "Safety first" in html
    assert groups(html) == {}
    assert "aria-invalid" not in html


@pytest.mark.parametrize("words", ["the and of", "\x00", "坐骨神经痛", "???", "\ud7ff\x00"])
def test_what_cannot_be_searched_for_is_said_beside_the_box(client: Client, words: str) -> None:
    html = search(client, words)

    assert "no word in this that we can search for" in html
    assert 'aria-describedby="site-search-problem"' in html
    assert 'id="site-search-problem"' in html


def test_a_text_that_is_too_long_is_searched_by_its_beginning_and_not_lost(
    client: Client,
) -> None:
    ArticleFactory(published=True, title="Marmalade")
    words = "marmalade " * 30

    html = search(client, words)

    assert "That is long" in html
    assert f'value="{words.strip()}"' in html
    assert groups(html)["articles"] == 1


def test_no_crafted_text_breaks_the_page(client: Client) -> None:
    for words in (
        "a" * 200_000, "\x00" * 500, "' OR 1=1 --", 'disc" AND *', "disc:* NEAR(", "%ff%fe", "{x}",
        "<script>alert(1)</script>", "NOT", "*", "disc | !disc", "\u202e\u0000\ufffd", "1e400",
        "٣", " ".join(f"word{n}" for n in range(2_000)),
    ):  # fmt: skip
        html = search(client, words)
        assert "<script>alert" not in html
        assert len(html) < 40_000 + 6 * MOST_KEPT
    assert client.get("/search/?q=a&q=marmalade&q=&x=%FF%00").status_code == 200


def test_nothing_found_offers_single_words_and_ways_on(client: Client) -> None:
    html = search(client, "xyzzy marmalade")

    assert "We found nothing for “xyzzy marmalade”" in text_of(html)
    assert 'href="/search/?q=xyzzy"' in html
    assert 'href="/search/?q=marmalade"' in html
    assert 'href="/therapists/"' in html


def test_a_misspelled_word_is_asked_about(client: Client) -> None:
    html = search(client, "swedsh")

    assert "Did you mean" in html
    assert 'href="/search/?q=swedish"' in html
    assert groups(search(client, "swedish"))["vocabulary"] >= 1


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("radiculopaty", "Radiculopathy"),
        ("cauda equna", "Cauda equina"),
        ("endorfins", "Endorphins"),
    ],
)
def test_a_misspelled_word_of_the_glossary_is_asked_about(
    client: Client, typed: str, meant: str
) -> None:
    html = search(client, typed)

    assert f">{meant}</a>" in html
    assert hits(search(client, meant), "glossary")[0] == meant


def test_only_the_empty_box_is_for_search_engines(client: Client) -> None:
    empty = read(client, "/search/")

    assert 'name="robots"' not in empty
    assert canonical_of(empty).endswith("/search/")
    assert 'content="noindex, follow"' in search(client, "disc")
    assert "noindex" in read(client, "/search/?q=")


def test_the_page_says_what_was_searched(client: Client) -> None:
    assert title_of(search(client, "deep tissue")).startswith("Search for “deep tissue”")
    assert title_of(read(client, "/search/")).startswith("Search this site")


def test_the_page_is_only_read(client: Client) -> None:
    assert client.post("/search/", {"q": "disc"}).status_code == 405


def test_every_page_leads_to_the_search(client: Client) -> None:
    assert 'href="/search/"' in client.get("/about/").text


def test_headings_and_landmarks_are_in_order(client: Client) -> None:
    ArticleFactory(published=True, title="Piriformis")

    html = search(client, "piriformis").partition("<main")[2]

    levels = [int(level) for level in re.findall(r"<h([1-6])", html)]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    for label in re.findall(r'aria-labelledby="([\w-]+)"', html):
        assert html.count(f'id="{label}"') == 1
    assert 'for="site-search"' in html


def fill(amount: int) -> None:
    for _ in range(amount):
        ArticleFactory(published=True, title="Piriformis")
        TherapistFactory(published=True, techniques=["piriformis-focused"])


def queries(client: Client, words: str) -> int:
    search(client, words)  # what is read once per process, or remembered, does not count
    with CaptureQueriesContext(connection) as captured:
        search(client, words)
    return len(captured)


def test_more_to_show_takes_no_more_queries(client: Client) -> None:
    fill(1)
    few = queries(client, "piriformis")
    fill(7)

    assert queries(client, "piriformis") == few
    assert few == 11


def test_without_words_one_query_reads_the_topics(client: Client) -> None:
    assert queries(client, "") == 1
