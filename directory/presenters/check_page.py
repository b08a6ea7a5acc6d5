"""The answers as they would be sent: all pages in words, what is missing, what to word better."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone
from django.utils.functional import cached_property

from directory.choices import LiveFact, ProfileStatus, RevisionStatus
from directory.editing import changes, content
from directory.editing.changes import Change, PageWords
from directory.editing.drafts import Draft
from directory.forms.hints import WordingHint
from directory.forms.page_forms import PageForms
from directory.forms.pages import BY_KEY, PAGES
from directory.models import Therapist
from directory.terms import TERMS_VERSION

from .dashboard import Home, Step
from .editor import fact_lines, words_of
from .live_words import Line


@dataclass(frozen=True)
class CheckedPage:
    """One page of the editor with its answers, the facts that are live, and hints about wording."""

    step: Step
    lines: list[Line]
    facts: list[Line]
    hints: list[WordingHint]
    missing: list[str]


class CheckPage(Home):
    """For a therapist loaded `with_answers()`."""

    def __init__(self, therapist: Therapist, draft: Draft) -> None:
        super().__init__(therapist, draft, timezone.localdate())
        self.version = draft.version

    @cached_property
    def pages(self) -> list[CheckedPage]:
        told = changes.describe(self.draft.content)
        return [self._page(step, told) for step in self.steps()]

    def _page(self, step: Step, told: list[PageWords]) -> CheckedPage:
        page = BY_KEY[step.key]
        facts = [
            line
            for part in page.parts
            if part.is_live
            for line in fact_lines(self.therapist, LiveFact(part.target))
        ]
        lines = [(line.label, line.text) for line in words_of(page, told)]
        missing = [point.text for point in self.missing if point.page_key == step.key]
        return CheckedPage(step, lines, facts, self._hints[step.key], missing)

    @cached_property
    def _hints(self) -> dict[str, list[WordingHint]]:
        return {
            page.key: PageForms(page, therapist=self.therapist, content=self.draft.content).hints
            for page in PAGES
        }

    @cached_property
    def number_of_hints(self) -> int:
        return sum(map(len, self._hints.values()))

    @property
    def needs_consent(self) -> bool:
        """Also when the terms have changed since."""
        return self.therapist.consent_version != TERMS_VERSION

    @property
    def is_first(self) -> bool:
        return self.therapist.published_at is None

    @cached_property
    def changes(self) -> list[Change]:
        """What differs from the page that patients see; nothing before there is one."""
        if not self.is_public:
            return []
        return changes.between(content.read(self.therapist), self.draft.content)

    @property
    def is_waiting(self) -> bool:
        revision = self.draft.revision
        return revision is not None and revision.status == RevisionStatus.SUBMITTED

    @property
    def can_discard(self) -> bool:
        return self.draft.revision is not None and self.draft.is_writable

    @property
    def is_held_back(self) -> bool:
        return self.therapist.status == ProfileStatus.SUSPENDED
