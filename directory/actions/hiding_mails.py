"""The mails about hidden profiles and appeals; none holds a word that anybody wrote."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.urls import reverse
from post_office.models import PRIORITY, Email

from accounts.models import User
from directory import hidings
from directory.models import Appeal, Hiding, Therapist
from sciatica_site import mail

logger = logging.getLogger(__name__)


def tell_therapist(
    therapist: Therapist, event: str, *, url: str, is_urgent: bool = False, **context: Any
) -> None:
    """Queue it in the caller's transaction. No mail can stop the step itself."""
    context |= {
        "decision_url": settings.SITE_URL + url,
        "dashboard_url": settings.SITE_URL + reverse("directory:dashboard"),
    }
    _queue(event, therapist.owner, context, is_urgent=is_urgent)


def ask_for_second_look(hiding: Hiding) -> None:
    """To every moderator who may take the second step."""
    url = hiding_admin_url(hiding)
    _to_staff([hiding], url, is_urgent=hiding.is_urgent, is_reminder=False)


def remind_of_second_looks(late: Sequence[Hiding], url: str) -> int:
    """One mail for all of them, to everybody who may take the second step in at least one."""
    is_urgent = any(hiding.is_urgent for hiding in late)
    return _to_staff(late, url, is_urgent=is_urgent, is_reminder=True)


def _to_staff(about: Sequence[Hiding], url: str, *, is_urgent: bool, is_reminder: bool) -> int:
    context = {
        "admin_url": settings.SITE_URL + url,
        "is_urgent": is_urgent,
        "is_reminder": is_reminder,
    }
    told = 0
    for person in hidings.staff_for_second_looks():
        if any(hidings.is_second_person(person, hiding) for hiding in about):
            _queue("second_look", person, context, is_urgent=is_urgent)
            told += 1
    return told


def hiding_url(hiding: Hiding) -> str:
    """The therapist's page about it."""
    return reverse("directory:hiding", args=[hiding.pk])


def hiding_admin_url(hiding: Hiding) -> str:
    return reverse("admin:directory_hiding_change", args=[hiding.pk])


def appeal_url(appeal: Appeal) -> str:
    """The therapist's page about the decision; the appeal is on it."""
    if appeal.hiding is not None:
        return hiding_url(appeal.hiding)
    number = appeal.revision.number if appeal.revision else 0
    return reverse("directory:decision", args=[number])


def _queue(event: str, to: User, context: dict[str, Any], *, is_urgent: bool) -> None:
    try:
        row = mail.queue(f"directory/emails/{event}", to=to.email, context=context)
    except mail.UnusableAddress:
        logger.warning("No mail for account %s: its address is no email address", to.pk)
        return
    if is_urgent and row is not None:
        Email.objects.filter(pk=row.pk).update(priority=PRIORITY.high)
