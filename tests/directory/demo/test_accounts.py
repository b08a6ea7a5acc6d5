from __future__ import annotations

import pytest
from allauth.account.models import EmailAddress

from accounts.models import User
from directory.demo import accounts
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def test_the_moderator_may_look_and_change_but_is_no_superuser() -> None:
    moderator = accounts.get_moderator()

    assert moderator.is_staff
    assert not moderator.is_superuser
    assert moderator.has_perms(["directory.view_therapist", "directory.change_credential"])
    assert moderator.has_perm("articles.change_article")
    assert not moderator.has_perm("directory.delete_therapist")
    assert not moderator.has_perm("accounts.change_user")


def test_asking_twice_gives_the_same_moderator() -> None:
    assert accounts.get_moderator() == accounts.get_moderator()
    assert User.objects.count() == 1


def test_the_moderator_cannot_sign_in_before_the_account_is_opened() -> None:
    assert not accounts.get_moderator().has_usable_password()


def test_an_opened_account_has_a_confirmed_address() -> None:
    accounts.get_moderator()

    (opened,) = accounts.open_accounts("only-for-this-test")

    assert opened.check_password("only-for-this-test")
    assert EmailAddress.objects.get(user=opened).verified


def test_a_password_that_is_there_is_kept() -> None:
    UserFactory(email="therapist@example.com", password="chosen-by-somebody")

    assert accounts.open_accounts("another-password") == []
    assert User.objects.get().check_password("chosen-by-somebody")
