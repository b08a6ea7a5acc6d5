"""What a letter keeps by key is read back in the words of the form."""

from __future__ import annotations

import pytest

from directory.models import Condition
from inquiries import letter_words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]


def test_causes_are_what_profiles_name_and_one_way_of_not_knowing() -> None:
    slugs = [slug for slug, _name in letter_words.causes()]

    on_profiles = set(Condition.objects.values_list("slug", flat=True))
    assert set(slugs) == on_profiles - {letter_words.UNKNOWN} | {letter_words.NOT_SURE}
    assert letter_words.UNKNOWN in on_profiles
    assert slugs[-1] == letter_words.NOT_SURE


def test_what_is_no_longer_on_offer_can_still_be_read() -> None:
    slug = letter_words.causes()[0][0]
    Condition.objects.filter(slug=slug).update(is_active=False)

    assert slug not in [one for one, _name in letter_words.causes()]
    assert letter_words.cause_name(slug)


@pytest.mark.parametrize(
    ("slug", "name"), [("", ""), ("not-sure", "I am not sure"), ("nothing-like-it", "")]
)
def test_a_cause_has_its_name(slug: str, name: str) -> None:
    assert letter_words.cause_name(slug) == name


def test_times_come_in_the_order_of_the_form() -> None:
    assert letter_words.time_names(("weekends", "mornings", "never")) == ["Mornings", "Weekends"]
