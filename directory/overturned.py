"""Which texts a moderator does not decide about, since an appeal against them was granted."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User

from .choices import AppealState
from .models import Appeal

REFUSAL = _(
    "An appeal against your decision about this text was granted: somebody else has to decide about"
    " it now."
)


def texts_of(user: User) -> QuerySet[Appeal, int | None]:
    """By their numbers. Somebody else has agreed with the therapist, so somebody else decides.

    The newest appeal counts: two who overturned each other would leave the text to nobody.
    """
    granted = Appeal.objects.filter(state=AppealState.GRANTED, revision__isnull=False)
    newer = granted.filter(revision=OuterRef("revision"), decided_at__gt=OuterRef("decided_at"))
    newest = granted.filter(~Exists(newer), decided_first_by=user)
    return newest.values_list("revision", flat=True)


def is_closed_to(user: User, revision_id: int) -> bool:
    return texts_of(user).filter(revision=revision_id).exists()
