"""Accepting a proposal while its profile is being decided about: one waits, and none deadlocks."""

from __future__ import annotations

import io
import threading
import time

import pytest
from django.db import connection, transaction

from directory.actions.guarding import in_turn
from directory.actions.refusals import Refused
from directory.models import Credential, RosterProposal
from directory.rosters import deciding, importing, turns
from tests.directory.actions.test_concurrency import race
from tests.directory.rosters import lists
from tests.factories.accounts import ModeratorFactory
from tests.factories.directory import CredentialFactory, TherapistFactory
from tests.factories.moderation import RosterProposalFactory

pytestmark = [
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time"),
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("vocabulary"),
]


def test_a_credential_that_goes_takes_its_proposal_along_while_somebody_accepts_it() -> None:
    credential = CredentialFactory(therapist=TherapistFactory(published=True), number="MT.1")
    proposal, moderator = RosterProposalFactory(credential=credential), ModeratorFactory()
    is_held = threading.Event()

    @transaction.atomic
    def take_away() -> str:
        in_turn(credential.therapist_id)
        is_held.set()
        time.sleep(0.5)  # the other one is on its way meanwhile
        Credential.objects.filter(pk=credential.pk).delete()
        return "gone"

    def accept() -> object:
        is_held.wait(20)
        return deciding.accept(proposal.pk, by=moderator)

    results = race(take_away, accept)

    assert "gone" in results
    assert [type(one) for one in results if one != "gone"] == [Refused]
    assert not RosterProposal.objects.exists()


def test_a_credential_that_goes_while_a_list_is_finished_gets_no_proposal() -> None:
    credential = lists.stated("MT.1")
    content = lists.listed(lists.line("MT1"))
    found = lists.begun(content)
    is_held = threading.Event()

    @transaction.atomic
    def take_away() -> str:
        in_turn(credential.therapist_id)
        Credential.objects.filter(pk=credential.pk).delete()
        is_held.set()
        time.sleep(0.5)  # the list still sees it meanwhile
        return "gone"

    def read() -> object:
        is_held.wait(20)
        return importing.run(found, io.BytesIO(content), turns.take(found))

    results = race(take_away, read)

    assert set(results) == {"gone", True}
    assert not RosterProposal.objects.exists()
