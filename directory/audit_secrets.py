"""Which records somebody with a profile must not read: those that name who decided about it."""

from __future__ import annotations

from typing import Any

from django.db.models import CharField, F, Q, QuerySet
from django.db.models.functions import Cast

from sciatica_site.hooks import Viewer

from .choices import EventKind
from .models import ProfileEvent, Therapist


def events_of_own_profile(viewer: Viewer) -> Q:
    """They name who has hidden it, and who has decided about what it says."""
    own, erased = _numbers(viewer)
    return Q(therapist_number__in=own) | Q(therapist_number__in=erased)


def about_own_profile(viewer: Viewer) -> Q:
    """The same, of the lines of the audit, where numbers are text."""
    own, erased = (rows.values(text=Cast("number", CharField())) for rows in _numbers(viewer))
    return Q(subject="profile") & (Q(subject_number__in=own) | Q(subject_number__in=erased))


def _numbers(viewer: Viewer) -> tuple[QuerySet[Any], QuerySet[Any]]:
    """Of the profile that is theirs, and of those that they have erased."""
    own = Therapist.objects.filter(owner=viewer.pk)
    erased = ProfileEvent.objects.filter(kind=EventKind.ERASED, actor=viewer.pk)
    return own.values(number=F("pk")), erased.values(number=F("therapist_number"))
