"""Profiles that were hidden before hidings had rows get one, as far as the record tells."""

from __future__ import annotations

from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.test import Client
from django.utils import timezone

from directory.choices import EventKind, ProfileStatus
from directory.models import Hiding, ProfileEvent, Therapist
from tests.factories.accounts import ModeratorFactory
from tests.factories.directory import TherapistFactory
from tests.factories.moderation import HidingFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]

LONG_AGO = timezone.now() - timedelta(days=90)


def migrate() -> None:
    module = import_module("directory.migrations.0010_hidings_of_old_suspensions")
    module.hidings_of_old_suspensions(apps, None)


def hidden(*events: EventKind) -> Therapist:
    therapist: Therapist = TherapistFactory(published=True, status=ProfileStatus.SUSPENDED)
    for day, kind in enumerate(events):
        ProfileEvent.objects.create(
            therapist_number=therapist.pk,
            kind=kind,
            happened_at=LONG_AGO + timedelta(days=day),
            actor=ModeratorFactory(),
        )
    return therapist


def test_the_last_event_says_since_when_and_by_whom_and_the_therapist_is_heard(
    client: Client,
) -> None:
    old = hidden(EventKind.SUSPENDED, EventKind.PUBLISHED, EventKind.SUSPENDED)

    migrate()
    migrate()

    made = Hiding.objects.get()
    event = ProfileEvent.objects.order_by("happened_at").last()
    assert event
    assert (made.therapist, made.hidden_at, made.hidden_by) == (
        old, event.happened_at, event.actor,
    )  # fmt: skip
    assert (made.why, made.confirmed_at, made.is_urgent) == ("", None, False)
    client.force_login(old.owner)
    page = f"/dashboard/decisions/hidden/{made.pk}/"
    assert page in client.get("/dashboard/").text
    assert client.post(f"{page}reply/", {"reply": "I am here."}).status_code == 302
    assert client.post(f"{page}appeal/", {"appeal": "Please look."}).status_code == 302


def test_nothing_is_made_up_and_nothing_is_made_twice() -> None:
    hidden()
    hidden(EventKind.SUSPENDED, EventKind.PUBLISHED)
    TherapistFactory(published=True)
    known = HidingFactory()
    ProfileEvent.objects.create(therapist_number=known.therapist_id, kind=EventKind.SUSPENDED)

    migrate()

    assert list(Hiding.objects.all()) == [known]
