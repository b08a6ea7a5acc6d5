"""Registries through which an app offers something to a part that must not import it."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeAlias, TypeVar

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Q
from django.utils.functional import Promise

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from .site_search import SearchGroup, SearchNotice, SiteQuery

T = TypeVar("T")
#: Who asks.
Viewer: TypeAlias = "AbstractBaseUser | AnonymousUser"


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
    """A pile of work in the admin: how many wait, since when, and where they are listed.

    `permission` is what somebody needs to work on it, as “app.codename”: others are not told.
    `rank` puts the piles in order; the lowest comes first.
    """

    label: str
    count: int
    url: str
    permission: str
    oldest: datetime.datetime | None = None
    rank: int = 50


@dataclass(frozen=True, slots=True)
class AuditSubject:
    """A kind of thing that lines of the audit are about, and where one of them is shown.

    `model` is “app.Model”, `field` what the audit has as the number. When something is shown on
    another thing's page in the admin, `page` is that model and `page_field` leads to its key.
    `name_field` is what people call one of them, for those who may open that page. `values` says
    in words, by its key, what stood before and after a change.
    """

    label: str | Promise
    model: str = ""
    field: str = "pk"
    page: str = ""
    page_field: str = "pk"
    name_field: str = ""
    values: Iterable[tuple[str, str | Promise]] = ()


@dataclass(frozen=True, slots=True)
class AreaNote:
    """Something that waits for a therapist: a sentence, and the page where it is done."""

    text: str
    link_text: str
    url: str


@dataclass(frozen=True, slots=True)
class CaseLine:
    """Something that happened in a case: when, what, by whom, and where more about it is."""

    at: datetime.datetime
    text: str
    who: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class CaseWords:
    """Words that belong to a case, with who wrote them when; `heading` says what they are."""

    heading: str
    at: datetime.datetime
    text: str
    who: str = ""


@dataclass(frozen=True, slots=True)
class RelatedCase:
    """A case about the same profile, as far as whoever asks may know of it."""

    title: str
    state: str
    url: str
    words: tuple[CaseWords, ...] = ()
    history: tuple[CaseLine, ...] = ()


@dataclass(frozen=True, slots=True)
class Role:
    """A kind of staff member: its name, and its rights as “app.codename”, no more than needed."""

    name: str
    permissions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """One number about the site, ready to be read: “84 %”, with what it was counted from."""

    label: str
    value: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class FigureGroup:
    """Numbers that belong together, for everybody to see."""

    title: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class FigureTable:
    """A list of numbers for staff; of each row the last value is drawn as a bar."""

    key: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str | int, ...], ...]
    note: str = ""


#: After a restore: when a step left its mark, by the kind of mark and the identity; or None.
WhenMarked: TypeAlias = Callable[[str, str], datetime.datetime | None]


class ErasedAgain(NamedTuple):
    """After a restore: how many were erased once more, and what could not be, as “account 12”."""

    done: int
    left: tuple[str, ...] = ()


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
# Counts what waits for a moderator, of that what this person's own list shows.
admin_queues: Registry[Callable[[Viewer], QueueCount]] = Registry()
# Gives a mail with made-up values, for /dev/mails/.
mail_previews: Registry[Callable[[], MailSample]] = Registry()
# Answers the site's search box with one group of hits.
search_sources: Registry[Callable[[SiteQuery], SearchGroup]] = Registry()
# Says what matters more than any hit when somebody types these words.
search_notices: Registry[Callable[[str], list[SearchNotice]]] = Registry()
# Gives a better spelling of a text, or an empty one.
search_suggestions: Registry[Callable[[str], str]] = Registry()
# Erases once more, or takes from the public, after a backup was restored, what has a mark.
re_erasers: Registry[Callable[[WhenMarked], ErasedAgain]] = Registry()
# The same for accounts, when all others are through: what those remove would protect an account.
account_re_erasers: Registry[Callable[[WhenMarked], ErasedAgain]] = Registry()
# Removes what an app keeps about a profile that is being erased, by the profile's number.
profile_erasers: Registry[Callable[[int], None]] = Registry()
# Facts about a profile that another app has found out, as sentences for everybody.
profile_facts: Registry[Callable[[int], list[str]]] = Registry()
# Says why nobody can write to a therapist here at the moment, by the profile's number; an empty
# text when anybody can.
writing_stops: Registry[Callable[[int], str]] = Registry()
# Says why words must not go to a therapist as they are, by the profile's number and the words.
words_for_therapists: Registry[Callable[[int, str], list[str]]] = Registry()
# Other cases about a profile, by who asks and the profile's number, for moderators who decide about
# a hiding or an appeal. Nothing about the own profile of who asks.
related_cases: Registry[Callable[[Viewer, int], list[RelatedCase]]] = Registry()
# What its therapist was asked besides, on the page about a hidden profile.
beside_hidings: Registry[Callable[[AbstractBaseUser], list[AreaNote]]] = Registry()
# Says in the own area what waits for the person who is signed in; None when nothing does.
area_notes: Registry[Callable[[AbstractBaseUser], AreaNote | None]] = Registry()
# The kinds of lines of the audit, each with what people call it.
audit_kinds: Registry[str | Promise] = Registry()
# Ready reasons that lines of the audit keep by a key, each with what people call it.
audit_reasons: Registry[str | Promise] = Registry()
# Numbers about the whole site on a day, for everybody.
figures: Registry[Callable[[datetime.date], FigureGroup]] = Registry()
# The same by place, need and the like, for staff.
figure_tables: Registry[Callable[[datetime.date], FigureTable]] = Registry()
# Which lines of the audit a person must not read, because they tell of the person.
audit_secrets: Registry[Callable[[Viewer], Q]] = Registry()
# What lines of the audit are about.
audit_subjects: Registry[AuditSubject] = Registry()
# What `sync_roles` makes groups of; several apps may add rights to a role of one name.
roles: Registry[Role] = Registry()
