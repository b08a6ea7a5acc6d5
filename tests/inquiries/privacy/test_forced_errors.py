"""Whatever breaks at whatever moment: nothing is half done, and nothing is given away."""

from __future__ import annotations

import smtplib
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from django.db import (
    DatabaseError,
    DataError,
    IntegrityError,
    InterfaceError,
    OperationalError,
    connection,
)
from django.template import TemplateDoesNotExist, TemplateSyntaxError
from django.test import Client
from django.urls import reverse
from post_office.models import Email
from pytest_django import Settings

from directory.models import Therapist
from inquiries import links
from inquiries.models import Conversation, Inquiry
from sciatica_site.mail import UnusableAddress
from sciatica_site.sealing import CannotUnseal
from tests.authz.fingerprints import fingerprints
from tests.factories.directory import TherapistFactory
from tests.factories.inquiries import LETTER, ConversationFactory
from tests.inquiries.privacy.eyes import EMAIL, NAME, PHONE, WORD, found_in, logged
from tests.inquiries.privacy.story import form

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]

#: As databases say it, with the values that they would not take.
QUOTES = f'violates constraint "some_name"\nDETAIL:  Key (sealed)=({WORD}, {EMAIL}) is there.'
DATABASE_ERRORS = [IntegrityError, DataError, OperationalError, InterfaceError, DatabaseError]
IS_AWAY = (OperationalError, InterfaceError, DatabaseError)
OURS = ("inquiries_", "post_office_")
FAILED = {409, 500, 503}


@pytest.fixture(autouse=True)
def as_in_production(queued_mail: None, settings: Settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = {}


@dataclass
class Scene:
    """One message that waits for its sender, and one that its therapist has."""

    therapist: Therapist
    held: Inquiry
    sent: Conversation
    patient: Client = field(default_factory=lambda: Client(raise_request_exception=False))
    owner: Client = field(default_factory=lambda: Client(raise_request_exception=False))

    @classmethod
    def set(cls) -> Scene:
        therapist = TherapistFactory(published=True, slug="ana", name="Ana Reyes")
        letter = replace(LETTER, name=NAME, email=EMAIL, phone=PHONE, message=f"{WORD} hurts")
        other = replace(letter, email=f"second-{EMAIL}")
        held = ConversationFactory(
            therapist=therapist, inquiry__held=True, inquiry__letter=other, sent_at=None
        )
        sent = ConversationFactory(therapist=therapist, inquiry__letter=letter)
        scene = cls(therapist, held.inquiry, sent)
        scene.owner.force_login(therapist.owner)
        return scene

    def takes(self, step: str, values: dict[str, Any]) -> Any:
        return STEPS[step][0](self, values)


def _as_patient(name: str, *, held: bool = False) -> Callable[[Scene, dict[str, Any]], Any]:
    def post(scene: Scene, values: dict[str, Any]) -> Any:
        inquiry = scene.held if held else scene.sent.inquiry
        path = reverse(f"inquiries:thread-{name}", args=[links.token(inquiry)])
        return scene.patient.post(path, values)

    return post


def _as_owner(name: str) -> Callable[[Scene, dict[str, Any]], Any]:
    def post(scene: Scene, values: dict[str, Any]) -> Any:
        return scene.owner.post(reverse(f"inquiries:{name}", args=[scene.sent.number]), values)

    return post


def _form(name: str) -> Callable[[Scene, dict[str, Any]], Any]:
    return lambda scene, values: scene.patient.post(
        reverse(f"inquiries:{name}", args=["ana"]), values
    )


def _words(scene: Scene) -> dict[str, Any]:
    values = {"text": f"{WORD} says", "note": f"{WORD} notes", "reason": "threat"}
    return values | {"key": str(uuid.uuid4()), "number": scene.sent.number}


def _report(scene: Scene) -> dict[str, Any]:
    return _words(scene) | {"reason": "conduct", "email": EMAIL}


Values = Callable[[Scene], dict[str, Any]]
#: How it is done, with which values, and the status when nothing breaks.
STEPS: dict[str, tuple[Callable[[Scene, dict[str, Any]], Any], Values, int]] = {
    "inquire": (_form("inquire"), lambda scene: form(email=f"third-{EMAIL}"), 302),
    "report": (_form("report"), _report, 302),
    "confirm": (_as_patient("confirm", held=True), lambda scene: {}, 200),
    "write": (_as_patient("write"), _words, 302),
    "link": (_as_patient("link"), lambda scene: {}, 200),
    "delete": (_as_patient("delete"), lambda scene: {}, 200),
    "reply": (_as_owner("reply"), _words, 302),
    "decline": (_as_owner("decline"), _words, 302),
    "reveal": (_as_owner("reveal"), lambda scene: {}, 302),
    "complain": (_as_owner("complain"), _words, 302),
    "block": (_as_owner("block"), lambda scene: {}, 302),
    "close": (_as_owner("close"), lambda scene: {}, 302),
}


class Breaking:
    """Raises instead of the query with this number, of those that are about messages."""

    def __init__(self, error: type[Exception], number: int) -> None:
        self.error, self.left, self.has_struck = error, number, False

    def __call__(self, execute: Any, sql: Any, params: Any, many: bool, context: Any) -> Any:
        if any(name in str(sql) for name in OURS):
            if self.left == 0 and not self.has_struck:
                self.has_struck = True
                raise self.error(QUOTES)
            self.left -= 1
        return execute(sql, params, many, context)


@contextmanager
def nothing_is_given_away() -> Iterator[None]:
    with logged() as stream:
        yield
    assert found_in(stream.getvalue()) == []


def check_failure(response: Any, error: type[Exception]) -> None:
    assert response.status_code in FAILED
    assert found_in(response.headers, response.cookies) == []
    if response.status_code == 409:  # the words of who sent them come back
        return
    assert response.status_code == (503 if error in IS_AWAY else 500)
    assert "no-store" in response["Cache-Control"]
    assert found_in(response.content.decode()) == []
    assert "Traceback" not in response.content.decode()


@pytest.mark.parametrize("error", DATABASE_ERRORS)
@pytest.mark.parametrize("step", STEPS)
def test_query_that_fails_leaves_everything_as_it_was(step: str, error: type[Exception]) -> None:
    scene = Scene.set()
    values = STEPS[step][1](scene)
    before = fingerprints()
    failures = 0

    with nothing_is_given_away():
        for number in range(100):
            breaking = Breaking(error, number)
            with connection.execute_wrapper(breaking):
                response = scene.takes(step, values)
            if not breaking.has_struck:
                break
            failures += 1
            check_failure(response, error)
            assert fingerprints() == before

    # The same form, sent once more, is taken as if nothing had happened.
    assert failures > 1
    assert response.status_code == STEPS[step][2]
    assert fingerprints() != before


OTHER_ERRORS = [
    ("sciatica_site.sealing.seal", ValueError(f"{WORD} is not JSON")),
    ("sciatica_site.sealing._box", ValueError(f"bad key for {WORD}")),
    ("sciatica_site.mail.write", TemplateSyntaxError(f"Could not parse {WORD} of {EMAIL}")),
    ("sciatica_site.mail.write", TemplateDoesNotExist(f"{WORD}.txt")),
    ("sciatica_site.mail.queue", smtplib.SMTPRecipientsRefused({EMAIL: (550, WORD.encode())})),
    ("sciatica_site.mail.queue", smtplib.SMTPDataError(554, f"<{EMAIL}> {WORD}")),
    ("sciatica_site.mail.queue", ConnectionRefusedError(111, f"Refused for {EMAIL}")),
    ("inquiries.actions.events.record", IntegrityError(QUOTES)),
    ("inquiries.actions.events.record", RuntimeError(f"{WORD} {EMAIL}")),
    ("django.template.loader.get_template", TemplateSyntaxError(f"Could not parse {WORD}")),
]


@pytest.mark.parametrize(("place", "error"), OTHER_ERRORS)
@pytest.mark.parametrize("step", STEPS)
def test_error_anywhere_else_gives_nothing_away(
    step: str, place: str, error: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene = Scene.set()
    values = STEPS[step][1](scene)
    before = fingerprints()
    struck = []

    def fail(*args: Any, **options: Any) -> Any:
        # The page that says so is written with templates, too.
        if "template" in place and struck:
            return original(*args, **options)
        struck.append(place)
        raise error

    module, _dot, name = place.rpartition(".")
    original = getattr(__import__(module, fromlist=[name]), name)
    with nothing_is_given_away(), monkeypatch.context() as patch:
        patch.setattr(place, fail)
        response = scene.takes(step, values)

    if not struck:
        assert response.status_code == STEPS[step][2]
        return
    check_failure(response, type(error))
    if "template.loader" not in place:  # what was done before the page was written is done
        assert fingerprints() == before


@pytest.mark.parametrize("step", STEPS)
def test_address_that_takes_no_mail_stops_no_step(
    step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene = Scene.set()

    def refuse(*args: Any, **options: Any) -> Any:
        raise UnusableAddress(f"{EMAIL} is none")

    with nothing_is_given_away():
        monkeypatch.setattr("sciatica_site.mail.queue", refuse)
        response = scene.takes(step, STEPS[step][1](scene))

    assert response.status_code == STEPS[step][2]
    assert not Email.objects.exists()


@pytest.mark.parametrize("step", ["reply", "decline", "phoned", "link"])
def test_lost_key_is_said_and_no_typed_word_is_lost(
    step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene = Scene.set()
    Conversation.objects.update(revealed_at=scene.sent.sent_at)
    before = fingerprints()

    def lost(text: str) -> Any:
        raise CannotUnseal

    with nothing_is_given_away(), monkeypatch.context() as patch:
        patch.setattr("sciatica_site.sealing.unseal", lost)
        take = _as_owner("phoned") if step == "phoned" else STEPS[step][0]
        response = take(scene, _words(scene))
        if step == "phoned":
            response = scene.owner.get(response["Location"])
            assert "This is our mistake" in response.content.decode()
        else:
            assert response.status_code == 503

    if step in ("reply", "decline"):
        assert f"{WORD} says" in response.content.decode()
    after = fingerprints()
    # A therapist's page notes when it was first opened.
    assert {name for name in before if after[name] != before[name]} <= {"inquiries_conversation"}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("step", ["inquire", "confirm", "reply"])
def test_success_page_comes_only_after_the_commit(
    step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene = Scene.set()
    values = STEPS[step][1](scene)
    before = fingerprints()

    def die() -> None:
        raise OperationalError(QUOTES)

    with nothing_is_given_away(), monkeypatch.context() as patch:
        patch.setattr(connection, "_commit", die)
        response = scene.takes(step, values)
        check_failure(response, OperationalError)

    assert fingerprints() == before
    assert scene.takes(step, values).status_code == STEPS[step][2]
    assert fingerprints() != before
