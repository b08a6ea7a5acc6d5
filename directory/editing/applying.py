"""Writes an approved document back to the tables, the only way from a revision to the public."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import models, transaction

from directory import checks
from directory.models import (
    AccessFeature,
    ComfortFeature,
    Credential,
    LocationAccess,
    Photo,
    Place,
    PracticeLocation,
    SessionPhase,
    SessionPlan,
    Therapist,
    TherapistComfort,
)

from .content import (
    CONDITIONS,
    CREDENTIALS,
    LOCATIONS,
    PARTS,
    PHASE_FIELDS,
    POLICIES,
    TECHNIQUES,
    Content,
    Rows,
    Section,
)


class OutdatedContent(Exception):
    """It names what is no longer there: a word of the vocabulary, a ZIP code, a photo."""

    def __init__(self, names: Iterable[str]) -> None:
        self.names = sorted(set(names))
        super().__init__(", ".join(self.names))


@transaction.atomic
def apply(therapist_id: int, content: Content) -> Therapist:
    """Make the tables say what the document says. Search rows and status are the caller's.

    Gives the therapist, read anew. Raises `OutdatedContent` when the document names something
    that is no longer there, and then changes nothing.
    """
    therapist = Therapist.objects.select_for_update().get(pk=therapist_id)
    known = _Vocabulary(content)
    changed = ["photo", "updated_at"]
    for part in PARTS:
        section = content[part.key]
        for name in part.fields:
            setattr(therapist, name, section[name])
            changed.append(name)
        for name, model in part.links.items():
            getattr(therapist, name).set(known.many(model, section[name]))
    _apply_photo(therapist, content["about"]["photo"])
    therapist.save(update_fields=changed)
    for rows in (TECHNIQUES, CONDITIONS, POLICIES):
        _replace(therapist, rows, _rows_of(content, rows), known)
    _apply_credentials(therapist, content["credentials"]["credentials"], known)
    keys = _apply_locations(therapist, content["place"]["locations"])
    _apply_plan(therapist, content["sessions"])
    _apply_access(therapist, content["access"], keys, known)
    return therapist


class _Vocabulary:
    """The rows that a document may name by slug, each table read once; `one` is `None` for ""."""

    def __init__(self, content: Content) -> None:
        self._tables: dict[type[models.Model], dict[str, models.Model]] = {}
        used = [(model, slugs) for model, slugs in _slugs(content)]
        missing = [
            slug for model, slugs in used for slug in slugs if slug not in self._table(model)
        ]
        if missing:
            raise OutdatedContent(missing)

    def _table(self, model: type[models.Model]) -> dict[str, models.Model]:
        if model not in self._tables:
            rows = model._default_manager.all()
            self._tables[model] = {row.slug: row for row in rows}  # type: ignore[attr-defined]
        return self._tables[model]

    def one(self, model: type[models.Model], slug: str) -> Any:
        return self._table(model)[slug] if slug else None

    def many(self, model: type[models.Model], slugs: Iterable[str]) -> list[models.Model]:
        return [self._table(model)[slug] for slug in slugs]


def _slugs(content: Content) -> Iterable[tuple[type[models.Model], list[str]]]:
    for part in PARTS:
        section = content[part.key]
        for name, model in part.links.items():
            yield model, section[name]
        for rows in part.rows:
            for name, model in rows.terms.items():
                yield model, [row[name] for row in section[rows.name] if row[name]]
    yield ComfortFeature, list(content["access"]["comfort"])
    for facts in content["access"]["places"].values():
        yield AccessFeature, list(facts)


def _rows_of(content: Content, rows: Rows) -> list[Section]:
    for part in PARTS:
        if rows in part.rows:
            found: list[Section] = content[part.key][rows.name]
            return found
    raise KeyError(rows.name)


def _values(row: Section, rows: Rows, known: _Vocabulary) -> dict[str, Any]:
    words = {name: known.one(model, row[name]) for name, model in rows.terms.items()}
    return {name: row[name] for name in rows.fields} | words


def _replace(therapist: Therapist, rows: Rows, wanted: list[Section], known: _Vocabulary) -> None:
    """Nothing leans on these rows, so they are written anew."""
    getattr(therapist, rows.relation).all().delete()
    rows.model._default_manager.bulk_create(
        rows.model(therapist=therapist, **_values(row, rows, known)) for row in wanted
    )


def _apply_photo(therapist: Therapist, token: str) -> None:
    photo = Photo.objects.filter(therapist=therapist, token=token).first() if token else None
    if token and photo is None:
        raise OutdatedContent([token])
    therapist.photo = photo


def _apply_credentials(therapist: Therapist, wanted: list[Section], known: _Vocabulary) -> None:
    """What was checked stays checked as long as it says the same; else nobody has checked it.

    Its row stays, with the record of what was looked up before.
    """
    there = {str(one.pk): one for one in therapist.credentials.all()}
    rows = [
        (there.pop(row["key"], Credential(therapist=therapist)), _credential_values(row, known))
        for row in wanted
    ]
    therapist.credentials.filter(pk__in=[one.pk for one in there.values()]).delete()
    changed = [
        credential
        for credential, values in rows
        if credential.pk
        and any(getattr(credential, name) != values[name] for name in checks.CHECKED_FIELDS)
    ]
    # Out of each other's way: a number may move from one row to another.
    therapist.credentials.filter(pk__in=[one.pk for one in changed]).update(number="")
    checks.no_longer_count(changed)
    for position, (credential, values) in enumerate(rows):
        for name, value in values.items():
            setattr(credential, name, value)
        credential.position = position
        credential.save()


def _credential_values(row: Section, known: _Vocabulary) -> dict[str, Any]:
    days = {name: _day(row[name]) for name in ("issued_on", "expires_on")}
    return _values(row, CREDENTIALS, known) | days


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _apply_locations(therapist: Therapist, wanted: list[Section]) -> dict[str, PracticeLocation]:
    """The places by the keys of the document."""
    there = {str(one.pk): one for one in therapist.locations.all()}
    kept = {row["key"] for row in wanted}
    therapist.locations.exclude(pk__in=[one.pk for k, one in there.items() if k in kept]).delete()
    # Out of each other's way: two places may swap their positions.
    for number, location in enumerate(therapist.locations.all()):
        location.position = len(wanted) + len(there) + number
        location.save(update_fields=["position"])
    found = {}
    for position, row in enumerate(wanted):
        location = there.get(row["key"]) or PracticeLocation(therapist=therapist)
        if location.postal_code != row["postal_code"]:
            location.latitude, location.longitude = _point(row["postal_code"])
        for name in LOCATIONS.fields:
            setattr(location, name, row[name])
        location.position = position
        location.save()
        found[row["key"]] = location
    return found


def _point(postal_code: str) -> tuple[float, float]:
    place = Place.objects.filter(kind=Place.Kind.ZIP, key=postal_code).first()
    if place is None:
        raise OutdatedContent([postal_code])
    return place.latitude, place.longitude


def _apply_plan(therapist: Therapist, section: Section) -> None:
    if not any(section.values()):
        SessionPlan.objects.filter(therapist=therapist).delete()
        return
    values = {name: section[name] for name in ("first_course", "review_after", "stop_rule", "note")}
    plan, _created = SessionPlan.objects.update_or_create(therapist=therapist, defaults=values)
    plan.phases.all().delete()
    SessionPhase.objects.bulk_create(
        SessionPhase(plan=plan, position=position, **{name: row[name] for name in PHASE_FIELDS})
        for position, row in enumerate(section["phases"])
    )


def _apply_access(
    therapist: Therapist,
    section: Section,
    places: Mapping[str, PracticeLocation],
    known: _Vocabulary,
) -> None:
    therapist.comfort_facts.all().delete()
    TherapistComfort.objects.bulk_create(
        TherapistComfort(
            therapist=therapist, feature=known.one(ComfortFeature, slug), is_available=is_available
        )
        for slug, is_available in section["comfort"].items()
    )
    LocationAccess.objects.filter(location__therapist=therapist).delete()
    LocationAccess.objects.bulk_create(
        LocationAccess(
            location=places[key], feature=known.one(AccessFeature, slug), is_available=is_available
        )
        for key, facts in section["places"].items()
        if key in places
        for slug, is_available in facts.items()
    )
