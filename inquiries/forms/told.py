"""What a therapist answers to what moderators have asked about the own profile."""

from __future__ import annotations

import uuid

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from directory.forms.texts import WordsField, mended

from .key import with_key

LONGEST = 4_000


class ToldForm(forms.Form):
    """The key makes it one answer, however often it is sent."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    text = WordsField(
        label=_("Your answer"),
        rows=8,
        max_length=LONGEST,
        help_text=_(
            "Up to 4,000 characters. Only moderators read it. You can answer once. Please leave"
            " out the names of patients."
        ),
        error_messages={"required": _("Write something first.")},
    )

    def __init__(self, data: QueryDict | None = None) -> None:
        shown = None if data is None else with_key(mended(data))
        super().__init__(shown, initial={"key": uuid.uuid4()})
