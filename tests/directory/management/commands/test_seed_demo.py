from __future__ import annotations

import io
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from accounts.models import User
from directory.demo.accounts import PASSWORD
from directory.models import Therapist
from tests.factories.directory import TherapistFactory
from tests.factories.spots import load_spots


@pytest.fixture
def country(vocabulary: None) -> None:
    load_spots()


def seed_demo(**options: Any) -> str:
    out = io.StringIO()
    call_command("seed_demo", **options, stdout=out)
    return out.getvalue()


@pytest.mark.django_db
def test_it_refuses_where_debug_is_off_and_says_how_to_insist() -> None:
    with pytest.raises(CommandError, match="--force"):
        seed_demo(therapists=3)

    assert not User.objects.exists()


@pytest.mark.django_db
def test_a_negative_number_is_refused() -> None:
    with pytest.raises(CommandError, match="negative"):
        seed_demo(therapists=-1, force=True)


def test_it_can_be_forced(country: None) -> None:
    output = seed_demo(therapists=3, force=True)

    assert Therapist.objects.count() == 3
    assert "3 added" in output


def test_the_well_known_password_is_for_debug_only(country: None) -> None:
    output = seed_demo(therapists=1, force=True)

    therapist = User.objects.get(email="therapist@example.com")
    assert therapist.has_usable_password()
    assert not therapist.check_password(PASSWORD)
    assert PASSWORD not in output


def test_a_second_run_adds_nothing(country: None, settings: Settings) -> None:
    settings.DEBUG = True
    seed_demo(therapists=4)

    output = seed_demo(therapists=9, if_empty=True)

    assert Therapist.objects.count() == 4
    assert "nothing was added" in output
    assert "0 added, 4 there before" in seed_demo(therapists=4)


def test_a_directory_with_real_therapists_is_left_alone_if_it_must_be_empty(
    country: None, settings: Settings
) -> None:
    settings.DEBUG = True
    TherapistFactory()

    seed_demo(therapists=4, if_empty=True)

    assert Therapist.objects.count() == 1
    assert not User.objects.filter(is_staff=True).exists()


@pytest.mark.parametrize("email", ["therapist@example.com", "moderator@example.com"])
def test_the_demo_accounts_can_sign_in(
    email: str, country: None, settings: Settings, client: Client
) -> None:
    settings.DEBUG = True
    output = seed_demo(therapists=1)
    assert email in output
    assert PASSWORD in output
    assert "/accounts/login/" in output

    client.post(reverse("account_login"), {"login": email, "password": PASSWORD})

    assert client.session["_auth_user_id"] == str(User.objects.get(email=email).pk)


def test_every_run_says_how_to_sign_in_while_the_password_is_the_known_one(
    country: None, settings: Settings
) -> None:
    settings.DEBUG = True
    seed_demo(therapists=1)
    assert "therapist@example.com" in seed_demo(if_empty=True)

    user = User.objects.get(email="therapist@example.com")
    user.set_password("chosen-by-somebody")
    user.save()

    assert "therapist@example.com" not in seed_demo(if_empty=True)
    user.refresh_from_db()
    assert user.check_password("chosen-by-somebody")


def test_another_seed_gives_other_people(country: None) -> None:
    seed_demo(therapists=2, force=True)
    first = set(Therapist.objects.values_list("name", flat=True))
    Therapist.objects.all().delete()
    User.objects.all().delete()

    seed_demo(therapists=2, force=True, seed=99)

    assert first != set(Therapist.objects.values_list("name", flat=True))
