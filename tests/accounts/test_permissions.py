"""Who is a person, and who of them a moderator."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser, Permission
from django.core.exceptions import PermissionDenied
from django.test import RequestFactory

from accounts.models import User
from accounts.permissions import is_moderator, person


@pytest.mark.django_db
def test_staff_with_a_permission_on_the_directory_moderate() -> None:
    user = User.objects.create_user("mod@example.com", is_staff=True)
    user.user_permissions.add(
        Permission.objects.filter(content_type__app_label="directory").earliest("pk")
    )

    assert is_moderator(user)


@pytest.mark.django_db
def test_staff_without_permissions_do_not() -> None:
    assert not is_moderator(User.objects.create_user("ana@example.com", is_staff=True))


@pytest.mark.django_db
def test_permissions_without_staff_do_not() -> None:
    user = User.objects.create_user("ana@example.com", is_superuser=True)

    assert not is_moderator(user)


@pytest.mark.django_db
def test_a_deactivated_moderator_does_not() -> None:
    user = User.objects.create_superuser("mod@example.com", is_active=False)

    assert not is_moderator(user)


def test_a_visitor_does_not() -> None:
    assert not is_moderator(AnonymousUser())


def test_a_visitor_is_refused_where_a_person_is_asked_for(rf: RequestFactory) -> None:
    request = rf.get("/")
    request.user = AnonymousUser()

    with pytest.raises(PermissionDenied):
        person(request)


@pytest.mark.django_db
def test_whoever_is_signed_in_is_a_person(rf: RequestFactory) -> None:
    request = rf.get("/")
    request.user = User.objects.create_user("ana@example.com")

    assert person(request) == request.user
