"""The pages of self-care tips, of other treatments and of the words on profiles."""

import io
import re

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.care_pages import tip_groups, treatments
from articles.models import Article, Claim
from directory.models import AssessmentItem, ComplementaryTreatment, CredentialKind, PolicyKind
from tests.articles.views.pages import read, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]
PAGES = ("/self-care/", "/other-treatments/", "/profile-words/")


@pytest.fixture
def articles() -> None:
    call_command("import_articles", strict=True, stdout=io.StringIO())


@pytest.mark.parametrize("path", PAGES)
def test_a_page_has_the_warning_signs_and_stands_without_any_article(
    path: str, client: Client
) -> None:
    html = read(client, path)

    assert "data-warning-signs" in html
    assert "data-standing-note" in html
    assert 'href="/articles/what' not in html


@pytest.mark.parametrize("path", PAGES)
def test_every_anchor_and_every_link_leads_somewhere(
    path: str, articles: None, client: Client
) -> None:
    html = read(client, path)

    for anchor in set(re.findall(r'href="#([^"]+)"', html)):
        assert html.count(f'id="{anchor}"') == 1, anchor
    for link in set(re.findall(r'href="(/[^"#?]*)', html)):
        if not link.startswith(("/static/", "/accounts/")):
            assert client.get(link).status_code == 200, link


def test_every_tip_says_how_sure_it_is(articles: None, client: Client) -> None:
    html = read(client, "/self-care/")

    tips = [tip for group in tip_groups() for tip in group.tips]
    assert html.count("data-tip=") == len(tips)
    for tip in tips:
        assert tip.evidence
        assert f'data-tip="{tip.slug}"' in html


def test_every_tip_about_heat_warns_of_numb_skin() -> None:
    for group in tip_groups():
        for tip in group.tips:
            said = " ".join([tip.tip, *tip.do, *tip.dont]).lower()
            if re.search(r"\b(heat|warm pack|hot)\b", said):
                assert "numb" in said, tip.slug


def test_every_other_treatment_of_the_vocabulary_has_a_card_with_its_harms(
    articles: None, client: Client
) -> None:
    html = read(client, "/other-treatments/")

    slugs = {card.slug for card in treatments()}
    assert slugs == set(ComplementaryTreatment.objects.values_list("slug", flat=True))
    for card in treatments():
        assert card.harms
        assert f'data-treatment="{card.slug}"' in html


def test_cards_show_the_labels_of_their_claims_and_leave_out_what_is_left_out(
    articles: None, client: Client
) -> None:
    card = next(card for card in treatments() if card.claims)
    key = card.claims[0]
    label = str(Claim.objects.get(key=key).label)
    assert f"{label}</a>" in read(client, "/other-treatments/")

    Claim.objects.filter(key=key).update(wording="")

    assert f'data-claim="{key}"' not in read(client, "/other-treatments/")


def test_an_article_that_is_a_draft_is_not_linked(articles: None, client: Client) -> None:
    slug = next(card.article for card in treatments() if card.article)
    Article.objects.filter(slug=slug).update(status="draft")

    assert f"/articles/{slug}/" not in read(client, "/other-treatments/")


def test_words_of_profiles_are_explained_at_their_anchors(client: Client) -> None:
    html = read(client, "/profile-words/")
    text = text_of(html)

    for prefix, model in (
        ("policy", PolicyKind),
        ("assessment", AssessmentItem),
        ("credential", CredentialKind),
    ):
        for term in model.objects.all():
            assert html.count(f'id="{prefix}-{term.slug}"') == 1
            assert term.definition in text


def test_a_word_that_is_no_longer_used_is_not_explained(client: Client) -> None:
    PolicyKind.objects.filter(slug="tipping").update(is_active=False)

    assert "policy-tipping" not in read(client, "/profile-words/")


@pytest.mark.parametrize(
    ("path", "most"), [("/self-care/", 3), ("/other-treatments/", 3), ("/profile-words/", 8)]
)
def test_a_page_takes_few_queries(path: str, most: int, articles: None, client: Client) -> None:
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        client.get(path)

    assert len(captured) == most
