"""What therapists do with their own profile: begin, save, submit, take back, throw away."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from directory.choices import (
    WRITABLE_REVISIONS,
    EventKind,
    ProfileStatus,
    RevisionStatus,
)
from directory.editing import drafts, progress
from directory.editing.content import Content, Section, read
from directory.editing.drafts import Draft
from directory.models import ProfileRevision, Therapist
from directory.terms import TERMS_VERSION

from . import appeals, events, mails
from .addresses import free_slug
from .guarding import move, no_longer_waits, own
from .refusals import Changed, Refused, changed

#: How often somebody may be quicker before a person is told so.
TRIES = 5
LONGEST_NAME = 120


class _Overtaken(Exception):
    """Somebody was quicker with something that need not be in the way: look again."""


def start(*, by: User, name: str) -> Therapist:
    """The profile of this person: the one that there is, or a new one with this name."""
    name = name.strip()
    if not name:
        raise Refused(_("Write the name under which you work."))
    if len(name) > LONGEST_NAME:
        raise Refused(
            _("Write a name of at most %(longest)d characters.") % {"longest": LONGEST_NAME}
        )
    for _try in range(TRIES):
        if therapist := Therapist.objects.owned_by(by).first():
            return therapist
        slug = free_slug(name)
        try:
            with transaction.atomic():
                return Therapist.objects.create(owner=by, name=name, slug=slug)
        except IntegrityError:  # the same click twice, or somebody of the same name
            continue
    raise Changed(_("Your profile could not be started. Try again."))


def save(
    therapist: Therapist, *, by: User, sections: dict[str, Section], seen: str
) -> ProfileRevision | None:
    """Put these sections into the draft, which begins here if there is none.

    `seen` is `drafts.seen` of the same sections, as the person saw them. Other sections may have
    changed meanwhile. Gives the draft, or `None` if there is none and nothing was changed.
    """
    for _try in range(TRIES):
        try:
            return _save(therapist.pk, by, sections, seen)
        except _Overtaken:
            continue
    raise changed(therapist.pk)


@transaction.atomic
def _save(
    therapist_id: int, by: User, sections: dict[str, Section], seen: str
) -> ProfileRevision | None:
    therapist = own(therapist_id, by)
    draft = drafts.load(therapist)
    if not draft.is_writable or drafts.seen(draft, sections) != seen:
        raise changed(therapist_id)
    content = draft.content | sections
    if content == draft.content:
        return draft.revision
    if draft.revision is None:
        return _begin(therapist, content)
    if not move(
        draft.revision,
        draft.version,
        WRITABLE_REVISIONS,
        content=content,
        saved_at=timezone.now(),
    ):
        raise _Overtaken
    return draft.revision


def _begin(therapist: Therapist, content: Content) -> ProfileRevision:
    revisions = ProfileRevision.objects.filter(therapist=therapist)
    last = revisions.aggregate(last=Max("number"))["last"] or 0
    approved = revisions.filter(status=RevisionStatus.APPROVED)
    try:
        with transaction.atomic():
            return ProfileRevision.objects.create(
                therapist=therapist,
                number=last + 1,
                based_on=approved.aggregate(last=Max("number"))["last"],
                content=content,
            )
    except IntegrityError:  # two tabs begin at once
        raise _Overtaken from None


@transaction.atomic
def submit(therapist: Therapist, *, by: User, version: int, agrees: bool) -> ProfileRevision:
    """Send the draft to the moderators. Who submits says that all of it is right today."""
    therapist = own(therapist.pk, by)
    draft = drafts.load(therapist)
    revision = _expected(draft, therapist, version, *WRITABLE_REVISIONS)
    if missing := progress.missing(draft.content, therapist):
        raise Refused(
            _("Before you can send your profile, it needs:"), [point.text for point in missing]
        )
    needs_consent = therapist.consent_version != TERMS_VERSION
    if needs_consent and not agrees:
        raise Refused(_("Nobody is listed without agreeing to it. Tick the box to agree."))
    now = timezone.now()
    _advance(
        revision,
        version,
        *WRITABLE_REVISIONS,
        status=RevisionStatus.SUBMITTED,
        submitted_at=now,
        decided_at=None,
        decided_by=None,
    )
    rows = Therapist.objects.filter(pk=therapist.pk)
    if needs_consent:
        rows.update(consented_at=now, consent_version=TERMS_VERSION, updated_at=now)
        events.record(therapist.pk, EventKind.CONSENTED, by=by)
    rows.filter(status=ProfileStatus.DRAFT).update(status=ProfileStatus.PENDING, updated_at=now)
    appeals.no_longer_needed(therapist)
    fields = drafts.changed_sections(read(therapist), draft.content)
    events.record(therapist.pk, EventKind.SUBMITTED, by=by, revision=revision, fields=fields)
    is_public = therapist.is_public(timezone.localdate(now))
    mails.tell(therapist, "submitted", is_public=is_public)
    return revision


@transaction.atomic
def withdraw(therapist: Therapist, *, by: User, version: int) -> ProfileRevision:
    """Take back what waits for a moderator: it is a draft again, nothing is lost."""
    therapist = own(therapist.pk, by)
    revision = _expected(drafts.load(therapist), therapist, version, RevisionStatus.SUBMITTED)
    _advance(
        revision,
        version,
        RevisionStatus.SUBMITTED,
        status=RevisionStatus.DRAFT,
        submitted_at=None,
    )
    no_longer_waits(therapist.pk)
    events.record(therapist.pk, EventKind.WITHDRAWN, by=by, revision=revision)
    return revision


@transaction.atomic
def discard(therapist: Therapist, *, by: User, version: int) -> ProfileRevision:
    """Throw the draft away: the next one begins with what the tables say. Its text stays in the
    history until that is cleared."""
    therapist = own(therapist.pk, by)
    revision = _expected(drafts.load(therapist), therapist, version, *WRITABLE_REVISIONS)
    _advance(revision, version, *WRITABLE_REVISIONS, status=RevisionStatus.WITHDRAWN)
    appeals.no_longer_needed(therapist, about=revision)
    events.record(therapist.pk, EventKind.WITHDRAWN, by=by, revision=revision)
    return revision


def _expected(
    draft: Draft, therapist: Therapist, version: int, *statuses: RevisionStatus
) -> ProfileRevision:
    """The open revision, if it is the very one that the person saw."""
    revision = draft.revision
    if revision is None and version == 0:
        raise Refused(_("There is no draft: you have changed nothing since the last decision."))
    if revision is None or revision.version != version or revision.status not in statuses:
        raise changed(therapist.pk)
    return revision


def _advance(
    revision: ProfileRevision, version: int, *statuses: RevisionStatus, **values: object
) -> None:
    if not move(revision, version, statuses, **values):
        raise changed(revision.therapist_id)
