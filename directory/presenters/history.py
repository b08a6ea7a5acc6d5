"""What happened to a profile, for its therapist: texts and their decisions, small facts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import CharField, F, QuerySet, Value
from django.db.models.functions import Cast, Coalesce, Greatest
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from directory.actions import live
from directory.choices import EventKind, LiveFact, RevisionStatus
from directory.editing.changes import Change, PageWords, between, describe
from directory.editing.content import Content
from directory.editing.live import Values
from directory.editing.vocabulary import Vocabulary
from directory.models import LiveChange, PaymentKind, ProfileEvent, ProfileRevision, Therapist

from . import live_words

PER_PAGE = 25
TONES = {
    RevisionStatus.APPROVED: "good",
    RevisionStatus.CHANGES_ASKED: "caution",
    RevisionStatus.REJECTED: "caution",
}

#: By what the record names, and what happened to it. A photo can only be removed at once.
FACTS: dict[str, dict[str, str | Promise]] = {
    EventKind.LIVE_CHANGED: {
        LiveFact.AVAILABILITY: gettext_lazy("New clients, pause or waiting time changed"),
        LiveFact.HOURS: gettext_lazy("Hours changed"),
        LiveFact.RATES: gettext_lazy("Prices or ways to pay changed"),
        LiveFact.PHONE: gettext_lazy("Phone changed"),
        "photo": gettext_lazy("Photo removed"),
    },
    EventKind.LIVE_UNDONE: {
        LiveFact.AVAILABILITY: gettext_lazy(
            "Change of new clients, pause or waiting time taken back"
        ),
        LiveFact.HOURS: gettext_lazy("Change of hours taken back"),
        LiveFact.RATES: gettext_lazy("Change of prices or ways to pay taken back"),
        LiveFact.PHONE: gettext_lazy("Change of the phone taken back"),
    },
}


@dataclass(frozen=True)
class EventLine:
    """A line of the record, for the therapist whose profile it is."""

    text: str
    happened_at: datetime


def event_line(event: ProfileEvent) -> EventLine:
    """It says which fact changed where the record names one."""
    words = FACTS.get(event.kind, {})
    named = [str(words[name]) for name in map(str, event.fields) if name in words]
    return EventLine(", ".join(named) or event.get_kind_display(), event.happened_at)


@dataclass(frozen=True)
class FactChange:
    """One line of a small fact; `before` or `after` is empty where there was no such line."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class TextEntry:
    """A revision, and what it changes of the approved text that it began from; `pages` is all
    that a first one says."""

    revision: ProfileRevision
    changes: list[Change]
    pages: list[PageWords]

    @property
    def at(self) -> datetime:
        known = (self.revision.saved_at, self.revision.submitted_at, self.revision.decided_at)
        return max(moment for moment in known if moment)

    @property
    def tone(self) -> str:
        return TONES.get(RevisionStatus(self.revision.status), "")


@dataclass(frozen=True)
class FactEntry:
    change: LiveChange
    lines: list[FactChange]

    @property
    def is_undoing(self) -> bool:
        return self.change.undoes_id is not None

    @property
    def was_undone(self) -> bool:
        return hasattr(self.change, "undone_by")


Entry = TextEntry | FactEntry


class History:
    """Newest first, a page at a time, for a therapist loaded `with_answers()`."""

    def __init__(self, therapist: Therapist, number: str) -> None:
        self._therapist = therapist
        self._words = Vocabulary()
        self.page: Page = Paginator(_moments(therapist), PER_PAGE).get_page(number)

    @cached_property
    def entries(self) -> list[Entry]:
        named = list(self.page)
        texts = self._texts([number for _at, kind, number in named if kind == "text"])
        facts = self._facts([number for _at, kind, number in named if kind == "fact"])
        return [(texts if kind == "text" else facts)[number] for _at, kind, number in named]

    @cached_property
    def undoable(self) -> FactEntry | None:
        """The last change of a small fact, while it can be taken back."""
        change = live.last_undoable(self._therapist)
        return FactEntry(change, fact_changes(change, self._words)) if change else None

    def _texts(self, keys: list[int]) -> dict[int, Entry]:
        mine = ProfileRevision.objects.filter(therapist=self._therapist)
        found = {one.pk: one for one in mine.filter(pk__in=keys)} if keys else {}
        numbers = {one.based_on for one in found.values() if one.based_on}
        bases: dict[int, Content] = (
            dict(mine.filter(number__in=numbers).values_list("number", "content"))
            if numbers
            else {}
        )
        return {key: self._text(one, bases.get(one.based_on or 0)) for key, one in found.items()}

    def _text(self, revision: ProfileRevision, base: Content | None) -> TextEntry:
        if base is None:
            return TextEntry(revision, [], describe(revision.content, self._words))
        return TextEntry(revision, between(base, revision.content, self._words), [])

    def _facts(self, keys: list[int]) -> dict[int, Entry]:
        rows = LiveChange.objects.filter(therapist=self._therapist, pk__in=keys)
        found = rows.select_related("undone_by") if keys else []
        return {one.pk: FactEntry(one, fact_changes(one, self._words)) for one in found}


def fact_changes(change: LiveChange, words: Vocabulary) -> list[FactChange]:
    """The lines that read differently, before and after."""
    fact = LiveFact(change.fact)
    before, after = _lines(fact, change.before, words), _lines(fact, change.after, words)
    return [
        FactChange(label, before.get(label, ""), after.get(label, ""))
        for label in dict.fromkeys([*before, *after])
        if before.get(label) != after.get(label)
    ]


def _lines(fact: LiveFact, values: Values, words: Vocabulary) -> dict[str, str]:
    if fact != LiveFact.RATES:
        return dict(live_words.lines(fact, values))
    # The names come from what was read once for the whole page.
    names = [words.name(PaymentKind, slug) for slug in values["payment_kinds"]]
    lines = dict(live_words.lines(fact, {**values, "payment_kinds": []}))
    return lines | ({_("Ways to pay"): ", ".join(names)} if names else {})


def _moments(therapist: Therapist) -> QuerySet[Any]:
    """(when, what, key) of all entries: what belongs to a page is read only for that page."""
    texts = ProfileRevision.objects.filter(therapist=therapist)
    saved = F("saved_at")
    at = Greatest(saved, Coalesce("submitted_at", saved), Coalesce("decided_at", saved))
    facts = LiveChange.objects.filter(therapist=therapist)
    moments = _named(texts, "text", at).union(_named(facts, "fact", F("made_at")))
    ordered: QuerySet[Any] = moments.order_by("-at", "-key")
    return ordered


def _named(rows: QuerySet[Any], what: str, at: Any) -> QuerySet[Any]:
    named: QuerySet[Any] = rows.order_by().annotate(
        at=at, what=Cast(Value(what), CharField(max_length=4)), key=F("pk")
    )
    values: QuerySet[Any] = named.values_list("at", "what", "key")
    return values
