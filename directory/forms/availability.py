"""Whether new clients are taken, and when the practice is open: live at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, Self

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from directory.choices import Accepting, Weekday

from .base import RowForm, SectionForm
from .fields import ClockField, DayField, NumberOfField, OneOfField, WholeNumberField

LONGEST_PAUSE = timedelta(days=365)
LONGEST_WAIT_WEEKS = 104


class AvailabilityForm(SectionForm):
    accepting = OneOfField(
        label=gettext_lazy("Do you take new clients?"),
        choices=Accepting.choices,
        required=False,
        widget=forms.RadioSelect,
    )
    waiting_weeks = WholeNumberField(
        label=gettext_lazy("Waiting time in weeks"),
        low=0,
        high=LONGEST_WAIT_WEEKS,
        required=False,
        help_text=gettext_lazy("Only with a waiting list. Example: 3."),
    )
    paused_until = DayField(
        label=gettext_lazy("Pause until"),
        days_ahead=36_525,
        required=False,
        help_text=gettext_lazy(
            "You take no new clients before this day, and then do again by yourself. "
            "Example: the day you are back from a leave."
        ),
    )

    def clean_paused_until(self) -> str | None:
        day: str | None = self.cleaned_data["paused_until"]
        # A pause that is over may stay where it is: it says nothing any more.
        if not day or day == self.current["paused_until"]:
            return day
        first, last = self.scope.today + timedelta(days=1), self.scope.today + LONGEST_PAUSE
        if not first <= date.fromisoformat(day) <= last:
            raise forms.ValidationError(
                _("Enter a day from %(first)s to %(last)s, or leave this empty.")
                % {"first": date_format(first), "last": date_format(last)},
                code="range",
            )
        return day

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        waits = given.get("waiting_weeks") is not None
        if waits and given.get("accepting", Accepting.WAITING_LIST) != Accepting.WAITING_LIST:
            message = _("Leave this empty, or choose “%(list)s” above.")
            self.add_error("waiting_weeks", message % {"list": Accepting.WAITING_LIST.label})
        return given


class HoursForm(RowForm):
    weekday = NumberOfField(label=gettext_lazy("Day"), numbers=Weekday.choices)
    opens = ClockField(label=gettext_lazy("From"), help_text=gettext_lazy("Example: 9:00 AM."))
    closes = ClockField(
        label=gettext_lazy("Until"),
        help_text=gettext_lazy(
            "Example: 5:30 PM. For a break at noon, use two rows for the same day."
        ),
    )

    def clean(self) -> dict[str, Any]:
        opens, closes = self.cleaned_data.get("opens"), self.cleaned_data.get("closes")
        if opens and closes and closes <= opens:
            self.add_error(
                "closes",
                _("This must be later than the time before it. For midnight, enter 11:59 PM."),
            )
        return self.cleaned_data

    @classmethod
    def check_together(cls, rows: Sequence[Self]) -> None:
        complete = [row for row in rows if len(row.cleaned_data) == len(row.fields)]
        closed: dict[int, str] = {}
        for row in cls.arrange(complete):
            weekday, opens, closes = row.span
            if opens < closed.get(weekday, ""):
                row.add_error("opens", _("This overlaps with other hours of the same day."))
            closed[weekday] = max(closes, closed.get(weekday, ""))

    @property
    def span(self) -> tuple[int, str, str]:
        given = self.cleaned_data
        return given["weekday"], given["opens"], given["closes"]

    @classmethod
    def arrange(cls, rows: Sequence[Self]) -> list[Self]:
        return sorted(rows, key=lambda row: row.span)
