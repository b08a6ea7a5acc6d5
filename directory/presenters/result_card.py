"""One therapist in a list of results: what a patient compares first."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from directory import formatting
from directory.choices import FacetGroup
from directory.models import Therapist
from directory.models.facet import BITS_PER_COLUMN
from directory.search import Catalogue, Hit

from .availability import Availability, availability
from .credentials import headline

#: Filter groups whose values make the quiet chips of a card, after the techniques.
EXTRA_GROUPS = (FacetGroup.ACCESS, FacetGroup.COMFORT, FacetGroup.SETTING)
MOST_EXTRAS = 3


@dataclass(frozen=True)
class ResultCard:
    therapist: Therapist
    url: str
    miles: str
    miles_text: str
    area: str
    availability: Availability
    credential: str
    experience: str
    specialties: list[str]
    techniques: list[str]
    extras: list[str]
    price: str
    price_length: int


def result_card(hit: Hit, catalogue: Catalogue, minutes: int, today: date) -> ResultCard:
    """`minutes` is the session length whose price is shown."""
    doc, therapist = hit.doc, hit.doc.therapist
    special = doc.specialty_bits | doc.specialty_bits2 << BITS_PER_COLUMN
    techniques = catalogue.values(FacetGroup.TECHNIQUE, hit.bits)
    rate = getattr(doc, f"rate_{minutes}")
    return ResultCard(
        therapist=therapist,
        url=therapist.get_absolute_url(),
        miles="" if hit.miles is None else f"{hit.miles:.1f}",
        miles_text="" if hit.miles is None else formatting.miles(hit.miles),
        area=doc.location.area,
        availability=availability(therapist, today),
        credential=headline(doc.lead_credential, today)
        if doc.lead_credential
        else _("Credentials: not answered yet."),
        experience=_experience(therapist, today),
        specialties=[value.label for value in techniques if value.mask & special],
        techniques=[value.label for value in techniques if not value.mask & special],
        extras=_extras(catalogue, hit.bits),
        price="" if rate is None else f"${rate:,}",
        price_length=minutes,
    )


def _experience(therapist: Therapist, today: date) -> str:
    years = therapist.years_of_practice(today)
    if years is None:
        return ""
    return _("Practicing since %(year)s.") % {"year": therapist.practicing_since}


def _extras(catalogue: Catalogue, bits: int) -> list[str]:
    labels = [label for group in EXTRA_GROUPS for label in catalogue.labels(group, bits)]
    return labels[:MOST_EXTRAS]
