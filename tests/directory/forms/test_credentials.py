"""Credentials: every rule is told beside its field, and the register follows by itself."""

from __future__ import annotations

from typing import Any

import pytest

from directory.editing import applying, content
from directory.editing.content import Section
from directory.models import Register, Therapist
from tests.directory.forms.browser import judged, loaded, messages, opened, posted, rendered, says
from tests.factories.directory import CredentialFactory, TherapistFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]

LICENSE = {
    "kind": "state-license", "issuer": "Florida Board", "number": "MA12345", "region": "FL",
}  # fmt: skip


def rows(*wanted: dict[str, str]) -> dict[str, Any]:
    fields: dict[str, Any] = {"credentials__credentials__TOTAL_FORMS": str(len(wanted))}
    for number, row in enumerate(wanted):
        for name, value in {"issuer": "", **row}.items():
            fields[f"credentials__credentials__{number}__{name}"] = value
    return fields


def sent(*wanted: dict[str, str], therapist: Therapist | None = None):
    return judged("credentials", therapist or TherapistFactory(), **rows(*wanted))


def saved(forms) -> list[Section]:
    assert forms.is_valid(), forms.error_list
    found: list[Section] = forms.sections()["credentials"]["credentials"]
    return found


def test_a_license_is_kept_with_the_register_of_its_state() -> None:
    (row,) = saved(
        sent(LICENSE | {"issued_on": "06/30/2019", "expires_on": "2028-06-30", "title": "LMT"})
    )

    assert row | {"key": ""} == {
        "key": "",
        "kind": "state-license",
        "title": "LMT",
        "issuer": "Florida Board",
        "number": "MA12345",
        "region": "FL",
        "issued_on": "2019-06-30",
        "expires_on": "2028-06-30",
        "training_hours": None,
        "register": "fl-massage",
    }


@pytest.mark.parametrize("name", ["kind", "issuer"])
def test_a_credential_needs_its_kind_and_its_issuer(name: str) -> None:
    assert says(sent(LICENSE | {name: ""}), f"credentials-credentials-0-{name}", "Please")


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("kind", "license to thrill", "Choose from the answers"),
        ("region", "Atlantis", "Choose from the answers"),
        ("number", "1" * 41, "at most 40 characters"),
        ("issuer", "a" * 161, "at most 160 characters"),
        ("title", "a" * 161, "at most 160 characters"),
        ("training_hours", "0", "from 1 to 20000"),
        ("training_hours", "1e9", "from 1 to 20000"),
        ("training_hours", "-5", "from 1 to 20000"),
        ("issued_on", "yesterday", "a day that exists"),
        ("issued_on", "1901-01-01", "from January 1, 1940"),
        ("expires_on", "9999-12-31", "from January 1, 1940"),
        ("number", "MA\x0012345", "damaged"),
    ],
)
def test_what_cannot_be_right_is_told_beside_its_field(name: str, value: str, words: str) -> None:
    assert says(sent(LICENSE | {name: value}), f"credentials-credentials-0-{name}", words)


def test_it_expires_no_sooner_than_it_was_issued() -> None:
    early = LICENSE | {"issued_on": "2020-01-02", "expires_on": "2020-01-01"}
    same_day = LICENSE | {"issued_on": "2020-01-02", "expires_on": "2020-01-02"}

    assert says(sent(early), "credentials-credentials-0-expires_on", "not lie before")
    assert sent(same_day).is_valid()


@pytest.mark.parametrize("again", ["MA12345", "ma12345"])
def test_the_same_number_of_the_same_kind_and_state_stands_once(again: str) -> None:
    forms = sent(LICENSE, LICENSE | {"number": again})

    assert says(forms, "credentials-credentials-1-number", "listed this number")


@pytest.mark.parametrize(
    "other", [{"number": "MA99999"}, {"region": "GA"}, {"kind": "state-registration"}]
)
def test_a_number_may_stand_again_with_another_kind_or_state(other: dict[str, str]) -> None:
    assert sent(LICENSE, LICENSE | other).is_valid()


def test_credentials_without_a_number_may_look_alike() -> None:
    course = {"kind": "specialty-training", "issuer": "School"}

    assert sent(course, course).is_valid()


def test_the_order_is_that_in_which_they_were_typed() -> None:
    found = saved(sent({"kind": "diploma", "issuer": "School"}, LICENSE))

    assert [row["kind"] for row in found] == ["diploma", "state-license"]


def test_a_register_chosen_by_a_moderator_stays_while_kind_and_state_do() -> None:
    therapist = TherapistFactory()
    other = Register.objects.get(slug="wy-massage")
    CredentialFactory(therapist=therapist, register=other)

    unchanged = judged("credentials", therapist, **{"credentials__credentials__0__number": "MT.1"})
    moved = judged("credentials", therapist, **{"credentials__credentials__0__region": "OR"})

    assert saved(unchanged)[0]["register"] == "wy-massage"
    assert saved(moved)[0]["register"] == "or-massage"


def test_a_state_that_was_written_otherwise_stays_as_it_is() -> None:
    therapist = TherapistFactory()
    CredentialFactory(
        therapist=therapist, region="British Columbia", kind="provincial-registration"
    )

    assert saved(judged("credentials", therapist))[0]["region"] == "British Columbia"
    assert "British Columbia" not in rendered(opened("credentials", TherapistFactory()))


def test_a_check_survives_when_nothing_that_was_checked_changes() -> None:
    therapist = TherapistFactory(published=True)
    CredentialFactory(therapist=therapist, checked=True)
    document = content.read(loaded(therapist))
    forms = judged("credentials", therapist, **{"credentials__credentials__0__title": "LMT"})

    saved(forms)
    applying.apply(therapist.pk, document | forms.sections())

    assert therapist.credentials.get().was_checked


def test_an_unusual_number_is_a_hint_and_no_error() -> None:
    forms = sent(LICENSE | {"number": "12345"})

    assert forms.is_valid()
    (hint,) = forms.hints
    assert hint.field_id == "id_credentials-credentials-0-number"
    assert hint.found == ("12345",)
    assert "Florida usually look like MA12345" in hint.reason
    assert "leave it as it is" in hint.better


def test_a_key_of_somebody_else_makes_a_new_credential() -> None:
    other = CredentialFactory(checked=True)

    (row,) = saved(sent(LICENSE | {"key": str(other.pk)}))

    assert row["key"].startswith("new-")


def test_messages_name_the_row() -> None:
    forms = sent(LICENSE, LICENSE | {"number": "2", "issuer": ""})

    assert messages(forms) == [
        "credentials-credentials-1-issuer: Credentials, row 2, Issued by: Please fill this in."
    ]


def test_days_are_shown_as_browsers_want_them() -> None:
    therapist = TherapistFactory(credentials=[{"kind": "diploma", "issued_on": "2019-06-30"}])

    data = posted(opened("credentials", therapist))

    assert data["credentials-credentials-0-issued_on"] == "2019-06-30"
