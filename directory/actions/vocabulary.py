"""Loads the vocabulary and keeps the register of facet bits in step with it."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction

from directory.choices import FacetGroup, Gender, Intention, Pressure, SessionLength, Setting, Times
from directory.models import (
    AccessFeature,
    AssessmentItem,
    ClinicianKind,
    ComfortFeature,
    ComplementaryTreatment,
    Condition,
    CredentialKind,
    FacetValue,
    Language,
    PaymentKind,
    PolicyKind,
    Register,
    Technique,
    Term,
)
from directory.search import generation

DATA = Path(__file__).resolve().parent.parent / "data"

#: Section of the data file → the model of its rows.
SECTIONS: dict[str, type[Term]] = {
    "techniques": Technique,
    "conditions": Condition,
    "credential_kinds": CredentialKind,
    "policy_kinds": PolicyKind,
    "assessment_items": AssessmentItem,
    "complementary_treatments": ComplementaryTreatment,
    "languages": Language,
    "access_features": AccessFeature,
    "comfort_features": ComfortFeature,
    "payment_kinds": PaymentKind,
    "clinician_kinds": ClinicianKind,
}

#: Vocabulary models whose terms are filter values, by filter group.
FACET_TERMS: dict[str, type[Term]] = {
    FacetGroup.TECHNIQUE: Technique,
    FacetGroup.CONDITION: Condition,
    FacetGroup.CREDENTIAL: CredentialKind,
    FacetGroup.ACCESS: AccessFeature,
    FacetGroup.COMFORT: ComfortFeature,
    FacetGroup.LANGUAGE: Language,
    FacetGroup.PAYMENT: PaymentKind,
    FacetGroup.WORKS_WITH: ClinicianKind,
}

#: Filter values that come from closed lists: (value, label) by group.
FACET_CHOICES: dict[str, list[tuple[str, str]]] = {
    FacetGroup.VERIFIED: [("1", "Credential checked and in date")],
    FacetGroup.ACCEPTING: [("1", "Accepting new clients")],
    FacetGroup.LENGTH: [(str(value), str(label)) for value, label in SessionLength.choices],
    FacetGroup.PRESSURE: [(pressure.slug, str(pressure.label)) for pressure in Pressure],
    FacetGroup.TIMES: [(value, str(label)) for value, label in Times.choices],
    FacetGroup.SETTING: [(value, str(label)) for value, label in Setting.choices],
    FacetGroup.INTENTION: [
        (value, str(Intention(value).label))
        for value in (Intention.PAIN_RELIEF, Intention.RELAXATION)
    ],
    FacetGroup.GENDER: [(value, str(label)) for value, label in Gender.choices if value],
}


@dataclass
class Loaded:
    added: int = 0
    updated: int = 0
    unchanged: int = 0


@transaction.atomic
def load(*, overwrite: bool = False) -> Loaded:
    """Add the terms and registers of the data files that are missing.

    Rows that exist keep what was edited in the admin, unless `overwrite` is set.
    """
    loaded = Loaded()
    for section, rows in _read("vocabulary.yaml").items():
        for position, row in enumerate(rows):
            _save(SECTIONS[section], {"position": position, **row}, loaded, overwrite=overwrite)
    for row in _read("registers.yaml")["registers"]:
        known = {field.name for field in Register._meta.get_fields()}
        _save(
            Register,
            {name: value for name, value in row.items() if name in known},
            loaded,
            overwrite=overwrite,
        )
    sync_facets()
    return loaded


def _read(name: str) -> dict[str, list[dict[str, Any]]]:
    content: dict[str, list[dict[str, Any]]] = yaml.safe_load((DATA / name).read_text("utf-8"))
    return content


def _save(
    model: type[Term] | type[Register], row: dict[str, Any], loaded: Loaded, *, overwrite: bool
) -> None:
    values = {name: value for name, value in row.items() if name != "slug"}
    existing = model._default_manager.filter(slug=row["slug"]).first()
    if existing is None:
        model._default_manager.create(**row)
        loaded.added += 1
    elif overwrite and any(getattr(existing, name) != value for name, value in values.items()):
        model._default_manager.filter(slug=row["slug"]).update(**values)
        loaded.updated += 1
    else:
        loaded.unchanged += 1


@transaction.atomic
def sync_facets() -> None:
    """Give every filter value its permanent bit, and carry labels, order and activity over.

    A value that is gone is made inactive; its bit is never given to another.
    """
    existing = {(row.group, row.value): row for row in FacetValue.objects.all()}
    wanted = _wanted_facets()
    next_bit = FacetValue.objects.next_bit()
    for key, (label, position, is_active) in wanted.items():
        row = existing.get(key)
        if row is None:
            row = FacetValue(group=key[0], value=key[1], bit=next_bit)
            next_bit += 1
        elif (row.label, row.position, row.is_active) == (label, position, is_active):
            continue
        row.label, row.position, row.is_active = label, position, is_active
        row.save()
    gone = [row.pk for key, row in existing.items() if key not in wanted]
    FacetValue.objects.filter(pk__in=gone).update(is_active=False)
    generation.renew()


def _wanted_facets() -> dict[tuple[str, str], tuple[str, int, bool]]:
    wanted: dict[tuple[str, str], tuple[str, int, bool]] = {}
    for group, model in FACET_TERMS.items():
        for term in model._default_manager.all():
            wanted[group, term.slug] = (term.name, term.position, term.is_active and _filters(term))
    for group, choices in FACET_CHOICES.items():
        for position, (value, label) in enumerate(choices):
            wanted[group, value] = (label, position, True)
    return wanted


def _filters(term: Term) -> bool:
    """Whether the term is offered as a filter: some are only shown."""
    return bool(getattr(term, "is_offered", True) and getattr(term, "is_filter", True))
