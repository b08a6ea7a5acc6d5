"""The one writer of the read models of search: from the normal tables to rows and texts."""

from collections.abc import Iterable, Iterator
from datetime import date, time

from django.db import transaction
from django.utils import timezone

from directory.choices import FacetGroup, Intention, Pressure, Times
from directory.models import Credential, PracticeLocation, SearchDoc, Therapist
from directory.models.facet import BITS_PER_COLUMN

from . import generation, texts, timeline
from .catalogue import LOW_MASK, Catalogue, load_catalogue
from .circle import cell_of, unit_vector

#: A therapist who still works at this time of day has evening hours.
EVENING_STARTS = time(18)
SATURDAY = 5


def refresh(therapist: Therapist) -> None:
    """Write the rows and the text of one therapist anew, or remove them if the profile is not
    public.

    Call it in the transaction that changed the profile.
    """
    refresh_all([therapist.pk])


def refresh_all(therapist_ids: Iterable[int]) -> int:
    """The same for many, in a few queries; returns the number of rows written."""
    ids = list(therapist_ids)
    today = timezone.localdate()
    with transaction.atomic():
        SearchDoc.objects.filter(therapist__in=ids).delete()
        therapists = public_with_answers(ids, today)
        rows = list(build_rows(therapists, load_catalogue(with_inactive=True), today))
        SearchDoc.objects.bulk_create(rows, batch_size=500)
        texts.remove(set(ids).difference(therapist.pk for therapist in therapists))
        texts.write(therapists)
        generation.renew()
    return len(rows)


def public_with_answers(therapist_ids: Iterable[int], today: date) -> list[Therapist]:
    """Those that have rows and a text today, with all that they are made from."""
    public = Therapist.objects.public(today).filter(pk__in=list(therapist_ids))
    return list(public.with_answers())


def build_rows(
    therapists: Iterable[Therapist], catalogue: Catalogue, today: date
) -> Iterator[SearchDoc]:
    """The rows that these therapists should have today."""
    for therapist in therapists:
        yield from rows_of(therapist, catalogue, today)


def rows_of(therapist: Therapist, catalogue: Catalogue, today: date) -> Iterator[SearchDoc]:
    """One row per place, for a therapist loaded `with_answers()`."""
    lead = lead_credential(therapist, today)
    specialty = _specialty_bits(therapist, catalogue)
    rates = {f"rate_{rate.minutes}": rate.whole_dollars for rate in therapist.rates.all()}
    locations = list(therapist.locations.all())
    for location in locations:
        steps = timeline.steps(
            therapist,
            today,
            lambda day, at=location: facet_bits(therapist, at, catalogue, day),  # type: ignore[misc]  # mypy cannot infer a lambda with a default
        )
        bits = facet_bits(therapist, location, catalogue, today)
        x, y, z = unit_vector(location.latitude, location.longitude)
        yield SearchDoc(
            location=location,
            therapist=therapist,
            places=len(locations),
            cell=cell_of(location.latitude, location.longitude),
            x=x,
            y=y,
            z=z,
            bits=bits & LOW_MASK,
            bits2=bits >> BITS_PER_COLUMN,
            specialty_bits=specialty & LOW_MASK,
            specialty_bits2=specialty >> BITS_PER_COLUMN,
            since=therapist.practicing_since,
            confirmed_on=therapist.confirmed_on or today,
            lapses_at=timeline.first_lapse(steps),
            timeline=timeline.to_json(steps),
            lead_credential=lead,
            **rates,
        )


def lead_credential(therapist: Therapist, today: date) -> Credential | None:
    """The credential a result card names: the most telling kind, then one that was checked.

    Kinds are in the order of the vocabulary, where a permission to practice comes first.
    """
    return min(
        therapist.credentials.all(),
        key=lambda one: (
            one.is_expired(today),
            one.kind.position,
            not one.is_checked_and_in_date(today),
        ),
        default=None,
    )


def facet_bits(
    therapist: Therapist, location: PracticeLocation, catalogue: Catalogue, day: date
) -> int:
    """Everything that filters may ask of one therapist at one place on one day, as bits."""
    bits = 0
    for group, slugs in facet_values(therapist, location, day):
        bits |= catalogue.mask_of(group, slugs)
    return bits


def facet_values(
    therapist: Therapist, location: PracticeLocation, day: date
) -> Iterator[tuple[str, list[str]]]:
    """The same as (group, slugs); the only place that says what each filter means."""
    credentials = list(therapist.credentials.all())
    yield FacetGroup.TECHNIQUE, [t.technique.slug for t in therapist.offered_techniques.all()]
    yield FacetGroup.CONDITION, [c.condition.slug for c in therapist.condition_approaches.all()]
    yield FacetGroup.CREDENTIAL, [c.kind.slug for c in credentials if not c.is_expired(day)]
    yield (
        FacetGroup.VERIFIED,
        ["1"] if any(c.is_checked_and_in_date(day) for c in credentials) else [],
    )
    yield FacetGroup.ACCEPTING, ["1"] if therapist.is_accepting(day) else []
    yield FacetGroup.LENGTH, [str(rate.minutes) for rate in therapist.rates.all()]
    yield FacetGroup.PRESSURE, pressures(therapist)
    yield FacetGroup.TIMES, times(therapist)
    yield FacetGroup.SETTING, [location.setting]
    yield FacetGroup.ACCESS, [f.feature.slug for f in location.access_facts.all() if f.is_available]
    yield (
        FacetGroup.COMFORT,
        [f.feature.slug for f in therapist.comfort_facts.all() if f.is_available],
    )
    yield FacetGroup.LANGUAGE, [language.slug for language in therapist.languages.all()]
    yield FacetGroup.PAYMENT, [kind.slug for kind in therapist.payment_kinds.all()]
    yield FacetGroup.INTENTION, intentions(therapist)
    yield FacetGroup.WORKS_WITH, [kind.slug for kind in therapist.works_with.all()]
    yield FacetGroup.GENDER, [therapist.gender] if therapist.gender else []


def pressures(therapist: Therapist) -> list[str]:
    """Every firmness within the stated range."""
    if therapist.pressure_lightest is None or therapist.pressure_firmest is None:
        return []
    return [
        pressure.slug
        for pressure in Pressure
        if therapist.pressure_lightest <= pressure <= therapist.pressure_firmest
    ]


def times(therapist: Therapist) -> list[str]:
    """Evenings and weekends, as the stated hours have them."""
    hours = list(therapist.opening_hours.all())
    found = []
    if any(span.closes > EVENING_STARTS for span in hours):
        found.append(str(Times.EVENING))
    if any(span.weekday >= SATURDAY for span in hours):
        found.append(str(Times.WEEKEND))
    return found


def intentions(therapist: Therapist) -> list[str]:
    if therapist.intention == Intention.BOTH:
        return [str(Intention.PAIN_RELIEF), str(Intention.RELAXATION)]
    return [therapist.intention] if therapist.intention else []


def _specialty_bits(therapist: Therapist, catalogue: Catalogue) -> int:
    techniques = [t.technique.slug for t in therapist.offered_techniques.all() if t.is_specialty]
    conditions = [c.condition.slug for c in therapist.condition_approaches.all() if c.is_specialty]
    return catalogue.mask_of(FacetGroup.TECHNIQUE, techniques) | catalogue.mask_of(
        FacetGroup.CONDITION, conditions
    )
