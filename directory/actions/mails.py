"""Tells therapists by mail what happened to their profile."""

from __future__ import annotations

import logging
from typing import Any

from django.conf import settings
from django.urls import reverse

from directory.models import Therapist
from sciatica_site import mail

logger = logging.getLogger(__name__)


def tell(therapist: Therapist, event: str, **context: Any) -> None:
    """Queue the mail of this event in the caller's transaction; none can stop the step itself."""
    context["dashboard_url"] = settings.SITE_URL + reverse("directory:dashboard")
    context["profile_url"] = settings.SITE_URL + therapist.get_absolute_url()
    try:
        mail.queue(f"directory/emails/{event}", to=therapist.owner.email, context=context)
    except mail.UnusableAddress:
        logger.warning("No mail for profile %s: its address is no email address", therapist.pk)
