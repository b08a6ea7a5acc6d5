"""Wording to look at, in the moderation area: what was found, where, and what to do about it."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.utils import timezone

from directory import wording_counts
from directory.models import Hiding, Therapist, WordingCount
from tests.directory.admin.forms import address
from tests.factories.accounts import ModeratorFactory, UserFactory
from tests.factories.directory import TherapistFactory
from tests.factories.profiles import RevisionFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]
CURE = "I cure sciatica in one session."


@pytest.fixture
def moderator(client: Client) -> Client:
    client.force_login(ModeratorFactory())
    return client


def listed(**values: object) -> Therapist:
    therapist: Therapist = TherapistFactory(published=True, approach_text=CURE, **values)
    wording_counts.recount_changed(timezone.now())
    return therapist


def test_the_page_has_the_words_their_question_and_better_ones(moderator: Client) -> None:
    therapist = listed()

    text = moderator.get(address(WordingCount, "change", therapist.pk)).text

    assert "How do you assess and treat sciatica pain?" in text
    assert "<q>cure</q>" in text
    assert "Better:" in text
    assert f"/admin/directory/wordingcount/{therapist.pk}/hide/" in text


def test_words_that_wait_lead_to_the_review(moderator: Client) -> None:
    therapist = TherapistFactory(published=True)
    revision = RevisionFactory(
        therapist=therapist, status="submitted", changes={"about": {"intro": CURE}}
    )
    wording_counts.recount_changed(timezone.now())

    text = moderator.get(address(WordingCount, "change", therapist.pk)).text

    assert "In the text that waits" in text
    assert f"/admin/directory/profilerevision/{revision.pk}/change/" in text


def test_hiding_begins_with_what_was_found(moderator: Client) -> None:
    therapist = listed()
    path = f"/admin/directory/wordingcount/{therapist.pk}/hide/"

    assert "“cure”:" in moderator.get(path).text
    response = moderator.post(path, {"hide": "1", "why": "Please change it."})

    assert response.headers["Location"] == address(WordingCount, "changelist")
    assert Hiding.objects.get().therapist == therapist


def test_what_was_changed_since_says_so_and_what_was_never_found_is_not_there(
    moderator: Client,
) -> None:
    therapist = listed()
    Therapist.objects.update(approach_text="We talk first.")
    assert "Nothing is left" in moderator.get(address(WordingCount, "change", therapist.pk)).text

    wording_counts.recount_changed(timezone.now())
    WordingCount.objects.update(listed=0, waiting=0, found_at=None)

    assert moderator.get(address(WordingCount, "change", therapist.pk)).status_code == 404


def test_who_may_only_look_cannot_hide(client: Client) -> None:
    therapist = listed()
    user = UserFactory(is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="view_wordingcount"))
    client.force_login(user)

    assert "/hide/" not in client.get(address(WordingCount, "change", therapist.pk)).text
    path = f"/admin/directory/wordingcount/{therapist.pk}/hide/"
    assert client.get(path).status_code == 403
