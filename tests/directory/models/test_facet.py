"""The next bit is one that nobody ever had."""

import pytest

from directory.models import FacetValue

pytestmark = pytest.mark.django_db


def test_the_first_bit_is_0() -> None:
    assert FacetValue.objects.next_bit() == 0


def test_a_retired_value_keeps_its_bit_from_others() -> None:
    FacetValue.objects.create(group="technique", value="a", label="A", bit=0)
    retired = FacetValue.objects.create(
        group="technique", value="b", label="B", bit=5, is_active=False
    )

    assert FacetValue.objects.next_bit() == 6
    assert str(retired) == "technique=b"
