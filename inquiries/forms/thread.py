"""The forms on the pages behind a patient's link."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from directory.forms.texts import WordsField, mended
from inquiries.accuracy import FACTS
from inquiries.choices import PatientSays

from .key import with_key

LONGEST = 4_000


class WriteForm(forms.Form):
    text = WordsField(
        label=_("Your message"),
        help_text=_(
            "Up to 4,000 characters. Only this therapist reads it. Please leave out what they do"
            " not need to know."
        ),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 6, "autocomplete": "off"}),
        error_messages={
            "required": _("Write something first."),
            "max_length": _("Use at most %(limit_value)d characters. You have %(show_value)d."),
        },
    )
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, data: QueryDict | None = None, *, anchor: str = "id") -> None:
        """`anchor` tells several of these on one page apart."""
        self._anchor = anchor
        shown = None if data is None else with_key(mended(data))
        super().__init__(shown, initial={"key": uuid.uuid4()}, auto_id=f"{anchor}-%s")

    @property
    def typed(self) -> str:
        return str(self.data.get("text", ""))

    def again(self) -> WriteForm:
        """The same words as a form that has not been sent yet."""
        data = QueryDict(mutable=True)
        data["text"] = self.typed
        return WriteForm(data, anchor=self._anchor)


class SaysForm(forms.Form):
    says = forms.ChoiceField(choices=[c for c in PatientSays.choices if c[0]])


class AccuracyForm(forms.Form):
    """One question for each fact; at least one has to be answered."""

    YES, NO, NEITHER = "yes", "no", "not"
    ANSWERS = (
        (YES, _("Yes")),
        (NO, _("No")),
        (NEITHER, _("Does not apply, or I do not know")),
    )
    VALUES: dict[str, bool | None] = {YES: True, NO: False, NEITHER: None}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for fact in FACTS:
            self.fields[fact.name] = forms.ChoiceField(
                label=str(fact.question),
                choices=self.ANSWERS,
                initial=self.NEITHER,
                widget=forms.RadioSelect,
                error_messages={
                    "required": _("Choose one answer."),
                    "invalid_choice": _("Choose from the answers shown here."),
                },
            )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if not self.errors and set(values.values()) <= {self.NEITHER}:
            self.add_error(None, _("Answer at least one question with yes or no."))
        return values

    @property
    def facts(self) -> dict[str, bool | None]:
        return {name: self.VALUES[value] for name, value in self.cleaned_data.items()}
