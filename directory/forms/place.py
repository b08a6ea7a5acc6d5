"""Who the therapist is, where they work, and how people reach them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Self

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from directory.choices import Gender, Setting
from directory.models import Language
from directory.models.location import FARTHEST_TRAVEL_MILES
from directory.places.states import STATES

from .base import KeyedRowForm, SectionForm
from .fields import (
    CHOOSE,
    LineField,
    OneOfField,
    PhoneField,
    TermsField,
    WebField,
    WholeNumberField,
    WordsField,
)

#: Places of one therapist.
MOST = 6
ZIP_CODE = re.compile(r"([0-9]{5})(?:-?[0-9]{4})?", re.ASCII)


class AboutForm(SectionForm):
    name = LineField(
        label=gettext_lazy("Your name"),
        max_length=120,
        help_text=gettext_lazy("As clients know you. Example: Ana Rivera."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    gender = OneOfField(
        label=gettext_lazy("Gender"),
        choices=Gender.choices,
        required=False,
        help_text=gettext_lazy("Some people search by it. You can leave it unstated."),
    )
    pronouns = LineField(
        label=gettext_lazy("Pronouns"),
        max_length=30,
        required=False,
        help_text=gettext_lazy("Example: she/her."),
    )
    intro = WordsField(
        label=gettext_lazy("In a few words"),
        max_length=600,
        required=False,
        rows=4,
        help_text=gettext_lazy(
            "What people should know first, in up to 600 characters. Example: “I work with people "
            "who have back and leg pain. We talk first, and you decide how firm it gets.”"
        ),
    )
    languages = TermsField(
        Language,
        label=gettext_lazy("Languages"),
        help_text=gettext_lazy("Those in which you can hold the whole session."),
    )
    website = WebField(
        label=gettext_lazy("Website"),
        required=False,
        help_text=gettext_lazy(
            "One of website, booking page and phone is needed. Example: ana-rivera.example.com."
        ),
    )
    booking_url = WebField(
        label=gettext_lazy("Booking page"),
        required=False,
        help_text=gettext_lazy(
            "The page where people pick a time. Example: ana-rivera.example.com/book."
        ),
    )


class PhoneForm(SectionForm):
    phone = PhoneField(
        label=gettext_lazy("Phone"),
        max_length=40,
        required=False,
        help_text=gettext_lazy(
            "Shown publicly only if you fill it in, and then at once. Example: (303) 555-0142."
        ),
    )


class PlaceForm(SectionForm):
    hours_note = LineField(
        label=gettext_lazy("About your hours"),
        max_length=200,
        required=False,
        is_free_text=True,
        help_text=gettext_lazy("Example: “Saturdays twice a month; ask me which.”"),
    )


class LocationForm(KeyedRowForm):
    setting = OneOfField(
        label=gettext_lazy("Kind of place"),
        choices=[("", CHOOSE), *Setting.choices],
        help_text=gettext_lazy("Example: own studio."),
    )
    practice_name = LineField(
        label=gettext_lazy("Name of the practice"),
        max_length=120,
        required=False,
        is_free_text=True,
        help_text=gettext_lazy("As on the sign at the door. Example: Cedar Street Massage."),
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    street = LineField(
        label=gettext_lazy("Street and number"),
        max_length=160,
        required=False,
        help_text=gettext_lazy(
            "Leave it empty to show only the neighborhood and city. Example: 120 Cedar Street."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
    )
    neighborhood = LineField(
        label=gettext_lazy("Neighborhood"),
        max_length=80,
        required=False,
        help_text=gettext_lazy("Example: Capitol Hill."),
    )
    city = LineField(
        label=gettext_lazy("City"),
        max_length=80,
        help_text=gettext_lazy("Example: Denver."),
        widget=forms.TextInput(attrs={"autocomplete": "address-level2"}),
    )
    state = OneOfField(
        label=gettext_lazy("State"),
        choices=[("", CHOOSE), *STATES.items()],
        widget=forms.Select(attrs={"autocomplete": "address-level1"}),
    )
    postal_code = LineField(
        label=gettext_lazy("ZIP code"),
        max_length=20,
        help_text=gettext_lazy(
            "The search counts miles from here. For home visits, the ZIP code you start from. "
            "Example: 80202."
        ),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "postal-code"}),
    )
    directions = LineField(
        label=gettext_lazy("How to find it"),
        max_length=400,
        required=False,
        is_free_text=True,
        help_text=gettext_lazy("Example: “Green door beside the pharmacy; ring the upper bell.”"),
    )
    travel_miles = WholeNumberField(
        label=gettext_lazy("You come to homes within (miles)"),
        low=1,
        high=FARTHEST_TRAVEL_MILES,
        required=False,
        help_text=gettext_lazy("Only for home visits. Example: 15."),
    )

    def clean_postal_code(self) -> str:
        match = ZIP_CODE.fullmatch(self.cleaned_data["postal_code"])
        if match is None:
            raise forms.ValidationError(
                _("Enter the five digits of the ZIP code, such as 80202."), code="invalid"
            )
        return match[1]

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if given.get("travel_miles") and given.get("setting") not in (None, Setting.HOME_VISITS):
            message = _("Leave this empty, or choose “%(visits)s” as the kind of place.")
            self.add_error("travel_miles", message % {"visits": Setting.HOME_VISITS.label})
        return given

    @classmethod
    def check_together(cls, rows: Sequence[Self]) -> None:
        super().check_together(rows)
        asked = [row for row in rows if row.needs_point]
        codes = {row.cleaned_data["postal_code"] for row in asked}
        states = rows[0].scope.states_of_zip_codes(codes) if rows else {}
        for row in asked:
            code = row.cleaned_data["postal_code"]
            if code not in states:
                row.add_error(
                    "postal_code",
                    _(
                        "We know no place with the ZIP code %(code)s. Check the digits. If they "
                        "are right, enter the ZIP code of the nearest post office."
                    )
                    % {"code": code},
                )
            elif row.cleaned_data.get("state") not in (None, states[code]):
                row.add_error(
                    "postal_code",
                    _("This ZIP code is in %(state)s. Correct it, or the state.")
                    % {"state": STATES[states[code]]},
                )

    @property
    def needs_point(self) -> bool:
        """Places in the tables keep their point as long as they keep their ZIP code."""
        code = self.cleaned_data.get("postal_code")
        known = {str(one.pk): one.postal_code for one in self.scope.therapist.locations.all()}
        return bool(code) and known.get(self.cleaned_data["key"]) != code
