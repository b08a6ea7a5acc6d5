"""Which lines of the audit somebody with a profile must not read."""

from __future__ import annotations

from django.db.models import CharField, Q
from django.db.models.functions import Cast

from sciatica_site.hooks import Viewer

from .models import Therapist


def about_own_profile(viewer: Viewer) -> Q:
    """They name who has hidden it, and who has decided about what it says."""
    own = Therapist.objects.filter(owner=viewer.pk).annotate(written=Cast("pk", CharField()))
    return Q(subject="profile", subject_number__in=own.values("written"))
