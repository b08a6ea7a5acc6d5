"""What the history of an article says about its text: whose it is, and whether a review holds."""

from dataclasses import dataclass
from functools import cached_property

from django.contrib.auth.models import AnonymousUser

from accounts.models import User

from .choices import RevisionKind
from .models import Article

#: After these the text is another one than before.
TEXT_KINDS = frozenset(
    {
        RevisionKind.IMPORTED,
        RevisionKind.WRITTEN,
        RevisionKind.CORRECTED,
        RevisionKind.RESTORED,
    }
)
#: After these an earlier approval is worth nothing.
ENDS_OF_APPROVAL = TEXT_KINDS | {RevisionKind.RETURNED, RevisionKind.ARCHIVED}


@dataclass(frozen=True, slots=True)
class Step:
    number: int
    kind: str
    actor_id: int | None


@dataclass(frozen=True)
class Trail:
    """The lines of a history from first to last, without their texts."""

    steps: tuple[Step, ...]

    @property
    def last_number(self) -> int:
        """What a form or a reviewer names as "the state that I saw"; 0 before any history."""
        return self.steps[-1].number if self.steps else 0

    @cached_property
    def last_text(self) -> int:
        return self._last(TEXT_KINDS)

    @cached_property
    def last_review(self) -> int:
        return self._last({RevisionKind.REVIEWED})

    @property
    def is_approved(self) -> bool:
        """The text as it stands was reviewed, and nobody has sent it back since."""
        return self.last_review > self._last(ENDS_OF_APPROVAL)

    def was_written_by(self, user: User | AnonymousUser) -> bool:
        """Whether somebody had a hand in the text since it was last reviewed: nobody reviews
        their own words. A review that was taken back does not count."""
        return any(
            step.kind in TEXT_KINDS and step.actor_id == user.pk
            for step in self.steps
            if step.number > self._last_review_that_stands and step.actor_id is not None
        )

    @property
    def _last_review_that_stands(self) -> int:
        """A new text ends an approval as well, but what was reviewed before it stays reviewed."""
        taken_back = self._last({RevisionKind.RETURNED, RevisionKind.ARCHIVED})
        return self.last_review if self.last_review > taken_back else 0

    def _last(self, kinds: "frozenset[RevisionKind] | set[RevisionKind]") -> int:
        return max((step.number for step in self.steps if step.kind in kinds), default=0)


def trail_of(article: Article) -> Trail:
    """One query, however long the history."""
    rows = article.revisions.order_by("number").values_list("number", "kind", "actor_id")
    return Trail(tuple(Step(*row) for row in rows))
