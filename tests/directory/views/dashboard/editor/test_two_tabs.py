"""Two tabs on one page: neither overwrites nor loses what the other one holds."""

from __future__ import annotations

import pytest
from django.test import Client

from directory.models import ProfileRevision, Therapist
from tests.directory.views.dashboard.reading import (
    edit_url,
    errors,
    fields,
    open_page,
    root,
    send,
    text,
    value,
)

from .looking import NOTE, YEAR, draft_of, kept, typed_url

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]


def test_a_second_tab_sees_what_the_first_one_saved(client: Client, therapist: Therapist) -> None:
    second = open_page(client, "experience")
    send(client, "experience", open_page(client, "experience"), **{YEAR: "2010"})

    response = send(client, "experience", second, **{YEAR: "2012"})

    said = text(response)
    assert response.status_code == 200
    assert "Saved now: 2010" in said
    assert "In this page: 2012" in said
    assert value(response, YEAR) == "2012"
    assert draft_of(therapist).content["experience"]["practicing_since"] == 2010
    assert kept(therapist)


def test_save_mine_instead_takes_the_typed_text(client: Client, therapist: Therapist) -> None:
    second = open_page(client, "experience")
    send(client, "experience", open_page(client, "experience"), **{YEAR: "2010"})
    response = send(client, "experience", second, **{YEAR: "2012"})
    assert root(response).xpath("//button[text()='Save mine instead']")

    send(client, "experience", fields(response))

    assert draft_of(therapist).content["experience"]["practicing_since"] == 2012
    assert kept(therapist) is None


def test_an_old_tab_does_not_bring_back_an_old_phone_number(
    client: Client, therapist: Therapist
) -> None:
    second = open_page(client, "place")
    send(client, "place", open_page(client, "place"), **{"phone-phone": "(303) 555-0199"})

    response = send(client, "place", second, **{"about-pronouns": "they/them"})

    therapist.refresh_from_db()
    assert therapist.phone == "+13035550199"
    assert "(303) 555-0199" in text(response)
    assert not ProfileRevision.objects.exists()


def test_two_tabs_that_say_the_same_are_no_conflict(client: Client, therapist: Therapist) -> None:
    second = open_page(client, "experience")
    send(client, "experience", open_page(client, "experience"), **{YEAR: "2010"})

    assert send(client, "experience", second, **{YEAR: "2010"}).status_code == 302


def test_typed_text_that_was_overtaken_says_so_when_it_comes_back(client: Client) -> None:
    second = open_page(client, "experience")
    send(client, "experience", open_page(client, "experience"), **{YEAR: "2010"})
    client.post(typed_url("experience"), second | {YEAR: ["2012"]})

    response = client.get(edit_url("experience"))

    assert "Saved now: 2010" in text(response)
    assert value(response, YEAR) == "2012"


def test_a_wrong_answer_in_an_old_tab_shows_all_that_is_saved(client: Client) -> None:
    second = open_page(client, "experience")
    send(client, "experience", open_page(client, "experience"), **{YEAR: "2010"})

    response = send(client, "experience", second, **{YEAR: "1850"})

    assert "Saved now: 2010" in text(response)
    assert errors(response)


def test_two_tabs_keep_what_each_of_them_typed(client: Client, therapist: Therapist) -> None:
    first, second = open_page(client, "experience"), open_page(client, "experience")
    client.post(typed_url("experience"), first | {NOTE: ["Of the first tab."]})

    client.post(typed_url("experience"), second | {NOTE: ["Of the second tab."]})
    send(client, "experience", second, **{NOTE: "Of the second tab, saved."})

    (kept_text,) = therapist.unsaved_texts.all()
    assert kept_text.data[NOTE] == ["Of the first tab."]
    assert value(client.get(edit_url("experience")), NOTE) == "Of the first tab."
