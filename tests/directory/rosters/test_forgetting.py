"""Nothing of a list is kept longer than 400 days."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from directory.models import RosterEntry, RosterImport, RosterProblem, RosterProposal
from directory.rosters import forgetting
from tests.directory.rosters.lists import imported, line, listed, stated

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]


@pytest.mark.parametrize(("days", "left"), [(400, 1), (401, 0)])
def test_all_of_an_import_goes_together(days: int, left: int) -> None:
    stated("MT1")
    imported(listed(line("MT1"), "broken"))
    now = timezone.now()
    RosterImport.objects.update(begun_at=now - timedelta(days=days) + timedelta(seconds=9))

    said = forgetting.forget_old(now)

    for model in (RosterEntry, RosterProblem, RosterProposal, RosterImport):
        assert model._default_manager.count() == left
    assert said.startswith(f"{1 - left} entries and {1 - left} imports")


def test_erasing_a_profile_takes_its_proposals_along() -> None:
    credential = stated("MT1")
    imported(listed(line("MT1")))

    credential.therapist.delete()

    assert not RosterProposal.objects.exists()
    assert RosterEntry.objects.count() == 1
