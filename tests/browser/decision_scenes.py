"""Lets two moderators and a therapist of the served site sign in, and prints who they are."""

from __future__ import annotations

import json

from allauth.mfa.models import Authenticator

from accounts.models import User
from directory.models import Therapist
from tests.browser.admin_scenes import session_of
from tests.factories.accounts import ModeratorFactory


def write(who: str) -> None:
    """For `manage.py shell`. The therapist has a profile that nobody has hidden yet."""
    therapist = (
        Therapist.objects.public()
        .filter(hidings=None, owner__isnull=False)
        .select_related("owner")
        .order_by("-pk")
        .first()
    )
    assert therapist is not None
    assert therapist.owner is not None
    people = {
        "therapist": therapist.owner,
        "first": _moderator(f"first-{who}@example.com"),
        "second": _moderator(f"second-{who}@example.com"),
    }
    print(  # noqa: T201 (is read)
        json.dumps(
            {
                "sessions": {name: session_of(user) for name, user in people.items()},
                "number": therapist.pk,
                "name": therapist.name,
                "slug": therapist.slug,
                "email": therapist.owner.email,
            }
        )
    )


def _moderator(email: str) -> User:
    user: User = ModeratorFactory(email=email)
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "unused"})
    return user
