"""Of many who hide, confirm, end, answer or decide at the same moment, exactly one gets it."""

from __future__ import annotations

from functools import partial

import pytest
from django.db import connection
from post_office.models import Email

from directory.actions import appeals, guarding, hiding
from directory.choices import AppealState
from directory.models import Appeal, Hiding, Therapist
from sciatica_site.models import AuditEntry
from tests.directory.actions.steps import kinds
from tests.directory.actions.test_concurrency import race, winners
from tests.factories.accounts import ModeratorFactory
from tests.factories.directory import TherapistFactory
from tests.factories.moderation import AppealFactory, HidingFactory

pytestmark = [
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time"),
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("queued_mail", "vocabulary"),
]


@pytest.fixture(autouse=True, params=["in turn", "all at once"])
def turns(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the lock that avoids deadlocks, and without it: it is not what decides."""
    if request.param == "all at once":
        for module in (guarding, hiding):
            monkeypatch.setattr(module, "in_turn", lambda therapist_id: None)


def audited(kind: str, therapist: Therapist) -> int:
    return AuditEntry.objects.filter(kind=kind, subject_number=str(therapist.pk)).count()


def test_of_eight_who_hide_one_does() -> None:
    therapist = TherapistFactory(published=True)
    people = [ModeratorFactory() for _one in range(8)]

    results = race(*[partial(hiding.hide, therapist.pk, by=one, why="Why.") for one in people])

    assert len(winners(results)) == 1
    assert Hiding.objects.count() == Email.objects.count() == 1
    assert kinds(therapist) == ["suspended"]
    assert audited("profile.hidden", therapist) == 1


def test_of_eight_who_end_one_does() -> None:
    made = HidingFactory()
    people = [ModeratorFactory() for _one in range(8)]

    results = race(*[partial(hiding.end, made.pk, by=one) for one in people])

    assert len(winners(results)) == 1
    assert Email.objects.count() == 1
    assert kinds(made.therapist) == ["shown"]
    assert audited("profile.shown", made.therapist) == 1


def test_of_eight_who_confirm_one_does() -> None:
    made = HidingFactory()
    people = [ModeratorFactory() for _one in range(8)]

    results = race(*[partial(hiding.confirm, made.pk, by=one) for one in people])

    assert len(winners(results)) == 1
    assert kinds(made.therapist) == ["hide-confirmed"]


def test_of_eight_clicks_on_reply_and_on_appeal_one_of_each_counts() -> None:
    made = HidingFactory()
    owner = made.therapist.owner
    values = {"about": made, "text": "I moved.", "by": owner}

    replies = [partial(hiding.reply, made.pk, f"Reply {one}.", by=owner) for one in range(4)]
    asking = [partial(appeals.appeal, made.therapist_id, **values) for _one in range(4)]
    results = race(*replies, *asking)

    assert len(winners(results)) == 2
    assert sorted(kinds(made.therapist)) == ["appealed", "replied"]
    assert Appeal.objects.count() == Email.objects.count() == 1


def test_of_eight_who_decide_an_appeal_one_does() -> None:
    made = AppealFactory(hidden=True)
    people = [ModeratorFactory() for _one in range(8)]

    results = race(
        *[
            partial(appeals.decide, made.pk, is_granted=bool(at % 2), answer="So.", by=one)
            for at, one in enumerate(people)
        ]
    )

    (decided,) = winners(results)
    assert Email.objects.count() == 1
    is_granted = decided.state == AppealState.GRANTED
    assert (Hiding.objects.get().ended_at is not None) is is_granted
    lines = AuditEntry.objects.filter(kind__startswith="profile.appeal-")
    assert lines.count() == 1
