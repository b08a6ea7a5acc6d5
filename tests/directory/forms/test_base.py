"""Any text in any field is judged without a breakdown; what is valid survives the tables."""

from __future__ import annotations

import json

import pytest
from django.db import transaction
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from directory.editing import applying, content, live
from directory.forms.page_forms import PageForms, press_row_button
from directory.forms.pages import PAGES
from directory.models import Therapist
from tests.directory.forms.browser import loaded, opened, posted, rendered
from tests.factories.directory import TherapistFactory
from tests.factories.places import PlaceFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]
KEYS = [page.key for page in PAGES]
quickly = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)

NUMBERS = st.one_of(
    st.integers().map(str), st.integers(0, 130).map(str), st.floats().map(str),
    st.sampled_from(["1e9", "2016", "60", "9" * 400, "٣", "-0", "NaN", "1,000", "95.50"]),
)  # fmt: skip
#: With half characters and NUL, which `st.text()` leaves out or hits too seldom.
ANY_TEXT = st.one_of(
    st.text(st.characters(exclude_categories=()), max_size=40),
    st.text(max_size=40).map(lambda text: f"{text}\x00\ud800"),
    st.text(min_size=300, max_size=3000),
)
WORDS = st.sampled_from(
    [
        "", " ", "swedish", "sports", "state-license", "diploma", "cancellation", "CO", "FL",
        "disc-herniation", "80202", "80302", "2026-12-31", "2020-02-29", "12/31/2027", "09:00",
        "17:30", "yes", "no", "waiting-list", "home-visits", "studio", "both", "303-555-0142",
        "example.com", "I cure sciatica", "Denver", "on", "cash", "en", "clothed", "1", "2", "3",
        "new-1", "\r\n two \r lines ",
    ]
)  # fmt: skip
VALUES = st.one_of(WORDS, NUMBERS, ANY_TEXT)


@pytest.fixture
def therapist() -> Therapist:
    for code in ("80202", "80302"):
        PlaceFactory(postal_code=code)
    return TherapistFactory(
        places=["Denver", "Boulder"], access={"step-free": True}, comforts={"clothed": False},
        techniques=["swedish"], specialties=["swedish"], conditions=["disc-herniation"],
        credentials=["state-license", "diploma"], rates={60: 9500}, hours=[(0, 9, 17)],
        policies={"cancellation": "A day ahead."}, plan=[(4, 60, 7)], languages=["en"],
        payment_kinds=["cash"], assessment_items=["health-history"], works_with=["doctor"],
    )  # fmt: skip


def spoiled(page: QueryDict, chosen: st.DataObject, values: st.SearchStrategy[str]) -> QueryDict:
    """The page with some of its fields typed anew, and more rows than it had."""
    data = page.copy()
    for name in [name for name in data if "-0-" in name]:
        if chosen.draw(st.integers(0, 3)) == 3:
            data[name.replace("-0-", "-2-")] = chosen.draw(values)
    names = st.lists(st.sampled_from(sorted(data)), max_size=6, unique=True)
    for name in chosen.draw(names):
        data.setlist(name, chosen.draw(st.lists(values, max_size=3)))
    return data


def edited(page: QueryDict, chosen: st.DataObject) -> QueryDict:
    """The page with a field or two changed to something that may well be meant."""
    data = page.copy()
    names = st.lists(st.sampled_from(sorted(data)), min_size=1, max_size=2, unique=True)
    for name in chosen.draw(names):
        if "_FORMS" not in name:
            data.setlist(name, [chosen.draw(st.one_of(WORDS, NUMBERS, st.text(max_size=20)))])
    return data


@pytest.mark.parametrize("key", KEYS)
def test_nothing_that_is_typed_breaks_a_page(key: str, therapist: Therapist) -> None:
    shown = loaded(therapist)
    document = content.read(shown)
    page = posted(opened(key, therapist))

    @quickly
    @given(st.data())
    def check(chosen: st.DataObject) -> None:
        data = spoiled(page, chosen, VALUES)
        data = press_row_button(_page(key), data) or data
        forms = PageForms(_page(key), therapist=shown, content=document, data=data)

        is_valid = forms.is_valid()

        assert is_valid == (not forms.error_list)
        rendered(forms)
        assert all(hint.found for hint in forms.hints)
        if is_valid:
            json.dumps(forms.sections())
            json.dumps(forms.facts())

    check()


@pytest.mark.parametrize("key", KEYS)
def test_what_is_valid_survives_the_tables(key: str, therapist: Therapist) -> None:
    shown = loaded(therapist)
    document = content.read(shown)
    page = posted(opened(key, therapist))

    @quickly
    @given(st.data())
    def check(chosen: st.DataObject) -> None:
        data = edited(page, chosen)
        forms = PageForms(_page(key), therapist=shown, content=document, data=data)
        if not forms.is_valid():
            return
        wanted = document | forms.sections()
        with transaction.atomic():
            applying.apply(therapist.pk, wanted)
            for fact, values in forms.facts().items():
                live.apply(therapist.pk, fact, values)
            stored = loaded(therapist)
            assert without_keys(content.read(stored)) == without_keys(wanted)
            for fact, values in forms.facts().items():
                assert live.read(stored, fact) == values
            transaction.set_rollback(True)

    check()


def _page(key: str):
    return PAGES[KEYS.index(key)]


def without_keys(document: content.Content) -> content.Content:
    """New rows get their numbers from the table, so their keys are compared by their order."""
    plain: content.Content = json.loads(json.dumps(document))
    for section, name in (("credentials", "credentials"), ("place", "locations")):
        for row in plain[section][name]:
            row["key"] = ""
    keys = [row["key"] for row in document["place"]["locations"]]
    plain["access"]["places"] = {
        str(place): plain["access"]["places"].get(key, {}) for place, key in enumerate(keys)
    }
    return plain
