"""Fields for numbers, money, days and times, each within its limits and as plain values."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy

FIRST_YEAR = 1940
_REQUIRED = {"required": gettext_lazy("Please fill this in.")}
_NUMBER = re.compile(r"\d{1,3}(?:,\d{3}){1,2}|\d{1,9}")
_DOLLARS = re.compile(r"\$?\s?(\d{1,3}(?:,\d{3})+|\d{1,7})(?:\.(\d{1,2}))?")


def this_year() -> int:
    return timezone.localdate().year


class WholeNumberField(forms.Field):
    """A whole number within limits, which the message names whatever is wrong.

    A field of text, because one for numbers loses what it cannot read.
    """

    widget = forms.TextInput
    default_error_messages = {
        **_REQUIRED,
        "invalid": gettext_lazy("Enter a whole number from %(low)s to %(high)s, in digits."),
    }

    def __init__(self, *, low: int, high: int | Callable[[], int], **options: Any) -> None:
        self.low = low
        self._high = high
        super().__init__(**options)

    @property
    def high(self) -> int:
        return self._high() if callable(self._high) else self._high

    def to_python(self, value: Any) -> int | None:
        text = str("" if value is None else value).strip()
        if not text:
            return None
        number = int(text.replace(",", "")) if _NUMBER.fullmatch(text) else None
        if number is None or not self.low <= number <= self.high:
            raise ValidationError(
                self.error_messages["invalid"],
                code="invalid",
                params={"low": self.low, "high": self.high},
            )
        return number

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"inputmode": "numeric", "autocomplete": "off"}


class YearField(WholeNumberField):
    """A year of a working life, up to this one."""

    default_error_messages = {
        "invalid": gettext_lazy("Enter a year from %(low)s to %(high)s, in four digits."),
    }

    def __init__(self, **options: Any) -> None:
        super().__init__(low=FIRST_YEAR, high=this_year, **options)


class MoneyField(forms.Field):
    """An amount typed in dollars, kept in cents."""

    widget = forms.TextInput
    default_error_messages = {
        **_REQUIRED,
        "invalid": gettext_lazy(
            "Enter a price from $%(low)s to $%(high)s in digits, such as 95 or 95.50."
        ),
    }

    def __init__(self, *, low: int, high: int, **options: Any) -> None:
        self.low, self.high = low, high
        super().__init__(**options)

    def to_python(self, value: Any) -> int | None:
        text = str("" if value is None else value).strip()
        if not text:
            return None
        cents = _cents(text)
        if cents is None or not self.low <= cents <= self.high:
            limits = {"low": self.low // 100, "high": f"{self.high // 100:,}"}
            raise ValidationError(self.error_messages["invalid"], code="invalid", params=limits)
        return cents

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, int):
            return value
        dollars, cents = divmod(value, 100)
        return f"{dollars}.{cents:02}" if cents else str(dollars)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"inputmode": "decimal", "autocomplete": "off"}


def _cents(text: str) -> int | None:
    match = _DOLLARS.fullmatch(text)
    if match is None:
        return None
    return int(match[1].replace(",", "")) * 100 + int((match[2] or "").ljust(2, "0"))


class DayField(forms.DateField):
    """A day between two others, kept as ISO text."""

    default_error_messages = {
        **_REQUIRED,
        "invalid": gettext_lazy("Enter a day that exists, such as 06/30/2027."),
        "range": gettext_lazy("Enter a day from %(earliest)s to %(latest)s."),
    }

    def __init__(self, *, days_ahead: int, **options: Any) -> None:
        self.days_ahead = days_ahead
        # The attribute makes the browser offer its calendar; it sends and takes ISO text.
        options["widget"] = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        options["input_formats"] = ["%Y-%m-%d", "%m/%d/%Y", "%m/%d/%y"]
        super().__init__(**options)

    @property
    def earliest(self) -> date:
        return date(FIRST_YEAR, 1, 1)

    @property
    def latest(self) -> date:
        return timezone.localdate() + timedelta(days=self.days_ahead)

    def to_python(self, value: Any) -> Any:
        day = super().to_python(str(value or "").strip())
        if day is None:
            return None
        if not self.earliest <= day <= self.latest:
            limits = {"earliest": date_format(self.earliest), "latest": date_format(self.latest)}
            raise ValidationError(self.error_messages["range"], code="range", params=limits)
        return day.isoformat()


class ClockField(forms.TimeField):
    """A time of the day, kept as "09:00"."""

    default_error_messages = {
        **_REQUIRED,
        "invalid": gettext_lazy("Enter a time of the day, such as 9:00 AM."),
    }

    def __init__(self, **options: Any) -> None:
        options["widget"] = forms.TimeInput(format="%H:%M", attrs={"type": "time"})
        options["input_formats"] = [
            *("%H:%M", "%H:%M:%S", "%I:%M %p", "%I:%M%p", "%I %p", "%I%p"),
        ]
        super().__init__(**options)

    def to_python(self, value: Any) -> Any:
        moment = super().to_python(str(value or "").strip())
        return None if moment is None else f"{moment:%H:%M}"
