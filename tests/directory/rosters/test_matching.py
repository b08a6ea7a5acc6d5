"""Who on a list is who on a profile."""

from __future__ import annotations

from typing import Any

import pytest

from directory.choices import ProfileStatus, ProposalKind
from directory.models import Register
from directory.rosters import matching
from directory.rosters.mapping import Listed
from directory.rosters.matching import Stated
from tests.directory.rosters.lists import stated
from tests.factories.directory import CredentialFactory, TherapistFactory


@pytest.mark.parametrize(
    ("name", "listed", "is_same"),
    [
        ("Ana Ruiz", "Ruiz, Ana", True),
        ("Ana Ruiz", "RUIZ, ANA MARIA", True),
        ("Ana Ruiz, LMT", "Ruiz, Ana", True),
        ("Ana M. Ruiz", "Ruiz, Ana", True),
        ("José Ruiz Jr.", "Ruiz, Jose", True),
        ("Ana Ruis", "Ana Ruiz", True),
        ("Ana Ruiz", "Ruiz, Anton", False),
        ("Ana Ruiz", "Ana Smith", False),
        ("Ana Ruiz", "Maria Ana Ruiz Smith", False),
        ("Ana", "Ana Maria Ruiz", False),
        ("Ana Ruiz", ",", False),
        ("Ana Ruiz", "", False),
        ("LMT", "LMT", False),
    ],
)
def test_a_name_is_the_same_in_the_order_of_lists(name: str, listed: str, is_same: bool) -> None:
    assert matching.is_listed_name(name, listed) is is_same


@pytest.mark.parametrize(
    ("listed", "has_changed", "kind"),
    [
        (None, False, ProposalKind.NOT_FOUND),
        (("Bo Lee", True), True, ProposalKind.NAME_DIFFERS),
        (("Ana Ruiz", True), False, ProposalKind.CONFIRMS),
        (("Ana Ruiz", False), False, ProposalKind.NOT_ACTIVE),
        (("Ana Ruiz", False), True, ProposalKind.CHANGED),
    ],
)
def test_what_follows_from_a_row(
    listed: tuple[str, bool] | None, has_changed: bool, kind: ProposalKind
) -> None:
    facts = Listed("1", listed[0], "", listed[1], None) if listed else None

    assert matching.kind_of(Stated(1, "1", "Ana Ruiz"), facts, has_changed=has_changed) == kind


@pytest.mark.django_db
@pytest.mark.usefixtures("vocabulary")
@pytest.mark.parametrize(
    ("values", "is_compared"),
    [
        ({}, True),
        ({"region": "Colorado"}, True),
        ({"region": "TX"}, False),
        ({"region": ""}, False),
        ({"kind": "state-registration"}, False),
        ({"kind": "diploma"}, False),
        ({"number": ""}, False),
    ],
)
def test_licenses_of_the_state_are_compared(values: dict[str, Any], is_compared: bool) -> None:
    stated(**values)

    assert len(matching.stated(Register.objects.get(slug="co-massage"))) == is_compared


@pytest.mark.django_db
@pytest.mark.usefixtures("vocabulary")
def test_a_credential_that_names_its_register_is_compared_with_that_one_only() -> None:
    register = Register.objects.get(slug="tx-massage")
    stated(register=register, region="CO")

    assert [one.number for one in matching.stated(register)] == ["MT0000001"]
    assert matching.stated(Register.objects.get(slug="co-massage")) == []


@pytest.mark.django_db
@pytest.mark.usefixtures("vocabulary")
@pytest.mark.parametrize("status", [ProfileStatus.DRAFT, ProfileStatus.REMOVED])
def test_who_is_not_on_the_site_is_not_looked_up(status: ProfileStatus) -> None:
    therapist = TherapistFactory(status=status)
    CredentialFactory(therapist=therapist, kind="state-license", region="CO", number="1")

    assert matching.stated(Register.objects.get(slug="co-massage")) == []


@pytest.mark.django_db
@pytest.mark.usefixtures("vocabulary")
def test_a_national_register_takes_only_those_that_name_it() -> None:
    national = Register.objects.get(slug="ncbtmb")
    stated("1", kind="board-certification", region="")
    stated("2", kind="board-certification", region="", register=national)

    assert [one.number for one in matching.stated(national)] == ["2"]
