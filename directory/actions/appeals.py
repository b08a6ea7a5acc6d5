"""One appeal against a decision: a therapist asks, another moderator than the first one decides."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from directory import hidings
from directory.choices import (
    OPEN_REVISIONS,
    AppealState,
    EventKind,
    ProfileStatus,
    RevisionStatus,
)
from directory.editing import drafts, progress
from directory.editing.content import read
from directory.models import Appeal, Hiding, ProfileRevision, Therapist
from directory.permissions import can_answer_appeals
from directory.terms import TERMS_VERSION

from . import events, hiding
from .guarding import move, own
from .hiding_mails import appeal_url, tell_therapist
from .refusals import Changed, Refused
from .words import needed, refuse_what_gives_away

LONGEST_TEXT = 2_000
LONGEST_ANSWER = 2_000
#: Decisions about a text that its therapist may appeal against.
GIVEN_BACK = (RevisionStatus.REJECTED, RevisionStatus.CHANGES_ASKED)


@transaction.atomic
def appeal(therapist_id: int, *, about: ProfileRevision | Hiding, text: str, by: User) -> Appeal:
    """Ask another moderator to look again, once for each decision."""
    message = _("Write why you think that the decision is wrong.")
    text = needed(text, longest=LONGEST_TEXT, message=message)
    therapist = own(therapist_id, by)
    if isinstance(about, Hiding):
        row = _about_hiding(therapist, about.pk)
    else:
        row = _about_text(therapist, about.pk)
    row.therapist, row.text = therapist, text
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        raise _twice() from None
    events.record(therapist.pk, EventKind.APPEALED, by=by, revision=row.revision)
    tell_therapist(therapist, "appeal_received", url=appeal_url(row), days=hidings.AIM_DAYS)
    return row


def _about_hiding(therapist: Therapist, number: int) -> Appeal:
    found = Hiding.objects.filter(pk=number, therapist=therapist).first()
    if found is None or found.ended_at:
        raise Refused(_("Your profile is not hidden any more. There is nothing left to ask for."))
    if Appeal.objects.filter(hiding=found).exists():
        raise _twice()
    return Appeal(hiding=found, decided_first_by=found.hidden_by)


def _about_text(therapist: Therapist, number: int) -> Appeal:
    found = ProfileRevision.objects.filter(pk=number, therapist=therapist).first()
    if found is None or not is_standing(found):
        raise Refused(
            _(
                "This decision does not count any more: you have sent a text since, or thrown"
                " it away."
            )
        )
    if of_decision(found) is not None:
        raise _twice()
    return Appeal(revision=found, revision_version=found.version, decided_first_by=found.decided_by)


def decisions_for(user: User) -> QuerySet[ProfileRevision]:
    """The texts of this person about which there is a page of the decision."""
    asked = Appeal.objects.filter(therapist__owner=user, revision__isnull=False)
    mine = ProfileRevision.objects.filter(therapist__owner=user).select_related("therapist")
    return mine.filter(Q(status__in=GIVEN_BACK) | Q(pk__in=asked.values("revision")))


def is_standing(revision: ProfileRevision) -> bool:
    """Whether it is given back, and its therapist has sent nothing since."""
    if revision.status not in GIVEN_BACK or revision.decided_at is None:
        return False
    later = ProfileRevision.objects.filter(
        therapist=revision.therapist_id, number__gt=revision.number
    )
    was_sent = Q(submitted_at__gt=revision.decided_at) | Q(decided_at__gt=revision.decided_at)
    return not later.filter(was_sent).exists()


def of_decision(revision: ProfileRevision) -> Appeal | None:
    """The appeal against the newest decision about this text. Its version does not tell: it grows
    when the therapist goes on writing in a text that was given back."""
    made = Appeal.objects.filter(revision=revision, made_at__gte=revision.decided_at)
    return made.first() if revision.decided_at else _granted(revision)


def _granted(revision: ProfileRevision) -> Appeal | None:
    """After a grant the text waits without a decision; the appeal that brought it back is told."""
    rows = Appeal.objects.filter(revision=revision, state=AppealState.GRANTED)
    return rows.order_by("-decided_at").first()


def no_longer_needed(therapist: Therapist, *, about: ProfileRevision | None = None) -> None:
    """A text was sent again: that settles every open appeal about texts. One that was thrown away
    settles the appeal about itself."""
    rows = hidings.appeals_waiting().filter(therapist=therapist, revision__isnull=False)
    if about is not None:
        rows = rows.filter(revision=about)
    rows.update(state=AppealState.WITHDRAWN, decided_at=timezone.now())


@transaction.atomic
def decide(appeal_id: int, *, is_granted: bool, answer: str, by: User) -> Appeal:
    """By somebody who did not take the first decision. `answer` is for the therapist to read.

    Granted, a text waits in the queue again, where this moderator may approve it, and a hiding
    ends. A text that cannot wait, since its therapist has begun another one or must agree to
    something first, stays where it is: `waits_again` tells.
    """
    message = _("Write the answer that the therapist reads.")
    answer = needed(answer, longest=LONGEST_ANSWER, message=message)
    row = _open(appeal_id, by)
    refuse_what_gives_away(row.therapist_id, answer)
    state = AppealState.GRANTED if is_granted else AppealState.DENIED
    values = {"state": state, "answer": answer, "decided_at": timezone.now(), "decided_by": by}
    if hidings.appeals_waiting().filter(pk=row.pk).update(**values) != 1:
        raise _decided_already()
    row.refresh_from_db(fields=list(values))
    if is_granted:
        _make_good(row, by)
    kind = EventKind.APPEAL_GRANTED if is_granted else EventKind.APPEAL_DENIED
    events.record(row.therapist_id, kind, by=by, revision=row.revision)
    _tell(row)
    return row


def _open(appeal_id: int, by: User) -> Appeal:
    """The open appeal with its profile held, for somebody who may decide about it."""
    number = Appeal.objects.filter(pk=appeal_id).values_list("therapist", flat=True).first()
    therapist = hiding.held(number or 0, by, may=can_answer_appeals)
    row = Appeal.objects.select_related("revision", "hiding").get(pk=appeal_id)
    row.therapist = therapist
    if row.state != AppealState.OPEN:
        raise _decided_already()
    if row.decided_first_by_id == by.pk:
        raise Refused(
            _("The decision was yours: somebody else has to decide about the appeal against it.")
        )
    return row


def _make_good(row: Appeal, by: User) -> None:
    if row.therapist.status == ProfileStatus.REMOVED:
        raise Refused(_("This profile was removed: no appeal can bring it back."))
    if row.hiding is not None:
        row.hiding.therapist = row.therapist
        hiding.let_go(row.hiding, by=by)
    elif row.revision is not None:
        _send_again(row.revision)


def _send_again(revision: ProfileRevision) -> None:
    """It takes the place in the queue that it had. Only a text that could be sent today does:
    nobody's text waits without consent, or beside another one; and what its therapist has written
    into it since was not sent."""
    if revision.decided_at is None or revision.saved_at > revision.decided_at:
        return
    therapist = Therapist.objects.with_answers().get(pk=revision.therapist_id)
    others = ProfileRevision.objects.filter(therapist=therapist, status__in=OPEN_REVISIONS)
    if others.exclude(pk=revision.pk).exists() or not is_standing(revision):
        return
    content = drafts.complete(revision.content, read(therapist))
    agrees = therapist.consented_at is not None and therapist.consent_version == TERMS_VERSION
    if not agrees or progress.missing(content, therapist):
        return
    now = timezone.now()
    moved = move(
        revision,
        revision.version,
        GIVEN_BACK,
        status=RevisionStatus.SUBMITTED,
        submitted_at=revision.submitted_at or now,
        decided_at=None,
        decided_by=None,
    )
    if moved:
        drafts_only = Therapist.objects.filter(pk=therapist.pk, status=ProfileStatus.DRAFT)
        drafts_only.update(status=ProfileStatus.PENDING, updated_at=now)


def waits_again(row: Appeal) -> bool:
    """Whether the text of a granted appeal is in the review queue."""
    return row.revision is not None and row.revision.status == RevisionStatus.SUBMITTED


def _tell(row: Appeal) -> None:
    event = "appeal_granted" if row.state == AppealState.GRANTED else "appeal_denied"
    therapist = row.therapist
    tell_therapist(
        therapist,
        event,
        url=appeal_url(row),
        is_hiding=row.hiding_id is not None,
        is_public=therapist.is_public(timezone.localdate()),
        waits_again=waits_again(row),
    )


def _twice() -> Changed:
    return Changed(_("You have asked for this already. One more look is all that there is."))


def _decided_already() -> Changed:
    return Changed(_("This appeal was decided already, or is no longer needed."))
