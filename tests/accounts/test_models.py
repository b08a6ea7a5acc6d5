"""The user who signs in with an e-mail address."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from accounts.models import User


@pytest.mark.django_db
def test_an_address_is_the_same_whatever_its_capitals() -> None:
    User.objects.create_user("ana@example.com")

    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create_user("ANA@example.com")


@pytest.mark.django_db
def test_a_form_is_told_of_the_other_account_in_plain_words() -> None:
    User.objects.create_user("ana@example.com")

    with pytest.raises(ValidationError, match="already an account with this address"):
        User(email="Ana@example.com", password="x").full_clean()


def test_a_user_is_called_by_name_and_else_by_address() -> None:
    assert str(User(email="ana@example.com", name="Ana Ruiz")) == "Ana Ruiz"
    assert User(email="ana@example.com", name="Ana Ruiz").get_short_name() == "Ana"
    assert str(User(email="ana@example.com")) == "ana@example.com"
    assert User(email="ana@example.com").get_short_name() == "ana@example.com"
