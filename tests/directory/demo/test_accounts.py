from __future__ import annotations

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group, Permission

from accounts.models import User
from articles.roles import ROLES
from directory.demo import accounts
from sciatica_site.hooks import Registry, roles
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def test_the_moderator_may_look_and_change_but_is_no_superuser() -> None:
    moderator = accounts.get_moderator()

    assert moderator.is_staff
    assert not moderator.is_superuser
    assert moderator.has_perms(["directory.view_credential", "directory.change_verificationrecord"])
    assert not moderator.has_perm("articles.view_article")
    assert not moderator.has_perm("directory.change_technique")
    assert not moderator.has_perm("directory.delete_therapist")
    assert not moderator.has_perm("accounts.change_user")


def test_the_moderator_of_old_demo_data_leaves_the_group_that_could_do_more() -> None:
    old = Group.objects.create(name="Moderators")
    old.permissions.add(Permission.objects.get(codename="change_article"))
    accounts.get_moderator().groups.add(old)

    moderator = accounts.get_moderator()

    assert [group.name for group in moderator.groups.all()] == ["Directory moderator"]


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


@pytest.fixture
def _offered() -> None:
    """What the app of the articles registers when the site starts."""
    for role in ROLES:
        roles.register(role.name, role)


@pytest.mark.usefixtures("_offered")
def test_the_desk_has_one_who_writes_and_another_who_reviews() -> None:
    editor, reviewer = accounts.get_desk()

    assert (editor.email, reviewer.email) == ("editor@example.com", "reviewer@example.com")
    assert editor.has_perms(["articles.change_article", "articles.publish_article"])
    assert not editor.has_perm("articles.review_article")
    assert reviewer.has_perm("articles.review_article")
    assert not reviewer.has_perm("articles.change_article")
    assert accounts.get_desk() == [editor, reviewer]


@pytest.mark.usefixtures("_offered")
def test_the_desk_can_sign_in_once_the_accounts_are_opened() -> None:
    accounts.get_desk()

    opened = accounts.open_accounts("only-for-this-test")

    assert [user.email for user in opened] == ["editor@example.com", "reviewer@example.com"]


def test_where_no_app_offers_the_roles_there_is_no_desk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(accounts, "roles", Registry())

    assert accounts.get_desk() == []
    assert not User.objects.exists()
