"""Who may decide."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.auth.models import AnonymousUser, Permission

from accounts.models import User
from directory.hidings import staff_for_second_looks
from directory.permissions import can_answer_appeals, can_hide, can_moderate
from tests.factories.accounts import ModeratorFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_moderators_decide() -> None:
    assert can_moderate(ModeratorFactory())
    for somebody in (
        UserFactory(),
        UserFactory(is_staff=True),
        ModeratorFactory(is_active=False),
        ModeratorFactory(is_staff=False),
        AnonymousUser(),
    ):
        assert not can_moderate(somebody)


@pytest.mark.parametrize(
    ("codename", "may"),
    [
        ("change_profilerevision", can_moderate),
        ("change_hiding", can_hide),
        ("change_appeal", can_answer_appeals),
    ],
)
def test_each_decision_needs_its_own_right(codename: str, may: Callable[[User], bool]) -> None:
    somebody = UserFactory(is_staff=True)
    somebody.user_permissions.set(Permission.objects.filter(codename=codename))
    looks_on = UserFactory(is_staff=True)
    looks_on.user_permissions.set(Permission.objects.filter(codename="view_therapist"))
    rules = (can_moderate, can_hide, can_answer_appeals)

    assert [rule for rule in rules if rule(User.objects.get(pk=somebody.pk))] == [may]
    assert not any(rule(looks_on) for rule in rules)
    assert (somebody in staff_for_second_looks()) is (may is can_hide)
