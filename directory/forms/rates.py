"""Question 6: prices and ways to pay, live at once; and written policies."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Self

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from directory.choices import SessionLength
from directory.models import PaymentKind, PolicyKind
from directory.models.rate import HIGHEST_PRICE_CENTS, LOWEST_PRICE_CENTS

from .base import RowForm, SectionForm
from .fields import MoneyField, NumberOfField, TermField, TermsField, WholeNumberField, WordsField


class PaymentForm(SectionForm):
    payment_kinds = TermsField(
        PaymentKind,
        is_explained=True,
        label=gettext_lazy("Ways to pay"),
        help_text=gettext_lazy("Tick all that you offer."),
    )


class RateForm(RowForm):
    minutes = NumberOfField(
        label=gettext_lazy("Length"),
        numbers=SessionLength.choices,
        help_text=gettext_lazy("Example: 60 minutes."),
    )
    price_cents = MoneyField(
        label=gettext_lazy("Price in dollars"),
        low=LOWEST_PRICE_CENTS,
        high=HIGHEST_PRICE_CENTS,
        help_text=gettext_lazy("What a client pays without a discount or tip. Example: 95."),
    )
    hands_on_minutes = WholeNumberField(
        label=gettext_lazy("Hands-on minutes"),
        low=0,
        high=max(SessionLength.values),
        required=False,
        help_text=gettext_lazy("How much of it is massage and not talk. Example: 50."),
    )

    once = ("minutes",)
    twice = gettext_lazy("You have a price for this length above. Take out one of the two.")

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        length, hands_on = given.get("minutes"), given.get("hands_on_minutes")
        if length and hands_on is not None and hands_on > length:
            self.add_error(
                "hands_on_minutes",
                _("This is more than the %(length)s minutes of the session.") % {"length": length},
            )
        return given

    @classmethod
    def arrange(cls, rows: Sequence[Self]) -> list[Self]:
        return sorted(rows, key=lambda row: int(row.cleaned_data["minutes"]))


class RatesForm(SectionForm):
    rates_note = WordsField(
        label=gettext_lazy("About the prices"),
        max_length=600,
        required=False,
        rows=3,
        help_text=gettext_lazy(
            "Up to 600 characters. Example: “The first session takes 15 minutes longer at the same "
            "price.”"
        ),
    )


class PolicyForm(RowForm):
    kind = TermField(
        PolicyKind,
        label=gettext_lazy("Kind"),
        help_text=gettext_lazy("Example: Cancellation."),
    )
    text = WordsField(
        label=gettext_lazy("Policy"),
        max_length=600,
        rows=3,
        help_text=gettext_lazy(
            "Up to 600 characters. Example: “Please tell me a day ahead. After that I charge half, "
            "except when you are ill.”"
        ),
    )
    notice_hours = WholeNumberField(
        label=gettext_lazy("Notice in hours"),
        low=0,
        high=336,
        required=False,
        help_text=gettext_lazy("For cancellation: until when it is free. Example: 24."),
    )
    fee_percent = WholeNumberField(
        label=gettext_lazy("Fee in percent of the price"),
        low=0,
        high=100,
        required=False,
        help_text=gettext_lazy("What it costs after that. Example: 50."),
    )

    once = ("kind",)
    twice = gettext_lazy("You have a policy of this kind above. Put both into one.")

    @classmethod
    def arrange(cls, rows: Sequence[Self]) -> list[Self]:
        """In the order of the site."""
        place = rows[0].scope.positions(PolicyKind) if rows else {}
        return sorted(rows, key=lambda row: place[row.cleaned_data["kind"]])
