"""Whoever looks at two profiles says what they are: once, on the record, never of their own."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from directory.actions import pairing
from directory.actions.refusals import Changed, Refused
from directory.models import PossiblePair
from sciatica_site.models import AuditEntry
from tests.factories.accounts import ModeratorFactory, UserFactory
from tests.factories.moderation import PossiblePairFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]


def test_two_people_are_noted_on_the_record_of_both() -> None:
    pair, by = PossiblePairFactory(), ModeratorFactory()

    pairing.set_apart(pair.pk, shared=pair.shared, by=by)

    pair.refresh_from_db()
    assert pair.settled_at
    assert pair.settled_by == by
    lines = AuditEntry.objects.filter(kind="profile.set-apart", actor_number=by.pk)
    numbers = lines.values_list("subject_number", flat=True)
    assert sorted(numbers) == sorted([str(pair.first_id), str(pair.second_id)])


def test_what_was_settled_or_has_changed_meanwhile_is_refused() -> None:
    pair, by = PossiblePairFactory(), ModeratorFactory()

    with pytest.raises(Changed):
        pairing.set_apart(pair.pk, shared="what they shared before", by=by)
    pairing.set_apart(pair.pk, shared=pair.shared, by=by)
    with pytest.raises(Changed):
        pairing.set_apart(pair.pk, shared=pair.shared, by=by)
    PossiblePair.objects.all().delete()
    with pytest.raises(Refused):
        pairing.ask_again(pair.pk, by=by)


def test_a_pair_waits_again_once() -> None:
    pair, by = PossiblePairFactory(settled=True), ModeratorFactory()

    pairing.ask_again(pair.pk, by=by)

    with pytest.raises(Changed):
        pairing.ask_again(pair.pk, by=by)
    assert PossiblePair.objects.get().settled_at is None


def test_nobody_decides_without_the_right_or_about_their_own_profile() -> None:
    by = ModeratorFactory()
    pair = PossiblePairFactory(second__owner=by)

    with pytest.raises(Refused, match="your own"):
        pairing.set_apart(pair.pk, shared=pair.shared, by=by)
    with pytest.raises(PermissionDenied):
        pairing.set_apart(pair.pk, shared=pair.shared, by=UserFactory())
