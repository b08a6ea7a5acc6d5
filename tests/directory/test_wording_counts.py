"""Words that the rules question are counted once, and again when they or the rules change."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from directory import wording_counts
from directory.choices import ProfileStatus, RevisionStatus
from directory.models import ProfileRevision, Therapist, WordingCount
from tests.factories.directory import TherapistFactory
from tests.factories.profiles import RevisionFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]
CURE = "I cure sciatica in one session."
FINE = "We talk first, then I work on your back and hips."


def run(days: int = 0) -> str:
    return wording_counts.recount_changed(timezone.now() + timedelta(days=days))


def test_public_words_and_words_that_wait_are_counted_apart() -> None:
    RevisionFactory(
        therapist=TherapistFactory(published=True, approach_text=CURE),
        status="submitted",
        changes={"approach": {"approach_text": FINE}, "about": {"intro": CURE}},
    )

    run()

    count = WordingCount.objects.get()
    assert count.listed > 0
    assert count.waiting > 0
    assert count.found_at


def test_what_is_not_public_and_does_not_wait_is_nobodys_business() -> None:
    RevisionFactory(therapist=TherapistFactory(), changes={"about": {"intro": CURE}})
    TherapistFactory(published=True, status=ProfileStatus.SUSPENDED, intro=CURE)

    run()

    assert not WordingCount.objects.filter(found_at__isnull=False).exists()


@pytest.mark.parametrize("status", [ProfileStatus.REMOVED, ProfileStatus.DRAFT])
def test_a_text_that_a_profile_nobody_decides_about_still_has_does_not_wait(status: str) -> None:
    therapist = TherapistFactory(published=True)
    RevisionFactory(therapist=therapist, status="submitted", changes={"about": {"intro": CURE}})
    run()
    assert WordingCount.objects.get().waiting

    Therapist.objects.update(status=status)

    assert run(days=1) == "wording of 1 profiles looked at"
    assert (WordingCount.objects.get().waiting, WordingCount.objects.get().found_at) == (0, None)
    assert run(days=2) == "wording of 0 profiles looked at"


def test_nothing_is_looked_at_twice() -> None:
    TherapistFactory(published=True, intro=CURE)

    assert run() == "wording of 1 profiles looked at"
    assert run() == "wording of 0 profiles looked at"


def test_a_changed_profile_is_looked_at_again_and_remembers_since_when() -> None:
    therapist = TherapistFactory(published=True, intro=CURE)
    run()
    since = WordingCount.objects.get().found_at

    Therapist.objects.get().save()
    assert run(days=1) == "wording of 1 profiles looked at"
    assert WordingCount.objects.get().found_at == since

    therapist.intro = FINE
    therapist.updated_at = timezone.now() + timedelta(days=2)
    Therapist.objects.filter(pk=therapist.pk).update(
        intro=FINE, updated_at=timezone.now() + timedelta(days=2)
    )
    run(days=3)
    assert WordingCount.objects.get().found_at is None


def test_a_text_that_was_sent_taken_back_or_decided_is_looked_at_again() -> None:
    therapist = TherapistFactory(published=True, intro=FINE)
    run()

    revision = RevisionFactory(
        therapist=therapist, status="submitted", changes={"about": {"intro": CURE}}
    )
    ProfileRevision.objects.update(submitted_at=timezone.now() + timedelta(minutes=1))
    run(days=1)
    assert WordingCount.objects.get().waiting > 0

    ProfileRevision.objects.filter(pk=revision.pk).update(status=RevisionStatus.DRAFT)
    run(days=2)
    assert WordingCount.objects.get().waiting == 0


def test_a_removed_profile_leaves_the_pile() -> None:
    TherapistFactory(published=True, intro=CURE)
    run()

    Therapist.objects.update(status=ProfileStatus.REMOVED)
    run(days=1)

    assert WordingCount.objects.get().found_at is None


def test_new_rules_are_read_over_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    TherapistFactory(published=True)
    run()

    monkeypatch.setattr(wording_counts, "digest_of_rules", lambda: "new rules")

    assert run() == "wording of 1 profiles looked at"
    assert run() == "wording of 0 profiles looked at"


def test_a_run_does_not_take_forever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wording_counts, "MOST_AT_A_TIME", 2)
    for _number in range(3):
        TherapistFactory(published=True)

    assert [run() for _number in range(3)] == [
        f"wording of {number} profiles looked at" for number in (2, 1, 0)
    ]


def test_a_profile_that_was_erased_meanwhile_is_left_alone() -> None:
    therapist = Therapist.objects.with_answers().get(pk=TherapistFactory(published=True).pk)
    Therapist.objects.filter(pk=therapist.pk).delete()

    wording_counts.recount(therapist, timezone.now())

    assert not WordingCount.objects.exists()
