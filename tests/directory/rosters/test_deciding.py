"""A proposal counts once a person has accepted it, and only once."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from directory.actions.refusals import Refused
from directory.choices import CheckResult, ProposalState
from directory.models import (
    Credential,
    CredentialKind,
    RosterProposal,
    Therapist,
    VerificationRecord,
)
from directory.rosters import deciding
from sciatica_site.models import AuditEntry
from tests.directory.at_once import at_once, shared_database
from tests.directory.rosters.lists import imported, line, listed, source, stated, waiting
from tests.factories.accounts import ModeratorFactory


@pytest.fixture
def moderator(db: None) -> User:
    made: User = ModeratorFactory()
    return made


def proposal(row: str = "", number: str = "MT1") -> RosterProposal:
    stated(number)
    imported(listed(row or line("MT1")), source())
    return waiting()[0]


@pytest.mark.usefixtures("vocabulary")
def test_accepting_writes_a_check_of_the_day_of_the_list(moderator: User) -> None:
    one = proposal()

    record = deciding.accept(one.pk, by=moderator)

    one.refresh_from_db()
    assert (one.state, one.decided_by) == (ProposalState.ACCEPTED, moderator)
    assert (record.method, record.result) == ("roster", CheckResult.CONFIRMED)
    assert record.checked_on == timezone.localdate(one.roster_import.begun_at)
    assert (record.number, record.valid_until) == ("MT1", one.expires_on)
    assert record.register == one.roster_import.source.register
    assert AuditEntry.objects.filter(kind="list.proposal-accepted").count() == 1
    assert Credential.objects.get().was_checked


@pytest.mark.usefixtures("vocabulary")
@pytest.mark.parametrize(
    ("row", "result"),
    [
        (line("MT1", "Bo Lee"), CheckResult.DIFFERS),
        (line("MT1", status="Expired"), CheckResult.NOT_ACTIVE),
        (line("MT2"), CheckResult.NOT_FOUND),
    ],
)
def test_what_does_not_confirm_becomes_a_check_as_well(
    moderator: User, row: str, result: CheckResult
) -> None:
    assert deciding.accept(proposal(row).pk, by=moderator).result == result
    assert not Credential.objects.get().was_checked


@pytest.mark.usefixtures("vocabulary")
def test_declining_leaves_the_credential_as_it_is(moderator: User) -> None:
    one = proposal()

    deciding.decline(one.pk, by=moderator)

    assert RosterProposal.objects.get().state == ProposalState.DECLINED
    assert not VerificationRecord.objects.exists()
    assert AuditEntry.objects.filter(kind="list.proposal-declined").count() == 1


@pytest.mark.usefixtures("vocabulary")
def test_nobody_decides_about_their_own_profile(moderator: User) -> None:
    one = proposal()
    therapist = one.credential.therapist
    therapist.owner = moderator
    therapist.save()

    for step in (deciding.accept, deciding.decline):
        with pytest.raises(PermissionDenied):
            step(one.pk, by=moderator)
    assert deciding.accept_together([one.pk], by=moderator)[0] == 0
    assert RosterProposal.objects.get().state == ProposalState.OPEN
    assert not VerificationRecord.objects.exists()


@pytest.mark.usefixtures("vocabulary")
def test_who_decides_about_their_own_profile_is_refused_before_anything_is_written(
    moderator: User,
) -> None:
    one = proposal()
    Therapist.objects.update(owner=moderator)

    with CaptureQueriesContext(connection) as queries, pytest.raises(PermissionDenied):
        deciding.decline(one.pk, by=moderator)

    assert not [query["sql"] for query in queries if query["sql"].startswith("UPDATE")]


@pytest.mark.usefixtures("vocabulary")
def test_another_number_on_the_profile_is_not_confirmed_by_the_old_one(moderator: User) -> None:
    one = proposal()
    Credential.objects.update(number="MT2")

    with pytest.raises(Refused, match="another number"):
        deciding.accept(one.pk, by=moderator)

    assert RosterProposal.objects.get().state == ProposalState.OPEN
    deciding.decline(one.pk, by=moderator)


@pytest.mark.usefixtures("vocabulary")
@pytest.mark.parametrize("part", ["state", "kind", "name"])
def test_a_list_confirms_nothing_that_the_profile_says_only_since(
    moderator: User, part: str
) -> None:
    one = proposal()
    if part == "state":
        Credential.objects.update(region="FL", register=None)
    elif part == "kind":
        Credential.objects.update(kind=CredentialKind.objects.get(slug="diploma"))
    else:
        Therapist.objects.update(name="Somebody Else")

    assert deciding.accept_together([one.pk], by=moderator)[0] == 0
    with pytest.raises(Refused, match="another name, state or kind"):
        deciding.accept(one.pk, by=moderator)

    assert not Credential.objects.get().was_checked
    assert RosterProposal.objects.get().state == ProposalState.OPEN


@pytest.mark.usefixtures("vocabulary")
def test_what_is_decided_outdated_or_gone_is_refused_with_why(moderator: User) -> None:
    one = proposal()
    deciding.decline(one.pk, by=moderator)
    with pytest.raises(Refused, match="decided about this already: Declined"):
        deciding.accept(one.pk, by=moderator)
    RosterProposal.objects.update(state=ProposalState.OUTDATED)
    with pytest.raises(Refused, match="newer list"):
        deciding.accept(one.pk, by=moderator)
    with pytest.raises(Refused, match="gone"):
        deciding.decline(one.pk + 1, by=moderator)


@pytest.mark.usefixtures("vocabulary")
def test_together_only_those_that_confirm_are_accepted(moderator: User) -> None:
    for number in ("MT1", "MT2", "MT3"):
        stated(number)
    imported(listed(line("MT1"), line("MT2", "Bo Lee"), line("MT3")))
    ids = [one.pk for one in waiting()]
    deciding.accept(ids[2], by=moderator)

    accepted, refusals = deciding.accept_together(ids, by=moderator)

    assert accepted == 1
    assert [text for text in refusals if "already" in text] == refusals
    assert [one.pk for one in waiting()] == [ids[1]]


@pytest.mark.django_db(transaction=True)
def test_of_many_at_once_one_accepts(tmp_path: Path) -> None:
    with shared_database(tmp_path):
        one = proposal()
        people = [ModeratorFactory() for _number in range(4)]

        def step(by: User) -> str:
            deciding.accept(one.pk, by=by)
            return "accepted"

        outcomes = at_once(*(lambda by=by: step(by) for by in people))

        assert outcomes == ["Refused"] * 3 + ["accepted"]
        assert VerificationRecord.objects.count() == 1
        assert AuditEntry.objects.filter(kind="list.proposal-accepted").count() == 1
