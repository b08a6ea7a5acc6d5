"""The form in which anybody says that something about a profile is wrong."""

from __future__ import annotations

import uuid

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from directory.forms.texts import WordsField, mended
from inquiries.choices import ReportReason

from .key import with_key

LONGEST = 2_000


class ReportForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("What is wrong?"),
        # Patients who had an answer are asked about single facts on a page of their own.
        choices=[choice for choice in ReportReason.choices if choice[0] != ReportReason.ACCURACY],
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose what is wrong."),
            "invalid_choice": _("Choose from the answers shown here."),
        },
    )
    text = WordsField(
        label=_("What happened, or what should it say?"),
        help_text=_(
            "Up to 2,000 characters. Only moderators read it. Write nothing about your own health"
            " that they do not need."
        ),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 7, "autocomplete": "off"}),
        error_messages={"required": _("Write in a few words what is wrong.")},
    )
    email = forms.EmailField(
        label=_("Your email, if we may write to you"),
        help_text=_("A moderator may ask you something, and tell you how it ended."),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"invalid": _("Enter an address such as name@example.com.")},
    )
    #: People never see it; programs that fill in everything do.
    homepage = forms.CharField(
        label=_("Leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(None if data is None else with_key(mended(data)))

    def add_error_about_limit(self) -> None:
        self.add_error(
            None,
            str(
                _(
                    "Too many reports came from your network in a short time. Please try again"
                    " later: all that you typed is still here."
                )
            ),
        )

    @property
    def is_from_a_program(self) -> bool:
        return bool(self.data.get("homepage"))
