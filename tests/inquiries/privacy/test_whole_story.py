"""Of a whole story of a message nothing is left where it does not belong: logs, mails, sessions."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.core.cache import cache
from post_office.models import Email, Log
from pytest_django import Settings

from inquiries.models import Inquiry, InquiryEvent
from sciatica_site.settings import base  # noqa: TID251 (what is tested)
from tests.factories.directory import TherapistFactory
from tests.inquiries.privacy.eyes import (
    EMAIL,
    WORD,
    Rows,
    WatchedClient,
    found_in,
    logged,
    mails_as_text,
)
from tests.inquiries.privacy.story import FailingBackend, Story

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("fresh_index", "vocabulary"),
]
#: Tables that know the cause as a word of everybody.
VOCABULARY = {"directory_condition", "directory_facetvalue"}
#: The address itself to which a mail goes, and what a mail server said of it.
WITH_THE_ADDRESS = {"post_office_email", "post_office_log"}


@pytest.fixture(autouse=True)
def as_in_production(queued_mail: None, settings: Settings) -> Iterator[None]:
    failing = f"{FailingBackend.__module__}.{FailingBackend.__qualname__}"
    settings.POST_OFFICE = settings.POST_OFFICE | {"BACKENDS": {"default": failing}}
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.db.DatabaseCache",
            "LOCATION": base.CACHES["default"]["LOCATION"],
        }
    }
    settings.ADMIN_NEEDS_SECOND_FACTOR = False
    yield
    cache.clear()


@pytest.fixture
def story() -> Story:
    return Story.begin()


def test_story_leaves_no_word_where_it_does_not_belong(story: Story) -> None:
    with logged() as stream:
        story.is_told()
        before = Rows.of_now()
        story.is_deleted()
    after = Rows.of_now()

    lines = stream.getvalue()
    assert "Failed to send email" in lines
    assert found_in(lines) == []
    assert "?" not in lines.replace("?\\u2026", "")
    assert "/messages/" not in lines.replace("/messages/\\u2026", "")
    for client in story.clients:
        found = [(one.method, one.address) for one in client.seen if _leaks(one.outside_the_page)]
        # What moderators type into the search of a list is theirs.
        assert [one for one in found if "changelist" not in one[1] and "/?q=" not in one[1]] == []
    assert found_in(*story.told) == []
    assert len({mail.partition("http")[0] for mail in story.mails if mail.strip()}) > 5
    assert found_in(*story.mails) == []
    assert set(before.with_words()) <= WITH_THE_ADDRESS | VOCABULARY
    assert set(after.with_words()) <= VOCABULARY


def _leaks(text: str) -> list[str]:
    # A browser that asks for a page with these words has them from somebody who typed them.
    return found_in(text.replace(f"done={WORD}", "").replace(f"ready={WORD}", "").replace(
        f"/messages/{WORD}", ""))  # fmt: skip


def test_story_does_happen(story: Story) -> None:
    story.is_told()

    happened = set(InquiryEvent.objects.values_list("kind", flat=True))
    assert {"sent", "answered", "revealed", "reported", "text-opened", "blocked"} <= happened
    assert Log.objects.filter(message__contains=EMAIL).exists()
    assert {one.state for one in Inquiry.objects.all()} == {"sent", "dropped"}
    assert f"{WORD} in the message" in story.inquiry.read().message


def test_patient_gets_a_cookie_that_protects_forms_and_one_by_pressing_a_button(
    story: Story,
) -> None:
    """The second says that this browser has opened a mail to an address, and goes with it."""
    story.is_told()

    cookies = [
        (one.address.rpartition("/?")[0].rpartition("/")[2], name, cookie)
        for one in story.patient.seen
        for name, cookie in one.response.cookies.items()
        if name != "csrftoken"
    ]
    assert [(step, name) for step, name, _cookie in cookies] == [("confirm", "proved_mailbox")]
    assert all(cookie["httponly"] and cookie["path"] == "/therapists/" for *_, cookie in cookies)
    assert found_in(*(cookie.OutputString() for *_, cookie in cookies)) == []


# Eyes that see nothing would find nothing.


def test_eyes_see_a_word_in_a_line_of_a_log() -> None:
    with logged() as stream:
        for name in ("inquiries.actions", "django.request", "post_office", "somebody.else"):
            logging.getLogger(name).debug("%s wrote", EMAIL)

    assert stream.getvalue().count(EMAIL) == 4
    assert found_in(stream.getvalue()) == [WORD]


def test_eyes_leave_the_loggers_as_they_were() -> None:
    logger = logging.getLogger("inquiries")
    before = (logger.level, logger.handlers[:], logging.root.handlers[:], logging.root.level)

    with logged():
        pass

    assert before == (logger.level, logger.handlers, logging.root.handlers, logging.root.level)


def test_eyes_see_a_word_in_an_address_and_in_a_header() -> None:
    TherapistFactory(published=True, slug="ana")
    client = WatchedClient()
    client.get("/therapists/ana/inquire/", {"email": EMAIL})
    client.get(f"/dashboard/inquiries/{WORD}/")

    first, second = client.seen
    assert found_in(first.outside_the_page) == [WORD]
    assert f"next=/dashboard/inquiries/{WORD}/" in second.response["Location"]
    assert found_in(second.outside_the_page) == [WORD]


def test_eyes_see_a_word_in_the_session_the_cache_and_a_mail() -> None:
    store = SessionStore()
    store["typed"] = {"text": WORD}
    store.save()
    cache.set("typed", {"text": f"more {WORD}"})
    Email.objects.create(from_email="a@example.com", to="b@example.com", headers={"X-Note": WORD})

    assert {"django_session", "shared_cache", "post_office_email"} <= set(
        Rows.of_now().with_words()
    )
    assert found_in(*mails_as_text()) == [WORD]


def test_logs_go_to_no_mailbox() -> None:
    handlers = base.LOGGING["handlers"]

    assert {one["class"] for one in handlers.values()} == {"logging.StreamHandler"}
