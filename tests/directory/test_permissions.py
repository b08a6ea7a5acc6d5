"""Who may decide."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser

from directory.permissions import can_moderate
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
