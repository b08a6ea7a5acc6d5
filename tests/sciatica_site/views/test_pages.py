"""Home and the plain pages."""

from __future__ import annotations

import pytest
from django.test import Client

from directory.vetting import QUESTIONS


@pytest.mark.django_db
def test_home_names_all_six_questions(client: Client) -> None:
    text = client.get("/").text

    for question in QUESTIONS:
        assert str(question.short) in text or str(question.wording) in text


@pytest.mark.django_db
def test_home_has_the_place_box_and_the_warning_signs(client: Client) -> None:
    text = client.get("/").text

    assert 'name="near"' in text
    assert 'action="/therapists/"' in text
    assert "/warning-signs/" in text


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/about/", "/privacy/", "/accessibility/", "/styleguide/"])
def test_anyone_may_read_a_page_and_gets_no_cookie(client: Client, path: str) -> None:
    response = client.get(path)

    assert response.status_code == 200
    assert "<h1" in response.text
    assert response.cookies == {}


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/about/"])
def test_pages_are_only_read(client: Client, path: str) -> None:
    assert client.post(path).status_code == 405
    assert client.head(path).status_code == 200


@pytest.mark.django_db
def test_a_page_that_did_not_change_is_not_sent_again(client: Client) -> None:
    etag = client.get("/about/")["ETag"]

    assert client.get("/about/", headers={"if-none-match": etag}).status_code == 304


def test_about_credits_where_places_come_from(client: Client) -> None:
    assert "GeoNames" in client.get("/about/").text
