"""Keeps what somebody typed into the editor and did not save, until they save or discard it."""

from __future__ import annotations

import re
import secrets
from datetime import datetime, timedelta
from typing import Any

from django.contrib.sessions.backends.base import SessionBase
from django.core import signing
from django.db import transaction
from django.http import QueryDict
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from .forms.pages import BY_KEY, EditorPage
from .models import Therapist, UnsavedText

#: Names of fields as the page posts them, each with its list of values.
Typed = dict[str, list[str]]

#: In characters; many times what all answers of a page may have.
MOST = 200_000
LASTS = timedelta(days=180)
#: How old a page may be whose text is still taken from somebody who has been signed out.
TICKET_LASTS = timedelta(days=7)
#: Which parts of a page were on it, and what was seen of the profile then.
#: and by which opened page it was typed; `was` is the text that this one goes on from.
MARKERS = ("parts", "seen", "tab", "was")
#: Texts of one page from several tabs; the oldest goes when there are more.
MOST_TABS = 5
TAB = re.compile(r"[A-Za-z0-9_-]{1,16}")
SESSION_KEY = "typed"
_SALT = "directory.unsaved"


def typed(page: EditorPage, data: QueryDict) -> Typed:
    """The fields of this page and nothing else that was sent, as a database can hold it."""
    prefixes = tuple(f"{part.target}-" for part in page.parts)
    return {
        _storable(name): [_storable(value) for value in data.getlist(name)]
        for name in data
        if name in MARKERS or name.startswith(prefixes)
    }


def as_data(text: Typed) -> QueryDict:
    """The same as a form takes it."""
    data = QueryDict(mutable=True)
    for name, values in text.items():
        data.setlist(name, values)
    return data


def load(therapist: Therapist) -> dict[str, UnsavedText]:
    """The newest of each page; one that another tab has left comes after it is dealt with."""
    return {one.page: one for one in therapist.unsaved_texts.order_by("typed_at", "pk")}


def new_tab() -> str:
    return secrets.token_urlsafe(9)


def tab_of(text: Typed, marker: str = "tab") -> str:
    """Which opened page typed this, or went on from; empty where it does not say."""
    said = (text.get(marker) or [""])[-1]
    return said if TAB.fullmatch(said) else ""


def keep(
    therapist: Therapist, page: str, text: Typed, *, was_sent: bool, at: datetime | None = None
) -> bool:
    """In place of what this tab has typed before. False for more than anybody types."""
    if _size(text) > MOST:
        return False
    with transaction.atomic():
        UnsavedText.objects.update_or_create(
            therapist=therapist,
            page=page,
            tab=tab_of(text),
            defaults={"data": text, "was_sent": was_sent, "typed_at": at or timezone.now()},
        )
        texts = therapist.unsaved_texts.filter(page=page)
        if tab_of(text, "was") != tab_of(text):
            texts.filter(tab=tab_of(text, "was")).delete()
        newest = texts.order_by("-typed_at", "-pk").values_list("pk", flat=True)[:MOST_TABS]
        texts.exclude(pk__in=list(newest)).delete()
    return True


def discard(therapist: Therapist, page: str, text: Typed) -> None:
    """What this tab has typed, and what it went on from; others keep theirs."""
    tabs = {tab_of(text), tab_of(text, "was")}
    therapist.unsaved_texts.filter(page=page, tab__in=tabs).delete()


def forget_old(now: datetime) -> str:
    """Text that nobody came back to in half a year."""
    number, _by_model = UnsavedText.objects.filter(typed_at__lt=now - LASTS).delete()
    return f"{number} unsaved texts forgotten"


def ticket(therapist: Therapist, page: str) -> str:
    """Stands in the page's form and says whose it is, for the time after a session has ended."""
    return signing.dumps([therapist.pk, page], salt=_SALT)


def park(session: SessionBase, ticket: str, page: str, text: Typed) -> bool:
    """Leave the text in the visitor's own session, for the therapist whom the ticket names.

    Never with the therapist's other texts: whoever got hold of a ticket could write there.
    """
    therapist = _holder(ticket, page)
    if therapist is None or not text or _size(text) > MOST:
        return False
    if not Therapist.objects.filter(pk=therapist).exists():  # erased while the page was open
        return False
    there: dict[str, Any] = session.get(SESSION_KEY, {})
    pages = there["pages"] if there.get("therapist") == therapist else {}
    pages = pages | {page: {"data": text, "at": timezone.now().isoformat()}}
    if sum(_size(one["data"]) for one in pages.values()) > MOST:
        pages = {page: pages[page]}
    session[SESSION_KEY] = {"therapist": therapist, "pages": pages}
    return True


def unpark(session: SessionBase, therapist: Therapist) -> list[str]:
    """Put what was typed while signed out to the unsaved texts; gives the pages.

    What somebody else typed in this browser is forgotten.
    """
    parked = session.pop(SESSION_KEY, None)
    if not parked or parked["therapist"] != therapist.pk:
        return []
    pages = {page: one for page, one in parked["pages"].items() if page in BY_KEY}
    for page, one in pages.items():
        keep(therapist, page, one["data"], was_sent=False, at=parse_datetime(one["at"]))
    return list(pages)


def _holder(ticket: str, page: str) -> int | None:
    try:
        therapist, its_page = signing.loads(ticket, salt=_SALT, max_age=TICKET_LASTS)
    except signing.BadSignature:
        return None
    return therapist if its_page == page else None


def _size(text: Typed) -> int:
    return sum(len(name) + sum(map(len, values)) for name, values in text.items())


def _storable(text: str) -> str:
    """Without what a database refuses: NUL, and halves of characters."""
    return text.replace("\0", "").encode("utf-8", "replace").decode("utf-8")
