"""Tells the own area that patients, or moderators, wait for an answer."""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from directory.choices import ProfileStatus
from sciatica_site.hooks import AreaNote

from .models import Conversation, Report


def waiting(user: AbstractBaseUser) -> AreaNote | None:
    """One query; nothing to say when nobody waits."""
    if not isinstance(user, User):
        return None
    number = Conversation.objects.addressed_to(user).waiting().count()
    if not number:
        return None
    text = ngettext(
        "%(number)d message waits for your answer.",
        "%(number)d messages wait for your answer.",
        number,
    )
    return AreaNote(
        text=text % {"number": number},
        link_text=_("Read and answer"),
        url=reverse("inquiries:inbox"),
    )


def asked(user: AbstractBaseUser) -> AreaNote | None:
    """One query; what was asked first comes first."""
    if not isinstance(user, User):
        return None
    mine = Report.objects.told_to(user).unanswered().order_by("told_at", "pk")
    found = mine.values_list("pk", "therapist__status").first()
    if found is None:
        return None
    number, status = found
    if status == ProfileStatus.SUSPENDED:
        # The box below this one tells that it is hidden: both may be about the same matter.
        text = _(
            "There is something for you to answer: somebody reported your profile, which is hidden"
            " for now."
        )
    else:
        text = _("There is something for you to answer: somebody reported your profile.")
    return AreaNote(
        text=text,
        link_text=_("Read and answer"),
        url=reverse("inquiries:told", args=[number]),
    )
