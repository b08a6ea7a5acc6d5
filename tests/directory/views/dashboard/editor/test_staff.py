"""A therapist who is also staff is signed out of the editor on time, and loses nothing typed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.test import Client

from directory import unsaved
from directory.models import LiveChange, ProfileRevision, Therapist, UnsavedText
from tests.directory.views.dashboard.reading import OURS, edit_url, errors, open_page, text, value
from tests.factories.accounts import PASSWORD, ModeratorFactory
from tests.factories.directory import TherapistFactory

from .looking import YEAR, kept, typed_url

START = datetime(2026, 3, 8, 1, 30, tzinfo=UTC)
PAGE = edit_url("experience")
SIGN_IN = f"/accounts/login/?next={PAGE}"

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]


@pytest.fixture
def therapist() -> Therapist:
    made: Therapist = TherapistFactory(published=True, owner=ModeratorFactory())
    return made


def at_work(therapist: Therapist) -> Client:
    client = Client(headers=OURS)
    sign_in(client, therapist)
    return client


def sign_in(client: Client, therapist: Therapist) -> None:
    client.post(
        "/accounts/login/", {"login": therapist.owner.email, "password": PASSWORD, "next": PAGE}
    )


@pytest.mark.parametrize(("seconds", "stays"), [(1799, True), (1800, False), (1801, False)])
def test_the_editor_is_closed_half_an_hour_after_the_last_request(
    therapist: Therapist, seconds: int, stays: bool
) -> None:
    with time_machine.travel(START, tick=False) as clock:
        client = at_work(therapist)
        clock.move_to(START + timedelta(seconds=seconds))
        response = client.get(PAGE)

        assert response.status_code == (200 if stays else 302)
        assert response.get("Location", SIGN_IN) == SIGN_IN
        assert ("_auth_user_id" in client.session) is stays


@pytest.mark.parametrize(("seconds", "stays"), [(-1, True), (0, False), (1, False)])
def test_the_editor_is_closed_twelve_hours_after_signing_in(
    therapist: Therapist, seconds: int, stays: bool
) -> None:
    with time_machine.travel(START, tick=False) as clock:
        client = at_work(therapist)
        for quarter in range(1, 48):
            clock.move_to(START + timedelta(minutes=15 * quarter))
            assert client.get(PAGE).status_code == 200
        clock.move_to(START + timedelta(hours=12, seconds=seconds))

        assert (client.get(PAGE).status_code == 200) is stays


def test_typing_in_the_editor_is_being_at_work(therapist: Therapist) -> None:
    with time_machine.travel(START, tick=False) as clock:
        client = at_work(therapist)
        sent = open_page(client, "experience")
        for minutes in (20, 40, 60):
            clock.move_to(START + timedelta(minutes=minutes))
            client.post(typed_url("experience"), sent | {YEAR: [f"20{minutes // 10:02}"]})
        clock.move_to(START + timedelta(minutes=80))

        assert client.get("/accounts/email/").status_code == 200


def test_what_is_sent_too_late_is_not_saved_and_waits_for_its_therapist(
    therapist: Therapist,
) -> None:
    with time_machine.travel(START, tick=False) as clock:
        client = at_work(therapist)
        key = client.session.session_key
        sent = open_page(client, "experience") | {YEAR: ["2012"]}
        clock.move_to(START + timedelta(minutes=31))
        late = client.post(PAGE, sent | {"go": "save"})

        assert late["Location"] == SIGN_IN
        assert "what you typed is waiting" in text(client.get(late["Location"]))
        assert not Session.objects.filter(session_key=key).exists()
        for model in (ProfileRevision, LiveChange, UnsavedText):
            assert not model.objects.exists()

        sign_in(client, therapist)
        back = client.get(PAGE)
    assert "You had been signed out. This is what you typed." in text(back)
    assert value(back, YEAR) == "2012"
    assert errors(back) == []


def test_what_is_typed_too_late_is_kept_in_the_same_way(therapist: Therapist) -> None:
    with time_machine.travel(START, tick=False) as clock:
        client = at_work(therapist)
        sent = open_page(client, "experience") | {YEAR: ["2012"]}
        clock.move_to(START + timedelta(minutes=31))
        late = client.post(typed_url("experience"), sent)

        assert (late.status_code, late.json()) == (401, {"kept": False})
        assert "_auth_user_id" not in client.session
        assert kept(therapist) is None
        assert unsaved.SESSION_KEY in client.session

        sign_in(client, therapist)
        assert value(client.get(PAGE), YEAR) == "2012"


def test_the_check_against_forged_forms_holds_all_the_same(therapist: Therapist) -> None:
    """As in production, where a form has a token of the session that has just ended."""
    with time_machine.travel(START, tick=False) as clock:
        client = Client(enforce_csrf_checks=True, headers=OURS)
        client.force_login(therapist.owner)
        client.get("/accounts/email/")
        sent = open_page(client, "experience") | {YEAR: ["2012"]}
        clock.move_to(START + timedelta(minutes=31))
        late = client.post(typed_url("experience"), sent)
        forged = Client(enforce_csrf_checks=True).post(typed_url("experience"), sent)

    assert (late.status_code, late.json()) == (401, {"kept": False})
    assert forged.status_code == 403


def test_a_therapist_who_is_no_staff_stays_signed_in() -> None:
    therapist = TherapistFactory(published=True)
    with time_machine.travel(START, tick=False) as clock:
        client = at_work(therapist)
        clock.move_to(START + timedelta(days=13))

        assert client.get(PAGE).status_code == 200
