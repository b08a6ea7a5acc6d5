"""Writes built profiles in bulk, search rows included, in one transaction."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.db import models, transaction

from accounts.models import User
from directory.models import (
    Credential,
    LocationAccess,
    OpeningHours,
    Policy,
    PracticeLocation,
    Rate,
    SessionPhase,
    SessionPlan,
    Term,
    Therapist,
    TherapistComfort,
    TherapistCondition,
    TherapistTechnique,
    VerificationRecord,
)
from directory.search import doc

from .credentials import build_record
from .profile import Profile
from .world import World

#: Tables in the order in which they are written, and how to find their rows in a profile.
TABLES: tuple[tuple[type[models.Model], Callable[[Profile], Iterable[models.Model]]], ...] = (
    (User, lambda profile: [profile.therapist.owner]),
    (Therapist, lambda profile: [profile.therapist]),
    (PracticeLocation, lambda profile: profile.locations),
    (LocationAccess, lambda profile: profile.access),
    (TherapistComfort, lambda profile: profile.comforts),
    (OpeningHours, lambda profile: profile.hours),
    (Credential, lambda profile: profile.credentials),
    (VerificationRecord, lambda profile: _records(profile.credentials)),
    (TherapistTechnique, lambda profile: profile.techniques),
    (TherapistCondition, lambda profile: profile.conditions),
    (SessionPlan, lambda profile: [profile.plan] if profile.plan else []),
    (SessionPhase, lambda profile: profile.phases),
    (Rate, lambda profile: profile.rates),
    (Policy, lambda profile: profile.policies),
)
#: Links to the vocabulary: the field of a therapist; profile and world have the same word for it
#: except where two words are given.
LINKS = (
    ("languages", "languages"),
    ("assessment_items", "assessment_items"),
    ("works_with", "clinician_kinds"),
    ("payment_kinds", "payment_kinds"),
)


def _records(credentials: Iterable[Credential]) -> list[VerificationRecord]:
    return [record for one in credentials if (record := build_record(one)) is not None]


@transaction.atomic
def write(profiles: Sequence[Profile], world: World) -> None:
    """All or nothing; the profiles have their keys afterwards."""
    for model, rows_of in TABLES:
        rows = [row for profile in profiles for row in rows_of(profile)]
        model._default_manager.bulk_create(rows, batch_size=2000)
    for field, vocabulary in LINKS:
        _write_links(profiles, field, getattr(world, vocabulary))
    doc.refresh_all(profile.therapist.pk for profile in profiles)


def _write_links(profiles: Sequence[Profile], name: str, terms: dict[str, Term]) -> None:
    field: Any = Therapist._meta.get_field(name)
    through: Any = field.remote_field.through
    ours, theirs = f"{field.m2m_field_name()}_id", f"{field.m2m_reverse_field_name()}_id"
    rows = [
        through(**{ours: profile.therapist.pk, theirs: terms[slug].pk})
        for profile in profiles
        for slug in getattr(profile, name)
    ]
    through._default_manager.bulk_create(rows, batch_size=2000)
