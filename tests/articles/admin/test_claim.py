"""Editors change claims in the admin, and are told what follows from it."""

from typing import Any

import pytest
from django.forms import model_to_dict
from django.test import Client
from pytest_django import Settings

from accounts.models import User
from articles.admin.claim import ClaimForm, state_of
from articles.models import Article, Claim
from tests.factories.articles import ArticleFactory, ClaimFactory, ReferenceFactory

pytestmark = pytest.mark.django_db
LIST = "/admin/articles/claim/"


@pytest.fixture
def editor(client: Client, settings: Settings) -> Client:
    settings.ADMIN_NEEDS_SECOND_FACTOR = False
    client.force_login(User.objects.create_superuser("editor@example.com"))
    return client


def answers(claim: Claim, **values: Any) -> dict[str, Any]:
    data = model_to_dict(claim, fields=ClaimForm.Meta.fields)
    data["references"] = [reference.pk for reference in data["references"]]
    data |= {"opened_as": state_of(claim), **values}
    return {name: value for name, value in data.items() if value is not None and value is not False}


def save(editor: Client, claim: Claim, **values: Any) -> str:
    url = f"{LIST}{claim.pk}/change/"
    return editor.post(url, answers(claim, **values), follow=True).text


def test_another_grade_sends_articles_to_review_and_names_them(editor: Client) -> None:
    claim = ClaimFactory(key="C44", grade="low")
    article = ArticleFactory(published=True, title="Is it any good?", body="It helps [#C44].\n")
    draft = ArticleFactory(title="Not yet", body="It helps [#C44].\n")
    Article.objects.filter(pk=draft.pk).update(status="in-review")

    text = save(editor, claim, grade="very-low")

    assert "The review of 1 article is due now: Is it any good?" in text
    assert "1 article is a draft again: Not yet" in text
    article.refresh_from_db()
    claim.refresh_from_db()
    assert article.status == "review-due"
    assert article.revisions.get().actor == User.objects.get()
    assert (claim.grade, claim.is_edited_here) == ("very-low", True)


def test_a_form_that_was_opened_before_somebody_else_saved_puts_nothing_back(
    editor: Client,
) -> None:
    claim = ClaimFactory(key="C44", grade="low")
    article = ArticleFactory(published=True, body="It helps [#C44].\n")
    Claim.objects.filter(pk=claim.pk).update(grade="very-low")

    text = save(editor, claim, said="A saying of mine.")

    assert "changed this claim after you opened it" in text
    assert "A saying of mine." in text
    assert Claim.objects.get().grade == "very-low"
    article.refresh_from_db()
    assert article.status == "published"

    fresh = state_of(Claim.objects.get())
    assert f'value="{fresh}"' in text
    save(editor, claim, said="A saying of mine.", opened_as=fresh)

    assert (Claim.objects.get().said, Claim.objects.get().grade) == ("A saying of mine.", "low")


def test_other_words_and_references_are_saved_without_any_review(editor: Client) -> None:
    claim = ClaimFactory(key="C44", references=[ReferenceFactory()])
    article = ArticleFactory(published=True, body="It helps [#C44].\n")
    reference = ReferenceFactory()

    text = save(editor, claim, said="People say so.", references=[reference.pk], heard_in="e, a")

    claim.refresh_from_db()
    article.refresh_from_db()
    assert "due now" not in text
    assert (claim.said, claim.heard_in, claim.is_edited_here) == ("People say so.", "A E", True)
    assert list(claim.references.all()) == [reference]
    assert article.status == "published"


def test_saving_without_a_change_leaves_the_claim_to_its_file(editor: Client) -> None:
    claim = ClaimFactory()

    save(editor, claim)

    assert Claim.objects.get().is_edited_here is False


def test_an_editor_may_give_a_claim_back_to_its_file(editor: Client) -> None:
    claim = ClaimFactory(is_edited_here=True)

    save(editor, claim, is_edited_here=False)

    assert Claim.objects.get().is_edited_here is False


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"verdict": "overclaimed"}, "Say what the sources really show."),
        ({"heard_in": "Q"}, "Enter letters from A to E"),
        ({"said": ""}, "This field is required."),
        ({"said": "a\x00b"}, "Null characters are not allowed."),
        ({"grade": "sure"}, "Select a valid choice."),
    ],
)
def test_what_cannot_be_is_explained_and_nothing_is_saved(
    editor: Client, values: dict[str, Any], reason: str
) -> None:
    claim = ClaimFactory()
    before = Claim.objects.values().get()

    assert reason in save(editor, claim, **values)
    assert Claim.objects.values().get() == before


def test_a_new_claim_gets_its_references_and_belongs_to_the_editor(editor: Client) -> None:
    reference = ReferenceFactory()
    words = {"said": "It helps.", "wording": "It may help.", "verdict": "partly", "grade": "low"}

    response = editor.post(
        f"{LIST}add/",
        {
            "key": "C300",
            "section": "effects",
            "position": 1,
            "references": [reference.pk],
            **words,
        },
    )

    assert response.status_code == 302
    stored = Claim.objects.get()
    assert (stored.key, stored.is_edited_here) == ("C300", True)
    assert list(stored.references.all()) == [reference]


def test_the_key_is_chosen_once(editor: Client) -> None:
    claim = ClaimFactory()

    assert 'name="key"' in editor.get(f"{LIST}add/").text
    assert 'name="key"' not in editor.get(f"{LIST}{claim.pk}/change/").text


def test_a_claim_that_an_article_states_cannot_be_deleted(editor: Client) -> None:
    claim = ClaimFactory(key="C44")
    ArticleFactory(title="Is it any good?", body="It helps [#C44].\n")
    url = f"{LIST}{claim.pk}/delete/"

    page = editor.get(url)
    posted = editor.post(url, {"post": "yes"})
    action = {"action": "delete_selected", "_selected_action": [claim.pk], "post": "yes"}
    several = editor.post(LIST, action, follow=True)

    assert page.status_code == 200
    assert "would require deleting the following protected related objects" in page.text
    assert (posted.status_code, several.status_code) == (200, 200)
    assert Claim.objects.exists()


def test_a_claim_that_no_article_states_can_be_deleted(editor: Client) -> None:
    claim = ClaimFactory()

    editor.post(f"{LIST}{claim.pk}/delete/", {"post": "yes"})

    assert not Claim.objects.exists()


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ({"q": "C44"}, {"C44"}),
        ({"q": "Jensen2019"}, {"C44"}),
        ({"q": "endorphins"}, {"C45"}),
        ({"verdict__exact": "practice"}, {"C45"}),
        ({"grade__exact": "high"}, {"C44"}),
        ({"section__exact": "safety"}, {"C45"}),
        ({"used": "yes"}, {"C44"}),
        ({"used": "no"}, {"C45"}),
        ({"is_edited_here__exact": "1"}, {"C45"}),
        ({}, {"C44", "C45"}),
    ],
)
def test_claims_are_found(editor: Client, asked: dict[str, str], shown: set[str]) -> None:
    reference = ReferenceFactory(key="Jensen2019")
    ClaimFactory(key="C44", grade="high", references=[reference])
    ClaimFactory(
        key="C45", verdict="practice", section="safety", said="Endorphins.", is_edited_here=True
    )
    ArticleFactory(published=True, body="It helps [#C44].\n")

    text = editor.get(LIST, asked).text

    assert {key for key in ("C44", "C45") if f">{key}</a>" in text} == shown


def test_the_list_counts_articles_and_not_their_next_versions(editor: Client) -> None:
    ClaimFactory(key="C44")
    article = ArticleFactory(published=True, title="Shown", body="It helps [#C44].\n")
    ArticleFactory(title="Next", body="It helps [#C44].\n", revises=article)

    assert 'class="field-used_by">1</td>' in editor.get(LIST).text
    page = editor.get(f"{LIST}{Claim.objects.get().pk}/change/").text
    assert '<div class="readonly">Shown</div>' in page
