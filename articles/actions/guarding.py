"""What every step of the desk begins with: the row locked, the person and the state checked."""

from collections.abc import Callable, Sequence

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from accounts.models import User
from articles.choices import ArticleStatus
from articles.models import Article


class Refused(Exception):
    """Why a step cannot be done now, each reason a plain sentence for the person who tried."""

    def __init__(self, reasons: Sequence[object]) -> None:
        self.reasons = [str(reason) for reason in reasons]
        super().__init__(" ".join(self.reasons))


def permit(by: User, question: Callable[[User], bool]) -> None:
    if not question(by):
        raise PermissionDenied


def locked(article: Article) -> Article:
    """The article as it is now, and nobody changes it until this transaction ends."""
    # In the order of its key: that of the model would lock the topic as well.
    row = Article.objects.select_for_update().filter(pk=article.pk).order_by("pk").first()
    if row is None:
        raise Refused([_("This article is gone: somebody deleted it, or it was published.")])
    return row


def expect(article: Article, *statuses: ArticleStatus) -> None:
    """Somebody else may have been quicker, or an old page may still show the button."""
    if article.status not in statuses:
        raise Refused(
            [
                _("This cannot be done now: the article is in the state “%(status)s”.")
                % {"status": article.get_status_display()}
            ]
        )


def expect_latest(seen: int, last: int) -> None:
    if seen != last:
        raise Refused(
            [
                _(
                    "You saw revision %(seen)s, but the article is at revision %(last)s by now."
                    " Look at what changed, then decide again."
                )
                % {"seen": seen, "last": last}
            ]
        )
