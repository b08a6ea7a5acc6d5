"""A therapist begins a profile: a draft with an address, once."""

from __future__ import annotations

import pytest

from directory.actions import profiles
from directory.actions.refusals import Changed, Refused
from directory.choices import ProfileStatus
from directory.models import Therapist
from tests.factories.accounts import UserFactory
from tests.factories.directory import TherapistFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]


class TestStart:
    def test_a_new_profile_is_a_draft_with_an_address_made_of_the_name(self) -> None:
        user = UserFactory()

        therapist = profiles.start(by=user, name="  Zoë Reyes ")

        assert (therapist.owner, therapist.name, therapist.slug) == (user, "Zoë Reyes", "zoe-reyes")
        assert therapist.status == ProfileStatus.DRAFT
        assert not therapist.revisions.exists()

    def test_starting_again_gives_the_profile_that_there_is(self) -> None:
        user = UserFactory()

        first = profiles.start(by=user, name="Ana Reyes")

        assert profiles.start(by=user, name="Another Name") == first
        assert Therapist.objects.get().name == "Ana Reyes"

    @pytest.mark.parametrize("name", ["", "   ", "a" * 121])
    def test_a_name_that_is_none_is_refused(self, name: str) -> None:
        with pytest.raises(Refused, match="name"):
            profiles.start(by=UserFactory(), name=name)

        assert not Therapist.objects.exists()

    def test_the_same_click_twice_at_once_gives_one_profile(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        user = UserFactory()
        quicker: list[Therapist] = []

        def overtaken(name: str) -> str:
            if not quicker:
                quicker.append(TherapistFactory(owner=user))
            return "free"

        monkeypatch.setattr(profiles, "free_slug", overtaken)

        assert profiles.start(by=user, name="Ana") == quicker[0]

    def test_somebody_who_is_always_overtaken_is_told_to_try_again(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        TherapistFactory(slug="taken")
        monkeypatch.setattr(profiles, "free_slug", lambda name: "taken")

        with pytest.raises(Changed, match="Try again"):
            profiles.start(by=UserFactory(), name="Ana")
