"""Small facts are live at once, and any change of them can be taken back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from directory.actions import live
from directory.actions.refusals import Changed, Refused
from directory.choices import EventKind, LiveFact, ProfileStatus
from directory.editing import live as facts
from directory.models import LiveChange, ProfileEvent, ProfileRevision, Therapist
from directory.search import rebuild
from tests.directory.actions.steps import kinds, loaded, published
from tests.factories.accounts import ModeratorFactory, UserFactory
from tests.factories.directory import TherapistFactory
from tests.factories.profiles import LiveChangeFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]

OPEN = {"accepting": "yes", "waiting_weeks": None, "paused_until": None}
WAITING = {"accepting": "waiting-list", "waiting_weeks": 6, "paused_until": None}
CHANGES: dict[LiveFact, dict[str, Any]] = {
    LiveFact.AVAILABILITY: OPEN | {"paused_until": "2027-01-15"},
    LiveFact.HOURS: {"hours": [{"weekday": 0, "opens": "09:00", "closes": "17:30"}]},
    LiveFact.RATES: {
        "rates": [{"minutes": 60, "price_cents": 9500, "hands_on_minutes": 50}],
        "payment_kinds": ["insurance"],
    },
    LiveFact.PHONE: {"phone": "+13035550142"},
}


def change(therapist: Therapist, fact: LiveFact, values: dict[str, Any]) -> LiveChange:
    made = live.change(therapist, fact, values, by=therapist.owner)
    assert made is not None
    return made


def phone(therapist: Therapist, number: int) -> LiveChange:
    return change(therapist, LiveFact.PHONE, {"phone": f"+1303555{number:04}"})


def undo(made: LiveChange) -> LiveChange:
    return live.undo(made.pk, therapist=made.therapist, by=made.therapist.owner)


class TestChange:
    @pytest.mark.parametrize(("fact", "values"), CHANGES.items())
    def test_it_is_in_the_tables_and_the_search_at_once_and_on_record(
        self, fact: LiveFact, values: dict[str, Any]
    ) -> None:
        therapist = TherapistFactory(published=True, website="https://ana.example.com/")
        before = facts.read(therapist, fact)

        made = change(therapist, fact, values)

        assert (made.fact, made.before, made.after) == (fact, before, values)
        assert facts.read(loaded(therapist), fact) == values
        assert list(rebuild.differences()) == []
        event = ProfileEvent.objects.get()
        assert (event.kind, event.fields) == (EventKind.LIVE_CHANGED, [fact])
        assert (event.actor, event.revision) == (therapist.owner, None)
        assert not ProfileRevision.objects.exists()

    @pytest.mark.parametrize(("fact", "values"), CHANGES.items())
    def test_saying_the_same_again_changes_and_records_nothing(
        self, fact: LiveFact, values: dict[str, Any]
    ) -> None:
        therapist = TherapistFactory(published=True, website="https://ana.example.com/")
        change(therapist, fact, values)
        updated_at = loaded(therapist).updated_at

        assert live.change(therapist, fact, dict(values), by=therapist.owner) is None

        assert LiveChange.objects.count() == ProfileEvent.objects.count() == 1
        assert loaded(therapist).updated_at == updated_at

    def test_the_same_in_another_order_is_no_change(self) -> None:
        therapist = TherapistFactory(
            published=True,
            website="https://ana.example.com/",
            payment_kinds=["insurance", "hsa-fsa"],
        )
        now = facts.read(loaded(therapist), LiveFact.RATES)
        turned = now | {"payment_kinds": now["payment_kinds"][::-1]}

        assert live.change(therapist, LiveFact.RATES, turned, by=therapist.owner) is None
        assert not LiveChange.objects.exists()

    def test_the_public_page_shows_it(self, client: Client) -> None:
        therapist = published()

        phone(therapist, 199)

        assert "(303) 555-0199" in client.get(therapist.get_absolute_url()).text

    def test_it_confirms_nothing_else(self) -> None:
        therapist = TherapistFactory(
            published=True, website="https://ana.example.com/", confirmed_days_ago=100
        )
        confirmed_on = therapist.confirmed_on

        change(therapist, LiveFact.AVAILABILITY, OPEN)

        assert loaded(therapist).confirmed_on == confirmed_on

    def test_a_removed_profile_is_not_changed(self) -> None:
        therapist = TherapistFactory(status=ProfileStatus.REMOVED)

        with pytest.raises(Refused, match="removed"):
            phone(therapist, 1)

    def test_nobody_else_changes_it(self) -> None:
        therapist = TherapistFactory(published=True, website="https://ana.example.com/")

        for somebody in (UserFactory(), ModeratorFactory()):
            with pytest.raises(PermissionDenied):
                live.change(therapist, LiveFact.AVAILABILITY, OPEN, by=somebody)


class TestUndo:
    @pytest.mark.parametrize(("fact", "values"), CHANGES.items())
    def test_everything_is_as_before(self, fact: LiveFact, values: dict[str, Any]) -> None:
        therapist = TherapistFactory(
            published=True, website="https://ana.example.com/", accepting="no", rates={90: 12000}
        )
        before = facts.read(loaded(therapist), fact)
        made = change(therapist, fact, values)

        back = undo(made)

        assert facts.read(loaded(therapist), fact) == before
        assert (back.undoes, back.before, back.after) == (made, values, before)
        assert kinds(therapist) == [EventKind.LIVE_CHANGED, EventKind.LIVE_UNDONE]
        assert list(rebuild.differences()) == []

    def test_one_goes_back_step_by_step(self) -> None:
        therapist = TherapistFactory(
            published=True, website="https://ana.example.com/", phone="+13035550000"
        )
        made = [phone(therapist, number) for number in (1, 2, 3)]

        for one in reversed(made):
            assert live.last_undoable(loaded(therapist)) == one
            undo(one)

        assert loaded(therapist).phone == "+13035550000"
        assert live.last_undoable(loaded(therapist)) is None

    def test_only_the_newest_change_of_a_fact_is_undone(self) -> None:
        therapist = TherapistFactory(published=True, website="https://ana.example.com/")
        first = phone(therapist, 1)
        phone(therapist, 2)

        with pytest.raises(Changed, match="changed again"):
            undo(first)

        assert loaded(therapist).phone == "+13035550002"

    def test_a_later_change_of_another_fact_is_not_in_the_way(self) -> None:
        therapist = TherapistFactory(published=True, website="https://ana.example.com/")
        first = phone(therapist, 1)
        change(therapist, LiveFact.AVAILABILITY, WAITING)

        undo(first)

        row = loaded(therapist)
        assert (row.phone, row.waiting_weeks) == ("", 6)

    def test_a_change_is_undone_once(self) -> None:
        therapist = TherapistFactory(published=True, website="https://ana.example.com/")
        made = phone(therapist, 1)
        undo(made)

        with pytest.raises(Changed, match="undone"):
            undo(made)

        assert kinds(therapist).count(EventKind.LIVE_UNDONE) == 1

    def test_an_undoing_is_not_undone(self) -> None:
        therapist = TherapistFactory(published=True, website="https://ana.example.com/")
        back = undo(phone(therapist, 1))

        with pytest.raises(Changed):
            undo(back)

    def test_what_says_something_else_by_now_is_left_alone(self) -> None:
        therapist = TherapistFactory(published=True, website="https://ana.example.com/")
        made = phone(therapist, 1)
        Therapist.objects.update(phone="+13035550009")  # corrected by a moderator

        assert live.last_undoable(loaded(therapist)) is None
        with pytest.raises(Changed):
            undo(made)

        assert loaded(therapist).phone == "+13035550009"

    def test_the_constraint_decides_when_two_come_at_once(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        therapist = TherapistFactory(published=True, website="https://ana.example.com/")
        made = phone(therapist, 1)
        undo(made)
        Therapist.objects.update(phone="+13035550001")
        # Both have looked before either wrote.
        monkeypatch.setattr(live, "_newest", lambda _therapist: LiveChange.objects.all())

        with pytest.raises(Changed):
            undo(made)

        assert LiveChange.objects.filter(undoes=made).count() == 1
        assert loaded(therapist).phone == "+13035550001"

    @pytest.mark.parametrize("number", [0, -1, 10**30])
    def test_a_change_that_is_not_there_cannot_be_undone(self, number: int) -> None:
        therapist = TherapistFactory(published=True, website="https://ana.example.com/")

        with pytest.raises(Refused, match="no longer kept"):
            live.undo(number, therapist=therapist, by=therapist.owner)

    def test_a_change_of_somebody_else_is_not_there(self) -> None:
        made = phone(TherapistFactory(published=True, website="https://ana.example.com/"), 1)
        therapist = TherapistFactory(published=True, website="https://ana.example.com/")

        with pytest.raises(Refused, match="no longer kept"):
            live.undo(made.pk, therapist=therapist, by=therapist.owner)
        with pytest.raises(PermissionDenied):
            live.undo(made.pk, therapist=made.therapist, by=therapist.owner)

        assert loaded(made.therapist).phone == "+13035550001"

    def test_an_undoing_whose_change_is_no_longer_kept_can_itself_be_undone(self) -> None:
        therapist = TherapistFactory(published=True, website="https://ana.example.com/")
        made = phone(therapist, 1)
        back = undo(made)
        made.delete()
        back.refresh_from_db()

        undo(back)

        assert loaded(therapist).phone == "+13035550001"

    def test_a_way_to_pay_that_is_gone_does_not_come_back(self) -> None:
        therapist = TherapistFactory(
            published=True, website="https://ana.example.com/", rates={60: 9500}
        )
        rates = facts.read(loaded(therapist), LiveFact.RATES)
        made = LiveChangeFactory(
            therapist=therapist,
            fact=LiveFact.RATES,
            before=rates | {"payment_kinds": ["gone"]},
            after=rates,
        )

        back = undo(made)

        assert back.after == rates


class TestUndoable:
    def test_the_newest_of_each_fact_newest_first(self) -> None:
        therapist = TherapistFactory(published=True, website="https://ana.example.com/")
        phone(therapist, 1)
        second = phone(therapist, 2)
        third = change(therapist, LiveFact.AVAILABILITY, OPEN)
        phone(TherapistFactory(published=True, website="https://ana.example.com/"), 3)

        assert live.undoable(loaded(therapist)) == [third, second]

    def test_a_clock_that_goes_back_changes_nothing(self) -> None:
        therapist = TherapistFactory(published=True, website="https://ana.example.com/")
        first, second = phone(therapist, 1), phone(therapist, 2)
        LiveChange.objects.filter(pk=second.pk).update(made_at=first.made_at - timedelta(hours=1))

        assert live.last_undoable(loaded(therapist)) == second

    def test_it_takes_one_query_for_a_loaded_profile(self, django_assert_num_queries: Any) -> None:
        therapist = TherapistFactory(published=True, website="https://ana.example.com/")
        for fact, values in CHANGES.items():
            change(therapist, fact, values)
        therapist = loaded(therapist)

        with django_assert_num_queries(1):
            assert len(live.undoable(therapist)) == 4
