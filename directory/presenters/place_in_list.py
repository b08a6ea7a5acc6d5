"""The page that tells a therapist why they stand where they stand in a list, or are not in it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from directory import formatting, placing
from directory.choices import Accepting, FacetGroup
from directory.filters import ParsedSearch
from directory.models import Therapist
from directory.placing import NotThere, Place, Reason, Why
from directory.search import Catalogue, SearchResult, Sort, facet_totals
from directory.search.arranging import SPECIAL_GROUPS

from . import search_labels as labels
from .listing import ListingPage
from .order import why_here
from .search_filters import SearchFilters, Section
from .search_page import SearchPage


@dataclass(frozen=True)
class StepRow:
    """One step of the order: what counts, what it is for this profile, whom it put where."""

    name: str
    own: str
    before: int
    behind: int


@dataclass(frozen=True)
class PlacePage:
    """`outcome` is `None` as long as nothing was asked or nothing could be searched."""

    data: QueryDict
    parsed: ParsedSearch
    catalogue: Catalogue
    result: SearchResult | None
    outcome: Place | NotThere | None
    therapist: Therapist

    @cached_property
    def search(self) -> SearchPage:
        """The same search as patients see it, for the form and for links."""
        return SearchPage(self.data, self.parsed, self.catalogue, self.result)

    @property
    def sections(self) -> list[Section]:
        """What can be asked for. Before a search the numbers are those of the whole country."""
        counts = self.result.counts if self.result else facet_totals()
        return SearchFilters(self.parsed, self.catalogue, counts, self.search.typed).sections

    @property
    def is_wrong(self) -> bool:
        """Whether something is wrong among the words and filters, which then stand open."""
        place = {"near", "miles"}
        return bool((self.parsed.errors.keys() | self.parsed.notes.keys()) - place)

    @property
    def place(self) -> Place | None:
        return self.outcome if isinstance(self.outcome, Place) else None

    @property
    def answer(self) -> str:
        """The one sentence that was asked for."""
        if self.place is None:
            return _("Your profile is not in this list.")
        return _("You stand at place %(position)s of %(total)s, on page %(page)s.") % {
            "position": f"{self.place.position:,}",
            "total": f"{self.place.total:,}",
            "page": f"{self.place.page:,}",
        }

    @property
    def card_line(self) -> str:
        """What the card in the list says about it, to everybody."""
        if self.place is None or self.result is None:
            return ""
        return why_here(self.place.standing, self.result.query)

    @property
    def list_url(self) -> str:
        """The list itself, at the page where the profile is."""
        path = self.search.address.path
        if self.place is None or self.place.page == 1:
            return path
        return f"{path}{'&' if '?' in path else '?'}page={self.place.page}"

    @property
    def data_url(self) -> str:
        """All that the order knows about everybody in the list, to recompute it."""
        query = self.search.address.query
        path = reverse("directory:order-json")
        return f"{path}?{query}" if query else path

    @property
    def steps(self) -> list[StepRow]:
        if self.place is None:
            return []
        return [
            StepRow(_step_name(step.name), self._own(step.name), step.before, step.behind)
            for step in self.place.steps
        ]

    def _own(self, step: str) -> str:
        """What the order knows of the profile at this step."""
        assert self.place is not None and self.result is not None  # noqa: S101 (for the types)
        standing, query = self.place.standing, self.result.query
        match step:
            case placing.DISTANCE:
                return _("%(miles)s miles") % {"miles": f"{standing.tenths / 10:.1f}"}
            case Sort.RATE:
                return _("not stated") if standing.rate is None else f"${standing.rate:,}"
            case Sort.EXPERIENCE:
                return _("not stated") if standing.since is None else str(standing.since)
            case Sort.RELEVANCE:
                return str(standing.relevance)
            case placing.SPECIALTIES:
                terms = sum(len(query.chosen.get(group, ())) for group in SPECIAL_GROUPS)
                return _("%(count)d of %(terms)d") % {
                    "count": standing.specialties,
                    "terms": terms,
                }
            case placing.CONFIRMED:
                return _("yes") if standing.is_confirmed else _("no")
        # The number itself says nothing to a person; the file for checking the order has it.
        return _("drawn anew each day")

    @cached_property
    def reasons(self) -> list[str]:
        """What keeps the profile out of the list, one sentence each."""
        if not isinstance(self.outcome, NotThere):
            return []
        return [self._reason(reason) for reason in self.outcome.reasons]

    def _reason(self, reason: Reason) -> str:
        query = self.parsed.query
        match reason.why:
            case Why.NOT_PUBLIC:
                standing = ListingPage(self.therapist, timezone.localdate()).standing
                return f"{standing.text}. {standing.detail}"
            case Why.NO_PLACE:
                return _("Your profile names no place of work, so no search can find it.")
            case Why.TOO_FAR:
                return _too_far(reason, query.miles)
            case Why.WORDS:
                return _("Your profile does not have all of the words %(words)s.") % {
                    "words": labels.quoted(query.q)
                }
            case Why.PRICE:
                return _("Price: %(limit)s was asked for. You state none, or a higher one.") % {
                    "limit": labels.price_limit(query)
                }
            case Why.YEARS:
                return _("%(years)s in practice was asked for. You state fewer, or none.") % {
                    "years": labels.least_years(query)
                }
            case Why.NOT_AT_ONE_PLACE:
                return _("You meet each of these wishes, but no single place of yours meets all.")
        return " ".join(self._filter(reason.group))

    def _filter(self, group: str) -> Iterator[str]:
        chosen = labels.values(self.catalogue, self.parsed.query, group)
        yield _("%(group)s: %(values)s was asked for.") % {
            "group": FacetGroup(group).label,
            "values": labels.joined(chosen),
        }
        today, therapist = timezone.localdate(), self.therapist
        if group == FacetGroup.VERIFIED:
            yield _("We have checked none of your credentials, or the check has lapsed.")
        elif group != FacetGroup.ACCEPTING:
            yield _("Your profile does not say so.")
        elif therapist.paused_until and therapist.is_paused(today):
            yield _("You are paused until %(day)s.") % {
                "day": formatting.day(therapist.paused_until)
            }
        elif therapist.accepting != Accepting.YES:
            yield _("Your profile does not say that you take new clients.")
        else:
            yield _("You say so, but have not confirmed it in the last 90 days.")


def _too_far(reason: Reason, miles: int) -> str:
    distance = f"{reason.tenths / 10:,.1f}"
    text = _("Too far: your nearest place is %(distance)s miles away, the search goes %(miles)d.")
    said = text % {"distance": distance, "miles": miles}
    if reason.reach is None:
        return said
    more = _("A search within %(reach)d miles would reach you.") % {"reach": reason.reach}
    return f"{said} {more}"


def _step_name(step: str) -> str:
    match step:
        case placing.DISTANCE:
            return _("Distance, nearest first")
        case Sort.RATE:
            return _("Price, lowest first")
        case Sort.EXPERIENCE:
            return _("First year of practice, earliest first")
        case Sort.RELEVANCE:
            return _("Where the words were found, 3 is best")
        case placing.SPECIALTIES:
            return _("Specialties of what was asked for, most first")
        case placing.CONFIRMED:
            return _("Confirmed in the last 90 days")
    return _("Turn of the day: a draw among equals")
