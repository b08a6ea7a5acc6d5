"""What the parts of a search are called."""

import pytest

from directory.presenters import search_labels as labels
from directory.search import SearchQuery, load_catalogue


@pytest.mark.django_db
@pytest.mark.usefixtures("vocabulary")
def test_values_are_called_as_in_the_vocabulary_and_others_by_their_slug() -> None:
    catalogue = load_catalogue()
    query = SearchQuery(chosen={"technique": ("sports", "gone")})

    assert labels.values(catalogue, query, "technique") == ["Sports massage", "gone"]
    assert labels.values(catalogue, query, "language") == []


@pytest.mark.parametrize(
    ("chosen", "text"),
    [
        ((), "At most $90 for 60 minutes"),
        (("90",), "At most $90 for 90 minutes"),
        (("90", "30"), "At most $90 for 30 or 90 minutes"),
    ],
)
def test_a_price_limit_names_the_lengths_it_holds_for(chosen: tuple[str, ...], text: str) -> None:
    assert labels.price_limit(SearchQuery(chosen={"length": chosen}, max_rate=90)) == text


@pytest.mark.parametrize(("years", "text"), [(1, "At least 1 year"), (12, "At least 12 years")])
def test_years_are_counted(years: int, text: str) -> None:
    assert labels.least_years(SearchQuery(min_years=years)) == text


def test_what_was_not_asked_has_no_name() -> None:
    assert labels.price_limit(SearchQuery()) == ""
    assert labels.least_years(SearchQuery()) == ""


@pytest.mark.parametrize(("total", "text"), [(1, "1 therapist"), (12, "12 therapists")])
def test_therapists_are_counted(total: int, text: str) -> None:
    assert labels.therapists(total) == text
