"""What a moderator has to know to decide about a submitted text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from django.utils import timezone
from django.utils.translation import gettext as _

from directory import duplicates
from directory.choices import LiveFact, RevisionStatus
from directory.duplicates import Suspect
from directory.editing import changes, content, drafts, live, progress
from directory.editing.changes import Change
from directory.editing.content import Content
from directory.editing.progress import Missing
from directory.editing.side_by_side import Pair
from directory.editing.vocabulary import Vocabulary
from directory.forms.hints import WordingHint
from directory.forms.page_forms import PageForms
from directory.forms.pages import PAGES, EditorPage
from directory.models import ProfileRevision, Therapist
from sciatica_site.diffs import Piece

from . import live_words
from .review_around import Happened, ShownDocument, documents_of, happened_to
from .review_marks import Stretch, marked, marked_pairs

#: What moderators read: a text is its therapist's own until it is submitted, again while it is
#: rewritten, and when it was thrown away.
READ_BY_MODERATORS = (RevisionStatus.SUBMITTED, RevisionStatus.APPROVED, RevisionStatus.REJECTED)
#: What moderators know of: also what they gave back, with their reasons and without its text.
SEEN_BY_MODERATORS = (*READ_BY_MODERATORS, RevisionStatus.CHANGES_ASKED)
#: Its page says only what is public at once.
LIVE = "availability"
#: What somebody says of themselves stands on one page of the editor with where they work, and
#: apart from it here.
ABOUT, WITH_ABOUT = "about", "place"


@dataclass(frozen=True)
class ReviewedPage:
    """One of the six questions, or another part of the text. `lines` tell all of it as it would be;
    words to look at are marked in both. `is_answered` is None where there is no question."""

    key: str
    heading: str
    pairs: list[Pair]
    lines: list[tuple[str, list[Stretch]]]
    hints: list[WordingHint] = field(default_factory=list)
    is_answered: bool | None = None

    @property
    def is_live(self) -> bool:
        return self.key == LIVE

    @property
    def is_quiet(self) -> bool:
        """Nothing to decide: it says the same, and nothing stands out."""
        return not (self.pairs or self.hints)


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
    def pages(self) -> list[ReviewedPage]:
        """In the order of the editor, which is that of the six questions."""
        return [one for page in PAGES for one in self._parts_of(page)]

    def _parts_of(self, page: EditorPage) -> Iterator[ReviewedPage]:
        # The same that the therapist was shown.
        hints = PageForms(page, therapist=self.therapist, content=self.content).hints
        if page.key == WITH_ABOUT:
            of_about = [hint for hint in hints if hint.field_id.startswith(f"id_{ABOUT}-")]
            hints = [hint for hint in hints if hint not in of_about]
            yield self._part(ABOUT, changes.page_title(ABOUT), of_about)
        heading = page.question.wording if page.question else page.title
        if page.key == LIVE:
            heading = _("Public already, without a moderator")
        is_answered = page.question.key in self._answered if page.question else None
        yield self._part(page.key, str(heading), hints, is_answered)

    def _part(
        self, key: str, heading: str, hints: list[WordingHint], is_answered: bool | None = None
    ) -> ReviewedPage:
        return ReviewedPage(
            key,
            heading,
            marked_pairs(self._changes, key, hints),
            [(label, marked([Piece("same", text)], hints)) for label, text in self._said(key)],
            hints,
            is_answered,
        )

    def _said(self, key: str) -> list[tuple[str, str]]:
        return self._live_facts if key == LIVE else self._told.get(key, [])

    @cached_property
    def _told(self) -> dict[str, list[tuple[str, str]]]:
        told = changes.describe(self.content, self._words, under=changes.section_of)
        return {page.page_key: [(line.label, line.text) for line in page.lines] for page in told}

    @cached_property
    def _changes(self) -> list[Change]:
        if self.is_first:
            return []
        return changes.between(self._before, self.content, self._words, under=changes.section_of)

    @cached_property
    def _answered(self) -> set[str]:
        return {one.key for one in progress.answered(self.content, self.therapist)}

    @property
    def page_keys(self) -> set[str]:
        """The pages of the editor that the decision is about: for ready reasons that fit."""
        keys = {page.key for page in self.pages if self.is_first or page.pairs}
        return {WITH_ABOUT if key == ABOUT else key for key in keys}

    @property
    def says_the_same(self) -> bool:
        return not self.is_first and not any(page.pairs for page in self.pages)

    @property
    def hint_count(self) -> int:
        return sum(len(page.hints) for page in self.pages)

    @cached_property
    def _before(self) -> Content:
        """What is live while it waits; afterwards what it was written on."""
        if self.is_waiting:
            return self._tables
        rows = self.therapist.revisions.filter(number=self.revision.based_on or 0)
        base = rows.values_list("content", flat=True).first()
        return drafts.complete(base, self._tables) if base else self._tables

    @property
    def _live_facts(self) -> list[tuple[str, str]]:
        """What needs no moderator, but tells who this is."""
        return [
            line
            for fact in LiveFact
            for line in live_words.lines(fact, live.read(self.therapist, fact))
        ]

    @cached_property
    def suspects(self) -> list[Suspect]:
        return duplicates.suspects(self.therapist, self.content)

    @cached_property
    def documents(self) -> list[ShownDocument]:
        return documents_of(self.therapist)

    @property
    def has_pictures(self) -> bool:
        """What can be shown on the page itself; other files are downloaded."""
        return any(one.may_open and one.is_picture for one in self.documents)

    @cached_property
    def missing(self) -> list[Missing]:
        return progress.missing(self.content, self.therapist)

    @cached_property
    def events(self) -> list[Happened]:
        return happened_to(self.therapist)


def days_since(revision: ProfileRevision) -> int:
    """Whole days that it has waited."""
    if revision.submitted_at is None:
        return 0
    return (timezone.now() - revision.submitted_at).days
