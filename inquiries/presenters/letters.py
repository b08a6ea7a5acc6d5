"""Reads what a patient wrote, for pages that have to show something even where it is gone."""

from __future__ import annotations

import logging

from inquiries.letter import Letter
from inquiries.models import Inquiry, Message
from sciatica_site.sealing import CannotUnseal

logger = logging.getLogger(__name__)


def letter_of(inquiry: Inquiry) -> Letter | None:
    """None when the text was removed, and when a key is missing that should not be."""
    if not inquiry.has_text:
        return None
    try:
        return inquiry.read()
    except CannotUnseal:
        logger.error("No key opens inquiry %s", inquiry.number)
        return None


def words_of(message: Message) -> str:
    """Empty in the same cases."""
    try:
        return message.read()
    except CannotUnseal:
        logger.error("No key opens message %s", message.pk)
        return ""
