"""What waits for a moderator, as named sets of rows: the queues count what the lists show."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import (
    CharField,
    DateField,
    Exists,
    ExpressionWrapper,
    F,
    OrderBy,
    OuterRef,
    Q,
    QuerySet,
    Value,
)
from django.db.models.functions import Cast, Coalesce, Least

from directory.choices import CHECKED_LEVELS, ProfileStatus, ReminderKind, RevisionStatus
from directory.freshness import CHECK_HOLDS_FOR, CONFIRMED_FOR
from directory.models import (
    Credential,
    Document,
    PossiblePair,
    ProfileRevision,
    Reminder,
    Therapist,
    VerificationRecord,
    WordingCount,
)
from directory.uploads.access import kept, scans_for_others
from sciatica_site.hooks import Viewer

LAPSES_SOON = timedelta(days=60)
LAPSED_NOT_LONG_AGO = timedelta(days=365)
#: So long a therapist has for the new date of a credential before somebody may ask again.
TIME_TO_ANSWER = timedelta(days=14)


def new_profiles() -> QuerySet[ProfileRevision]:
    return _submitted().filter(based_on=None)


def changed_answers() -> QuerySet[ProfileRevision]:
    return _submitted().filter(based_on__isnull=False)


def documents(today: date) -> QuerySet[Document]:
    """Copies of what stands in a profile and was not checked since the copy came.

    Of a credential that is still in a draft the copy is looked at with the text.
    """
    held = Credential.objects.filter(therapist=OuterRef("therapist"), kind=OuterRef("kind"))
    checks = VerificationRecord.objects.filter(
        credential__therapist=OuterRef("therapist"),
        credential__kind=OuterRef("kind"),
        made_at__gte=OuterRef("uploaded_at"),
    )
    rows = kept(today).filter(scan__in=scans_for_others())
    rows = rows.exclude(therapist__status=ProfileStatus.REMOVED)
    return rows.filter(Exists(held), ~Exists(checks))


def lapsing_credentials(today: date) -> QuerySet[Credential]:
    """Of listed profiles: checked ones whose last good day comes soon, or was within a year.

    The last good day is the earliest of three: so it is not before a day when none of them is,
    and not after it when one of them is not. Whoever was asked for the new date has time to answer.
    """
    first, last = today - LAPSED_NOT_LONG_AGO, today + LAPSES_SOON
    return Credential.objects.filter(
        ~_was_asked(today),
        Q(expires_on=None) | Q(expires_on__gte=first),
        Q(good_until=None) | Q(good_until__gte=first),
        Q(expires_on__lte=last) | Q(good_until__lte=last) | _checked_by(last - CHECK_HOLDS_FOR),
        verification__in=CHECKED_LEVELS,
        checked_on__gte=first - CHECK_HOLDS_FOR,
        therapist__status=ProfileStatus.PUBLISHED,
    )


def by_last_good_day() -> OrderBy:
    """The most urgent first, by the rule of `CredentialDates.last_good_day`."""
    never = Value(date.max, output_field=DateField())
    year = ExpressionWrapper(F("checked_on") + CHECK_HOLDS_FOR, output_field=DateField())
    days = (Coalesce(day, never) for day in (year, F("expires_on"), F("good_until")))
    return Least(*days).asc()


def asked_for_date(today: date) -> QuerySet[Reminder]:
    return Reminder.objects.filter(
        kind=ReminderKind.NEW_DATE, due_on__gt=today - TIME_TO_ANSWER, due_on__lte=today
    )


def asked_on(credential: Credential, today: date) -> date | None:
    """The day on which somebody asked, as long as nobody may ask again."""
    rows = asked_for_date(today).filter(therapist=credential.therapist_id, about=str(credential.pk))
    return rows.order_by("-due_on").values_list("due_on", flat=True).first()


def credentials_asked_about(today: date) -> QuerySet[Credential]:
    """Their therapists were asked for the new date, and still have time to answer."""
    return Credential.objects.filter(_was_asked(today))


def stale_profiles(today: date) -> QuerySet[Therapist]:
    """Still public, but what they say about new clients is no longer shown as true."""
    return Therapist.objects.public(today).filter(confirmed_on__lt=today - CONFIRMED_FOR)


def pairs(viewer: Viewer) -> QuerySet[PossiblePair]:
    """Profiles that may be of one person, two and two, as the job has found them (pairs.py).

    Nobody looks at pairs that their own profile is in.
    """
    rows = PossiblePair.objects.filter(settled_at=None)
    return rows.exclude(first__owner=viewer.pk).exclude(second__owner=viewer.pk)


def questioned() -> QuerySet[WordingCount]:
    """Public or waiting words that the wording rules question, as the job has counted."""
    return WordingCount.objects.filter(found_at__isnull=False)


def _was_asked(today: date) -> Exists:
    about = Cast(OuterRef("pk"), CharField())
    return Exists(asked_for_date(today).filter(therapist=OuterRef("therapist"), about=about))


def _submitted() -> QuerySet[ProfileRevision]:
    return ProfileRevision.objects.filter(status=RevisionStatus.SUBMITTED)


def _checked_by(day: date) -> Q:
    return Q(checked_on__lte=day)
