"""A row of a file as the first draft of a profile, or what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from directory.choices import Setting
from directory.editing.content import CREDENTIALS, LOCATIONS, Content, Rows, Section
from directory.forms.fields import LineField, OneOfField, WebField, YearField
from directory.forms.place import ZIP_CODE
from directory.places.states import STATES
from sciatica_site import mail
from sciatica_site.csv_reading import NO_LETTER

#: Until the editor gives rows keys of its own.
NEW_ROW = "invited"


class StateField(OneOfField):
    """A state by its two letters; small ones mean the same."""

    default_error_messages = {
        "invalid_choice": _("Write the two letters of a state, such as CO."),
    }

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value)).strip().upper()


class CandidateForm(forms.Form):
    """The columns of the file, by the names that its header has to use.

    There is none for what a profile may be or who has checked it: what is invited is a draft,
    whatever the file says.
    """

    email = forms.EmailField(
        label=_("email"),
        max_length=254,
        error_messages={
            "required": _("Write an address: it is needed."),
            "invalid": _("Write one whole address, such as dana@example.com."),
        },
    )
    name = LineField(
        label=_("name"),
        max_length=120,
        error_messages={"required": _("Write a name: it is needed.")},
    )
    practice_name = LineField(label=_("practice_name"), max_length=120, required=False)
    street = LineField(label=_("street"), max_length=160, required=False)
    city = LineField(label=_("city"), max_length=80, required=False)
    state = StateField(label=_("state"), choices=STATES.items(), required=False)
    zip = forms.RegexField(
        ZIP_CODE,
        label=_("zip"),
        strip=True,
        required=False,
        error_messages={"invalid": _("Write five digits, such as 02139.")},
    )
    website = WebField(label=_("website"), required=False)
    practicing_since = YearField(label=_("practicing_since"), required=False)
    license_number = LineField(label=_("license_number"), max_length=40, required=False)
    license_issuer = LineField(label=_("license_issuer"), max_length=160, required=False)

    def clean_email(self) -> str:
        """Told before anything is sent: the queue of mails would refuse it later."""
        address: str = self.cleaned_data["email"]
        try:
            return mail.usable_address(address)
        except mail.UnusableAddress:
            raise ValidationError(gettext("Write it without commas and quotation marks.")) from None


COLUMNS = tuple(CandidateForm.base_fields)
NEEDED = tuple(name for name, field in CandidateForm.base_fields.items() if field.required)


@dataclass(frozen=True)
class Candidate:
    email: str
    name: str
    content: Content


@dataclass(frozen=True)
class Fact:
    """One thing that a draft says, with what it is called and the section that it stands in."""

    section: str
    label: str
    text: str


def read(values: Mapping[str, str]) -> Candidate | list[str]:
    """Who is meant, or what is wrong with the row, column by column."""
    if damaged := [name for name in COLUMNS if NO_LETTER in values.get(name, "")]:
        text = gettext("Some letters are not UTF-8. Save the file as “CSV UTF-8”.")
        return [f"{name}: {text}" for name in damaged]
    form = CandidateForm({name: values.get(name, "") for name in COLUMNS})
    if not form.is_valid():
        return [
            f"{name}: {message}" for name, messages in form.errors.items() for message in messages
        ]
    data = form.cleaned_data
    return Candidate(data["email"].strip().casefold(), data["name"], _content(data))


def known(content: Content) -> list[Fact]:
    """All that an invitation can say of somebody, as far as this draft says it."""
    about, told = content.get("about", {}), content.get("experience", {})
    lines = [
        ("about", _("Name"), about.get("name", "")),
        ("about", _("Website"), about.get("website", "")),
        ("experience", _("Practicing since"), str(told.get("practicing_since") or "")),
    ]
    for row in content.get("place", {}).get("locations", []):
        place = _listed(row, "practice_name", "street", "city", "state", "postal_code")
        lines.append(("place", _("Place"), place))
    for row in content.get("credentials", {}).get("credentials", []):
        lines.append(("credentials", _("License"), _listed(row, "number", "issuer", "region")))
    return [Fact(section, str(label), text) for section, label, text in lines if text]


def _listed(row: Section, *names: str) -> str:
    return ", ".join(row[name] for name in names if row[name])


def _content(data: Mapping[str, Any]) -> Content:
    """Sections of the draft that the file says something about."""
    content: Content = {"about": {"name": data["name"]}}
    if data["website"]:
        content["about"]["website"] = data["website"]
    if data["practicing_since"]:
        content["experience"] = {"practicing_since": data["practicing_since"]}
    place = {
        "practice_name": data["practice_name"],
        "street": data["street"],
        "city": data["city"],
        "state": data["state"],
        "postal_code": data["zip"][:5],
    }
    if any(place.values()):
        row = _blank(LOCATIONS) | {"setting": str(Setting.STUDIO)} | place
        content["place"] = {"locations": [row]}
    if data["license_number"]:
        stated = {
            "kind": "state-license",
            "number": data["license_number"],
            "issuer": data["license_issuer"],
            "region": data["state"],
        }
        content["credentials"] = {"credentials": [_blank(CREDENTIALS) | stated]}
    return content


def _blank(rows: Rows) -> Section:
    """A row that states nothing: days and numbers are None, words are empty."""
    row: Section = {"key": NEW_ROW}
    for name in (*rows.terms, *rows.fields):
        field = rows.model._meta.get_field(name)
        row[name] = None if getattr(field, "null", False) and name not in rows.terms else ""
    return row
