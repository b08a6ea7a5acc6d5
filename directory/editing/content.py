"""The moderated part of a profile as one document of plain values, read from the tables.

A document has one section per page of the editor. Words of the vocabulary stand in it by slug,
days as ISO text, nothing stated as `None` (numbers, days) or an empty text. Rows that other rows
lean on (credentials, places) carry a `key`: their number in the table, or any other text for a
row that is new.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import models

from directory.models import (
    AssessmentItem,
    ClinicianKind,
    Condition,
    Credential,
    CredentialKind,
    Language,
    Policy,
    PolicyKind,
    PracticeLocation,
    Register,
    Technique,
    Therapist,
    TherapistCondition,
    TherapistTechnique,
)

Section = dict[str, Any]
Content = dict[str, Section]
Terms = Mapping[str, type[models.Model]]


@dataclass(frozen=True)
class Rows:
    """Rows that hang on a therapist; `terms` are their fields that name a word by slug."""

    name: str
    model: type[models.Model]
    relation: str
    fields: tuple[str, ...]
    terms: Terms = field(default_factory=dict)


@dataclass(frozen=True)
class Part:
    """What one section holds: fields of the therapist, words chosen, and rows."""

    key: str
    fields: tuple[str, ...] = ()
    links: Terms = field(default_factory=dict)
    rows: tuple[Rows, ...] = ()


CREDENTIALS = Rows(
    "credentials",
    Credential,
    "credentials",
    ("title", "issuer", "number", "region", "issued_on", "expires_on", "training_hours"),
    {"kind": CredentialKind, "register": Register},
)
LOCATIONS = Rows(
    "locations",
    PracticeLocation,
    "locations",
    (
        *("setting", "practice_name", "street", "neighborhood", "city", "state", "postal_code"),
        *("directions", "travel_miles"),
    ),
)
TECHNIQUES = Rows(
    "techniques",
    TherapistTechnique,
    "offered_techniques",
    ("is_specialty", "since", "training_hours", "note"),
    {"technique": Technique},
)
CONDITIONS = Rows(
    "conditions",
    TherapistCondition,
    "condition_approaches",
    ("is_specialty", "approach"),
    {"condition": Condition},
)
POLICIES = Rows(
    "policies", Policy, "policies", ("text", "notice_hours", "fee_percent"), {"kind": PolicyKind}
)
PHASE_FIELDS = ("sessions", "minutes", "every_days")

#: Every section but "sessions" and "access", whose rows hang on other rows.
PARTS: tuple[Part, ...] = (
    Part(
        "about",
        ("name", "gender", "pronouns", "intro", "website", "booking_url"),
        {"languages": Language},
    ),
    Part("place", ("hours_note",), rows=(LOCATIONS,)),
    Part("credentials", rows=(CREDENTIALS,)),
    Part("experience", ("practicing_since", "back_and_leg_percent", "experience_note")),
    Part(
        "techniques", ("pressure_lightest", "pressure_firmest", "styles_note"), rows=(TECHNIQUES,)
    ),
    Part(
        "approach",
        ("intention", "approach_text", "will_not_do", "refers_when"),
        {"assessment_items": AssessmentItem, "works_with": ClinicianKind},
        (CONDITIONS,),
    ),
    Part("rates", ("rates_note",), rows=(POLICIES,)),
)
SECTION_KEYS = (
    "about", "place", "credentials", "experience", "techniques", "approach", "sessions", "rates",
    "access",
)  # fmt: skip


def read(therapist: Therapist) -> Content:
    """What the tables say now; best loaded `with_answers()`."""
    sections = {part.key: _read_part(therapist, part) for part in PARTS}
    sections["about"]["photo"] = therapist.photo.token if therapist.photo else ""
    sections["sessions"] = _read_plan(therapist)
    sections["access"] = _read_access(therapist)
    return {key: sections[key] for key in SECTION_KEYS}


def _read_part(therapist: Therapist, part: Part) -> Section:
    section: Section = {name: plain(getattr(therapist, name)) for name in part.fields}
    for name in part.links:
        section[name] = [term.slug for term in getattr(therapist, name).all()]
    for rows in part.rows:
        section[rows.name] = [
            _read_row(row, rows) for row in getattr(therapist, rows.relation).all()
        ]
    return section


def _read_row(row: models.Model, rows: Rows) -> Section:
    values: Section = {"key": str(row.pk)} if rows in (CREDENTIALS, LOCATIONS) else {}
    for name in rows.terms:
        term = getattr(row, name)
        values[name] = term.slug if term else ""
    return values | {name: plain(getattr(row, name)) for name in rows.fields}


def _read_plan(therapist: Therapist) -> Section:
    plan = getattr(therapist, "session_plan", None)
    if plan is None:
        return {"first_course": "", "review_after": None, "stop_rule": "", "note": "", "phases": []}
    return {
        "first_course": plan.first_course,
        "review_after": plan.review_after,
        "stop_rule": plan.stop_rule,
        "note": plan.note,
        "phases": [
            {name: getattr(phase, name) for name in PHASE_FIELDS} for phase in plan.phases.all()
        ],
    }


def _read_access(therapist: Therapist) -> Section:
    return {
        "comfort": {fact.feature.slug: fact.is_available for fact in therapist.comfort_facts.all()},
        "places": {
            str(location.pk): {
                fact.feature.slug: fact.is_available for fact in location.access_facts.all()
            }
            for location in therapist.locations.all()
        },
    }


def plain(value: Any) -> Any:
    """The value as JSON can hold it."""
    return value.isoformat() if isinstance(value, date) else value
