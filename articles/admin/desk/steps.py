"""The steps of the desk as data: where each is possible, who may do it, and what it asks."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from articles.actions import desk, publishing, versions
from articles.actions.guarding import Refused
from articles.choices import PUBLIC_STATUSES, ArticleStatus
from articles.models import Article
from articles.permissions import can_publish, can_send_back, can_write, is_reviewer

from .forms import (
    ArchiveForm,
    NeededNoteForm,
    NoteForm,
    PublishForm,
    RestoreForm,
    ReviewForm,
    StepForm,
)

Status = ArticleStatus
Text = str | Promise


@dataclass(frozen=True)
class Step:
    """`action` is called with `article`, `by` and the fields of the form; it returns the article
    that the desk goes on with."""

    name: str
    label: Text
    explanation: Text
    done: Text
    statuses: frozenset[str]
    may: Callable[[User], bool]
    action: Callable[..., Article | versions.Restored]
    form: type[StepForm] = StepForm
    #: Not on the panel: it is reached from elsewhere, with a parameter.
    is_hidden: bool = False

    @property
    def asks(self) -> bool:
        """Whether there is anything to fill in; if not, one button does it."""
        return bool(self.form.base_fields)

    def is_open_to(self, user: User, article: Article) -> bool:
        return article.status in self.statuses and self.may(user)


def restore(*, article: Article, by: User, revision: int) -> versions.Restored:
    found = article.revisions.filter(number=revision).first()
    if found is None:
        raise Refused([_("There is no revision %(number)s.") % {"number": revision}])
    return versions.restore_text(article=article, by=by, revision=found)


def _may_ask(user: User) -> bool:
    return can_write(user) or can_send_back(user)


_working = frozenset({Status.DRAFT, Status.IN_REVIEW, Status.SCHEDULED})
_public = frozenset(PUBLIC_STATUSES)

STEPS = {
    step.name: step
    for step in (
        Step(
            "submit",
            gettext_lazy("Send to clinical review"),
            gettext_lazy("A health professional who did not write it reads the text next."),
            gettext_lazy("Sent to clinical review."),
            frozenset({Status.DRAFT}),
            can_write,
            desk.submit,
            NoteForm,
        ),
        Step(
            "approve",
            gettext_lazy("Approve"),
            gettext_lazy(
                "You answer for this text as a health professional. It waits for an editor, who"
                " puts it online; a later change of the text takes the approval back."
            ),
            gettext_lazy("Approved. An editor can publish it now."),
            frozenset({Status.IN_REVIEW}),
            is_reviewer,
            desk.approve,
            ReviewForm,
        ),
        Step(
            "send-back",
            gettext_lazy("Send back to the writers"),
            gettext_lazy("Say what has to change. The article becomes a draft again."),
            gettext_lazy("Sent back: it is a draft again."),
            frozenset({Status.IN_REVIEW, Status.SCHEDULED}),
            can_send_back,
            desk.send_back,
            NeededNoteForm,
        ),
        Step(
            "publish",
            gettext_lazy("Publish"),
            gettext_lazy("Readers see it at once, or from the day that you choose."),
            gettext_lazy("Done: readers see it from its day on."),
            frozenset({Status.IN_REVIEW, Status.SCHEDULED}),
            can_publish,
            publishing.publish,
            PublishForm,
        ),
        Step(
            "confirm-review",
            gettext_lazy("Confirm: the text is still right"),
            gettext_lazy(
                "You have read the sources again and looked for newer ones, and answer for the"
                " published text as a health professional."
            ),
            gettext_lazy("Reviewed. The next review has its day."),
            _public,
            is_reviewer,
            desk.confirm_review,
            ReviewForm,
        ),
        Step(
            "new-version",
            gettext_lazy("Start a new version"),
            gettext_lazy("Readers go on seeing the published text until the new one replaces it."),
            gettext_lazy("This is the next version. Readers do not see it yet."),
            _public,
            can_write,
            versions.start_new_version,
        ),
        Step(
            "ask-for-review",
            gettext_lazy("Mark as due for review"),
            gettext_lazy("Say why, such as a new guideline. Readers see that a review is due."),
            gettext_lazy("Marked as due for review."),
            frozenset({Status.PUBLISHED}),
            _may_ask,
            desk.ask_for_review,
            NeededNoteForm,
        ),
        Step(
            "archive",
            gettext_lazy("Archive"),
            gettext_lazy("Takes the article off the site. Its history stays here."),
            gettext_lazy("Archived: readers do not see it any more."),
            _public,
            can_publish,
            desk.archive,
            ArchiveForm,
        ),
        Step(
            "give-up",
            gettext_lazy("Give this text up"),
            gettext_lazy("Puts a text that readers never saw into the archive."),
            gettext_lazy("Put into the archive."),
            _working,
            can_publish,
            desk.archive,
            NoteForm,
        ),
        Step(
            "restore-to-draft",
            gettext_lazy("Take out of the archive"),
            gettext_lazy("It becomes a draft, and is reviewed before it goes online again."),
            gettext_lazy("It is a draft again."),
            frozenset({Status.ARCHIVED}),
            can_write,
            desk.restore_to_draft,
            NoteForm,
        ),
        Step(
            "restore",
            gettext_lazy("Bring this text back"),
            gettext_lazy(
                "The text and links of this revision replace those of the draft; for a public"
                " article they become its next version. Nothing of the history is lost."
            ),
            gettext_lazy("The earlier text is back."),
            frozenset({Status.DRAFT, Status.IN_REVIEW, *PUBLIC_STATUSES}),
            can_write,
            restore,
            RestoreForm,
            is_hidden=True,
        ),
    )
}
