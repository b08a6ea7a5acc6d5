"""The words of one profile that the wording rules question, answer by answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from directory.choices import ProfileStatus
from directory.editing import content, drafts
from directory.editing.content import Content
from directory.forms.hints import WordingHint
from directory.models import ProfileRevision, Therapist
from directory.wording_counts import NOBODYS_BUSINESS, hints_of, submitted


@dataclass(frozen=True)
class FoundPage:
    """Of one of the six questions, or of another page of the editor."""

    key: str
    heading: str
    hints: list[WordingHint]


@dataclass(frozen=True)
class FoundWords:
    """In the words that are public, and in those that wait: `revision` has the latter."""

    therapist: Therapist
    listed: list[FoundPage]
    waiting: list[FoundPage]
    revision: ProfileRevision | None

    @property
    def words_for_therapist(self) -> str:
        """To begin with, when the profile has to be hidden because of what is public."""
        found = [_said(hint) for page in self.listed for hint in page.hints]
        if not found:
            return ""
        first = _("Please change these words, then your profile can come back:")
        return "\n".join([first, *dict.fromkeys(found)])


def found(therapist: Therapist) -> FoundWords:
    """For a therapist loaded `with_answers()`."""
    tables = content.read(therapist)
    is_listed = therapist.status == ProfileStatus.PUBLISHED
    sent = None if therapist.status in NOBODYS_BUSINESS else submitted(therapist)
    waiting = drafts.complete(sent.content, tables) if sent else None
    return FoundWords(
        therapist,
        list(_pages(therapist, tables)) if is_listed else [],
        list(_pages(therapist, waiting)) if waiting else [],
        sent,
    )


def _pages(therapist: Therapist, text: Content) -> Iterator[FoundPage]:
    for page, hints in hints_of(therapist, text):
        yield FoundPage(
            page.key, str(page.question.wording if page.question else page.title), hints
        )


def _said(hint: WordingHint) -> str:
    said = _("“%(words)s”: %(reason)s") % {"words": ", ".join(hint.found), "reason": hint.reason}
    if not hint.better:
        return said
    return _("%(said)s Better: “%(better)s”") % {"said": said, "better": hint.better}
