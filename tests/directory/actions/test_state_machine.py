"""Whatever therapists and moderators do in whatever order, nothing unapproved gets out.

Two therapists, one of whom moderates as well, and a third person who only moderates work in two
tabs that may show what is long past. After every step the laws at the end have to hold.
"""

from __future__ import annotations

import json
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field

import pytest
from django.core import mail
from django.db import transaction
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from accounts.models import User
from directory.actions import listing, live, moderation, profiles, publishing
from directory.actions.refusals import Refused
from directory.choices import (
    OPEN_REVISIONS,
    EventKind,
    LiveFact,
    ProfileStatus,
    RevisionStatus,
)
from directory.editing import changes, content, drafts
from directory.editing import live as facts
from directory.editing.drafts import Draft
from directory.models import (
    LiveChange,
    ProfileEvent,
    ProfileRevision,
    SearchText,
    Therapist,
)
from directory.search import rebuild, texts
from sciatica_site.fulltext import parse
from tests.directory.actions.steps import LEAST, draft_of, loaded, sections_of, started
from tests.factories.accounts import ModeratorFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]

#: Where words that nobody else uses are written: a section and its field.
FIELDS = (
    ("about", "name"),
    ("about", "intro"),
    ("approach", "approach_text"),
    ("approach", "will_not_do"),
    ("sessions", "note"),
    ("rates", "rates_note"),
    ("place", "practice_name"),
    ("credentials", "title"),
    ("techniques", "note"),
)
ROWS = {"place": "locations", "credentials": "credentials", "techniques": "techniques"}
MAILS = {
    EventKind.SUBMITTED,
    EventKind.APPROVED,
    EventKind.CHANGES_ASKED,
    EventKind.REJECTED,
}
#: What is done; half of it is what leads on to the public.
STEPS = (
    *["go_on"] * 10,
    *["save"] * 5,
    *("submit", "approve", "ask_for_changes", "reject", "withdraw", "discard"),
    *("resubmit", "resubmit", "change", "undo", "suspend_or_let_go", "unlist"),
)
DECISIONS = {
    "approve": EventKind.APPROVED,
    "ask_for_changes": EventKind.CHANGES_ASKED,
    "reject": EventKind.REJECTED,
}


def put(draft: Draft, section: str, name: str, text: str) -> dict[str, content.Section]:
    """The whole section with this text in its field, or in the field of its first row."""
    if section not in ROWS:
        return sections_of(draft, {section: {name: text}})
    name_of_rows = ROWS[section]
    first, *others = draft.content[section][name_of_rows] or LEAST[section][name_of_rows]
    return sections_of(draft, {section: {name_of_rows: [first | {name: text}, *others]}})


def value(document: content.Content, section: str, name: str) -> str:
    holder = document[section][ROWS[section]][0] if section in ROWS else document[section]
    text: str = holder[name]
    return text


@dataclass
class Tab:
    """What a page showed when it was loaded."""

    person: int
    draft: Draft
    newest_change: int


@dataclass
class Expected:
    """What must have come of all steps that were not refused."""

    events: Counter[str] = field(default_factory=Counter)
    #: Revision → field → the text that was saved there last.
    texts: dict[int, dict[tuple[str, str], str]] = field(default_factory=dict)
    approved: set[str] = field(default_factory=set)


class Profiles(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.rolled_back = transaction.atomic()
        self.rolled_back.__enter__()
        mail.outbox = []
        ProfileEvent.objects.all().delete()
        self.moderators: list[User] = [ModeratorFactory(), ModeratorFactory()]
        owners = [UserFactory(), self.moderators[0]]
        self.people = [
            started(name, by=owner) for name, owner in zip(("Ana", "Mo"), owners, strict=True)
        ]
        self.expected = Expected()
        for therapist in self.people:
            self.expected.events[EventKind.LIVE_CHANGED] += 2
            draft = draft_of(therapist)
            assert draft.revision
            self.expected.texts[draft.revision.pk] = {}
        self.written = self.person = 0
        self.client = Client()
        self.tabs = [self.seen(0), self.seen(1)]

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.rolled_back.__exit__(None, None, None)

    def seen(self, person: int) -> Tab:
        therapist = loaded(self.people[person])
        change = live.last_undoable(therapist)
        return Tab(person, drafts.load(therapist), change.pk if change else 0)

    def new_text(self) -> str:
        self.written += 1
        return f"zyx{self.written}wvu"

    @rule(
        step=st.sampled_from(STEPS),
        tab=st.sampled_from([0, 1]),
        # Most look before they click, at one profile or the other; the rest see what is long past.
        looks_at=st.sampled_from([0, 0, 1, 1, None, None]),
        data=st.data(),
    )
    def act(self, step: str, tab: int, looks_at: int | None, data: st.DataObject) -> None:
        if looks_at is not None:
            self.tabs[tab] = self.seen(looks_at)
        seen = self.tabs[tab]
        self.person = seen.person
        therapist = loaded(self.people[seen.person])
        if step == "go_on":
            step = self.next_step(seen)
        with suppress(Refused):
            if step in DECISIONS:
                self.decide(step, seen, data.draw(st.sampled_from(self.moderators[::-1])))
            else:
                getattr(self, step)(seen, therapist, data)

    def next_step(self, seen: Tab) -> str:
        if seen.draft.revision is None:
            return "save"
        return "submit" if seen.draft.is_writable else "approve"

    def save(self, seen: Tab, therapist: Therapist, data: st.DataObject) -> None:
        at, text = data.draw(st.sampled_from(FIELDS)), self.new_text()
        sections = put(seen.draft, *at, text)
        digest = drafts.seen(seen.draft, sections)
        revision = profiles.save(therapist, by=therapist.owner, sections=sections, seen=digest)
        assert revision is not None
        self.expected.texts.setdefault(revision.pk, {})[at] = text

    def submit(self, seen: Tab, therapist: Therapist, data: st.DataObject) -> None:
        agrees = data.draw(st.sampled_from([True, True, True, False]))
        had_agreed = therapist.consented_at is not None
        version = seen.draft.version
        profiles.submit(therapist, by=therapist.owner, version=version, agrees=agrees)
        assert agrees or had_agreed
        self.expected.events[EventKind.SUBMITTED] += 1
        self.expected.events[EventKind.CONSENTED] += not had_agreed

    def resubmit(self, seen: Tab, therapist: Therapist, data: st.DataObject) -> None:
        """While a moderator may be looking at what waited until now."""
        for step in (self.withdraw, self.save, self.submit):
            step(self.seen(seen.person), loaded(therapist), data)

    def withdraw(self, seen: Tab, therapist: Therapist, data: st.DataObject) -> None:
        profiles.withdraw(therapist, by=therapist.owner, version=seen.draft.version)
        self.expected.events[EventKind.WITHDRAWN] += 1

    def discard(self, seen: Tab, therapist: Therapist, data: st.DataObject) -> None:
        profiles.discard(therapist, by=therapist.owner, version=seen.draft.version)
        self.expected.events[EventKind.WITHDRAWN] += 1

    def decide(self, step: str, seen: Tab, by: User) -> None:
        if seen.draft.revision is None:
            return
        reasons = {} if step == "approve" else {"reasons": "Why."}
        decided = getattr(moderation, step)(
            seen.draft.revision.pk, version=seen.draft.version, by=by, **reasons
        )
        assert by != self.people[seen.person].owner
        assert changes.describe(decided.content) == changes.describe(seen.draft.content)
        self.expected.events[DECISIONS[step]] += 1
        if step == "approve":
            self.expected.approved |= {value(decided.content, *at) for at in FIELDS}

    def change(self, seen: Tab, therapist: Therapist, data: st.DataObject) -> None:
        values = {"phone": f"+1303555{data.draw(st.integers(0, 3)):04}"}
        if live.change(therapist, LiveFact.PHONE, values, by=therapist.owner):
            self.expected.events[EventKind.LIVE_CHANGED] += 1

    def undo(self, seen: Tab, therapist: Therapist, data: st.DataObject) -> None:
        made = live.undo(seen.newest_change, therapist=therapist, by=therapist.owner)
        assert made.undoes_id == seen.newest_change
        assert facts.read(loaded(therapist), LiveFact(made.fact)) == made.after
        self.expected.events[EventKind.LIVE_UNDONE] += 1

    def suspend_or_let_go(self, seen: Tab, therapist: Therapist, data: st.DataObject) -> None:
        if therapist.status != ProfileStatus.SUSPENDED:
            publishing.withdraw(therapist, to=ProfileStatus.SUSPENDED)
        elif therapist.published_at and therapist.consented_at:
            publishing.publish(therapist)
        else:
            publishing.withdraw(therapist, to=ProfileStatus.DRAFT)

    def unlist(self, seen: Tab, therapist: Therapist, data: st.DataObject) -> None:
        listing.unlist(therapist, by=therapist.owner)
        # Who is not listed at all may click as well: that is nothing, and on no record.
        unlisted = ProfileEvent.objects.filter(kind=EventKind.UNLISTED)
        self.expected.events[EventKind.UNLISTED] = unlisted.count()

    @invariant()
    def only_what_was_approved_is_public(self) -> None:
        row = loaded(self.people[self.person])
        page = self.client.get(row.get_absolute_url())
        is_public = row.is_public(timezone.localdate())
        assert page.status_code == 200 if is_public else page.status_code in {404, 410}
        tables = [json.dumps(content.read(row)), row.slug, row.name, page.text]
        tables += [str(one) for one in SearchText.objects.filter(pk=row.pk).values_list()]
        for number in range(1, self.written + 1):
            text = f"zyx{number}wvu"
            if text not in self.expected.approved:
                assert not any(text in table for table in tables), text
        if is_public:
            for at in FIELDS[:-1]:
                if "zyx" in (shown := value(content.read(row), *at)):
                    assert shown in page.text, at
                    assert row.pk in texts.find(parse(shown)), at

    @invariant()
    def the_search_finds_nothing_that_was_not_approved(self) -> None:
        for fields in self.expected.texts.values():
            for text in fields.values():
                if text not in self.expected.approved:
                    assert texts.find(parse(text)) == {}

    @invariant()
    def nothing_saved_is_lost(self) -> None:
        for revision in ProfileRevision.objects.all():
            for at, text in self.expected.texts[revision.pk].items():
                assert value(revision.content, *at) == text

    @invariant()
    def there_is_one_open_revision_at_most(self) -> None:
        for therapist in self.people:
            revisions = therapist.revisions.filter(status__in=OPEN_REVISIONS)
            assert revisions.count() <= 1

    @invariant()
    def only_what_is_submitted_waits(self) -> None:
        for row in Therapist.objects.filter(status=ProfileStatus.PENDING):
            assert row.revisions.filter(status=RevisionStatus.SUBMITTED).exists()
            assert row.consented_at

    @invariant()
    def every_step_is_on_record_once_and_told_once(self) -> None:
        kinds = Counter(ProfileEvent.objects.values_list("kind", flat=True))
        assert kinds == +self.expected.events
        assert len(mail.outbox) == sum(self.expected.events[kind] for kind in MAILS)
        assert (
            LiveChange.objects.count()
            == kinds[EventKind.LIVE_CHANGED] + kinds[EventKind.LIVE_UNDONE]
        )

    @invariant()
    def the_search_rows_are_true(self) -> None:
        assert list(rebuild.differences()) == []


def test_no_order_of_steps_lets_anything_unapproved_out() -> None:
    run_state_machine_as_test(
        Profiles,
        settings=settings(
            max_examples=15,
            stateful_step_count=25,
            suppress_health_check=list(HealthCheck),
        ),
    )
