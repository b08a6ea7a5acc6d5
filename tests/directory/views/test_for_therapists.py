"""What the site offers to therapists stands on a page that anybody may read."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from directory.terms import TERMS_VERSION
from directory.vetting import QUESTIONS
from tests.directory.pages import get

PATH = "/for-therapists/"

pytestmark = pytest.mark.django_db


def test_the_page_needs_no_account_and_leaves_no_cookie(client: Client) -> None:
    page = get(client, PATH)

    assert page.heading == "For massage therapists"
    assert "Vary" not in client.get(PATH) or "Cookie" not in client.get(PATH)["Vary"]


def test_all_six_questions_stand_there_with_what_a_good_answer_holds(client: Client) -> None:
    page = get(client, PATH)

    for question in QUESTIONS:
        assert str(question.wording) in page.text


def test_the_terms_name_their_version(client: Client) -> None:
    assert f"Version {TERMS_VERSION}" in get(client, PATH).text


@pytest.mark.parametrize(
    "said", ["costs nothing", "no commission", "promises to cure", "sexual services",
             "Take me off the list", "Erase my profile", "Every 90 days"],
)  # fmt: skip
def test_the_page_says_what_therapists_have_to_know(client: Client, said: str) -> None:
    assert said in get(client, PATH).text


def test_one_can_sign_up_from_there_and_get_there_from_every_page(client: Client) -> None:
    assert "/accounts/signup/" in get(client, PATH).links("//main").values()
    assert PATH in get(client, "/about/").links("//footer").values()
    assert PATH in get(client, "/").links("//main").values()


def test_nothing_can_be_sent_to_the_page(client: Client) -> None:
    assert client.post(PATH).status_code == 405


def test_the_page_asks_the_database_for_nothing(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        client.get(PATH)
