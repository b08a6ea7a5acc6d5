"""A therapist takes back what waits, or throws a draft away."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from directory.actions import profiles
from directory.actions.refusals import Changed, Refused
from directory.choices import EventKind, ProfileStatus, RevisionStatus
from tests.directory.actions.steps import (
    approve,
    draft_of,
    kinds,
    loaded,
    published,
    started,
    submit,
    write_intro,
)
from tests.factories.accounts import ModeratorFactory
from tests.factories.directory import TherapistFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]


class TestWithdrawAndDiscard:
    def test_what_is_taken_back_is_a_draft_again(self) -> None:
        therapist = started()
        revision = submit(therapist)

        back = profiles.withdraw(therapist, by=therapist.owner, version=revision.version)

        assert (back.status, back.submitted_at) == (RevisionStatus.DRAFT, None)
        assert back.content == revision.content
        assert loaded(therapist).status == ProfileStatus.DRAFT
        assert kinds(therapist)[-1] == EventKind.WITHDRAWN

    def test_a_public_profile_stays_public_when_a_change_is_taken_back(self) -> None:
        therapist = published()
        write_intro(therapist, "New.")
        revision = submit(therapist)

        profiles.withdraw(therapist, by=therapist.owner, version=revision.version)

        assert loaded(therapist).status == ProfileStatus.PUBLISHED

    def test_what_was_decided_is_not_taken_back(self) -> None:
        therapist = started()
        revision = submit(therapist)
        approve(revision)

        with pytest.raises(Changed, match="A moderator approved this"):
            profiles.withdraw(therapist, by=therapist.owner, version=revision.version)

    def test_a_draft_is_not_taken_back(self) -> None:
        therapist = started()

        with pytest.raises(Changed):
            profiles.withdraw(therapist, by=therapist.owner, version=draft_of(therapist).version)

    def test_a_draft_that_is_thrown_away_stays_in_the_history(self) -> None:
        therapist = TherapistFactory(published=True, intro="Old.")
        revision = write_intro(therapist, "New.")

        gone = profiles.discard(therapist, by=therapist.owner, version=revision.version)

        assert gone.status == RevisionStatus.WITHDRAWN
        assert gone.content["about"]["intro"] == "New."
        assert draft_of(therapist).content["about"]["intro"] == "Old."
        assert write_intro(therapist, "Again.").number == 2

    def test_what_is_submitted_is_not_thrown_away(self) -> None:
        therapist = started()
        revision = submit(therapist)

        with pytest.raises(Changed, match="Take it back"):
            profiles.discard(therapist, by=therapist.owner, version=revision.version)

    @pytest.mark.parametrize("step", [profiles.withdraw, profiles.discard])
    def test_an_older_version_is_refused(self, step: Any) -> None:
        therapist = started()
        revision = submit(therapist)

        with pytest.raises(Changed):
            step(therapist, by=therapist.owner, version=revision.version - 1)

    @pytest.mark.parametrize("step", [profiles.withdraw, profiles.discard])
    def test_without_a_draft_there_is_nothing_to_do(self, step: Any) -> None:
        therapist = TherapistFactory()

        with pytest.raises(Refused, match="no draft"):
            step(therapist, by=therapist.owner, version=0)

    @pytest.mark.parametrize("step", [profiles.withdraw, profiles.discard])
    def test_nobody_else_does_it(self, step: Any) -> None:
        therapist = started()
        revision = submit(therapist)

        with pytest.raises(PermissionDenied):
            step(therapist, by=ModeratorFactory(), version=revision.version)
