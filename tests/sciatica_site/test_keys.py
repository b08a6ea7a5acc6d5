"""What can be the number of a row, and what never was one."""

from __future__ import annotations

import pytest
from django.http import Http404

from sciatica_site.keys import is_key, number_or_404


@pytest.mark.parametrize("text", ["0", "7", "007", "9" * 18])
def test_some_digits_can_be_a_number(text: str) -> None:
    assert is_key(text)
    assert number_or_404(text) == int(text)


@pytest.mark.parametrize(
    "text", ["", "a", "-1", "1_0", "1.0", " 1", "1\n", "1\0", "٣", "²", "9" * 19, "_00", "_5F"]
)
def test_all_else_is_not_found(text: str) -> None:
    assert not is_key(text)
    with pytest.raises(Http404):
        number_or_404(text)
