"""What is kept about a person: the account's own part, and that of every app together."""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Q, QuerySet
from post_office.models import Email

from sciatica_site import erasure_marks, hooks

from .models import User


def everything(user: User) -> dict[str, dict[str, Any]]:
    """By the name of the part, such as “account”; values are ready for JSON."""
    return {name: exporter(user) for name, exporter in hooks.exporters}


def export(user: AbstractBaseUser) -> dict[str, Any]:
    """The account's own part. Nothing that would let somebody in: no password, no secret."""
    assert isinstance(user, User)  # noqa: S101 (the only user model there is)
    return {
        "email": user.email,
        "name": user.name,
        "joined": user.date_joined.isoformat(),
        "last_sign_in": user.last_login.isoformat() if user.last_login else "",
        "groups": list(user.groups.values_list("name", flat=True)),
        "addresses": [
            {"email": one.email, "confirmed": one.verified, "in_use": one.primary}
            for one in EmailAddress.objects.filter(user=user).order_by("pk")
        ],
        "second_factors": [_factor(one) for one in Authenticator.objects.filter(user=user)],
        "signed_in_devices": [
            {
                "since": one.created_at.isoformat(),
                "internet_address": one.ip,
                "browser": one.user_agent,
            }
            for one in UserSession.objects.filter(user=user).order_by("pk")
        ],
        "mails": [
            {"subject": one.subject, "queued": one.created.isoformat(), "state": _state(one)}
            for one in mails_to(addresses_of(user))
        ],
    }


def identity(user: User) -> str:
    """What the mark of a closed account is made of; it stays the same in every backup."""
    return erasure_marks.identity(user.pk, user.date_joined)


def addresses_of(user: User) -> set[str]:
    """Every address the account has or is changing to, in small letters."""
    known = EmailAddress.objects.filter(user=user).values_list("email", flat=True)
    return {address.casefold() for address in (user.email, *known)}


def mails_to(addresses: set[str]) -> list[Email]:
    """Mails in the queue and on record. Part of a longer address does not count."""
    found = Q(pk__in=[])
    for address in addresses:
        for field in ("to", "cc", "bcc"):
            found |= Q(**{f"{field}__icontains": address})
    candidates: QuerySet[Email] = Email.objects.filter(found).order_by("pk")
    return [mail for mail in candidates if addresses & _recipients(mail)]


def _recipients(mail: Email) -> set[str]:
    return {str(one).casefold() for one in (*mail.to, *mail.cc, *mail.bcc)}


def _state(mail: Email) -> str:
    return str(mail.get_status_display() or "")


def _factor(factor: Authenticator) -> dict[str, Any]:
    name = factor.data.get("name", "") if factor.type == Authenticator.Type.WEBAUTHN else ""
    return {
        "kind": str(factor.get_type_display()),
        "name": name,
        "added": factor.created_at.isoformat(),
        "last_used": factor.last_used_at.isoformat() if factor.last_used_at else "",
    }
