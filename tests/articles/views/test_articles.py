"""The pages of articles and topics show what is published, and nothing else."""

import datetime
import json
import re
from typing import Any

import pytest
from django.test import Client

from articles.models import Article
from directory.models import Condition, Technique
from tests.articles.views.pages import canonical_of, description_of, read, text_of, title_of
from tests.factories.articles import ArticleFactory, ReferenceFactory, TopicFactory

pytestmark = pytest.mark.django_db


def full_article(**changes: Any) -> Article:
    ReferenceFactory(key="A", title="A trial of rest", doi="10.1000/rest", certainty="M")
    ReferenceFactory(key="B", title="A trial of walks")
    technique, _ = Technique.objects.get_or_create(slug="swedish", defaults={"name": "Swedish"})
    condition, _ = Condition.objects.get_or_create(
        slug="cause-unknown", defaults={"name": "Cause not known yet", "kind": "pattern"}
    )
    values: dict[str, Any] = {
        "published": True,
        "slug": "staying-active",
        "title": "Staying <active>",
        "summary": "Why moving helps.",
        "evidence_grade": "moderate",
        "evidence_note": "For back pain.",
        "next_review_on": datetime.date(2027, 5, 22),
        "vetting_questions": [4],
        "techniques": [technique],
        "conditions": [condition],
        "body": "## In short\n\nKeep moving [@B]. Rest less [@A; @B].\n\n## Walking\n\nWalk.\n",
    }
    return ArticleFactory(**{**values, **changes})


def structured_data(html: str) -> dict[str, Any]:
    match = re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    assert match
    data: dict[str, Any] = json.loads(match[1])
    return data


def test_the_list_shows_topics_in_order_with_their_published_articles(client: Client) -> None:
    late, early = TopicFactory(position=2, title="Late"), TopicFactory(position=1, title="Early")
    ArticleFactory(published=True, topic=late, title="Of the late topic")
    ArticleFactory(published=True, topic=early, title="Of the early topic")
    ArticleFactory(topic=early, title="Not finished")

    page = text_of(read(client, "/articles/"))

    assert page.index("Early") < page.index("Of the early topic") < page.index("Late")
    assert "Not finished" not in page


def test_an_empty_list_says_so(client: Client) -> None:
    assert "There are no articles yet." in text_of(read(client, "/articles/"))


def test_a_topic_page_shows_its_own_articles_and_the_way_to_other_topics(client: Client) -> None:
    article = ArticleFactory(published=True, topic__slug="safety", title="Mine")
    ArticleFactory(topic=article.topic, title="My draft")
    ArticleFactory(published=True, topic__title="Another topic", title="Of another")

    page = text_of(read(client, "/articles/topics/safety/"))

    assert "Mine" in page
    assert "Another topic" in page
    assert "My draft" not in page
    assert "Of another" not in page


@pytest.mark.parametrize(
    "path",
    [
        "/articles/nothing-here/",
        "/articles/a-draft/",
        "/articles/topics/nothing-here/",
        "/articles/topics/drafts-only/",
        "/articles/topics/",
    ],
)
def test_what_is_not_published_is_not_found(client: Client, path: str) -> None:
    ArticleFactory(slug="a-draft", topic__slug="drafts-only")

    assert client.get(path).status_code == 404


def test_an_article_shows_who_answers_for_it_and_how_sure_it_is(client: Client) -> None:
    full_article()

    page = text_of(read(client, "/articles/staying-active/"))

    assert "Staying <active>" in page
    assert "By Editorial team" in page
    assert "Clinical review pending" in page
    assert "Next review due May 22, 2027" in page
    assert "Moderate certainty" in page
    assert "For back pain." in page


def test_a_review_is_shown_with_its_date(client: Client) -> None:
    full_article(reviewed=True)

    page = text_of(read(client, "/articles/staying-active/"))

    assert "Reviewed by A. Clinician, PT, April 1, 2026" in page
    assert "Clinical review pending" not in page


def test_an_article_has_its_contents_list_and_every_entry_leads_somewhere(client: Client) -> None:
    full_article()

    html = read(client, "/articles/staying-active/")

    entries = re.findall(r'class="toc__link" href="#([^"]+)">([^<]+)<', html)
    assert [text for _, text in entries] == ["In short", "Walking", "References"]
    for anchor, _ in entries:
        assert html.count(f'id="{anchor}"') == 1


def test_each_citation_leads_to_its_line_in_the_reference_list(client: Client) -> None:
    full_article()

    html = read(client, "/articles/staying-active/")

    assert re.findall(r'href="#ref-([A-Za-z]+)"', html) == ["B", "B", "A"]
    assert html.count('id="ref-A"') == html.count('id="ref-B"') == 1
    assert html.index("A trial of walks") < html.index("A trial of rest")
    assert "https://doi.org/10.1000/rest" in html
    assert "We read a summary" in text_of(html)


def test_an_article_leads_to_its_terms_and_its_questions(client: Client) -> None:
    full_article()

    html = read(client, "/articles/staying-active/")

    assert "/techniques/swedish/" in html
    assert "/conditions/cause-unknown/" in html
    assert "Ask before you book" in text_of(html)


def test_terms_that_are_no_longer_active_are_not_linked(client: Client) -> None:
    full_article()
    Technique.objects.filter(slug="swedish").update(is_active=False)

    assert "/techniques/swedish/" not in read(client, "/articles/staying-active/")


def test_neighbors_and_related_articles_are_published_ones(client: Client) -> None:
    topic = TopicFactory()
    ArticleFactory(published=True, topic=topic, position=1, title="Before")
    draft = ArticleFactory(topic=topic, position=2, title="Draft between")
    related = ArticleFactory(published=True, title="Read me next")
    full_article(topic=topic, position=3, related=[related, draft])
    ArticleFactory(published=True, topic=topic, position=4, title="After")

    page = text_of(read(client, "/articles/staying-active/"))

    assert "Previous: Before" in page
    assert "Next: After" in page
    assert "Read me next" in page
    assert "Draft between" not in page


def test_the_only_article_of_a_topic_has_no_neighbors(client: Client) -> None:
    full_article()

    html = read(client, "/articles/staying-active/")

    assert 'rel="prev"' not in html
    assert 'rel="next"' not in html


@pytest.mark.parametrize("path", ["/articles/", "/articles/topics/t/", "/articles/staying-active/"])
def test_every_page_warns_and_is_described(client: Client, path: str) -> None:
    full_article(topic=TopicFactory(slug="t"))

    html = read(client, path)

    assert "data-warning-signs" in html
    assert "data-standing-note" in html
    assert title_of(html)
    assert description_of(html)
    assert canonical_of(html) == f"http://testserver{path}"
    assert html.count("<h1") == 1


def test_the_canonical_address_has_no_query(client: Client) -> None:
    full_article()

    html = read(client, "/articles/staying-active/?utm_source=x")

    assert canonical_of(html) == "http://testserver/articles/staying-active/"


def test_structured_data_names_no_reviewer_while_the_review_is_pending(client: Client) -> None:
    full_article()

    data = structured_data(read(client, "/articles/staying-active/"))

    assert data["@type"] == "MedicalWebPage"
    assert data["headline"] == "Staying <active>"
    assert "reviewedBy" not in data
    assert "lastReviewed" not in data
