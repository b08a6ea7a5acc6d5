"""Which questions a draft answers, and what it still needs before a moderator looks at it."""

from __future__ import annotations

from typing import Any

import pytest

from directory import vetting
from directory.editing import content, progress
from directory.editing.content import Content
from directory.models import Therapist
from tests.directory.actions.steps import LEAST, draft_of, loaded, started
from tests.directory.population import populate
from tests.factories.directory import RateFactory, TherapistFactory
from tests.factories.profiles import UnsavedTextFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]


def keys(document: Content, therapist: Therapist) -> list[str]:
    return [question.key for question in progress.answered(document, therapist)]


def missing(therapist: Therapist, **changes: dict[str, Any]) -> list[tuple[str, str]]:
    """Of the draft with these changes: the first words of each point, and its page."""
    document = draft_of(therapist).content
    for section, values in changes.items():
        document[section] = document[section] | values
    return [
        (point.text.partition(":")[0], point.page_key)
        for point in progress.missing(document, loaded(therapist))
    ]


class TestAnswered:
    def test_it_is_what_the_profile_will_answer_once_approved(self) -> None:
        populate(60)
        TherapistFactory(published=True)  # answers nothing

        for therapist in Therapist.objects.with_answers():
            document = content.read(therapist)
            assert progress.answered(document, therapist) == vetting.answered(therapist)

    def test_every_question_is_known(self) -> None:
        assert set(progress._ANSWERS) == set(vetting.BY_KEY)

    @pytest.mark.parametrize(
        ("section", "values", "key"),
        [
            ("credentials", {"credentials": [{}]}, "credentials"),
            ("experience", {"practicing_since": 1999}, "experience"),
            ("techniques", {"techniques": [{}]}, "techniques"),
            ("approach", {"approach_text": "I ask."}, "approach"),
            ("approach", {"assessment_items": ["asks"]}, "approach"),
            ("sessions", {"note": "It depends."}, "sessions"),
            ("sessions", {"review_after": 3}, "sessions"),
        ],
    )
    def test_one_answer_is_one_question(
        self, section: str, values: dict[str, Any], key: str
    ) -> None:
        therapist = TherapistFactory()
        document = draft_of(therapist).content
        assert keys(document, loaded(therapist)) == []

        document[section] = document[section] | values

        assert keys(document, loaded(therapist)) == [key]

    def test_prices_are_live_and_so_come_from_the_tables(self) -> None:
        therapist = TherapistFactory(rates={60: 9500})

        assert keys(draft_of(therapist).content, loaded(therapist)) == ["rates"]

    def test_it_takes_no_query_for_a_loaded_profile(self, django_assert_num_queries: Any) -> None:
        therapist = loaded(TherapistFactory(rates={60: 9500}))
        document = content.read(therapist)

        with django_assert_num_queries(0):
            progress.answered(document, therapist)


class TestMissing:
    def test_an_empty_profile_lacks_everything_in_the_order_of_the_editor(self) -> None:
        therapist = TherapistFactory()

        found = missing(therapist, about={"name": "  "})

        assert [page for _text, page in found] == [
            *("place", "place", "place", "credentials", "techniques", "approach", "rates")
        ]

    def test_the_least_is_enough(self) -> None:
        assert missing(started()) == []
        assert set(LEAST) == {"about", "place", "credentials", "techniques", "approach"}

    @pytest.mark.parametrize("field", ["website", "booking_url"])
    def test_a_website_or_a_booking_page_will_do_instead_of_a_phone(self, field: str) -> None:
        therapist = started()
        Therapist.objects.update(phone="")
        nowhere = {"website": "", "booking_url": ""}
        assert missing(therapist, about=nowhere) == [("A way to reach you", "place")]

        assert missing(therapist, about=nowhere | {field: "https://example.com/"}) == []

    @pytest.mark.parametrize(
        ("section", "values", "page"),
        [
            ("about", {"name": ""}, "place"),
            ("place", {"locations": []}, "place"),
            ("credentials", {"credentials": []}, "credentials"),
            ("techniques", {"techniques": []}, "techniques"),
            ("approach", {"approach_text": ""}, "approach"),
        ],
    )
    def test_each_point_leads_to_its_page(
        self, section: str, values: dict[str, Any], page: str
    ) -> None:
        ((_text, found),) = missing(started(), **{section: values})

        assert found == page

    def test_a_price_is_needed(self) -> None:
        therapist = started()
        therapist.rates.all().delete()
        assert missing(therapist) == [("A price (question 6).", "rates")]

        RateFactory(therapist=therapist, minutes=30)

        assert missing(therapist) == []

    def test_text_that_is_not_saved_is_named_by_its_page(self) -> None:
        therapist = started()
        for page in ("sessions", "approach"):
            UnsavedTextFactory(therapist=therapist, page=page)
        UnsavedTextFactory(therapist=TherapistFactory(), page="rates")

        assert [page for _text, page in missing(therapist)] == ["approach", "sessions"]

    def test_it_takes_one_query_for_a_loaded_profile(self, django_assert_num_queries: Any) -> None:
        therapist = loaded(started())
        document = content.read(therapist)

        with django_assert_num_queries(1):
            progress.missing(document, therapist)
