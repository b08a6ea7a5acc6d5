"""What was typed outlives the end of a session, for its therapist alone."""

from __future__ import annotations

import pytest
from django.contrib.auth import get_user
from django.http import HttpRequest
from django.test import Client

from directory.models import Therapist, UnsavedText
from tests.directory.views.dashboard.reading import (
    edit_url,
    errors,
    open_page,
    signed_in,
    text,
    value,
)
from tests.factories.directory import TherapistFactory

from .looking import NOTE, YEAR, typed_url

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]


def test_signing_in_again_brings_back_what_was_typed(therapist: Therapist) -> None:
    client = signed_in(therapist)
    sent = open_page(client, "experience") | {YEAR: ["2012"]}
    client.logout()

    response = client.post(edit_url("experience"), sent | {"go": "save"})

    assert response["Location"] == f"/accounts/login/?next={edit_url('experience')}"
    assert not UnsavedText.objects.exists()
    assert "what you typed is waiting" in text(client.get(response["Location"]))
    client.force_login(therapist.owner)
    back = client.get(edit_url("experience"))
    assert "You had been signed out. This is what you typed." in text(back)
    assert value(back, YEAR) == "2012"
    assert errors(back) == []


def test_somebody_else_who_signs_in_never_sees_it(therapist: Therapist) -> None:
    client = signed_in(therapist)
    sent = open_page(client, "experience") | {NOTE: ["Only hers."]}
    client.logout()
    client.post(edit_url("experience"), sent)
    other = TherapistFactory()

    client.force_login(other.owner)

    assert "Only hers." not in text(client.get(edit_url("experience")))
    client.force_login(therapist.owner)
    assert "Only hers." not in text(client.get(edit_url("experience")))
    assert not UnsavedText.objects.exists()


def test_typed_text_after_the_session_has_ended_waits_too(therapist: Therapist) -> None:
    client = signed_in(therapist)
    sent = open_page(client, "experience") | {YEAR: ["2012"]}
    client.logout()

    response = client.post(typed_url("experience"), sent)

    assert (response.status_code, response.json()) == (401, {"kept": False})
    client.force_login(therapist.owner)
    assert value(client.get(edit_url("experience")), YEAR) == "2012"


def test_another_site_leaves_nothing_in_the_session(therapist: Therapist) -> None:
    """It could have a ticket of its own, and would sign out whoever follows its link."""
    sent = open_page(signed_in(therapist), "experience") | {YEAR: ["2012"]}

    for origin in ("https://evil.example", "null"):
        response = Client(headers={"origin": origin}).post(edit_url("experience"), sent)

        assert response.status_code == 302
        assert "sessionid" not in response.cookies


@pytest.mark.parametrize("ticket", ["", "made:up:ticket"])
def test_a_stranger_leaves_nothing_in_the_session(ticket: str) -> None:
    client = Client()

    for path in (edit_url("experience"), typed_url("experience")):
        response = client.post(path, {"ticket": ticket, YEAR: "2012"})

        assert response["Location"] == f"/accounts/login/?next={edit_url('experience')}"
        assert "sessionid" not in response.cookies


def test_a_stranger_is_asked_to_sign_in(client: Client) -> None:
    response = Client().get(edit_url("experience"))

    assert response["Location"] == f"/accounts/login/?next={edit_url('experience')}"


def test_the_signed_out_visitor_stays_signed_out(therapist: Therapist) -> None:
    client = signed_in(therapist)
    sent = open_page(client, "experience")
    client.logout()
    client.post(edit_url("experience"), sent)

    request = HttpRequest()
    request.session = client.session  # type: ignore[assignment]
    assert not get_user(request).is_authenticated
