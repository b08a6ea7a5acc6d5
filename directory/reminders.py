"""Mails that the calendar makes due: is it still right, a date runs out, a pause is over."""

import logging
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from sciatica_site import mail

from . import formatting, upkeep
from .actions import events
from .choices import EventKind, LiveFact, ProfileStatus, ReminderKind
from .editing import live
from .freshness import CONFIRMED_FOR, HIDDEN_AFTER, is_hidden_by_age
from .models import Credential, Reminder, Therapist
from .presenters.availability import availability
from .querysets import TherapistQuerySet
from .search import doc

logger = logging.getLogger(__name__)

#: Days after the last confirmation, the latest first.
CONFIRM = (
    (90, ReminderKind.CONFIRM_90),
    (83, ReminderKind.CONFIRM_83),
    (76, ReminderKind.CONFIRM_76),
)
#: Days before the last good day of a credential, the latest first.
EXPIRY = ((7, ReminderKind.EXPIRY_7), (30, ReminderKind.EXPIRY_30), (60, ReminderKind.EXPIRY_60))

#: A mail about a credential goes out so many days late, if the job did not run; after that the
#: next one says it. So a credential that is entered between two days gets the next mail only.
AT_MOST_LATE = timedelta(days=7)

CHUNK = 500


class MailsFailed(Exception):
    """Some mails could not be queued; the others were."""


@dataclass(frozen=True)
class Due:
    """Which mail, and the day that it belongs to."""

    kind: ReminderKind
    on: date


def confirm_due(confirmed_on: date | None, today: date) -> Due | None:
    """Of several that were missed only the latest; none for a profile that is hidden by its age."""
    if confirmed_on is None or is_hidden_by_age(confirmed_on, today):
        return None
    days = ((confirmed_on + timedelta(days=number), kind) for number, kind in CONFIRM)
    return next((Due(kind, day) for day, kind in days if day <= today), None)


def expiry_due(expires_on: date | None, today: date) -> Due | None:
    if expires_on is None:
        return None
    days = ((expires_on - timedelta(days=number), kind) for number, kind in EXPIRY)
    return next((Due(kind, day) for day, kind in days if day <= today <= day + AT_MOST_LATE), None)


def send_due(now: datetime) -> str:
    """Queue every mail that is due. Safe to repeat, and to stop at any moment.

    Each therapist has a transaction of their own, which holds the record of the mail, the mail,
    and the link in it. A pause ends first, as its mail asks the same as the one about confirming.
    """
    today = timezone.localdate(now)
    resumed = _for_each(_pause_ended(today), lambda pk: _resume(pk, now))
    asked = _for_each(_to_ask(today), lambda pk: _ask(pk, now))
    told = _for_each(_expiring(today), lambda pk: _tell_expiry(pk, now))
    return f"{resumed} pauses ended, {asked} asked to confirm, {told} told about dates"


def _for_each(numbers: Iterator[int], act: Callable[[int], bool]) -> int:
    """How many it was done for. One that fails does not stop the others; it is said at the end."""
    done, failed = 0, []
    for number in numbers:
        try:
            with transaction.atomic():
                done += act(number)
        except mail.UnusableAddress:
            continue
        except Exception as error:
            logger.error("The mail to profile %s failed", number, exc_info=error)
            failed.append(number)
    if failed:
        raise MailsFailed(f"{done} done, {len(failed)} failed: {failed[:10]}")
    return done


def _chunks(therapists: TherapistQuerySet) -> Iterator[list[Therapist]]:
    """In order of their numbers, which go on growing while mails are queued."""
    last = 0
    while chunk := list(therapists.filter(pk__gt=last).order_by("pk")[:CHUNK]):
        yield chunk
        last = chunk[-1].pk


def _reachable() -> TherapistQuerySet:
    return Therapist.objects.filter(status=ProfileStatus.PUBLISHED, owner__is_active=True)


def _locked(therapists: TherapistQuerySet, number: int) -> Therapist | None:
    """The therapist, if still one of these: who confirms at this moment gets no mail."""
    locked = therapists.select_for_update(of=("self",)).select_related("owner")
    return locked.filter(pk=number).first()


def _is_first(therapist: Therapist, due: Due, about: str = "") -> bool:
    """Whether it was not sent before. The constraint answers, even to two jobs at once."""
    _row, is_new = Reminder.objects.get_or_create(
        therapist=therapist, kind=due.kind, about=about, due_on=due.on
    )
    return is_new


# Is it still right?


def _waiting(today: date) -> TherapistQuerySet:
    """Those whose word is at least as old as the first mail wants, and who are not away."""
    first = timedelta(days=CONFIRM[-1][0])
    return _reachable().filter(
        Q(paused_until__isnull=True) | Q(paused_until__lte=today),
        confirmed_on__range=(today - HIDDEN_AFTER, today - first),
    )


def _to_ask(today: date) -> Iterator[int]:
    for chunk in _chunks(_waiting(today).only("confirmed_on")):
        sent = _sent(chunk, [kind for _days, kind in CONFIRM])
        for therapist in chunk:
            due = confirm_due(therapist.confirmed_on, today)
            if due and (therapist.pk, str(due.kind), "", due.on) not in sent:
                yield therapist.pk


def _sent(chunk: list[Therapist], kinds: list[ReminderKind]) -> set[tuple[int, str, str, date]]:
    rows = Reminder.objects.filter(therapist__in=chunk, kind__in=kinds)
    return set(rows.values_list("therapist_id", "kind", "about", "due_on"))


def _ask(number: int, now: datetime) -> bool:
    today = timezone.localdate(now)
    therapist = _locked(_waiting(today), number)
    if therapist is None:
        return False
    due = confirm_due(therapist.confirmed_on, today)
    if due is None or not _is_first(therapist, due):
        return False
    _queue("confirm", therapist, question(therapist, upkeep.make_link(therapist, now), today))
    return True


def question(therapist: Therapist, token: str, today: date) -> dict[str, Any]:
    """What a mail that asks for a confirmation says: the links, and what happens without it."""
    path = reverse("directory:upkeep-link", args=[token])
    confirmed_on = therapist.confirmed_on or today
    stale_from = confirmed_on + CONFIRMED_FOR + timedelta(days=1)
    hidden_from = confirmed_on + HIDDEN_AFTER + timedelta(days=1)
    return {
        "name": therapist.name,
        "confirm_url": f"{settings.SITE_URL}{path}",
        "pause_url": f"{settings.SITE_URL}{path}?choice=pause",
        "edit_url": f"{settings.SITE_URL}{reverse('directory:dashboard')}",
        "confirmed_on": formatting.day(confirmed_on),
        "stale_from": formatting.day(stale_from),
        "is_stale": today >= stale_from,
        "hidden_from": formatting.day(hidden_from),
        "is_hidden": today >= hidden_from,
    }


def _queue(name: str, therapist: Therapist, context: dict[str, Any]) -> None:
    mail.queue(f"directory/emails/{name}", to=therapist.owner.email, context=context)


# A date runs out


def _near_its_end(today: date) -> Q:
    first = timedelta(days=EXPIRY[-1][0])
    days = (today, today + first)
    return Q(expires_on__range=days) | Q(good_until__range=days)


def _expiring(today: date) -> Iterator[int]:
    soon = Credential.objects.filter(_near_its_end(today)).values("therapist")
    therapists = _reachable().public(today).filter(pk__in=soon)
    for chunk in _chunks(therapists.only("pk")):
        sent = _sent(chunk, [kind for _days, kind in EXPIRY])
        waiting = set()
        for credential in Credential.objects.filter(_near_its_end(today), therapist__in=chunk):
            due, owner = expiry_due(credential.ends_on, today), credential.therapist_id
            if due and (owner, str(due.kind), str(credential.pk), due.on) not in sent:
                waiting.add(owner)
        yield from sorted(waiting)


def _tell_expiry(number: int, now: datetime) -> bool:
    today = timezone.localdate(now)
    therapist = _locked(_reachable().public(today), number)
    if therapist is None:
        return False
    told = False
    credentials = therapist.credentials.filter(_near_its_end(today)).select_related("kind")
    for credential in credentials:
        due = expiry_due(credential.ends_on, today)
        if due and _is_first(therapist, due, str(credential.pk)):
            _queue("expiry", therapist, expiry(therapist, credential, today))
            told = True
    return told


def expiry(therapist: Therapist, credential: Credential, today: date) -> dict[str, Any]:
    """Names the kind alone: numbers and issuers have no place in a mail."""
    last_day = credential.ends_on or today
    path = reverse("directory:profile-edit", args=["credentials"])
    return {
        "name": therapist.name,
        "credential": credential.kind.name,
        "last_day": formatting.day(last_day),
        # What we read on the register, where the profile names no day or a later one.
        "is_from_check": last_day != credential.expires_on,
        "days": (last_day - today).days,
        "edit_url": f"{settings.SITE_URL}{path}",
    }


# A pause is over


def _back(today: date) -> TherapistQuerySet:
    return Therapist.objects.filter(paused_until__lte=today)


def _pause_ended(today: date) -> Iterator[int]:
    for chunk in _chunks(_back(today).only("pk")):
        yield from (therapist.pk for therapist in chunk)


def _resume(number: int, now: datetime) -> bool:
    today = timezone.localdate(now)
    therapist = _locked(_back(today), number)
    if therapist is None or therapist.paused_until is None:
        return False
    due = Due(ReminderKind.RESUMED, therapist.paused_until)
    live.apply(number, LiveFact.AVAILABILITY, {"paused_until": None})
    therapist.paused_until = None
    doc.refresh(therapist)
    events.record(number, EventKind.RESUMED)
    # A profile that is not published goes on without a mail: nobody sees that it is back.
    if therapist.status == ProfileStatus.PUBLISHED and therapist.owner.is_active:
        # The pause is over whether or not somebody can be told.
        with suppress(mail.UnusableAddress), transaction.atomic():
            _welcome_back(therapist, due, now)
    return True


def _welcome_back(therapist: Therapist, due: Due, now: datetime) -> None:
    if not _is_first(therapist, due):
        return
    today = timezone.localdate(now)
    if missed := confirm_due(therapist.confirmed_on, today):
        # This mail asks the same.
        _is_first(therapist, missed)
    context = question(therapist, upkeep.make_link(therapist, now), today)
    _queue("resumed", therapist, context | {"says": availability(therapist, today).text})
