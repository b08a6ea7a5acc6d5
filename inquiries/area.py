"""Tells the own area that patients wait for an answer."""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from sciatica_site.hooks import AreaNote

from .models import Conversation


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
