"""Creating users."""

from __future__ import annotations

import pytest

from accounts.models import User


@pytest.mark.django_db
def test_a_user_has_no_rights_and_no_usable_password_by_default() -> None:
    user = User.objects.create_user("ana@EXAMPLE.com")

    assert user.email == "ana@example.com"
    assert not user.has_usable_password()
    assert not (user.is_staff or user.is_superuser)
    assert user.is_active


@pytest.mark.django_db
def test_a_superuser_is_staff() -> None:
    user = User.objects.create_superuser("root@example.com", "seven quiet lamps")

    assert user.is_staff
    assert user.is_superuser
    assert user.check_password("seven quiet lamps")


def test_a_user_needs_an_address() -> None:
    with pytest.raises(ValueError, match="e-mail address"):
        User.objects.create_user("")


@pytest.mark.django_db
def test_a_user_is_found_whatever_the_capitals() -> None:
    user = User.objects.create_user("ana@example.com")

    assert User.objects.get_by_natural_key("Ana@Example.com") == user
