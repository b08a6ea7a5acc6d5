"""Keeps what stands in the other parts of a page while one part of it is sent."""

from __future__ import annotations

from collections.abc import Mapping

from django.contrib.sessions.backends.base import SessionBase

from . import sealing
from .sealing import CannotUnseal

#: In characters: several times what all parts of a page may have.
MOST = 30_000
#: Of pages with something unfinished; the one that waits longest goes when there are more.
MOST_PAGES = 20
SESSION_KEY = "unfinished"


def fits(words: Mapping[str, str]) -> bool:
    """Whether all of it can be kept; if not, no part of the page may be sent yet."""
    return sum(map(len, words.values())) <= MOST


def keep(session: SessionBase, page: str, words: Mapping[str, str]) -> None:
    """In place of what was kept of this page. Sealed, since sessions lie in the database and its
    backups; gone with the session when somebody signs out."""
    pages = dict(session.get(SESSION_KEY, {}))
    had_some = pages.pop(page, None) is not None
    if words:
        pages[page] = sealing.seal(dict(words))
        session[SESSION_KEY] = dict(list(pages.items())[-MOST_PAGES:])
    elif had_some:
        session[SESSION_KEY] = pages


def kept(session: SessionBase, page: str) -> dict[str, str]:
    """Looking at it does not take it away: a page that is left and opened again still has it."""
    sealed = session.get(SESSION_KEY, {}).get(page)
    if sealed is None:
        return {}
    try:
        return {str(name): str(text) for name, text in dict(sealing.unseal(sealed)).items()}
    except CannotUnseal:
        return {}
