"""What is typed and not saved is kept apart from the draft, until it is saved or discarded."""

from __future__ import annotations

import pytest
from django.test import Client

from directory import unsaved
from directory.choices import RevisionStatus
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
from tests.factories.profiles import RevisionFactory, UnsavedTextFactory

from .looking import NOTE, YEAR, kept, typed_url

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]


def test_a_wrong_answer_is_shown_as_typed_with_its_error_and_kept(
    client: Client, therapist: Therapist
) -> None:
    sent = open_page(client, "experience")

    response = send(client, "experience", sent, **{YEAR: "1850", NOTE: "A long text."})

    assert response.status_code == 200
    assert root(response).xpath("//title")[0].text.startswith("Error:")
    assert root(response).xpath(f"//*[@role='alert']//a[@href='#id_{YEAR}']")
    assert (value(response, YEAR), value(response, NOTE)) == ("1850", "A long text.")
    assert errors(response)
    found = kept(therapist)
    assert found and found.was_sent
    assert not ProfileRevision.objects.exists()

    again = client.get(edit_url("experience"))
    assert (value(again, YEAR), value(again, NOTE)) == ("1850", "A long text.")
    assert errors(again)
    assert "text that is not saved yet" in text(again)


def test_a_valid_save_ends_what_was_unsaved(client: Client, therapist: Therapist) -> None:
    sent = open_page(client, "experience")
    send(client, "experience", sent, **{YEAR: "1850"})

    send(client, "experience", sent, **{YEAR: "2010"})

    assert kept(therapist) is None


def test_unsaved_text_can_be_discarded(client: Client, therapist: Therapist) -> None:
    send(client, "experience", open_page(client, "experience"), **{YEAR: "1850"})

    page = fields(client.get(edit_url("experience")))
    response = client.post(edit_url("experience"), page | {"go": "discard"})

    assert response["Location"] == edit_url("experience")
    assert kept(therapist) is None
    assert value(client.get(edit_url("experience")), YEAR) == ""


def test_typed_text_is_kept_without_saving_it(client: Client, therapist: Therapist) -> None:
    sent = open_page(client, "place") | {"phone-phone": ["(303) 555-0199"], "about-intro": ["Hm"]}

    response = client.post(typed_url("place"), sent)

    assert response.json() == {"kept": True}
    assert not ProfileRevision.objects.exists()
    therapist.refresh_from_db()
    assert therapist.phone == "+13035550142"
    found = kept(therapist, "place")
    assert found and not found.was_sent


def test_kept_text_comes_back_without_any_error(client: Client) -> None:
    client.post(typed_url("experience"), open_page(client, "experience") | {YEAR: ["20"]})

    response = client.get(edit_url("experience"))

    assert value(response, YEAR) == "20"
    assert errors(response) == []
    assert not root(response).xpath("//*[@role='alert']")
    assert not root(response).xpath("//title")[0].text.startswith("Error:")
    assert "Typed:" in text(response)


def test_typing_what_is_saved_anyway_leaves_nothing_unsaved(
    client: Client, therapist: Therapist
) -> None:
    sent = open_page(client, "experience")
    client.post(typed_url("experience"), sent | {YEAR: ["2010"]})

    client.post(typed_url("experience"), sent)

    assert kept(therapist) is None


def test_more_than_anybody_types_is_said_not_to_be_kept(client: Client) -> None:
    sent = open_page(client, "experience") | {NOTE: ["x" * unsaved.MOST]}

    response = client.post(typed_url("experience"), sent)

    assert (response.status_code, response.json()) == (413, {"kept": False})


def test_the_address_for_typed_text_takes_posts_only(client: Client) -> None:
    assert client.get(typed_url("experience")).status_code == 405


def test_text_for_a_profile_that_was_sent_meanwhile_is_kept(
    client: Client, therapist: Therapist
) -> None:
    sent = open_page(client, "experience")
    revision = RevisionFactory(therapist=therapist, status=RevisionStatus.SUBMITTED)

    response = send(client, "experience", sent, **{YEAR: "2012"})

    assert "waits for a moderator" in text(response)
    assert value(response, YEAR) == "2012"
    assert kept(therapist)
    revision.refresh_from_db()
    assert revision.content["experience"]["practicing_since"] is None

    assert "comes back once" in text(client.get(edit_url("experience")))
    client.post("/dashboard/profile/withdraw/", {"version": revision.version, "page": "experience"})
    assert value(client.get(edit_url("experience")), YEAR) == "2012"


def test_text_of_some_parts_leaves_the_others_as_they_are_saved(
    client: Client, therapist: Therapist
) -> None:
    UnsavedTextFactory(
        therapist=therapist,
        page="place",
        data={"parts": ["live:phone"], "phone-phone": ["(303) 555-0199"]},
    )

    sent = open_page(client, "place")

    assert sent["phone-phone"] == ["(303) 555-0199"]
    assert sent["about-name"] == [therapist.name]
