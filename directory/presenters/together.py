"""Which submitted updates are small enough to be approved together, and what each would change."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from accounts.models import User
from directory import overturned
from directory.choices import RevisionStatus
from directory.editing import changes, content, drafts
from directory.editing.changes import Change
from directory.editing.claims import claims_changed, has_wording_hits
from directory.editing.content import Content
from directory.editing.side_by_side import Pair
from directory.editing.vocabulary import Vocabulary
from directory.models import ProfileRevision, Therapist

from .review_marks import marked_pairs


@dataclass(frozen=True)
class Candidate:
    """`refusal` says why somebody has to look at it alone; empty if nobody has to."""

    revision: ProfileRevision
    therapist: Therapist
    pages: list[tuple[str, list[Pair]]]
    refusal: str

    @property
    def seen(self) -> str:
        """Names the version that is shown."""
        return f"{self.revision.pk}-{self.revision.version}"


def candidates(revisions: Iterable[ProfileRevision], by: User) -> list[Candidate]:
    """In the order given, with a fixed number of queries."""
    rows = list(revisions)
    keys = {row.therapist_id for row in rows}
    therapists = {one.pk: one for one in Therapist.objects.with_answers().filter(pk__in=keys)}
    closed = set(overturned.texts_of(by))
    words = Vocabulary()
    found = []
    for row in rows:
        therapist = therapists[row.therapist_id]
        # Perhaps its therapist writes in it again: nobody reads along.
        refusal = _not_now(row, therapist, by, is_overturned=row.pk in closed)
        found.append(
            Candidate(row, therapist, [], refusal) if refusal else _shown(row, therapist, words)
        )
    return found


def _shown(revision: ProfileRevision, therapist: Therapist, words: Vocabulary) -> Candidate:
    before = content.read(therapist)
    after = drafts.complete(revision.content, before)
    found = changes.between(before, after, words)
    titles = {change.page_key: change.title for change in found}
    pages = [(title, marked_pairs(found, key)) for key, title in titles.items()]
    return Candidate(revision, therapist, pages, _too_large(before, after, found))


def _not_now(
    revision: ProfileRevision, therapist: Therapist, by: User, *, is_overturned: bool
) -> str:
    if revision.status != RevisionStatus.SUBMITTED:
        return _("It does not wait for a moderator.")
    if therapist.owner_id == by.pk:
        return _("This is your own profile: somebody else has to decide about it.")
    if is_overturned:
        return str(overturned.REFUSAL)
    if revision.based_on is None:
        return _("It is the first text of this profile.")
    return ""


def _too_large(before: Content, after: Content, found: list[Change]) -> str:
    claims = claims_changed(before, after)
    if claims:
        sections = {name.partition(".")[0] for name in claims}
        pages = {"place" if section == "about" else section for section in sections}
        labels = dict.fromkeys(change.label for change in found if change.page_key in pages)
        return _("It changes what patients decide by: %(what)s.") % {
            "what": ", ".join(labels) or ", ".join(sorted(sections))
        }
    if has_wording_hits(after):
        return _("There is wording to look at.")
    return ""
