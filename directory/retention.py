"""Deletes what keeps a profile true once it has served: old links, reminders, changes, drafts."""

from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from .choices import RevisionStatus
from .models import Appeal, Hiding, LiveChange, ProfileRevision, Reminder, UpkeepLink

KEEP_LINKS = timedelta(days=30)
#: Longer than any mail can be late, so that none goes out twice.
KEEP_REMINDERS = timedelta(days=400)
KEEP_CHANGES = timedelta(days=730)
KEEP_UNPUBLISHED = timedelta(days=90)
#: The words about a decision, after the matter is over; that there was one, and when, stays.
KEEP_WORDS = timedelta(days=180)

#: Closed without ever having been public.
CLOSED = (RevisionStatus.REJECTED, RevisionStatus.WITHDRAWN)


def forget_old(now: datetime) -> str:
    links = UpkeepLink.objects.filter(
        Q(used_at__lt=now - KEEP_LINKS) | Q(expires_at__lt=now - KEEP_LINKS)
    )
    reminders = Reminder.objects.filter(queued_at__lt=now - KEEP_REMINDERS)
    # A change goes with what undid it, or else that one could be undone as if it were new.
    changes = LiveChange.objects.filter(
        Q(undone_by__isnull=True) | Q(undone_by__made_at__lt=now - KEEP_CHANGES),
        made_at__lt=now - KEEP_CHANGES,
    )
    numbers = [rows.delete()[0] for rows in (links, reminders, changes, _never_public(now))]
    return "{} links, {} reminders, {} changes, {} revisions forgotten".format(*numbers)


def forget_words(now: datetime) -> str:
    """What both sides wrote about a decision. Of an appeal against a hiding the matter is over
    when the hiding is."""
    before = now - KEEP_WORDS
    hidings = Hiding.objects.filter(~Q(why="") | ~Q(reply=""), ended_at__lt=before)
    appeals = Appeal.objects.filter(
        ~Q(text="") | ~Q(answer=""),
        Q(hiding=None) | Q(hiding__ended_at__lt=before),
        decided_at__lt=before,
    )
    numbers = appeals.update(text="", answer=""), hidings.update(why="", reply="")
    return "words of {} appeals and {} hidings forgotten".format(*numbers)


def _never_public(now: datetime) -> QuerySet[ProfileRevision]:
    """Closed revisions of people whose profile was never online, long after anything happened."""
    before = now - KEEP_UNPUBLISHED
    return ProfileRevision.objects.filter(
        Q(submitted_at__isnull=True) | Q(submitted_at__lt=before),
        Q(decided_at__isnull=True) | Q(decided_at__lt=before),
        status__in=CLOSED,
        therapist__published_at__isnull=True,
        saved_at__lt=before,
    )
