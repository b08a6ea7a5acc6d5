"""Every page of the articles in the admin is open to exactly the roles that are named here."""

from typing import Any

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import URLPattern, reverse
from pytest_django import Settings

from articles.admin.desk.steps import STEPS
from articles.models import Article, ArticleFeedback, Claim, Reference, Topic
from articles.roles import EDITOR, REVIEWER, ROLES
from tests.articles import desk as people
from tests.articles.desk import in_state

pytestmark = pytest.mark.django_db
STAFF = ("moderator", "editor", "reviewer", "root")
#: A moderator of the directory has nothing to do here.
READERS = {"editor", "reviewer", "root"}
WRITERS = {"editor", "root"}
AUTHORS = {"editor", "root"}
ROOT = {"root"}
NOBODY: set[str] = set()
#: Who may look at a page.
LOOK: dict[str, set[str]] = {
    "article_changelist": READERS,
    "article_add": AUTHORS,
    "article_change": READERS,
    "article_history": READERS,
    "article_preview": READERS,
    "article_delete": ROOT,
    "topic_changelist": READERS,
    "topic_add": AUTHORS,
    "topic_change": READERS,
    "topic_history": READERS,
    "topic_delete": ROOT,
    "reference_changelist": READERS,
    "reference_add": AUTHORS,
    "reference_change": READERS,
    "reference_history": READERS,
    "reference_delete": ROOT,
    "claim_changelist": READERS,
    "claim_add": AUTHORS,
    "claim_change": READERS,
    "claim_history": READERS,
    "claim_delete": ROOT,
    "articlefeedback_changelist": READERS,
    "articlefeedback_add": NOBODY,
    "articlefeedback_change": READERS,
    "articlefeedback_history": READERS,
    "articlefeedback_delete": ROOT,
}
#: Who may take a step, and so see what it asks.
STEP: dict[str, set[str]] = {
    "submit": WRITERS,
    "approve": {"reviewer", "root"},
    "send-back": {"editor", "reviewer", "root"},
    "publish": AUTHORS,
    "confirm-review": {"reviewer", "root"},
    "new-version": WRITERS,
    "ask-for-review": READERS,
    "archive": AUTHORS,
    "give-up": AUTHORS,
    "restore-to-draft": WRITERS,
    "restore": WRITERS,
}
#: Who may send the form of a page; none of them is right, so that nothing changes.
SEND: dict[str, set[str]] = {
    "article_change": WRITERS,
    "topic_change": WRITERS,
    "reference_change": WRITERS,
    "claim_change": WRITERS,
    "articlefeedback_change": NOBODY,
}


@pytest.fixture
def rows() -> dict[str, int]:
    article = in_state("draft")
    feedback = ArticleFeedback.objects.create(article=article, helpful="yes")
    return {
        "article": article.pk,
        "topic": article.topic_id,
        "reference": Reference.objects.get().pk,
        "claim": Claim.objects.get().pk,
        "articlefeedback": feedback.pk,
    }


@pytest.fixture
def clients(settings: Settings) -> dict[str, Client]:
    settings.ADMIN_NEEDS_SECOND_FACTOR = False
    signed_in = {role: Client() for role in (*STAFF, "therapist")}
    for role, client in signed_in.items():
        client.force_login(getattr(people, role)())
    return {"anonymous": Client(), **signed_in}


def test_every_page_is_in_the_table() -> None:
    names = {
        pattern.name.removeprefix("articles_")
        for model_admin in admin.site._registry.values()
        if model_admin.opts.app_label == "articles"
        for pattern in model_admin.get_urls()
        if isinstance(pattern, URLPattern) and pattern.name
    }

    assert names == {*LOOK, "article_step"}
    assert set(STEP) == set(STEPS)


@pytest.mark.parametrize("page", LOOK)
def test_a_page_is_open_to_its_roles(
    page: str, clients: dict[str, Client], rows: dict[str, int]
) -> None:
    args = [] if page.endswith(("_changelist", "_add")) else [rows[page.split("_")[0]]]

    assert _answers(clients, reverse(f"admin:articles_{page}", args=args)) == _expected(LOOK[page])


@pytest.mark.parametrize("step", STEP)
def test_a_step_is_open_to_its_roles(
    step: str, clients: dict[str, Client], rows: dict[str, int]
) -> None:
    url = reverse("admin:articles_article_step", args=[rows["article"], step])

    assert _answers(clients, url) == _expected(STEP[step])
    sent = {role: client.post(url).status_code for role, client in clients.items()}
    assert {role for role, status in sent.items() if status == 403} == set(STAFF) - STEP[step]
    assert {sent["anonymous"], sent["therapist"]} == {302}
    assert Article.objects.count() == 1


@pytest.mark.parametrize("page", SEND)
def test_a_form_is_taken_from_its_roles(
    page: str, clients: dict[str, Client], rows: dict[str, int]
) -> None:
    url = reverse(f"admin:articles_{page}", args=[rows[page.split("_")[0]]])
    wrong = {"key": "", "title": "", "said": ""}

    sent = {role: client.post(url, wrong).status_code for role, client in clients.items()}

    assert {role for role, status in sent.items() if status == 200} == SEND[page]
    assert {role for role, status in sent.items() if status == 403} == set(STAFF) - SEND[page]


def _answers(clients: dict[str, Client], url: str) -> dict[str, int]:
    return {role: client.get(url).status_code for role, client in clients.items()}


def _expected(roles: set[str]) -> dict[str, Any]:
    staff = {role: 200 if role in roles else 403 for role in STAFF}
    return {"anonymous": 302, "therapist": 302, **staff}


def test_the_two_roles_share_no_power() -> None:
    look = {name for name in (*EDITOR.permissions, *REVIEWER.permissions) if ".view_" in name}

    assert set(EDITOR.permissions) & set(REVIEWER.permissions) <= look
    assert set(REVIEWER.permissions) - look == {"articles.review_article"}
    assert not any("delete" in name for role in ROLES for name in role.permissions)


def test_the_roles_are_about_articles_only() -> None:
    assert {name.split(".")[0] for role in ROLES for name in role.permissions} == {"articles"}
    assert Topic._meta.app_label == "articles"
