"""Changes the small facts of a profile at once, and takes such a change back."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.db.models import Max, QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from directory.choices import EventKind, LiveFact, ProfileStatus
from directory.editing import content, live, progress
from directory.editing.live import Values
from directory.models import LiveChange, Therapist
from directory.search import doc

from . import events
from .guarding import own
from .refusals import Changed, Refused


@transaction.atomic
def change(therapist: Therapist, fact: LiveFact, values: Values, *, by: User) -> LiveChange | None:
    """Make the tables say it, keep what they said before; `None` if they say so already."""
    therapist = own(therapist.pk, by)
    before = live.read(therapist, fact)
    if before == values:
        return None
    after = _write(therapist.pk, fact, values)
    _refuse_less_than_the_least(therapist)
    if before == after:  # the same in another order
        return None
    made = LiveChange.objects.create(therapist=therapist, fact=fact, before=before, after=after)
    events.record(therapist.pk, EventKind.LIVE_CHANGED, by=by, fields=[fact])
    doc.refresh(therapist)
    return made


@transaction.atomic
def undo(change_id: int, *, therapist: Therapist, by: User) -> LiveChange:
    """Bring back what was before the newest change of a fact; then the one before it, and so on."""
    therapist = own(therapist.pk, by)
    undone = LiveChange.objects.filter(pk=change_id, therapist=therapist).first()
    if undone is None:
        raise Refused(_("This change is no longer kept, so it cannot be undone."))
    fact = LiveFact(undone.fact)
    now = live.read(therapist, fact)
    if not _newest(therapist).filter(pk=undone.pk).exists() or now != undone.after:
        raise _too_late()
    try:
        with transaction.atomic():
            made = LiveChange.objects.create(
                therapist=therapist, fact=fact, before=now, after=undone.before, undoes=undone
            )
    except IntegrityError:  # two clicks at once: a change is undone once
        raise _too_late() from None
    made.after = _write(therapist.pk, fact, undone.before)
    _refuse_less_than_the_least(therapist)
    made.save(update_fields=["after"])
    events.record(therapist.pk, EventKind.LIVE_UNDONE, by=by, fields=[fact])
    doc.refresh(therapist)
    return made


def undoable(therapist: Therapist) -> list[LiveChange]:
    """For each fact the change that can be undone now, newest first; best loaded
    `with_answers()`."""
    return [
        change
        for change in _newest(therapist).order_by("-pk")
        if live.read(therapist, LiveFact(change.fact)) == change.after
    ]


def last_undoable(therapist: Therapist) -> LiveChange | None:
    return next(iter(undoable(therapist)), None)


def _newest(therapist: Therapist) -> QuerySet[LiveChange]:
    """Of each fact the newest change that was not undone and is no undoing itself."""
    standing = LiveChange.objects.filter(
        therapist=therapist, undoes__isnull=True, undone_by__isnull=True
    )
    if therapist.published_at:  # what was before belongs to an unfinished profile
        standing = standing.filter(made_at__gte=therapist.published_at)
    newest = standing.order_by().values("fact").annotate(newest=Max("pk")).values("newest")
    return LiveChange.objects.filter(pk__in=newest)


def _write(therapist_id: int, fact: LiveFact, values: Values) -> Values:
    live.apply(therapist_id, fact, values)
    return live.read(Therapist.objects.get(pk=therapist_id), fact)


def _refuse_less_than_the_least(before: Therapist) -> None:
    """A page that is public, was public or waits keeps the stated minimum: a change that takes
    some of it away is refused."""
    if before.status == ProfileStatus.DRAFT and before.published_at is None:
        return
    had = {point.text for point in progress.least(content.read(before), before)}
    now = Therapist.objects.with_answers().get(pk=before.pk)
    lost = [p.text for p in progress.least(content.read(now), now) if p.text not in had]
    if lost:
        raise Refused(_("Your profile is listed or was sent to us, so it has to keep:"), lost)


def _too_late() -> Changed:
    return Changed(
        _(
            "This was undone or changed again meanwhile."
            " Load the page again to see what your profile says now."
        )
    )
