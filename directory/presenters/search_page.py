"""The search page: heading, title, cards and order, with its filters and links put together."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.core.paginator import Page
from django.http import QueryDict
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from directory import formatting, shortlist
from directory.filters import ParsedSearch
from directory.models import Place
from directory.search import Catalogue, SearchResult, Sort
from directory.search.query import RADII_MILES

from . import search_labels as labels
from . import search_links as links
from .order import why_here
from .result_card import ResultCard, result_card
from .search_address import SearchAddress
from .search_filters import Group, SearchFilters, Section
from .search_links import Chip, Way

#: Smaller places of the same name that are offered beside the one that was taken.
MOST_OTHER_PLACES = 5
#: As much of a box as is shown again; longer texts are crafted.
MOST_TYPED = 100


@dataclass(frozen=True)
class SearchPage:
    data: QueryDict
    parsed: ParsedSearch
    catalogue: Catalogue
    result: SearchResult | None

    # What was asked -------------------------------------------------------------------------

    @property
    def place(self) -> Place | None:
        return self.parsed.query.place

    @property
    def words(self) -> str:
        """What stands in the words box, wrong or right: nothing typed is lost."""
        return self.parsed.q

    @property
    def typed(self) -> dict[str, str]:
        """The same of the number boxes."""
        return {
            name: self.data.get(name, "").replace("\x00", "")[:MOST_TYPED]
            for name in ("max_rate", "min_years")
        }

    @property
    def radii(self) -> list[tuple[int, str, bool]]:
        words = _("%(miles)d miles")
        chosen = self.parsed.query.miles
        return [(miles, words % {"miles": miles}, miles == chosen) for miles in RADII_MILES]

    @cached_property
    def saved(self) -> tuple[str, ...]:
        """Therapists whom the visitor saved without JavaScript: the address carries them along."""
        return shortlist.parse(self.data)

    @cached_property
    def address(self) -> SearchAddress:
        return SearchAddress(self.parsed, self.saved)

    # What was found -------------------------------------------------------------------------

    @property
    def total(self) -> int:
        return self.result.total if self.result else 0

    @cached_property
    def found(self) -> str:
        """ "24 massage therapists": what is said aloud when the list changes."""
        if not self.total:
            return _("No massage therapists")
        return ngettext(
            "%(total)s massage therapist", "%(total)s massage therapists", self.total
        ) % {"total": f"{self.total:,}"}

    @property
    def show_label(self) -> str:
        """What the button that closes the filters leads to."""
        return _("Show %(total)s") % {"total": labels.therapists(self.total)}

    @cached_property
    def heading(self) -> str:
        if self.result is None:
            return _("Which place do you mean?") if self.choices else _("Find a massage therapist")
        found, query = self.found, self.parsed.query
        if query.text.terms:
            found = _("%(found)s for %(words)s") % {
                "found": found,
                "words": labels.quoted(query.q),
            }
        if query.place is None:
            return _("%(found)s in the United States") % {"found": found}
        return _("%(found)s within %(miles)d miles of %(place)s") % {
            "found": found,
            "miles": query.miles,
            "place": query.place.label,
        }

    @cached_property
    def title(self) -> str:
        """Another one for every state: no two searches share a bookmark's or a tab's name."""
        title = _(" · ").join(self._title_parts())
        is_wrong = bool(self.parsed.errors) or bool(self.place_problem)
        return _("Error: %(title)s") % {"title": title} if is_wrong else title

    def _title_parts(self) -> Iterator[str]:
        yield self.heading
        if self.result is None and self.parsed.near:
            yield labels.quoted(self.parsed.near)
        query = self.parsed.query
        named = [label for name in query.chosen for label in self._values(name)]
        named += [text for text in (labels.price_limit(query), labels.least_years(query)) if text]
        if named:
            yield _(", ").join(named)
        if query.sort == query.order:
            yield _sort_label(query.order)
        if self.page and self.page.number > 1:
            yield _("page %(number)d") % {"number": self.page.number}

    def _values(self, group: str) -> list[str]:
        return labels.values(self.catalogue, self.parsed.query, group)

    @cached_property
    def cards(self) -> list[ResultCard]:
        if self.result is None:
            return []
        query, today = self.result.query, timezone.localdate()
        return [
            result_card(
                hit,
                self.catalogue,
                query.shown_length,
                today,
                why=why_here(hit.standing, query),
                save_url=self.address.saving(hit.facts.slug),
                is_saved=hit.facts.slug in self.saved,
            )
            for hit in self.result.hits
        ]

    @property
    def page(self) -> "Page | None":
        return self.result.page if self.result else None

    @property
    def results_label(self) -> str:
        """The name of the list, which a page link jumps to."""
        if self.page is None or self.page.paginator.num_pages < 2:
            return _("Results")
        return _("Results, page %(number)d of %(pages)d") % {
            "number": self.page.number,
            "pages": self.page.paginator.num_pages,
        }

    @property
    def base_query(self) -> str:
        """The address without the page number, for the page links."""
        return self.address.query

    @property
    def path(self) -> str:
        """This very page, for paper."""
        path = self.address.path
        if self.page is None or self.page.number < 2:
            return path
        return f"{path}{'&' if '?' in path else '?'}page={self.page.number}"

    @property
    def day(self) -> str:
        return formatting.day(self.result.day if self.result else timezone.localdate())

    # What can be chosen ---------------------------------------------------------------------

    @cached_property
    def filters(self) -> SearchFilters:
        counts = self.result.counts if self.result else {}
        return SearchFilters(self.parsed, self.catalogue, counts, self.typed)

    @property
    def sections(self) -> list[Section]:
        return self.filters.sections

    @property
    def groups(self) -> list[Group]:
        return self.filters.groups

    @property
    def chosen_count(self) -> int:
        """How many filters are in use; the words have a box of their own."""
        return len([name for name in self.parsed.query.filters if name != "q"])

    @cached_property
    def sorts(self) -> list[tuple[str, str, bool]]:
        """Value, label, whether chosen. The value of the usual order is empty unless it was asked
        for, so that it follows what is asked next: whoever adds a place to a search of the
        country wants the nearest first."""
        query = self.parsed.query
        usual, *others = query.possible_orders
        values = [(query.sort if query.sort == usual else "", usual)]
        values += [(str(sort), sort) for sort in others]
        return [(value, _sort_label(sort), sort is query.order) for value, sort in values]

    @property
    def order_label(self) -> str:
        return _sort_label(self.parsed.query.order)

    # Where to go from here ------------------------------------------------------------------

    @cached_property
    def chips(self) -> list[Chip]:
        return list(links.chips(self.parsed.query, self.catalogue, self.address))

    @property
    def choices(self) -> list[Way]:
        """Places that the typed name may mean, or that are spelled much like it."""
        answer = self.parsed.answer
        places = (answer.choices or answer.suggestions) if answer else ()
        return links.to_places(places, self.address)

    @property
    def other_places(self) -> list[Way]:
        """Smaller places of the same name as the one that was taken."""
        answer = self.parsed.answer
        return links.to_places(answer.others[:MOST_OTHER_PLACES] if answer else (), self.address)

    @property
    def place_problem(self) -> str:
        answer = self.parsed.answer
        return self.parsed.errors.get("near") or (answer.problem if answer else "")

    @property
    def did_you_mean(self) -> Way | None:
        """The words as they may have been meant, where nobody was found with them as typed."""
        if self.result is None or not self.result.suggestion:
            return None
        return Way(self.result.suggestion, self.address.changed(q=self.result.suggestion))

    @cached_property
    def ways_out(self) -> list[Way]:
        """Each single change that would find somebody, with what it would find."""
        if self.result is None:
            return []
        query = self.parsed.query
        return list(links.out_of(self.result.escapes, query, self.catalogue, self.address))


def _sort_label(sort: Sort) -> str:
    match sort:
        case Sort.RELEVANCE:
            return _("Best match to your words first")
        case Sort.DISTANCE:
            return _("Nearest first")
        case Sort.RATE:
            return _("Lowest price first")
        case Sort.EXPERIENCE:
            return _("Longest in practice first")
