"""Users for tests: somebody who signs in, and a moderator."""

from __future__ import annotations

from typing import Any

import factory
from allauth.account.models import EmailAddress

from accounts.models import User
from directory.demo.accounts import moderators

#: The password of every test user that is given none.
PASSWORD = "only-for-this-test"


class UserFactory(factory.django.DjangoModelFactory):
    """A user whose address is confirmed, so that signing in works; `verified=False` for one not."""

    class Meta:
        model = User

    email = factory.Sequence(lambda number: f"user-{number}@example.com")
    name = factory.Sequence(lambda number: f"Test User {number}")
    password = PASSWORD

    @classmethod
    def _create(cls, model_class: type[User], *args: Any, **kwargs: Any) -> User:
        verified = kwargs.pop("verified", True)
        user = model_class.objects.create_user(**kwargs)
        EmailAddress.objects.create(user=user, email=user.email, verified=verified, primary=True)
        return user


class ModeratorFactory(UserFactory):
    """Staff in the group of moderators; no superuser."""

    email = factory.Sequence(lambda number: f"moderator-{number}@example.com")
    is_staff = True

    @classmethod
    def _create(cls, model_class: type[User], *args: Any, **kwargs: Any) -> User:
        user = super()._create(model_class, *args, **kwargs)
        user.groups.add(moderators())
        return user
