"""The record of what happened to profiles: read by moderators, written by nobody."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.test import Client

from directory.choices import EventKind
from directory.models import ProfileEvent
from tests.directory.admin.forms import address
from tests.directory.admin.revision.steps import get
from tests.factories.accounts import ModeratorFactory
from tests.factories.directory import TherapistFactory
from tests.factories.profiles import EventFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]


def test_the_record_can_only_be_read(root: Client) -> None:
    event = EventFactory(kind=EventKind.APPROVED, fields=["about", "rates"])

    listed = get(root, address(ProfileEvent, "changelist"))

    assert "about, rates" in listed.text
    assert "delete_selected" not in listed.source
    assert get(root, address(ProfileEvent, "change", event.pk))
    assert root.post(address(ProfileEvent, "change", event.pk), {}).status_code == 403
    assert root.get(address(ProfileEvent, "add")).status_code == 403
    assert root.get(address(ProfileEvent, "delete", event.pk)).status_code == 403
    assert ProfileEvent.objects.count() == 1


def test_moderators_read_the_record(client: Client) -> None:
    client.force_login(ModeratorFactory())
    EventFactory(therapist_number=77)

    assert "profile 77" in get(client, address(ProfileEvent, "changelist")).text


def test_a_row_says_what_happened_to_whom_and_when(root: Client) -> None:
    ana = TherapistFactory(name="Ana Ruiz")
    moment = datetime(2026, 3, 5, 16, 7, tzinfo=UTC)
    event = EventFactory(
        therapist_number=ana.pk, kind=EventKind.CONFIRMED, happened_at=moment, actor=None
    )

    page = get(root, address(ProfileEvent, "change", event.pk))
    listed = root.get(address(ProfileEvent, "changelist"), {"q": ana.pk})

    named = f"Ana Ruiz (profile {ana.pk})"
    assert page.heading == f"Confirmed to be right: {named}, March 5, 2026"
    assert named in listed.text
    assert str(event) == f"Confirmed to be right: profile {ana.pk}, March 5, 2026"
