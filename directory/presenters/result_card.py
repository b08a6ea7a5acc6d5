"""One therapist in a list of results: what a patient compares first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.urls import reverse
from django.utils.translation import gettext as _

from directory import formatting
from directory.choices import FacetGroup
from directory.search import Catalogue, Hit
from directory.search.catalogue import Value
from directory.vetting import QUESTIONS

from .availability import Availability, availability
from .credentials import headline

#: Filter groups whose values make the quiet chips of a card, after the techniques.
EXTRA_GROUPS = (FacetGroup.ACCESS, FacetGroup.COMFORT, FacetGroup.SETTING)
MOST_EXTRAS = 3
#: How a card names the answer in which the words were found.
ANSWERS = {question.key: question.short for question in QUESTIONS}


@dataclass(frozen=True)
class Qualities:
    """What a card says in chips: techniques that are specialties, others, and a few extras."""

    specialties: tuple[Value, ...]
    techniques: tuple[Value, ...]
    extras: tuple[Value, ...]


@dataclass(frozen=True)
class ResultCard:
    slug: str
    name: str
    url: str
    miles: str
    miles_text: str
    area: str
    availability: Availability
    credential: str
    experience: str
    qualities: Qualities
    price: str
    price_length: int
    #: The answer in which the words were found, its text around them, and which piece is a word.
    passage_source: str = ""
    passage: Sequence[tuple[str, bool]] = ()
    why: str = ""
    save_url: str = ""
    is_saved: bool = False


def result_card(
    hit: Hit,
    catalogue: Catalogue,
    minutes: int,
    today: date,
    *,
    why: str = "",
    save_url: str = "",
    is_saved: bool = False,
) -> ResultCard:
    """`minutes` is the session length whose price is shown, `why` the reason for this place in
    the list, `save_url` the shortlist with this therapist."""
    facts = hit.facts
    rate = facts.rates[minutes]
    return ResultCard(
        slug=facts.slug,
        name=facts.name,
        url=profile_url(facts.slug),
        miles="" if hit.miles is None else f"{hit.miles:.1f}",
        miles_text="" if hit.miles is None else formatting.miles(hit.miles),
        area=formatting.area(facts.neighborhood, facts.city, facts.state),
        availability=availability(facts, today),
        credential=headline(facts.credential, today)
        if facts.credential
        else _("Credentials: not answered yet."),
        experience=_experience(facts.practicing_since),
        qualities=_qualities(
            catalogue,
            hit.bits & catalogue.mask(FacetGroup.TECHNIQUE, *EXTRA_GROUPS),
            facts.specialty_bits & catalogue.mask(FacetGroup.TECHNIQUE),
        ),
        price="" if rate is None else f"${rate:,}",
        price_length=minutes,
        passage_source=str(ANSWERS.get(hit.passage.question_key, "")) if hit.passage else "",
        passage=hit.passage.pieces if hit.passage else (),
        why=why,
        save_url=save_url,
        is_saved=is_saved,
    )


@lru_cache(maxsize=4096)
def profile_url(slug: str) -> str:
    """The address of a profile; remembered, since a page of results needs twenty of them."""
    return reverse("directory:therapist-detail", args=[slug])


def _experience(since: int | None) -> str:
    return "" if since is None else _("Practicing since %(year)s.") % {"year": since}


@lru_cache(maxsize=4096)
def _qualities(catalogue: Catalogue, bits: int, specialty_bits: int) -> Qualities:
    """Remembered by what the bits say, which many therapists share."""
    techniques = catalogue.values(FacetGroup.TECHNIQUE, bits)
    extras = [value for group in EXTRA_GROUPS for value in catalogue.values(group, bits)]
    return Qualities(
        tuple(value for value in techniques if value.mask & specialty_bits),
        tuple(value for value in techniques if not value.mask & specialty_bits),
        tuple(extras[:MOST_EXTRAS]),
    )
