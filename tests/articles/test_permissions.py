"""Each question about a person has one answer per role."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from articles.permissions import (
    can_publish,
    can_send_back,
    can_write,
    is_reviewer,
)
from tests.articles import desk as people
from tests.articles.desk import root

pytestmark = pytest.mark.django_db
ROLES = ("therapist", "moderator", "editor", "reviewer", "root")


@pytest.mark.parametrize(
    ("question", "roles"),
    [
        (can_write, {"editor", "root"}),
        (is_reviewer, {"reviewer", "root"}),
        (can_publish, {"editor", "root"}),
        (can_send_back, {"editor", "reviewer", "root"}),
    ],
)
def test_a_question_is_answered_by_role(question: Callable[[Any], bool], roles: set[str]) -> None:
    assert {role for role in ROLES if question(getattr(people, role)())} == roles
    assert not question(AnonymousUser())


@pytest.mark.parametrize("field", ["is_active", "is_staff"])
def test_a_right_is_worth_nothing_without_an_open_account_of_staff(field: str) -> None:
    user = root()
    setattr(user, field, False)

    assert not can_write(user)
