"""What has served is deleted, on its day and not before."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from directory.models import LiveChange, ProfileRevision, Reminder, UpkeepLink
from directory.retention import forget_old, forget_words
from tests.factories.directory import TherapistFactory
from tests.factories.moderation import AppealFactory, HidingFactory
from tests.factories.profiles import (
    LiveChangeFactory,
    ReminderFactory,
    RevisionFactory,
    UpkeepLinkFactory,
)

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 6, 15, 10, tzinfo=timezone.get_default_timezone())
SECOND = timedelta(seconds=1)


def ago(days: int) -> datetime:
    return NOW - timedelta(days=days)


def test_links_go_thirty_days_after_they_were_used_or_ran_out() -> None:
    therapist = TherapistFactory()
    later = NOW + timedelta(days=10)
    kept = {
        UpkeepLinkFactory(therapist=therapist, expires_at=expires, used_at=used).pk
        for expires, used in ((later, None), (ago(30), None), (later, ago(30)))
    }
    UpkeepLinkFactory(therapist=therapist, expires_at=ago(30) - SECOND)
    UpkeepLinkFactory(therapist=therapist, expires_at=later, used_at=ago(30) - SECOND)

    said = forget_old(NOW)

    assert said == "2 links, 0 reminders, 0 changes, 0 revisions forgotten"
    assert set(UpkeepLink.objects.values_list("pk", flat=True)) == kept


def test_reminders_and_changes_go_when_nothing_asks_for_them_any_more() -> None:
    therapist = TherapistFactory()
    today = NOW.date()
    kept = ReminderFactory(therapist=therapist, queued_at=ago(400), due_on=today)
    ReminderFactory(
        therapist=therapist, queued_at=ago(400) - SECOND, due_on=today - timedelta(days=1)
    )
    change = LiveChangeFactory(therapist=therapist, made_at=ago(730))
    old = LiveChangeFactory(therapist=therapist, made_at=ago(730) - SECOND)
    undoing = LiveChangeFactory(therapist=therapist, made_at=ago(730), undoes=old)

    said = forget_old(NOW)

    assert said == "0 links, 1 reminders, 0 changes, 0 revisions forgotten"
    assert list(Reminder.objects.all()) == [kept]
    assert set(LiveChange.objects.all()) == {change, old, undoing}
    forget_old(NOW + SECOND)
    assert not LiveChange.objects.exists()


@pytest.mark.parametrize(
    ("status", "published", "days", "is_kept"),
    [
        ("rejected", False, 91, False),
        ("withdrawn", False, 91, False),
        ("rejected", False, 90, True),
        ("withdrawn", False, 90, True),
        ("rejected", True, 91, True),
        ("withdrawn", True, 91, True),
        ("draft", False, 500, True),
        ("submitted", False, 500, True),
        ("changes-asked", False, 500, True),
        ("approved", False, 500, True),
    ],
)
@pytest.mark.usefixtures("vocabulary")
def test_closed_revisions_of_those_who_never_were_public_go(
    status: str, published: bool, days: int, is_kept: bool
) -> None:
    revision = RevisionFactory(therapist=TherapistFactory(published=published), status=status)
    at = ago(days)
    ProfileRevision.objects.update(saved_at=at)
    ProfileRevision.objects.filter(submitted_at__isnull=False).update(submitted_at=at)
    ProfileRevision.objects.filter(decided_at__isnull=False).update(decided_at=at)

    forget_old(NOW)

    assert ProfileRevision.objects.filter(pk=revision.pk).exists() == is_kept


@pytest.mark.usefixtures("vocabulary")
def test_a_revision_that_was_decided_lately_stays() -> None:
    revision = RevisionFactory(status="rejected")
    ProfileRevision.objects.update(saved_at=ago(200), submitted_at=ago(200), decided_at=ago(5))

    forget_old(NOW)

    assert ProfileRevision.objects.filter(pk=revision.pk).exists()


def test_forgetting_twice_forgets_nothing_more() -> None:
    UpkeepLinkFactory(expires_at=ago(40))

    assert forget_old(NOW).startswith("1 links")
    assert forget_old(NOW) == "0 links, 0 reminders, 0 changes, 0 revisions forgotten"


@pytest.mark.usefixtures("vocabulary")
def test_the_words_about_a_hiding_go_180_days_after_it_ended() -> None:
    over = HidingFactory(
        hidden_at=ago(200), ended_at=ago(180) - SECOND, reply="No.", replied_at=NOW
    )
    fresh = HidingFactory(hidden_at=ago(200), ended_at=ago(180))
    lasting = HidingFactory(hidden_at=ago(400))

    said = forget_words(NOW)

    assert said == "words of 0 appeals and 1 hidings forgotten"
    for hiding, kept in ((over, False), (fresh, True), (lasting, True)):
        hiding.refresh_from_db()
        assert bool(hiding.why) is kept
    assert over.reply == ""
    assert over.ended_at == ago(180) - SECOND


@pytest.mark.usefixtures("vocabulary")
def test_the_words_of_an_appeal_go_180_days_after_it_was_decided() -> None:
    long_ago = ago(180) - SECOND
    about_text = AppealFactory(denied=True, decided_at=long_ago)
    fresh = AppealFactory(denied=True, decided_at=ago(180))
    waiting = AppealFactory(made_at=ago(400))
    about_hiding = AppealFactory(hidden=True, denied=True, decided_at=long_ago)

    said = forget_words(NOW)

    assert said == "words of 1 appeals and 0 hidings forgotten"
    for appeal, kept in (
        (about_text, False), (fresh, True), (waiting, True), (about_hiding, True),
    ):  # fmt: skip
        appeal.refresh_from_db()
        assert bool(appeal.text) is kept
    assert (about_text.answer, about_text.state) == ("", "denied")
    assert forget_words(NOW) == "words of 0 appeals and 0 hidings forgotten"
