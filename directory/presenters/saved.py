"""The page of saved therapists: each in short, and where one can go with all of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from directory import formatting, shortlist
from directory.models import Therapist
from directory.search.query import USUAL_LENGTH

from . import comparison
from .availability import Availability, availability
from .chosen import Chosen


@dataclass(frozen=True)
class SavedCard:
    slug: str
    name: str
    url: str
    remove_url: str
    area: str
    availability: Availability
    price: str
    is_demo: bool


@dataclass(frozen=True)
class SavedPage:
    """Public therapists with their places and rates; it asks the database for nothing."""

    chosen: Chosen
    today: date

    @property
    def slugs(self) -> Sequence[str]:
        return self.chosen.slugs

    @property
    def title(self) -> str:
        number = len(self.slugs)
        if not number:
            return _("No saved therapists yet")
        return ngettext("%(number)d saved therapist", "%(number)d saved therapists", number) % {
            "number": number
        }

    @cached_property
    def cards(self) -> list[SavedCard]:
        return [self._card(one) for one in self.chosen.therapists]

    def _card(self, therapist: Therapist) -> SavedCard:
        others = shortlist.without(self.chosen.slugs, therapist.slug)
        places = therapist.locations.all()
        return SavedCard(
            slug=therapist.slug,
            name=therapist.name,
            url=shortlist.address(therapist.get_absolute_url(), self.slugs),
            remove_url=shortlist.address(reverse("directory:shortlist"), others),
            area=places[0].area if places else "",
            availability=availability(therapist, self.today),
            price=_usual_price(therapist),
            is_demo=therapist.is_demo,
        )

    @property
    def must_pick(self) -> bool:
        """More than fit beside each other: the visitor says which."""
        return len(self.slugs) > comparison.MOST

    @property
    def compare_url(self) -> str:
        if len(self.slugs) < comparison.LEAST or self.must_pick:
            return ""
        return shortlist.address(reverse("directory:compare"), self.slugs)

    @property
    def worksheet_url(self) -> str:
        return shortlist.address(reverse("directory:worksheet"), self.slugs)

    @property
    def search_url(self) -> str:
        return shortlist.address(reverse("directory:therapist-list"), self.slugs)

    @property
    def has_room(self) -> bool:
        return len(self.slugs) < shortlist.MOST


def _usual_price(therapist: Therapist) -> str:
    """The price of 60 minutes, or an empty text."""
    prices = {rate.minutes: rate.price_cents for rate in therapist.rates.all()}
    cents = prices.get(USUAL_LENGTH)
    return "" if cents is None else formatting.dollars(cents)
