"""Question 1: what a therapist holds, and who issued it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from directory.editing.content import Section
from directory.models import CredentialKind
from directory.places.states import STATES

from .base import KeyedRowForm
from .fields import DayField, LineField, OneOfField, TermField, WholeNumberField
from .hints import WordingHint
from .licenses import doubt, register_of

#: Kinds that a public register lists, by number and state.
LOOKED_UP = ("state-license", "state-registration", "state-certification")
NO_STATE = gettext_lazy("No state")
#: How far ahead a day may lie: a license that begins next year, insurance for life.
SOON, FOR_LIFE = 366, 36_525


class CredentialForm(KeyedRowForm):
    """The register that lists it is not asked: kind and state say it."""

    kind = TermField(
        CredentialKind,
        label=gettext_lazy("Kind"),
        help_text=gettext_lazy("What each one means is explained on this page."),
    )
    title = LineField(
        label=gettext_lazy("Title"),
        max_length=160,
        required=False,
        help_text=gettext_lazy("As written on the document. Example: Licensed Massage Therapist."),
    )
    issuer = LineField(
        label=gettext_lazy("Issued by"),
        max_length=160,
        help_text=gettext_lazy(
            "The board, school or insurer. Example: Florida Board of Massage Therapy."
        ),
    )
    number = LineField(
        label=gettext_lazy("Number"),
        max_length=40,
        required=False,
        help_text=gettext_lazy(
            "As on the document; people use it to look you up. Example: MA12345."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    region = OneOfField(
        label=gettext_lazy("State"),
        required=False,
        help_text=gettext_lazy("The state that issued it, if one did. Example: Florida."),
    )
    issued_on = DayField(
        label=gettext_lazy("Issued on"),
        days_ahead=SOON,
        required=False,
        help_text=gettext_lazy("The first day it was valid. Example: 06/30/2019."),
    )
    expires_on = DayField(
        label=gettext_lazy("Valid through"),
        days_ahead=FOR_LIFE,
        required=False,
        help_text=gettext_lazy(
            "We remind you before this day. Leave it empty if it does not expire. "
            "Example: 06/30/2028."
        ),
    )
    training_hours = WholeNumberField(
        label=gettext_lazy("Training hours"),
        low=1,
        high=20_000,
        required=False,
        help_text=gettext_lazy("For schools and courses. Example: 650."),
    )

    once = ("number", "kind", "region")
    twice = gettext_lazy(
        "You have listed this number with the same kind and state above. Take out one of the two."
    )

    def prepare(self) -> None:
        other = sorted({row["region"] for row in self.saved} - {"", *STATES})
        field = self.fields["region"]
        assert isinstance(field, OneOfField)  # noqa: S101 (for the type checker)
        field.choices = [("", NO_STATE), *STATES.items(), *((text, text) for text in other)]

    def clean(self) -> dict[str, Any]:
        issued, expires = self.cleaned_data.get("issued_on"), self.cleaned_data.get("expires_on")
        if issued and expires and expires < issued:
            self.add_error("expires_on", _("This must not lie before the day it was issued."))
        if self.cleaned_data.get("kind") in LOOKED_UP:
            self._need("number", _("Enter the number, so that patients can look it up."))
            self._need("region", _("Choose the state that issued it."))
        return self.cleaned_data

    def _need(self, name: str, message: str) -> None:
        if name not in self.errors and not self.cleaned_data.get(name):
            self.add_error(name, message)

    def identity(self) -> tuple[Any, ...] | None:
        given = self.cleaned_data
        if not given.get("number") or not given.get("kind") or "region" not in given:
            return None
        return given["number"].casefold(), given["kind"], given["region"]

    def values(self) -> Section:
        return {**super().values(), "register": self._register()}

    def _register(self) -> str:
        kind, region = self.cleaned_data["kind"], self.cleaned_data["region"]
        kept = self.kept
        if kept and (kept["kind"], kept["region"]) == (kind, region):
            present: str = kept["register"]
            return present
        return register_of(kind, region, self.scope.registers())

    def hints(self) -> list[WordingHint]:
        given = {name: str(self[name].value() or "").strip() for name in self.once}
        remark = doubt(given["kind"], given["region"], given["number"])
        found = [*super().hints(), *self._expired()]
        if not remark:
            return found
        advice = _("Compare it with your document. If it is right, leave it as it is.")
        return [
            *found,
            WordingHint(self["number"].auto_id, (given["number"][:40],), remark, advice),
        ]

    def _expired(self) -> list[WordingHint]:
        """Said, not refused: an old certificate may still tell something."""
        bound = self["expires_on"]
        value = str(bound.value() or "")
        if not value or value >= self.scope.today.isoformat():
            return []
        reason = _("This day has passed, so patients will read that it has expired.")
        advice = _("Enter the new date once you have renewed it.")
        return [WordingHint(bound.auto_id, (value[:10],), reason, advice)]
