"""Finds the invitation of whoever is signed in: by their browser's memory, or their address."""

from __future__ import annotations

from datetime import timedelta

from allauth.account.models import EmailAddress
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.sessions.backends.base import SessionBase
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from accounts.models import User
from directory.actions import inviting
from directory.models import Invitation
from sciatica_site.hooks import AreaNote

SESSION_KEY = "invitation"
#: As long as the link that confirms a new account's address.
LASTS = timedelta(days=1)


def remember(session: SessionBase, invitation: Invitation) -> None:
    """For the time until the person is signed in. The link of the mail is not kept: whoever can
    read sessions could use it."""
    until = timezone.now() + LASTS
    session[SESSION_KEY] = {"digest": invitation.digest, "until": until.isoformat()}


def forget(session: SessionBase) -> None:
    session.pop(SESSION_KEY, None)


def find(session: SessionBase, user: User) -> Invitation | None:
    """What this browser came from, whatever address the account has; else by the address."""
    return _remembered(session) or by_address(user)


def by_address(user: User) -> Invitation | None:
    """Only an address that the person has confirmed: typing one proves nothing."""
    confirmed = EmailAddress.objects.filter(user=user, verified=True)
    return inviting.unanswered().filter(email__in=confirmed.values(folded=Lower("email"))).first()


def note(user: AbstractBaseUser) -> AreaNote | None:
    """For whoever began a profile without their invitation. One query."""
    if not isinstance(user, User) or by_address(user) is None:
        return None
    return AreaNote(
        text=_("There is an invitation to this site at your address."),
        link_text=_("See what it holds"),
        url=reverse("directory:own-invitation"),
    )


def _remembered(session: SessionBase) -> Invitation | None:
    kept = session.get(SESSION_KEY)
    if not kept:
        return None
    until = parse_datetime(kept["until"])
    if until is None or until < timezone.now():
        return None
    return inviting.unanswered().filter(digest=kept["digest"]).first()
