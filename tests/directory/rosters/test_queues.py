"""The pile of proposals on the first page of the admin."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from directory.models import RosterProposal
from directory.rosters import queues
from tests.directory.rosters.lists import imported, line, listed, stated
from tests.factories.moderation import RosterProposalFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]


def test_it_counts_what_waits_and_since_when(django_assert_num_queries: Any) -> None:
    for number in range(3):
        stated(f"MT{number}")
    imported(listed(*(line(f"MT{number}") for number in range(3))))
    RosterProposalFactory(state="declined")
    long_ago = timezone.now() - timedelta(days=9)
    RosterProposal.objects.filter(pk=RosterProposal.objects.earliest("pk").pk).update(
        made_at=long_ago
    )

    with django_assert_num_queries(1):
        queue = queues.proposals_waiting(AnonymousUser())

    assert (queue.count, queue.oldest, queue.rank) == (3, long_ago, 40)
    assert queue.permission == "directory.change_rosterproposal"
