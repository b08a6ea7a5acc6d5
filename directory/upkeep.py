"""A therapist's short answers to "is this still right?", by a link of a mail or signed in."""

import hashlib
import re
import secrets
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from accounts.models import User

from .actions import events, live
from .actions.guarding import in_turn
from .choices import EventKind, LiveFact, ProfileStatus
from .editing import live as live_facts
from .models import Therapist, UpkeepLink
from .search import doc

LINK_LASTS = timedelta(days=30)

#: How long somebody may go away with one click. The page says until which day.
PAUSES = {
    "4-weeks": timedelta(weeks=4),
    "3-months": timedelta(weeks=13),
    "6-months": timedelta(weeks=26),
}

#: What `secrets.token_urlsafe(32)` gives; anything else is not worth a query.
TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")


class NoLongerOpen(Exception):
    """The link was used meanwhile, or the profile is not published: nothing was changed."""


def make_link(therapist: Therapist, now: datetime) -> str:
    """The token of a new link. It is written nowhere but in the mail: a digest is kept."""
    token = secrets.token_urlsafe(32)
    UpkeepLink.objects.create(
        therapist=therapist,
        digest=digest(token),
        recipient=recipient(therapist),
        expires_at=now + LINK_LASTS,
    )
    return token


def digest(token: str) -> str:
    """Without salt or key: nobody guesses a token of 256 random bits."""
    return hashlib.sha256(token.encode()).hexdigest()


def recipient(therapist: Therapist) -> str:
    """A link is good only as long as the account has the address to which it was sent."""
    return salted_hmac("directory.upkeep", therapist.owner.email, algorithm="sha256").hexdigest()


def find(token: str, now: datetime) -> UpkeepLink | None:
    """The link, if it can still be answered, with what its page shows of the profile."""
    if not TOKEN.fullmatch(token):
        return None
    links = UpkeepLink.objects.filter(
        digest=digest(token),
        used_at__isnull=True,
        expires_at__gt=now,
        therapist__status=ProfileStatus.PUBLISHED,
        therapist__owner__is_active=True,
    )
    shown = ("therapist__rates", "therapist__opening_hours", "therapist__locations")
    link = links.select_related("therapist__owner").prefetch_related(*shown).first()
    return link if link and link.recipient == recipient(link.therapist) else None


@transaction.atomic
def confirm(link: UpkeepLink, *, now: datetime | None = None) -> None:
    """All is right: confirmed as of today. All open links of this therapist are done with."""
    now = now or timezone.now()
    therapist = _locked(link.therapist_id)
    _spend(link, now)
    _confirm(therapist, by=therapist.owner, now=now)


@transaction.atomic
def confirm_own(therapist: Therapist, *, by: User, now: datetime | None = None) -> None:
    """The same by the owner, who is signed in; the view has looked it up as theirs."""
    _confirm(_locked(therapist.pk), by=by, now=now or timezone.now())


@transaction.atomic
def pause(link: UpkeepLink, *, until: date, now: datetime | None = None) -> None:
    """Away until a day. That says nothing about the rest of the profile, so it confirms nothing."""
    now = now or timezone.now()
    in_turn(link.therapist_id)
    therapist = _locked(link.therapist_id)
    _spend(link, now)
    if therapist.status != ProfileStatus.PUBLISHED:
        raise NoLongerOpen
    values = live_facts.read(therapist, LiveFact.AVAILABILITY)
    values["paused_until"] = until.isoformat()
    live.change(therapist, LiveFact.AVAILABILITY, values, by=therapist.owner)
    events.record(therapist.pk, EventKind.PAUSED, by=therapist.owner)


def _locked(therapist_id: int) -> Therapist:
    """Two links of one therapist, used at once, would wait for each other without this lock."""
    therapists = Therapist.objects.select_for_update(of=("self",)).select_related("owner")
    therapist = therapists.filter(pk=therapist_id).first()
    if therapist is None:
        raise NoLongerOpen
    return therapist


def _spend(link: UpkeepLink, now: datetime) -> None:
    """One statement decides who was first; no join in it, which PostgreSQL would not look at
    again after waiting."""
    still_open = UpkeepLink.objects.filter(pk=link.pk, used_at__isnull=True, expires_at__gt=now)
    if not still_open.update(used_at=now):
        raise NoLongerOpen


def _confirm(therapist: Therapist, *, by: User, now: datetime) -> None:
    published = Therapist.objects.filter(pk=therapist.pk, status=ProfileStatus.PUBLISHED)
    if not published.update(confirmed_on=timezone.localdate(now), updated_at=now):
        raise NoLongerOpen
    UpkeepLink.objects.filter(therapist=therapist, used_at__isnull=True).update(used_at=now)
    doc.refresh(therapist)
    events.record(therapist.pk, EventKind.CONFIRMED, by=by)
