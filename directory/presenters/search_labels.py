"""How the parts of a search are called: values, price limits, years, words."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from directory.search import Catalogue, SearchQuery


def value(catalogue: Catalogue, group: str, slug: str) -> str:
    found = catalogue.find(group, slug)
    return found.label if found else slug


def values(catalogue: Catalogue, query: SearchQuery, group: str) -> list[str]:
    """The labels of what is chosen in a group."""
    return [value(catalogue, group, slug) for slug in query.chosen.get(group, ())]


def joined(labels: Iterable[str]) -> str:
    """Any of these: "30 or 60"."""
    return _(" or ").join(labels)


def quoted(text: str) -> str:
    return _("“%(text)s”") % {"text": text}


def lengths(query: SearchQuery) -> str:
    """The session lengths whose price counts: "60 or 90"."""
    return joined(str(minutes) for minutes in query.lengths)


def price_limit(query: SearchQuery) -> str:
    if query.max_rate is None:
        return ""
    return _("At most $%(dollars)d for %(minutes)s minutes") % {
        "dollars": query.max_rate,
        "minutes": lengths(query),
    }


def least_years(query: SearchQuery) -> str:
    if query.min_years is None:
        return ""
    return ngettext("At least %(years)d year", "At least %(years)d years", query.min_years) % {
        "years": query.min_years
    }


def therapists(total: int) -> str:
    """ "12 therapists", as links call what they lead to."""
    return ngettext("%(total)d therapist", "%(total)d therapists", total) % {"total": total}
