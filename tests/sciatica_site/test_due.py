"""The site's own jobs by the calendar."""

from __future__ import annotations

import datetime

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from sciatica_site.due import remove_expired_sessions


@pytest.mark.django_db
def test_expired_sessions_go_and_live_ones_stay() -> None:
    now = timezone.now()
    for key, days in (("old", -1), ("live", 1)):
        Session.objects.create(
            session_key=key, session_data="", expire_date=now + datetime.timedelta(days=days)
        )

    assert remove_expired_sessions(now) == "1 expired sessions removed"
    assert Session.objects.get().session_key == "live"
