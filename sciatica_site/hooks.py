"""Registries through which an app offers something to a part that must not import it."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

from django.contrib.auth.base_user import AbstractBaseUser

if TYPE_CHECKING:
    from .site_search import SearchGroup, SearchNotice, SiteQuery

T = TypeVar("T")


class Registry(Generic[T]):
    """Named functions in the order in which apps registered them, in `AppConfig.ready()`."""

    def __init__(self) -> None:
        self._entries: dict[str, T] = {}

    def register(self, name: str, entry: T) -> None:
        if self._entries.get(name, entry) is not entry:
            raise ValueError(f"{name!r} is registered already.")
        self._entries[name] = entry

    def unregister(self, name: str) -> None:
        self._entries.pop(name, None)

    def __iter__(self) -> Iterator[tuple[str, T]]:
        return iter(tuple(self._entries.items()))

    def __contains__(self, name: str) -> bool:
        return name in self._entries


@dataclass(frozen=True, slots=True)
class QueueCount:
    """A pile of work in the admin: how many wait, and where they are listed."""

    label: str
    count: int
    url: str


@dataclass(frozen=True, slots=True)
class AreaNote:
    """Something that waits for a therapist: a sentence, and the page where it is done."""

    text: str
    link_text: str
    url: str


@dataclass(frozen=True, slots=True)
class Role:
    """A kind of staff member: its name, and its rights as “app.codename”, no more than needed."""

    name: str
    permissions: tuple[str, ...]


class MailSample(NamedTuple):
    """A mail for people to look at: its template, as `mail.queue` takes it, and made-up values."""

    template: str
    context: dict[str, Any]


# Says what is missing before the app can serve visitors; an empty text when it is ready.
readiness_checks: Registry[Callable[[], str]] = Registry()
# Does what is due at a moment; returns one line about what it did. Safe to repeat.
due_jobs: Registry[Callable[[datetime.datetime], str]] = Registry()
# Gives all that is kept about a person, ready for JSON.
exporters: Registry[Callable[[AbstractBaseUser], dict[str, Any]]] = Registry()
# Removes all that is kept about a person, before the account itself goes.
erasers: Registry[Callable[[AbstractBaseUser], None]] = Registry()
# Counts what waits for a moderator.
admin_queues: Registry[Callable[[], QueueCount]] = Registry()
# Gives a mail with made-up values, for /dev/mails/.
mail_previews: Registry[Callable[[], MailSample]] = Registry()
# Answers the site's search box with one group of hits.
search_sources: Registry[Callable[[SiteQuery], SearchGroup]] = Registry()
# Says what matters more than any hit when somebody types these words.
search_notices: Registry[Callable[[str], list[SearchNotice]]] = Registry()
# Gives a better spelling of a text, or an empty one.
search_suggestions: Registry[Callable[[str], str]] = Registry()
# Removes what an app keeps about a profile that is being erased, by the profile's number.
profile_erasers: Registry[Callable[[int], None]] = Registry()
# Facts about a profile that another app has found out, as sentences for everybody.
profile_facts: Registry[Callable[[int], list[str]]] = Registry()
# Says why nobody can write to a therapist here at the moment, by the profile's number; an empty
# text when anybody can.
writing_stops: Registry[Callable[[int], str]] = Registry()
# Says in the own area what waits for the person who is signed in; None when nothing does.
area_notes: Registry[Callable[[AbstractBaseUser], AreaNote | None]] = Registry()
# What `sync_roles` makes groups of.
roles: Registry[Role] = Registry()
