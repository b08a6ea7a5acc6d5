"""The catalogue of filter values, as the database has it at the moment."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from directory.choices import FacetGroup
from directory.models import FacetValue
from directory.models.facet import BITS_PER_COLUMN, HIGHEST_BIT
from directory.search.catalogue import LOW_MASK, load_catalogue

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]


def test_it_has_every_active_value_in_the_order_shown() -> None:
    catalogue = load_catalogue()

    shown = [value.label for values in catalogue.groups.values() for value in values]
    stored = [
        row.label
        for group in FacetGroup.values
        for row in FacetValue.objects.filter(group=group, is_active=True).order_by("position")
    ]
    assert shown == stored
    assert set(catalogue.groups) == set(FacetGroup.values)


def test_loading_takes_one_query_however_many_values() -> None:
    with CaptureQueriesContext(connection) as queries:
        load_catalogue()

    assert len(queries) == 1


def test_a_retired_value_is_not_offered() -> None:
    FacetValue.objects.filter(group="technique", value="sports").update(is_active=False)

    assert load_catalogue().find("technique", "sports") is None


def test_a_new_label_is_seen_at_once() -> None:
    load_catalogue()
    FacetValue.objects.filter(group="technique", value="sports").update(label="Athletes")

    value = load_catalogue().find("technique", "sports")

    assert value is not None
    assert value.label == "Athletes"


def test_an_unchanged_catalogue_is_not_built_again() -> None:
    assert load_catalogue() is load_catalogue()


def test_masks_and_labels_are_each_others_inverse() -> None:
    catalogue = load_catalogue()

    for group, values in catalogue.groups.items():
        some = [value.slug for value in values][::2]
        mask = catalogue.mask_of(group, some)
        assert [value.slug for value in catalogue.values(group, mask)] == some
        assert [value.label for value in catalogue.values(group, mask)] == [
            value.label for value in values if value.slug in some
        ]
        assert mask & ~sum(value.mask for value in values) == 0


def test_an_unknown_slug_has_no_bit() -> None:
    assert load_catalogue().mask_of("technique", ["nope"]) == 0
    assert load_catalogue().mask_of("nope", ["swedish"]) == 0
    assert load_catalogue().values("nope", ~0) == []


def test_no_two_values_share_a_bit_and_all_fit_two_columns() -> None:
    bits = [value.bit for value in load_catalogue().by_key.values()]

    assert len(bits) == len(set(bits))
    assert max(bits) <= HIGHEST_BIT
    assert LOW_MASK.bit_length() == BITS_PER_COLUMN
