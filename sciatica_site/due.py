"""The site's own jobs by the calendar."""

from __future__ import annotations

import datetime

from django.contrib.sessions.models import Session


def remove_expired_sessions(now: datetime.datetime) -> str:
    removed = Session.objects.filter(expire_date__lt=now).delete()[0]
    return f"{removed} expired sessions removed"
