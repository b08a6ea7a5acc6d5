"""What a step asks is filled in as far as it is known."""

import datetime
from typing import Any

import pytest
import time_machine

from articles.admin.desk.forms import ArchiveForm, NeededNoteForm, PublishForm, ReviewForm
from tests.articles.desk import editor, in_state, reviewer

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 11, 22)


def publish_form(**data: Any) -> PublishForm:
    return PublishForm(data, article=in_state("draft"), user=editor())


@time_machine.travel(TODAY)
@pytest.mark.parametrize(
    ("day", "on"),
    [("", None), ("2026-11-22", None), ("2026-12-24", datetime.date(2026, 12, 24))],
)
def test_today_is_now_and_a_day_to_come_is_kept(day: str, on: datetime.date | None) -> None:
    form = publish_form(on=day)

    assert form.is_valid()
    assert form.cleaned_data == {"on": on, "reader_note": ""}


@pytest.mark.parametrize("day", ["tomorrow", "2026-02-30", "\x00", "9" * 50])
def test_a_day_that_is_none_is_explained(day: str) -> None:
    assert "Enter a valid date." in publish_form(on=day).errors["on"]


@time_machine.travel(TODAY)
def test_a_review_begins_with_the_name_the_day_and_what_was_seen() -> None:
    user = reviewer()

    form = ReviewForm(article=in_state("in-review"), user=user)

    assert form.initial == {
        "revision": 1,
        "reviewer_name": user.name,
        "next_review_on": datetime.date(2027, 11, 22),
    }


@pytest.mark.parametrize(
    ("form", "field"), [(ArchiveForm, "reader_note"), (NeededNoteForm, "note")]
)
def test_what_readers_or_writers_must_know_is_asked_for(form: Any, field: str) -> None:
    assert field in form({}, article=in_state("draft"), user=editor()).errors
