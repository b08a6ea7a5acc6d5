"""The form in which a moderator writes down what they looked up about a credential."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from directory import checks
from directory.choices import CheckMethod, CheckResult, RegisterKind
from directory.models import Credential, Register, VerificationRecord

from .licenses import register_of
from .numbers import DayField
from .texts import LineField, WebField, WordsField

FOR_LIFE = 36_525
#: These have a place of their own on the page.
BY_HAND = ("step", "ask")
ASK_LABEL = _("Ask the therapist for the new date by mail")
PREVIEW, RECORD = "preview", "record"


class RegisterField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.state or _('National')}: {obj.name}"


class CheckForm(forms.Form):
    """`seen` and `number` name what the moderator had before them."""

    method = forms.ChoiceField(label=_("How did you check?"), choices=CheckMethod)
    register = RegisterField(
        Register.objects.exclude(kind=RegisterKind.NONE),
        label=_("Register"),
        required=False,
        empty_label=_("None: I saw a document or a letter"),
        help_text=_("Needed when you looked it up. It is chosen by kind and state."),
    )
    lookup_url = WebField(
        label=_("Address of the page that you opened"),
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "url", "size": 60, "autocomplete": "off"}),
        help_text=_("If the entry has a page of its own. Only moderators see it."),
    )
    reference = LineField(
        label=_("Reference"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"size": 60, "autocomplete": "off"}),
        help_text=_("What the source calls the entry, such as its record number."),
    )
    result = forms.ChoiceField(label=_("Result"), choices=[("", "–"), *CheckResult.choices])
    checked_on = DayField(
        label=_("Checked on"),
        days_ahead=0,
        help_text=_("The day on which you looked; not more than a year ago."),
    )
    valid_until = DayField(
        label=_("Valid until, says the source"),
        days_ahead=FOR_LIFE,
        required=False,
        help_text=_("The check counts for a year, and no longer than this day."),
    )
    note = WordsField(
        label=_("Note"),
        max_length=1_000,
        rows=3,
        required=False,
        help_text=_("Other moderators read it. Its therapist gets it with a copy of their data."),
    )
    ask = forms.BooleanField(label=ASK_LABEL, required=False)
    number = LineField(required=False, max_length=40, widget=forms.HiddenInput)
    seen = LineField(max_length=40, widget=forms.HiddenInput)
    step = forms.ChoiceField(choices=[(name, name) for name in (PREVIEW, RECORD)])

    @property
    def shown(self) -> list[forms.BoundField]:
        return [field for field in self.visible_fields() if field.name not in BY_HAND]

    @property
    def is_recorded(self) -> bool:
        return bool(self.cleaned_data["step"] == RECORD)

    def values(self) -> dict[str, Any]:
        """What `verifying.check` takes, beside who did it."""
        data = {name: value for name, value in self.cleaned_data.items() if name not in BY_HAND}
        days = {name: _day(data[name]) for name in ("checked_on", "valid_until")}
        if data["method"] not in checks.ON_A_REGISTER:
            data["register"] = None
        return data | days

    def record(self, credential: Credential) -> VerificationRecord:
        """As it would be; saved nowhere."""
        values = {name: value for name, value in self.values().items() if name != "seen"}
        return VerificationRecord(credential=credential, **values)


def first_values(credential: Credential) -> dict[str, Any]:
    """What the form offers: the register of this kind and state, and today."""
    register = credential.register_id or _register_for(credential)
    return {
        "method": CheckMethod.REGISTER if register else CheckMethod.DOCUMENT,
        "register": register,
        "checked_on": timezone.localdate(),
        "number": credential.number,
        "seen": checks.fingerprint(credential),
    }


def _register_for(credential: Credential) -> int | None:
    registers = list(Register.objects.all())
    slug = register_of(credential.kind.slug, credential.region, registers)
    return next((one.pk for one in registers if one.slug == slug), None)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
