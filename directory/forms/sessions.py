"""Question 5: how many sessions, how long, how often, and when to stop."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from directory.choices import FirstCourse, SessionLength

from .base import RowForm, SectionForm
from .fields import NumberOfField, OneOfField, WholeNumberField, WordsField


class SessionsForm(SectionForm):
    first_course = OneOfField(
        label=_("Usual first course"),
        choices=FirstCourse.choices,
        required=False,
        widget=forms.RadioSelect,
    )
    review_after = WholeNumberField(
        label=_("You look back together after (sessions)"),
        low=1,
        high=20,
        required=False,
        help_text=_("Example: 3."),
    )
    stop_rule = WordsField(
        label=_("When to stop"),
        max_length=600,
        required=False,
        rows=3,
        help_text=_(
            "Up to 600 characters. Example: “If nothing has changed after three sessions, we stop "
            "and you see your doctor.”"
        ),
    )
    note = WordsField(
        label=_("About the plan"),
        max_length=1200,
        required=False,
        help_text=_(
            "Up to 1,200 characters. Example: “Later sessions are further apart, or only when you "
            "want one.”"
        ),
    )


class PhaseForm(RowForm):
    sessions = WholeNumberField(
        label=_("Number of sessions"), low=1, high=20, help_text=_("Example: 4.")
    )
    minutes = NumberOfField(
        label=_("Length"), numbers=SessionLength.choices, help_text=_("Example: 60 minutes.")
    )
    every_days = WholeNumberField(
        label=_("Days from one session to the next"),
        low=1,
        high=90,
        help_text=_("Example: 7 for one a week."),
    )
