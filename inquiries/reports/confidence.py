"""Keeps what moderators write to a therapist from telling who has reported the profile."""

from __future__ import annotations

import logging

from django.utils.translation import gettext as _

from inquiries.models import Report
from sciatica_site.sealing import CannotUnseal

from . import anonymity

logger = logging.getLogger(__name__)


def words_for_therapist(therapist_id: int, words: str) -> list[str]:
    """Why these words cannot be sent, by every report of the profile whose words are still kept.

    A report that no key opens is passed over: it must not stop every decision about a profile.
    """
    reports = Report.objects.filter(therapist=therapist_id, sealed__isnull=False)
    found: dict[str, None] = {}
    for report in reports.select_related("therapist").order_by("pk").iterator():
        found.update(dict.fromkeys(_of_one(report, words)))
    if not found:
        return []
    return [_("Somebody has reported this profile, and your words could tell who."), *found]


def _of_one(report: Report, words: str) -> list[str]:
    try:
        said = report.read()
    except CannotUnseal:
        logger.error("No key opens report %s, so no words were compared with it", report.pk)
        return []
    return anonymity.gives_away(words, said, own_phone=report.therapist.phone)
