"""Fields for words that people type or paste: short lines, longer texts, web addresses, phones."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

import phonenumbers
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from phonenumbers import NumberParseException, PhoneNumber, PhoneNumberFormat

from directory import formatting

#: No database or page can hold these; U+FFFD is what is left of a character that broke on its way.
DAMAGED = re.compile("[\x00\ufffd\ud800-\udfff]")
SURROGATES = re.compile("[\ud800-\udfff]")
#: Other control characters mean nothing and cannot be seen, so nobody could take them out.
UNSEEN = re.compile("[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
E164 = re.compile(r"\+[1-9][0-9]{6,14}")
HOME = "US"


def whole(text: str) -> str:
    """The text without what cannot be seen; refuses a damaged one."""
    if DAMAGED.search(text):
        raise ValidationError(
            _(
                "One character here was damaged on its way and may be shown as a question mark "
                "or a box. Delete it and type it again."
            ),
            code="damaged",
        )
    return UNSEEN.sub("", text)


def mended(data: QueryDict) -> QueryDict:
    """The data so that it can be shown again: half characters become visible damage."""
    if not any(SURROGATES.search(text) for _name, texts in data.lists() for text in texts):
        return data
    shown = data.copy()
    for name, texts in data.lists():
        shown.setlist(name, [SURROGATES.sub("\ufffd", text) for text in texts])
    return shown


class LineField(forms.CharField):
    """One line of text. `is_free_text` has its wording looked at."""

    default_error_messages = {
        "required": gettext_lazy("Please fill this in."),
        "max_length": gettext_lazy(
            "Use at most %(limit_value)d characters. This has %(show_value)d."
        ),
    }

    def __init__(self, *, is_free_text: bool = False, **options: Any) -> None:
        self.is_free_text = is_free_text
        super().__init__(**options)

    def to_python(self, value: Any) -> str:
        lines = whole(super().to_python(value) or "").splitlines()
        return " ".join(line.strip() for line in lines).strip()

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        # A browser would cut a pasted text at its limit without a word; the message does not.
        attrs = super().widget_attrs(widget)
        attrs.pop("maxlength", None)
        return attrs


class WordsField(LineField):
    """A text of several lines. Browsers send two characters for a line end but count one."""

    widget = forms.Textarea

    def __init__(self, *, rows: int = 5, **options: Any) -> None:
        options.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        super().__init__(is_free_text=True, **options)

    def to_python(self, value: Any) -> str:
        text = forms.CharField.to_python(self, value) or ""
        return whole(text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def has_no_user_name(address: str) -> None:
    """`https://known-name.com@elsewhere.com/` leads elsewhere."""
    try:
        is_plain = "@" not in urlsplit(address).netloc
    except ValueError:
        return  # the validator beside this one says so
    if not is_plain:
        raise ValidationError(
            _("Take out the part before the “@”: an address of a page has none."), code="invalid"
        )


class WebField(forms.URLField):
    """The address of a web page, with or without the https:// in front."""

    # One for addresses would not let "example.com" leave the browser.
    widget = forms.TextInput(attrs={"inputmode": "url", "autocomplete": "url"})
    default_validators = [URLValidator(schemes=["http", "https"])]
    default_error_messages = {
        "invalid": gettext_lazy("Enter the address of a page, such as https://example.com/."),
        "max_length": LineField.default_error_messages["max_length"],
    }

    def __init__(self, **options: Any) -> None:
        super().__init__(assume_scheme="https", max_length=200, **options)
        self.validators.append(has_no_user_name)

    def to_python(self, value: Any) -> str:
        return super().to_python(whole(str(value or "")).strip()) or ""

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {}


class PhoneField(LineField):
    """A phone number as people in the US write it; kept in international form."""

    widget = forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"})
    default_error_messages = {
        "invalid": gettext_lazy(
            "This is no complete phone number. Enter ten digits, such as (303) 555-0142."
        ),
        "extension": gettext_lazy("Leave out the extension and enter a number that rings you."),
    }

    def to_python(self, value: Any) -> str:
        text = super().to_python(value)
        return self._international(text) if text else ""

    def prepare_value(self, value: Any) -> Any:
        """As it is read aloud, not as it is kept."""
        is_kept = isinstance(value, str) and E164.fullmatch(value)
        return formatting.phone(value) if is_kept else value

    def _international(self, text: str) -> str:
        number = self._parsed(text)
        if number.extension:
            raise ValidationError(self.error_messages["extension"], code="extension")
        written = phonenumbers.format_number(number, PhoneNumberFormat.E164)
        if not phonenumbers.is_valid_number(number) or not E164.fullmatch(written):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return written

    def _parsed(self, text: str) -> PhoneNumber:
        try:
            return phonenumbers.parse(text, HOME)
        except NumberParseException as error:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from error
