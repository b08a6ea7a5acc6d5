"""Ends sessions: everywhere at once, and without a trace when an account is closed."""

from __future__ import annotations

import json

from allauth.usersessions.models import UserSession
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session

from .models import User


def end_all(user: User) -> None:
    """Every browser in which this person is signed in has to sign in again."""
    for session in UserSession.objects.filter(user=user):
        session.end()


def forget(user: User, addresses: set[str]) -> None:
    """Also those half-way through signing in, which hold an address and no user yet."""
    end_all(user)
    keys = [one.session_key for one in Session.objects.iterator() if _is_of(one, user, addresses)]
    Session.objects.filter(session_key__in=keys).delete()


def _is_of(session: Session, user: User, addresses: set[str]) -> bool:
    content = session.get_decoded()
    if content.get(SESSION_KEY) == str(user.pk):
        return True
    text = json.dumps(content, default=str).casefold()
    return any(json.dumps(address)[1:-1] in text for address in addresses)
