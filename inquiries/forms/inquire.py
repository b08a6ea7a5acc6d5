"""The form in which a patient writes to a therapist; nothing typed into it is ever lost."""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.contrib.auth.base_user import BaseUserManager
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from directory.forms.fields import LineField, OneOfField, PhoneField, WordsField
from directory.forms.texts import mended, whole
from inquiries import spam
from inquiries.choices import Suspicion
from inquiries.letter import Letter
from inquiries.letter_words import TELL, Time, causes
from inquiries.recipients import Recipients

LONGEST_MESSAGE = 4_000
LONGEST_LINE = 200
YES = "yes"
YES_OR_NO = [(YES, gettext_lazy("Yes")), ("no", gettext_lazy("No"))]
#: What addresses of people do not have, and what some mail programs read as the next address.
NOT_IN_ADDRESSES = re.compile(r"[\"(),:;<>\[\]\\\s]")


class NameField(LineField):
    """A line break in a name is how somebody tries to write headers of a mail."""

    def to_python(self, value: Any) -> str:
        if len(str(value or "").strip().splitlines()) > 1:
            raise ValidationError(_("Write your name on one line."), code="invalid")
        return super().to_python(value)


class AddressField(forms.EmailField):
    """An address of a person; its domain in small letters."""

    widget = forms.EmailInput(attrs={"autocomplete": "email"})
    default_error_messages = {
        "required": gettext_lazy("Please fill this in: the answer goes there."),
        "invalid": gettext_lazy("Enter an address such as name@example.com."),
        "max_length": gettext_lazy("This address is too long."),
    }

    def to_python(self, value: Any) -> str:
        text = whole(str(value or "")).strip()
        if NOT_IN_ADDRESSES.search(text):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return str(BaseUserManager.normalize_email(super().to_python(text)))

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        # A browser would cut a pasted text at its limit without a word; the message does not.
        return {}


def _question(label: Any) -> forms.ChoiceField:
    return OneOfField(label=label, choices=YES_OR_NO, required=False, widget=forms.RadioSelect)


class InquiryForm(forms.Form):
    # A check for the visitor alone: the answers are used for this page and for nothing else.
    numb = _question(
        gettext_lazy(
            "New numbness between your legs, new trouble passing urine, or new loss of bowel "
            "control?"
        )
    )
    weak = _question(
        gettext_lazy("Weakness in both legs, or leg weakness that is quickly getting worse?")
    )
    ill = _question(
        gettext_lazy("With the pain: a fever, cancer now or in the past, or a serious fall?")
    )

    message = WordsField(
        label=gettext_lazy("Your message"),
        max_length=LONGEST_MESSAGE,
        rows=8,
        help_text=gettext_lazy(
            "Say what you would say on the phone: what hurts, what you hope for, what you want to "
            "ask. Please leave out your full medical history. Up to 4,000 characters."
        ),
    )
    cause = forms.ChoiceField(
        label=gettext_lazy("What your pain comes from, if you know"),
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Choose from the answers shown here.")},
    )
    times = forms.MultipleChoiceField(
        label=gettext_lazy("Times that suit you"),
        choices=Time.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "invalid_choice": gettext_lazy("Choose from the times shown here."),
            "invalid_list": gettext_lazy("Choose from the times shown here."),
        },
    )

    name = NameField(
        label=gettext_lazy("Your name"),
        max_length=120,
        help_text=gettext_lazy("What you want to be called. A first name is enough."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = AddressField(
        label=gettext_lazy("Your email address"),
        max_length=254,
        help_text=gettext_lazy("We write there when there is an answer. No advertising, ever."),
    )
    phone = PhoneField(
        label=gettext_lazy("Your phone"),
        max_length=40,
        required=False,
        help_text=gettext_lazy("If you would like to be called. Example: (303) 555-0142."),
    )
    blind = forms.BooleanField(
        label=gettext_lazy(
            "Hide my name and address until the therapist answers or wants to call me"
        ),
        required=False,
        initial=True,
    )
    send_tell = forms.BooleanField(
        label=gettext_lazy("Send these to the therapist as well"), required=False
    )
    also = forms.MultipleChoiceField(
        label=gettext_lazy("The same message goes to"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "invalid_choice": gettext_lazy(
                "One of the therapists you chose takes no messages at the moment, so we left that "
                "one out. Press the button again to send to the others."
            ),
            "invalid_list": gettext_lazy("Choose from the therapists shown here."),
        },
    )

    #: People never see it; programs that fill in everything do.
    homepage = forms.Field(
        label=gettext_lazy("Leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )
    key = forms.Field(required=False, widget=forms.HiddenInput, initial=uuid4)
    stamp = forms.Field(required=False, widget=forms.HiddenInput, initial=spam.stamp)

    def __init__(self, data: QueryDict | None, recipients: Recipients) -> None:
        super().__init__(None if data is None else mended(data))
        self.recipients = recipients
        self._choices("cause", [("", gettext_lazy("Choose one, or leave it")), *causes()])
        others = [(one.slug, one.name) for one in recipients.others]
        self._choices("also", others)
        self.fields["also"].initial = [slug for slug, _name in others]
        for tell in TELL:
            self.fields[f"tell_{tell.key}"] = LineField(
                label=tell.label,
                max_length=LONGEST_LINE,
                required=False,
                widget=forms.TextInput(attrs={"autocomplete": "off"}),
            )

    def _choices(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 (for the type checker)
        field.choices = choices

    def clean(self) -> dict[str, Any]:
        """A form whose key broke on its way cannot be told from a second message."""
        given = super().clean() or {}
        if self.number is None:
            self.renew()
            message = _("Something broke on the way. Nothing is lost: press the button once more.")
            self.add_error(None, message)
        if any(given.get(f"tell_{tell.key}") for tell in TELL) and not given.get("send_tell"):
            message = _("Tick this to send what you wrote above, or empty those lines.")
            self.add_error("send_tell", message)
        return given

    def renew(self) -> None:
        """From here on it is another message."""
        assert isinstance(self.data, QueryDict)  # noqa: S101 (an empty form has a new key anyway)
        data = self.data.copy()
        data["key"] = str(uuid4())
        self.data = data

    @property
    def number(self) -> UUID | None:
        """The key of this form; None when it broke on its way."""
        try:
            return UUID(self.data.get("key") or "")
        except ValueError:
            return None

    @property
    def checks(self) -> list[BoundField]:
        return [self["numb"], self["weak"], self["ill"]]

    @property
    def tells(self) -> list[BoundField]:
        return [self[f"tell_{tell.key}"] for tell in TELL]

    @property
    def has_tells(self) -> bool:
        """Whether that part of the page is open: something in it was typed."""
        return self.is_bound and any(field.data for field in [*self.tells, self["send_tell"]])

    @property
    def needs_help_now(self) -> bool:
        return YES in (self.data.get("numb"), self.data.get("weak"))

    @property
    def needs_doctor_today(self) -> bool:
        return self.data.get("ill") == YES

    @property
    def is_warned(self) -> bool:
        return self.needs_help_now or self.needs_doctor_today

    @property
    def must_warn(self) -> bool:
        """A warning sign, and the page with the warning has not been seen yet."""
        return self.is_warned and not self.data.get("anyway")

    @property
    def typed(self) -> list[BoundField]:
        """What somebody wrote in words, to be shown where there is no form."""
        words = [self[name] for name in ("message", "name", "email", "phone")]
        return [field for field in [*words, *self.tells] if field.data]

    @property
    def is_blind(self) -> bool:
        return bool(self.cleaned_data["blind"])

    def letter(self) -> Letter:
        said = self.cleaned_data
        return Letter(
            name=said["name"],
            email=said["email"],
            message=said["message"],
            phone=said["phone"],
            cause=said["cause"],
            times=tuple(one.value for one in Time if one.value in said["times"]),
            tell=self._tell() if said["send_tell"] else (),
        )

    def suspicion(self) -> Suspicion:
        words = [self.cleaned_data["message"], self.cleaned_data["name"]]
        words += [text for _label, text in self._tell()]
        return spam.of_form(
            trap=self.data.get("homepage", ""),
            stamp=self.data.get("stamp", ""),
            text="\n".join(words),
        )

    def _tell(self) -> tuple[tuple[str, str], ...]:
        said = ((str(one.label), self.cleaned_data[f"tell_{one.key}"]) for one in TELL)
        return tuple((label, text) for label, text in said if text)
