"""The pages of articles and topics show what is published, and nothing else."""

import datetime
import json
import re
from typing import Any

import pytest
import time_machine
from django.test import Client

from articles.actions import record
from articles.choices import RevisionKind
from articles.derived import refresh
from articles.models import Article
from directory.models import Condition, Technique
from tests.articles.views.pages import canonical_of, description_of, read, text_of, title_of
from tests.factories.articles import ArticleFactory, ClaimFactory, ReferenceFactory, TopicFactory

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


def test_an_article_says_which_part_of_its_topic_it_is(client: Client) -> None:
    topic = TopicFactory(slug="t", title="Understanding sciatica")
    full_article(topic=topic, position=2)
    ArticleFactory(published=True, topic=topic, position=1)

    html = read(client, "/articles/staying-active/")

    assert "Part 2 of 2 in Understanding sciatica" in text_of(html)
    assert 'in <a href="/articles/topics/t/">' in html


def test_a_topic_page_numbers_its_articles_in_their_order(client: Client) -> None:
    topic = TopicFactory(slug="t")
    ArticleFactory(published=True, topic=topic, position=2, title="Later")
    ArticleFactory(published=True, topic=topic, position=1, title="Earlier")

    html = read(client, "/articles/topics/t/")
    page = text_of(html.partition("<ol class")[2])

    places = [page.index(part) for part in ("Earlier", "Part 1 of 2", "Later", "Part 2 of 2")]
    assert places == sorted(places)


def test_claims_are_listed_with_what_we_say_and_lead_to_the_ledger(client: Client) -> None:
    article = full_article()
    claim = ClaimFactory(key="C58", said="It cures.", wording="It may ease.", grade="very-low")
    article.claim_uses.create(claim=claim, number=1)
    refresh()

    html = read(client, "/articles/staying-active/")

    _, _, listed = html.partition('id="claim-C58"')
    assert listed
    item = listed.partition("</li>")[0]
    places = [text_of(item).index(part) for part in ("It cures.", "It may ease.", "weak evidence")]
    assert places == sorted(places)
    assert 'href="/claims/#C58"' in item
    assert 'class="toc__link" href="#claims"' in html


def test_an_article_without_claims_has_no_list_of_them(client: Client) -> None:
    full_article()

    assert "Claims in this article" not in read(client, "/articles/staying-active/")


def test_guidelines_are_shown_by_the_articles_that_say_so(client: Client) -> None:
    full_article(shows_guidelines=True)
    ArticleFactory(published=True, slug="without")

    html = read(client, "/articles/staying-active/")

    assert "data-guidelines" in html
    assert 'class="toc__link" href="#guidelines"' in html
    assert html.count('id="guidelines"') == 1
    assert "data-guidelines" not in read(client, "/articles/without/")


def test_the_history_shows_readers_what_changed_and_when(client: Client) -> None:
    article = full_article()
    record(article, RevisionKind.CORRECTED, note="For us only.", reader_note="A trial was added.")
    refresh()

    page = text_of(read(client, "/articles/staying-active/"))

    _, _, history = page.partition("Changes to this article")
    assert history.index(": A trial was added.") < history.index("March 1, 2026: First published.")
    assert "For us only." not in page


@pytest.mark.parametrize(
    ("changes", "is_due"),
    [
        ({"status": "review-due", "review_reason": "A claim changed."}, True),
        ({"next_review_on": datetime.date(2026, 5, 22)}, True),
        ({"next_review_on": datetime.date(2026, 5, 23)}, False),
        ({"next_review_on": None}, False),
    ],
)
@time_machine.travel("2026-05-22T12:00:00Z", tick=False)
def test_an_article_says_when_its_review_is_due(
    client: Client, changes: dict[str, Any], is_due: bool
) -> None:
    full_article(**changes)

    page = text_of(read(client, "/articles/staying-active/"))

    assert ("The review of this article is due" in page) == is_due
    assert "A claim changed." not in page


def test_an_article_leads_to_the_form_that_asks_whether_it_helped(client: Client) -> None:
    full_article()

    html = read(client, "/articles/staying-active/")

    assert 'href="/articles/staying-active/feedback/"' in html
    assert "<form" not in html.partition("<main")[2]


def test_a_title_that_asks_or_exclaims_gets_no_full_stop(client: Client) -> None:
    for key, title in (("A", "Does it help?"), ("B", "It does!"), ("C", "A trial")):
        ReferenceFactory(key=key, title=title)
    ArticleFactory(published=True, slug="one", body="Text [@A; @B; @C].")

    page = text_of(read(client, "/articles/one/"))

    assert "Does it help? Journal" in page
    assert "It does! Journal" in page
    assert "A trial. Journal" in page


def test_an_archived_article_is_gone_and_its_page_leads_on(client: Client) -> None:
    topic = TopicFactory(slug="t", title="Backs")
    ArticleFactory(published=True, slug="old", topic=topic, title="Old words")
    Article.objects.update(status="archived")
    ArticleFactory(published=True, topic=topic)

    response = client.get("/articles/old/")

    assert response.status_code == 410
    assert not response.cookies
    assert "“Old words” is no longer published" in text_of(response.text)
    assert 'href="/articles/topics/t/"' in response.text
    assert 'href="/articles/"' in response.text
    assert "Some words." not in response.text


def test_an_archived_article_leads_to_no_topic_that_is_empty(client: Client) -> None:
    ArticleFactory(published=True, slug="old", topic__slug="t")
    Article.objects.update(status="archived")

    response = client.get("/articles/old/")

    assert response.status_code == 410
    assert "/articles/topics/t/" not in response.text


def test_a_draft_that_was_given_up_was_never_there(client: Client) -> None:
    ArticleFactory(slug="given-up", title="Never meant for readers", status="archived")

    response = client.get("/articles/given-up/")

    assert response.status_code == 404
    assert "Never meant" not in response.text


def test_a_next_version_that_was_given_up_was_never_there(client: Client) -> None:
    published = ArticleFactory(published=True)
    ArticleFactory(
        slug="given-up", revises=published, status="archived", published_on=published.published_on
    )

    assert client.get("/articles/given-up/").status_code == 404


@pytest.mark.parametrize(
    ("path", "feeds"),
    [
        ("/articles/", ["/articles/feed.atom"]),
        ("/articles/topics/t/", ["/articles/feed.atom", "/articles/topics/t/feed.atom"]),
        ("/articles/staying-active/", ["/articles/feed.atom", "/articles/topics/t/feed.atom"]),
    ],
)
def test_reading_pages_name_their_feeds(client: Client, path: str, feeds: list[str]) -> None:
    full_article(topic=TopicFactory(slug="t"))

    html = read(client, path)

    found = re.findall(
        r'<link rel="alternate" type="application/atom\+xml" [^>]*href="(.*?)"', html
    )
    assert found == feeds
    for feed in feeds:
        assert client.get(feed).status_code == 200


@pytest.mark.parametrize("path", ["/articles/", "/articles/topics/t/", "/articles/staying-active/"])
def test_a_page_that_did_not_change_is_not_sent_again(client: Client, path: str) -> None:
    article = full_article(topic=TopicFactory(slug="t"))
    first, second = client.get(path), client.get(path)
    etag = first["ETag"]
    assert etag == second["ETag"]
    assert "Cookie" not in first.get("Vary", "")
    assert "Set-Cookie" not in first

    same = client.get(path, headers={"If-None-Match": etag})
    Article.objects.filter(pk=article.pk).update(title="Another title", body_html="<p>New.</p>")
    changed = client.get(path, headers={"If-None-Match": etag})

    assert (same.status_code, same.content) == (304, b"")
    assert changed.status_code == 200
    assert changed["ETag"] != etag


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
