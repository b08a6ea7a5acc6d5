"""Lets twenty therapists of the served site send a text, and prints who is to decide about them."""

from __future__ import annotations

import json
from datetime import timedelta

from allauth.mfa.models import Authenticator
from django.utils import timezone

from directory.choices import OPEN_REVISIONS, RevisionStatus
from directory.models import ProfileRevision, Therapist
from tests.browser.admin_scenes import session_of
from tests.factories.accounts import ModeratorFactory
from tests.factories.profiles import RevisionFactory

TEXTS = 20


def write(moderator_email: str) -> None:
    """For `manage.py shell`. The oldest text first; each says something new in an answer."""
    ProfileRevision.objects.filter(status=RevisionStatus.SUBMITTED).update(
        status=RevisionStatus.DRAFT, submitted_at=None
    )
    moderator = ModeratorFactory(email=moderator_email, name="Moderator of the Queue")
    Authenticator.objects.create(
        user=moderator, type=Authenticator.Type.TOTP, data={"secret": "unused"}
    )
    free = Therapist.objects.public().exclude(revisions__status__in=OPEN_REVISIONS)
    names = []
    for at, therapist in enumerate(free.order_by("pk")[:TEXTS]):
        words = f"I listen first, then I look at how you sit and walk. This is text {at}."
        RevisionFactory(
            therapist=therapist,
            status=RevisionStatus.SUBMITTED,
            based_on=0,
            submitted_at=timezone.now() - timedelta(days=30, minutes=-at),
            changes={"approach": {"approach_text": words}},
        )
        names.append(therapist.name)
    print(json.dumps({"session": session_of(moderator), "names": names}))  # noqa: T201 (is read)


def decided(moderator_email: str) -> None:
    """What this moderator has made of the texts."""
    rows = ProfileRevision.objects.filter(decided_by__email=moderator_email)
    print(  # noqa: T201 (is read)
        json.dumps(sorted(rows.values_list("therapist__name", "status", "reasons")))
    )
