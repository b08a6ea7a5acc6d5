"""A number, key or link of somebody else is refused wherever it is put, and changes nothing."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from directory.models import Therapist
from inquiries import links
from inquiries.choices import InquiryState, Writer
from inquiries.models import Conversation, Inquiry
from tests.authz.fingerprints import fingerprints
from tests.factories.directory import TherapistFactory
from tests.factories.inquiries import LETTER, ConversationFactory, MessageFactory
from tests.inquiries.privacy.story import form

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("queued_mail")]

SECRET = "Othersecret"
#: What each page behind a link takes by POST.
POSTS = ("confirm", "write", "says", "accuracy", "delete")
NAMES = (
    "conversation", "inquiry", "held conversation", "held inquiry", "row", "row of inquiry",
    "token", "nul",
)  # fmt: skip
STEPS = ("reply", "decline", "reveal", "phoned", "close", "complain", "block")


@dataclass
class Side:
    """A patient with everything that can be named: sent, held, and what both have added."""

    conversation: Conversation
    held: Conversation
    by_patient: uuid.UUID
    by_therapist: uuid.UUID
    #: In which its therapist is signed in.
    client: Client

    @classmethod
    def of(cls, name: str, secret: str) -> Side:
        therapist = TherapistFactory(published=True, slug=name, name=name)
        letter = replace(LETTER, email=f"{name}@example.com", name=secret, message=secret)
        sent = ConversationFactory(
            therapist=therapist, answered=True, inquiry__letter=letter, opened_at=timezone.now()
        )
        held = ConversationFactory(
            therapist=therapist, inquiry__letter=letter, inquiry__held=True, sent_at=None
        )
        keys = [
            MessageFactory(conversation=sent, writer=writer, text=secret).key
            for writer in (Writer.PATIENT, Writer.THERAPIST)
        ]
        client = Client()
        client.force_login(therapist.owner)
        return cls(sent, held, *keys, client)

    @property
    def inquiry(self) -> Inquiry:
        return self.conversation.inquiry


@pytest.fixture
def mine(vocabulary: None) -> Side:
    return Side.of("mine", "My own")


@pytest.fixture
def theirs(vocabulary: None) -> Side:
    return Side.of("theirs", SECRET)


@pytest.fixture
def draft(vocabulary: None) -> Therapist:
    made: Therapist = TherapistFactory(slug="a-draft", name=SECRET)
    return made


@pytest.fixture(autouse=True)
def untouched(vocabulary: None, mine: Side, theirs: Side, draft: Therapist) -> Iterator[None]:
    """Whatever a test does, no row is another afterwards."""
    before = fingerprints()
    yield
    assert fingerprints() == before


def values(number: str = "", key: object = "") -> dict[str, Any]:
    facts = dict.fromkeys(
        ("reachable", "price_as_stated", "qualification_shown", "access_as_stated", "professional"),
        "yes",
    )
    words = {"text": "My words", "note": "My words", "reason": "threat", "says": "answered"}
    return facts | words | {"number": number, "key": str(key or uuid.uuid4())}


def thread(step: str, token: str) -> str:
    return reverse(f"inquiries:thread{f'-{step}' if step else ''}", args=[token])


def check(response: Any, statuses: set[int]) -> None:
    assert response.status_code in statuses
    assert SECRET not in response.content.decode()
    assert SECRET not in str(response.headers)


def others(theirs: Side) -> dict[str, str]:
    return {
        "conversation": theirs.conversation.number,
        "inquiry": theirs.inquiry.number,
        "held conversation": theirs.held.number,
        "held inquiry": theirs.held.inquiry.number,
        "row": str(theirs.conversation.pk),
        "row of inquiry": str(theirs.inquiry.pk),
        "token": links.token(theirs.inquiry),
        "nul": "\x00",
    }


@pytest.mark.parametrize("what", NAMES)
@pytest.mark.parametrize("step", POSTS)
@pytest.mark.parametrize("link", ["inquiry", "held"])
def test_number_of_somebody_else_behind_an_own_link(
    mine: Side, theirs: Side, link: str, step: str, what: str
) -> None:
    inquiry = mine.inquiry if link == "inquiry" else mine.held.inquiry
    path = thread(step, links.token(inquiry))

    # A message that is held has no page for what is written later: back to the one it has.
    expected = {404} if link == "inquiry" else {302, 404}
    check(Client().post(path, values(others(theirs)[what])), expected)
    check(Client().get(path, {"number": others(theirs)[what]}), {200, 302, 404})


@pytest.mark.parametrize("whose", ["by_patient", "by_therapist"])
def test_key_of_somebody_else_writes_nothing(mine: Side, theirs: Side, whose: str) -> None:
    path = thread("write", links.token(mine.inquiry))
    key = getattr(theirs, whose)

    check(Client().post(path, values(mine.conversation.number, key)), {409})


@pytest.mark.parametrize("whose", ["by_patient", "by_therapist"])
@pytest.mark.parametrize("step", ["reply", "decline"])
def test_key_of_somebody_else_answers_nothing(
    mine: Side, theirs: Side, step: str, whose: str
) -> None:
    path = reverse(f"inquiries:{step}", args=[mine.conversation.number])

    check(mine.client.post(path, values(key=getattr(theirs, whose))), {409})
    check(mine.client.post(path, values(key=mine.by_patient)), {409})


@pytest.mark.parametrize("which", ["conversation", "held"])
@pytest.mark.parametrize("step", ["conversation", *STEPS])
def test_number_of_somebody_elses_inbox(mine: Side, theirs: Side, step: str, which: str) -> None:
    number = getattr(theirs, which).number
    path = reverse(f"inquiries:{step}", args=[number])

    check(mine.client.get(path), {302, 404})
    if step != "conversation":
        check(mine.client.post(path, values(mine.conversation.number)), {404})


@pytest.mark.parametrize("step", STEPS)
def test_own_message_that_is_not_sent_yet_is_nobodys(mine: Side, step: str) -> None:
    path = reverse(f"inquiries:{step}", args=[mine.held.number])

    check(mine.client.post(path, values()), {404})


def test_key_of_somebody_elses_form_changes_and_shows_nothing(mine: Side, theirs: Side) -> None:
    for key in (theirs.inquiry.key, theirs.held.inquiry.key):
        response = Client().post("/therapists/theirs/inquire/", form(key=str(key)))
        check(response, {200})
        assert "You sent this form before, with other words" in response.content.decode()


@pytest.mark.parametrize("step", ["", *POSTS, "copy"])
@pytest.mark.parametrize("state", [InquiryState.QUARANTINED, InquiryState.DROPPED, "deleted"])
def test_good_link_of_what_nobody_may_read(theirs: Side, step: str, state: str) -> None:
    Inquiry.objects.filter(pk=theirs.inquiry.pk).update(state=state)
    path = thread(step, links.token(theirs.inquiry))
    before = fingerprints()

    check(Client().get(path), {404})
    check(Client().post(path, values(theirs.conversation.number)), {404})

    assert fingerprints() == before
    Inquiry.objects.filter(pk=theirs.inquiry.pk).update(state=InquiryState.SENT)


@pytest.mark.parametrize("step", ["", *POSTS, "copy"])
def test_expired_link(theirs: Side, step: str) -> None:
    with time_machine.travel(timezone.now() - links.LASTS - timedelta(seconds=2), tick=False):
        path = thread(step, links.token(theirs.inquiry))

    check(Client().get(path), {404})
    check(Client().post(path, values(theirs.conversation.number)), {404})


@pytest.mark.parametrize("step", ["", *POSTS, "copy", "link"])
def test_link_with_another_number_or_signature(mine: Side, theirs: Side, step: str) -> None:
    own, other = links.token(mine.inquiry), links.token(theirs.inquiry)
    forged = [
        f"{theirs.inquiry.number}:{own.partition(':')[2]}",
        f"{theirs.inquiry.number}:",
        theirs.inquiry.number,
        theirs.conversation.number,
        f"{other}x",
        other.swapcase(),
        own.rpartition(":")[0] + ":" + other.rpartition(":")[2],
    ]
    for token in forged:
        check(Client().get(thread(step, token)), {404})
        check(Client().post(thread(step, token), values(theirs.conversation.number)), {404})


def test_therapists_who_are_not_listed_are_not_asked(draft: Therapist) -> None:
    for also in (["a-draft"], [str(draft.pk)], ["mine", "a-draft", "\x00", "x" * 999]):
        check(Client().get("/therapists/mine/inquire/", {"also": also}), {200})
        check(Client().post("/therapists/mine/inquire/", form(also=also)), {200})
    check(Client().get("/therapists/a-draft/inquire/"), {404})
    check(Client().post("/therapists/a-draft/inquire/", form()), {404})
    check(Client().post("/therapists/a-draft/report/", values() | {"reason": "other"}), {404})
