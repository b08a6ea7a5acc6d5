"""What a moderator has to know to decide about a submitted text."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from django.db.models import QuerySet
from django.utils import timezone

from directory import duplicates
from directory.choices import LiveFact, RevisionStatus
from directory.duplicates import Suspect
from directory.editing import content, drafts, live, progress
from directory.editing.changes import Change, PageWords, between, describe
from directory.editing.content import Content
from directory.editing.progress import Missing
from directory.editing.vocabulary import Vocabulary
from directory.forms.hints import WordingHint
from directory.forms.page_forms import PageForms
from directory.forms.pages import PAGES
from directory.models import Document, ProfileEvent, ProfileRevision, Therapist
from directory.uploads.access import kept, scans_for_others
from directory.vetting import QUESTIONS, Question

from . import live_words
from .live_words import Line

MOST_EVENTS = 30
#: What moderators read: a text is its therapist's own until it is submitted, again while it is
#: rewritten, and when it was thrown away.
READ_BY_MODERATORS = (RevisionStatus.SUBMITTED, RevisionStatus.APPROVED, RevisionStatus.REJECTED)
#: What moderators know of: also what they gave back, with their reasons and without its text.
SEEN_BY_MODERATORS = (*READ_BY_MODERATORS, RevisionStatus.CHANGES_ASKED)


@dataclass(frozen=True)
class Finding:
    page: str
    hint: WordingHint


class Review:
    """For a revision whose therapist was loaded `with_answers()`."""

    def __init__(self, revision: ProfileRevision) -> None:
        self.revision = revision
        self.therapist: Therapist = revision.therapist
        self._words = Vocabulary()

    @property
    def is_waiting(self) -> bool:
        return self.revision.status == RevisionStatus.SUBMITTED

    @property
    def is_with_therapist(self) -> bool:
        """Its therapist writes in it, or has thrown it away: nobody else reads along."""
        return self.revision.status not in READ_BY_MODERATORS

    @property
    def days_waiting(self) -> int:
        return days_since(self.revision)

    @property
    def is_first(self) -> bool:
        return self.revision.based_on is None

    @cached_property
    def _tables(self) -> Content:
        return content.read(self.therapist)

    @cached_property
    def content(self) -> Content:
        return drafts.complete(self.revision.content, self._tables)

    @cached_property
    def pages(self) -> list[PageWords]:
        return describe(self.content, self._words)

    @cached_property
    def changes(self) -> list[Change]:
        return between(self._before, self.content, self._words)

    @cached_property
    def _before(self) -> Content:
        """What is live while it waits; afterwards what it was written on."""
        if self.is_waiting:
            return self._tables
        return self._base() or self._tables

    def _base(self) -> Content | None:
        rows = self.therapist.revisions.filter(number=self.revision.based_on or 0)
        return rows.values_list("content", flat=True).first()

    @cached_property
    def live_facts(self) -> list[Line]:
        """What needs no moderator, but tells who this is."""
        return [
            line
            for fact in LiveFact
            for line in live_words.lines(fact, live.read(self.therapist, fact))
        ]

    @cached_property
    def findings(self) -> list[Finding]:
        """The same that the therapist was shown."""
        return [
            Finding(str(page.title), hint)
            for page in PAGES
            for hint in PageForms(page, therapist=self.therapist, content=self.content).hints
        ]

    @cached_property
    def suspects(self) -> list[Suspect]:
        return duplicates.suspects(self.therapist, self.content)

    @cached_property
    def documents(self) -> list[tuple[Document, bool]]:
        """Each with whether it may be opened."""
        opened = scans_for_others()
        rows = kept(timezone.localdate()).filter(therapist=self.therapist)
        return [(document, document.scan in opened) for document in rows.select_related("kind")]

    @cached_property
    def answers(self) -> list[tuple[Question, bool]]:
        done = progress.answered(self.content, self.therapist)
        return [(question, question in done) for question in QUESTIONS]

    @cached_property
    def missing(self) -> list[Missing]:
        return progress.missing(self.content, self.therapist)

    @cached_property
    def events(self) -> QuerySet[ProfileEvent]:
        rows = ProfileEvent.objects.filter(therapist_number=self.therapist.pk)
        return rows.select_related("actor")[:MOST_EVENTS]


def days_since(revision: ProfileRevision) -> int:
    """Whole days that it has waited."""
    if revision.submitted_at is None:
        return 0
    return (timezone.now() - revision.submitted_at).days
