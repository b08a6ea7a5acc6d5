"""What the editor refuses: forged forms, pages that are not there, crafted input."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from directory import unsaved
from directory.models import ProfileRevision, Therapist, UnsavedText
from tests.directory.views.dashboard.reading import (
    OURS,
    edit_url,
    open_page,
    send,
    value,
)
from tests.factories.accounts import UserFactory
from tests.factories.directory import TherapistFactory

from .looking import NOTE, YEAR, draft_of, typed_url

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]


def strict(therapist: Therapist) -> Client:
    """A browser in front of which forged forms are refused."""
    client = Client(enforce_csrf_checks=True, headers=OURS)
    client.force_login(therapist.owner)
    return client


def test_a_forged_form_is_refused(therapist: Therapist) -> None:
    client = strict(therapist)

    for path in (edit_url("experience"), typed_url("experience")):
        assert client.post(path, {YEAR: "2012", "parts": "experience"}).status_code == 403
    assert not UnsavedText.objects.exists()
    assert not ProfileRevision.objects.exists()


def test_a_form_from_before_signing_in_again_is_not_saved_but_kept(therapist: Therapist) -> None:
    client = strict(therapist)
    sent = open_page(client, "experience") | {YEAR: ["2012"], "csrfmiddlewaretoken": ["x" * 64]}

    response = client.post(edit_url("experience"), sent | {"go": "save"})

    assert response["Location"] == edit_url("experience")
    assert not ProfileRevision.objects.exists()
    assert value(client.get(edit_url("experience")), YEAR) == "2012"


def test_a_form_with_its_own_token_is_saved(therapist: Therapist) -> None:
    client = strict(therapist)

    response = send(client, "experience", open_page(client, "experience"), **{YEAR: "2012"})

    assert response.status_code == 302
    assert draft_of(therapist).content["experience"]["practicing_since"] == 2012


@pytest.mark.parametrize("path", [edit_url("experience"), typed_url("experience")])
def test_without_a_profile_there_is_nothing_to_edit(path: str) -> None:
    client = Client()
    client.force_login(UserFactory())

    assert client.post(path, {"parts": "experience"}).status_code == 404


@pytest.mark.parametrize("page", ["nothing", "check-", "experiences"])
def test_a_page_that_does_not_exist_is_not_found(client: Client, page: str) -> None:
    assert client.get(edit_url(page)).status_code == 404
    assert client.post(edit_url(page), {}).status_code == 404
    assert client.post(typed_url(page), {}).status_code == 404


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"parts": "nothing"},
        {"parts": ["experience", "live:phone", "rates"]},
        {"parts": "experience"},
        {"parts": "experience", "seen": "", YEAR: "\0"},
        {"parts": "experience", "seen": "......", NOTE: "\0\ufffd\ud7ff\u202e" * 50},
        {"parts": "experience", YEAR: ["1", "2"], f"{YEAR}\0": "x"},
        {"rows": "remove:nothing:99999"},
        {"rows": "add:techniques", "go": "next"},
        {"go": "\0"},
    ],
)
def test_nothing_that_is_sent_breaks_a_page(client: Client, sent: dict[str, Any]) -> None:
    for path in (edit_url("experience"), typed_url("experience")):
        assert client.post(path, sent).status_code in (200, 302)
    assert client.get(edit_url("experience")).status_code == 200


@pytest.mark.parametrize("body", ["{", "null", '{"parts": ["experience"]}'])
def test_a_body_that_is_no_form_is_no_error(client: Client, body: str) -> None:
    response = client.post(edit_url("experience"), body, content_type="application/json")

    assert response.status_code == 302


def test_too_much_at_once_is_refused_and_no_error_of_ours(therapist: Therapist) -> None:
    client = strict(therapist)
    client.raise_request_exception = False
    token = open_page(client, "experience")["csrfmiddlewaretoken"][0]

    big = client.post(edit_url("experience"), {"csrfmiddlewaretoken": token, NOTE: "x" * 3_000_000})
    many = client.post(
        edit_url("experience"), {f"experience-{number}": "x" for number in range(1_100)}
    )

    assert (big.status_code, many.status_code) in {(400, 400), (413, 400), (400, 413), (413, 413)}


def test_no_draft_of_somebody_else_is_touched(client: Client) -> None:
    other = TherapistFactory()
    ticket = unsaved.ticket(other, "experience")

    send(client, "experience", open_page(client, "experience"), ticket=ticket, **{YEAR: "2012"})

    assert not ProfileRevision.objects.filter(therapist=other).exists()
    assert not UnsavedText.objects.filter(therapist=other).exists()
