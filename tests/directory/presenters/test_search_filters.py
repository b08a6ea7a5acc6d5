"""The filters of a search page: in which order, what stands open, what is said."""

import pytest

from directory.choices import FacetGroup
from directory.presenters.search_filters import SECTIONS, YEARS, Group
from tests.directory.population import populate
from tests.directory.search_pages import page
from tests.factories.directory import TherapistFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary", "spots")]


def test_a_group_offers_what_somebody_has_and_what_is_chosen() -> None:
    TherapistFactory(published=True, techniques=["swedish"])

    groups = {group.name: group for group in page("technique=sports").groups}

    options = [(one.value.slug, one.count, one.is_chosen) for one in groups["technique"].options]
    assert options == [("swedish", 1, False), ("sports", 0, True)]
    assert "language" not in groups


def test_groups_open_when_something_in_them_is_chosen_or_wrong() -> None:
    TherapistFactory(published=True, techniques=["swedish"], languages=["en"], gender="woman")

    is_open = {group.name: group.is_open for group in page("gender=woman&language=klingon").groups}

    assert is_open["technique"]
    assert is_open["gender"]
    assert is_open["language"]
    assert not is_open["setting"]


def test_a_word_that_is_not_known_is_named_in_its_group() -> None:
    TherapistFactory(published=True, techniques=["swedish"])

    groups = {group.name: group for group in page("technique=nope").groups}

    assert "“nope”" in groups["technique"].note


@pytest.mark.parametrize("query_string", ["technique=nope&near=00000", "language=klingon"])
def test_a_word_that_is_not_known_is_named_even_where_there_is_nothing_to_choose(
    query_string: str,
) -> None:
    TherapistFactory(published=True, techniques=["swedish"])

    assert any("We do not know" in group.note for group in page(query_string).groups)


def test_choices_and_numbers_stay_typed_while_a_place_is_wrong() -> None:
    shown = page("near=00000&technique=sports&max_rate=abc&min_years=5")

    (group,) = [group for group in shown.groups if group.name == "technique"]
    assert [one.value.slug for one in group.options if one.is_chosen] == ["sports"]
    assert shown.typed == {"max_rate": "abc", "min_years": "5"}


@pytest.mark.parametrize("typed", ["9" * 23, "<b>", "not a number at all, is it"])
def test_a_number_box_shows_again_what_was_typed(typed: str) -> None:
    assert page(f"max_rate={typed}").typed["max_rate"] == typed


def groups(query_string: str = "") -> dict[str, Group]:
    return {group.name: group for group in page(query_string).groups}


def test_every_group_has_one_place() -> None:
    placed = [name for _, _, names in SECTIONS for name in names]

    assert sorted(placed) == sorted([*FacetGroup.values, YEARS])


def test_sections_come_as_patients_ask() -> None:
    populate(30)

    shown = page("near=80202&miles=100").sections

    assert [section.label for section in shown] == [
        "What for", "Who", "When", "Price", "Access and comfort",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("query_string", "group", "chosen"),
    [
        ("technique=sports&technique=swedish", "technique",
         "Sports massage, Swedish (relaxation) massage"),
        ("length=60&length=90&max_rate=120", "length", "60 minutes, 90 minutes, At most $120"),
        ("max_rate=120", "length", "At most $120"),
        ("min_years=5", "min_years", "At least 5 years"),
        ("", "length", ""),
        ("", "min_years", ""),
    ],
)  # fmt: skip
def test_a_closed_group_says_what_is_chosen_in_it(
    query_string: str, group: str, chosen: str
) -> None:
    assert groups(query_string)[group].chosen == chosen


def test_not_stated_is_kept_apart_from_no_where_both_can_be_said() -> None:
    TherapistFactory(
        published=True,
        techniques=["swedish"],
        access={"step-free": True},
        comforts={"clothed": True},
    )

    hints = {name: group.hint for name, group in groups().items() if group.hint}

    assert list(hints) == ["access", "comfort"]
    assert "“not stated” is not “no”" in hints["access"]


@pytest.mark.parametrize(
    ("query_string", "minutes"),
    [("", "60"), ("length=90", "90"), ("length=30&length=120", "30 or 120")],
)
def test_the_price_limit_names_the_length_it_belongs_to(query_string: str, minutes: str) -> None:
    number = groups(query_string)["length"].number

    assert number is not None
    assert number.label == f"Price at most, for {minutes} minutes"


@pytest.mark.parametrize(("name", "group"), [("max_rate", "length"), ("min_years", "min_years")])
def test_a_wrong_number_opens_its_group_and_is_explained_there(name: str, group: str) -> None:
    shown = groups(f"{name}=abc")[group]

    assert shown.number is not None
    assert shown.is_open
    assert shown.number.value == "abc"
    assert shown.number.error


def test_one_yes_needs_no_fold() -> None:
    TherapistFactory(published=True, accepting="yes", techniques=["swedish"])

    assert [name for name, group in groups().items() if group.is_single] == ["accepting"]
