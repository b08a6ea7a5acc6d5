"""Why a step on a profile cannot be done, in words for the person who tried."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from directory.choices import RevisionStatus
from directory.models import ProfileRevision


class Refused(Exception):
    """`message` says what to do; `reasons` lists single points, if there are several."""

    def __init__(self, message: object, reasons: Sequence[object] = ()) -> None:
        self.message = str(message)
        self.reasons = [str(reason) for reason in reasons]
        super().__init__(" ".join([self.message, *self.reasons]))


class Changed(Refused):
    """Somebody saved, submitted or decided since the person looked."""


_FOR_ITS_THERAPIST = {
    RevisionStatus.DRAFT: _(
        "This was saved in another tab or window on %(saved)s, and your page shows an older text."
        " Load the page again and repeat your change there."
    ),
    RevisionStatus.SUBMITTED: _(
        "This was sent on %(submitted)s and waits for a moderator."
        " Take it back first if you want to change it."
    ),
    RevisionStatus.CHANGES_ASKED: _(
        "A moderator asked for changes on %(decided)s. Load the page again to read what to change."
    ),
    RevisionStatus.APPROVED: _(
        "A moderator approved this on %(decided)s. Load the page again to see what holds now."
    ),
    RevisionStatus.REJECTED: _(
        "A moderator did not accept this on %(decided)s. Load the page again to read why."
    ),
    RevisionStatus.WITHDRAWN: _(
        "This draft was thrown away in another tab or window."
        " Load the page again to see what holds now."
    ),
}
_FOR_MODERATORS = {
    RevisionStatus.DRAFT: _("The therapist took this back to change it. Nothing was decided."),
    RevisionStatus.SUBMITTED: _(
        "The therapist sent this anew on %(submitted)s, so you saw an older text."
        " Load the page again, look at it and then decide."
    ),
    RevisionStatus.CHANGES_ASKED: _("Changes were asked for on %(decided)s already."),
    RevisionStatus.APPROVED: _("This was approved on %(decided)s already."),
    RevisionStatus.REJECTED: _("This was rejected on %(decided)s already."),
    RevisionStatus.WITHDRAWN: _("The therapist has thrown this draft away. Nothing was decided."),
}


def changed(therapist_id: int) -> Changed:
    """For its therapist: what happened to the newest revision meanwhile."""
    newest = ProfileRevision.objects.filter(therapist=therapist_id).order_by("-number").first()
    if newest is None:
        return Changed(_("Your page shows an older text. Load it again and repeat your change."))
    return Changed(_tell(_FOR_ITS_THERAPIST, newest))


def decided_already(revision_id: int) -> Changed:
    """For a moderator: what happened to this revision meanwhile."""
    revision = ProfileRevision.objects.filter(pk=revision_id).first()
    if revision is None:
        return Changed(_("This revision is gone: the therapist has erased the profile."))
    return Changed(_tell(_FOR_MODERATORS, revision))


def _tell(texts: Mapping[RevisionStatus, object], revision: ProfileRevision) -> str:
    days = {
        "saved": revision.saved_at,
        "submitted": revision.submitted_at,
        "decided": revision.decided_at,
    }
    said = {
        name: date_format(localtime(when), "F j, Y, P T") if when else "–"
        for name, when in days.items()
    }
    return str(texts[RevisionStatus(revision.status)]) % said
