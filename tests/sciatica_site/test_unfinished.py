"""What stands in the other parts of a page is kept sealed, and no longer than the session."""

from __future__ import annotations

from django.contrib.sessions.backends.signed_cookies import SessionStore

from sciatica_site import unfinished

WORDS = {"reply": "Canary \x00 \ud800", "appeal": "Two\nlines"}


def test_words_come_back_and_stand_nowhere_unsealed() -> None:
    session = SessionStore()

    unfinished.keep(session, "page 1", WORDS)

    assert unfinished.kept(session, "page 1") == WORDS
    assert unfinished.kept(session, "page 2") == {}
    assert "Canary" not in str(dict(session.items()))
    unfinished.keep(session, "page 1", {})
    assert unfinished.kept(session, "page 1") == {}


def test_words_that_no_key_opens_are_none() -> None:
    session = SessionStore()
    session[unfinished.SESSION_KEY] = {"page 1": "lost"}

    assert unfinished.kept(session, "page 1") == {}


def test_a_session_grows_to_an_end() -> None:
    session = SessionStore()

    for number in range(unfinished.MOST_PAGES + 1):
        unfinished.keep(session, f"page {number}", {"text": str(number)})

    assert unfinished.kept(session, "page 0") == {}
    assert unfinished.kept(session, f"page {unfinished.MOST_PAGES}") == {"text": "20"}
    assert unfinished.fits({"text": "x" * unfinished.MOST})
    assert not unfinished.fits({"text": "x" * unfinished.MOST, "more": "x"})
