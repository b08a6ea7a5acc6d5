"""The tick list knows its boxes."""

from __future__ import annotations

import pytest
from django.http import QueryDict

from articles.tell_form import TellForm
from directory.tell import TELL


def form(query: str) -> TellForm:
    return TellForm(QueryDict(query))


def test_what_was_ticked_comes_in_the_order_of_the_list() -> None:
    ticked = form("tell=stop-word&tell=medicines")

    assert ticked.is_valid()
    assert [one.key for one in ticked.chosen] == ["medicines", "stop-word"]


def test_the_boxes_are_those_of_the_worksheet() -> None:
    choices = [value for value, _label in form("").fields["tell"].choices]

    assert choices == [one.key for one in TELL]


@pytest.mark.parametrize(
    ("query", "message"),
    [("", "Tick at least one."), ("tell=x%00", "Choose from the list shown here.")],
)
def test_what_is_wrong_is_said(query: str, message: str) -> None:
    assert form(query).errors["tell"] == [message]
