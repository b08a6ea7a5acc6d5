"""Question 2: how long, and how much of it with back and leg pain."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from .base import SectionForm
from .fields import WholeNumberField, WordsField, YearField


class ExperienceForm(SectionForm):
    practicing_since = YearField(
        label=_("Practicing since (year)"),
        required=False,
        help_text=_("The year you began to work as a massage therapist. Example: 2012."),
    )
    back_and_leg_percent = WholeNumberField(
        label=_("Share of work on back and leg pain (percent)"),
        low=0,
        high=100,
        required=False,
        help_text=_("An estimate is fine. Example: 40."),
    )
    experience_note = WordsField(
        label=_("About your experience"),
        max_length=1200,
        required=False,
        help_text=_(
            "Up to 1,200 characters. Example: “About four in ten of my clients come with pain "
            "down the leg. Most are referred by two clinics nearby.”"
        ),
    )
