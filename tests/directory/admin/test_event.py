"""The record of what happened to profiles: read by moderators, written by nobody."""

from __future__ import annotations

import pytest
from django.test import Client

from directory.choices import EventKind
from directory.models import ProfileEvent
from tests.directory.admin.forms import address
from tests.directory.admin.revision.steps import get
from tests.factories.accounts import ModeratorFactory
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

    assert "77" in get(client, address(ProfileEvent, "changelist")).text
