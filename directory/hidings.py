"""What holds of a profile that was hidden: what waits for a second look, who may still say what."""

from __future__ import annotations

from datetime import timedelta
from typing import TypeVar

from django.conf import settings
from django.db.models import F, Q, QuerySet

from accounts.models import User
from sciatica_site.hooks import Viewer

from .choices import AppealState, ProfileStatus
from .models import Appeal, Hiding
from .permissions import HIDE, can_hide

Case = TypeVar("Case", Hiding, Appeal)

#: Moderators are reminded so long after the first step, and then once a week.
REMIND_AFTER = timedelta(days=14)
#: What we tell therapists that we aim for; it is no promise.
AIM_DAYS = 7

_NO_SECOND_LOOK = Q(confirmed_at=None) | Q(confirmed_at=F("hidden_at"))


def of_others(rows: QuerySet[Case], viewer: Viewer) -> QuerySet[Case]:
    """Who has hidden one's own profile, or decided about it, is told to nobody."""
    return rows.exclude(therapist__owner=viewer.pk)


def open_ones() -> QuerySet[Hiding]:
    return Hiding.objects.filter(ended_at=None)


def waiting() -> QuerySet[Hiding]:
    """Those that a second person has not looked at; of a profile that was removed nothing waits."""
    rows = open_ones().filter(confirmed_at=None)
    return rows.exclude(therapist__status=ProfileStatus.REMOVED)


def answerable() -> QuerySet[Hiding]:
    """Those to which the therapist may write a reply: once, until somebody has looked again."""
    return open_ones().filter(_NO_SECOND_LOOK, replied_at=None)


def had_second_look(hiding: Hiding) -> bool:
    """Where no second person is needed, the first step counts as confirmed at the same moment,
    by nobody: that is no second look, and must not cost the therapist the reply."""
    return hiding.confirmed_at is not None and hiding.confirmed_at != hiding.hidden_at


def may_reply(hiding: Hiding) -> bool:
    return not (hiding.ended_at or hiding.replied_at or had_second_look(hiding))


def appeals_waiting() -> QuerySet[Appeal]:
    return Appeal.objects.filter(state=AppealState.OPEN)


def own_ones(user: User) -> QuerySet[Hiding]:
    return Hiding.objects.filter(therapist__owner=user).select_related("therapist")


def staff_for_second_looks() -> QuerySet[User]:
    """Everybody who may take the second step about somebody's profile."""
    right = {"codename": HIDE, "content_type__app_label": "directory"}
    has_right = (
        Q(is_superuser=True)
        | Q(**{f"user_permissions__{key}": value for key, value in right.items()})
        | Q(**{f"groups__permissions__{key}": value for key, value in right.items()})
    )
    return User.objects.filter(has_right, is_active=True, is_staff=True).distinct().order_by("pk")


def is_second_person(user: User, hiding: Hiding) -> bool:
    """Never who hid it, never whose profile it is."""
    return user.pk not in (hiding.hidden_by_id, hiding.therapist.owner_id)


def may_end(user: User, hiding: Hiding) -> bool:
    """Whether this person may take the second step, whichever way it goes."""
    if settings.HIDING_NEEDS_SECOND_PERSON and hiding.hidden_by_id == user.pk:
        return False
    is_removed = hiding.therapist.status == ProfileStatus.REMOVED
    return can_hide(user) and hiding.therapist.owner_id != user.pk and not is_removed


def waiting_for(user: User) -> QuerySet[Hiding]:
    """Those at which this person may be the second one to look."""
    rows = of_others(waiting(), user)
    return rows.exclude(hidden_by=user) if settings.HIDING_NEEDS_SECOND_PERSON else rows


def appeals_waiting_for(user: User) -> QuerySet[Appeal]:
    """Those about which this person may decide."""
    return of_others(appeals_waiting(), user).exclude(decided_first_by=user)


def with_people(therapist_id: int) -> QuerySet[Hiding]:
    """All of a profile, with their appeals and with who did what: one query."""
    rows = Hiding.objects.filter(therapist=therapist_id)
    return rows.select_related(
        "therapist", "hidden_by", "confirmed_by", "ended_by", "appeal__decided_by"
    )
