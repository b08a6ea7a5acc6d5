"""The order explained on a page, and given as data: what is in it, and what never is."""

import json
import runpy
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from directory.choices import ProfileStatus
from directory.filters import TherapistFilter
from directory.models import Therapist
from directory.presenters import order_data
from directory.search import doc
from directory.search.order import turn
from tests.directory.pages import Page, get, search
from tests.factories.directory import DENVER, TherapistFactory
from tests.factories.places import load_real_places

ORDER = "/therapists/order.json"
PAGE = "/how-results-are-ordered/"
MILES_PER_DEGREE = 69.09
NOON = "2026-11-22T12:00:00Z"

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]


@pytest.fixture(autouse=True)
def places() -> None:
    load_real_places()


def add(name: str, miles: float = 1.0, **values: Any) -> Therapist:
    """A public therapist so many miles north of the middle of 80202."""
    near = (DENVER[0] + miles / MILES_PER_DEGREE, DENVER[1])
    therapist: Therapist = TherapistFactory(name=name, published=True, near=near, **values)
    return therapist


def order(client: Client, query: str | dict[str, Any] = "") -> dict[str, Any]:
    data = query if isinstance(query, dict) else None
    response = client.get(ORDER if data is not None or not query else f"{ORDER}?{query}", data)
    assert response.status_code == 200, query
    assert not response.cookies
    answer: dict[str, Any] = json.loads(response.content)
    return answer


def slugs(answer: dict[str, Any]) -> list[str]:
    return [one["slug"] for one in answer["therapists"]]


# The data ---------------------------------------------------------------------------------------


@time_machine.travel(NOON, tick=False)
def test_everything_that_the_order_knows_is_told(client: Client) -> None:
    ana = add("Ana", 3.21, techniques=["swedish"], specialties=["swedish"], practicing_since=2011,
              rates={60: 9500})  # fmt: skip

    answer = order(client, "near=80202&miles=50&technique=swedish&technique=sports&min_years=2")

    assert answer["parameters"] == {
        "near": "80202", "place": "80202 (Denver, CO)", "miles": 50, "q": "", "words": [],
        "technique": ["swedish", "sports"], "max_rate": None, "min_years": 2, "minutes": 60,
    }  # fmt: skip
    assert (answer["version"], answer["sort"], answer["day"]) == (1, "distance", "2026-11-22")
    assert answer["order_by"] == ["miles", "-specialties", "-confirmed", "turn", "number"]
    assert answer["seed"] == "sciatica-massage-guide"
    assert answer["explained"].endswith(PAGE)
    assert (answer["total"], answer["truncated"], answer["left_out"]) == (1, False, {})
    assert answer["therapists"] == [
        {
            "slug": "ana", "number": ana.pk, "miles": 3.2, "relevance": 0, "specialties": 1,
            "since": 2011, "confirmed": True, "turn": turn(ana.pk, date(2026, 11, 22)),
        }
    ]  # fmt: skip


def test_a_price_is_told_when_the_order_compares_it(client: Client) -> None:
    add("Dear", rates={90: 12000})
    add("Cheap", rates={90: 11950})
    add("Silent", rates={60: 100})

    answer = order(client, "sort=rate&length=90&near=80202&length=60")
    by_ninety = order(client, "sort=rate&length=90")

    assert answer["order_by"][0] == "rate"
    assert [one["rate"] for one in answer["therapists"]] == [1, None, None]
    assert [one["rate"] for one in by_ninety["therapists"]] == [120, 120]
    assert by_ninety["parameters"]["minutes"] == 90


def test_without_a_place_there_are_no_miles(client: Client) -> None:
    add("Ana")

    answer = order(client)

    assert answer["sort"] == "experience"
    assert answer["order_by"][:2] == ["since", "miles"]
    assert [one["miles"] for one in answer["therapists"]] == [None]


def test_words_are_told_as_they_were_understood(client: Client) -> None:
    add("Ana Swedish", techniques=["sports"])
    add("Ben", techniques=["swedish"])

    answer = order(client, "q=Swedish")

    assert (answer["sort"], answer["order_by"][0]) == ("relevance", "-relevance")
    assert answer["parameters"]["q"] == "Swedish"
    assert len(answer["parameters"]["words"]) == 1
    assert [(one["slug"], one["relevance"]) for one in answer["therapists"]] == [
        ("ana-swedish", 3),
        ("ben", 2),
    ]


def test_who_did_not_confirm_lately_is_told(client: Client) -> None:
    add("Stale", confirmed_days_ago=91)
    add("Fresh", confirmed_days_ago=90)

    answer = order(client, "near=80202")

    assert [(one["slug"], one["confirmed"]) for one in answer["therapists"]] == [
        ("fresh", True),
        ("stale", False),
    ]


def test_the_exact_place_stays_private(client: Client) -> None:
    add("Ana", 3.21987)

    body = client.get(f"{ORDER}?near=80202").content.decode()

    assert '"miles": 3.2,' in body
    assert "3.21" not in body
    assert "latitude" not in body


@pytest.mark.parametrize("status", [one for one in ProfileStatus if one != "published"])
def test_nobody_who_is_not_public_is_in_it(client: Client, status: ProfileStatus) -> None:
    gone = add("Gone")
    add("Stays")
    Therapist.objects.filter(pk=gone.pk).update(status=status)

    without_a_new_row = order(client, "near=80202")
    doc.refresh(gone)

    assert slugs(without_a_new_row) == slugs(order(client, "near=80202")) == ["stays"]


def test_of_a_long_list_the_first_are_told(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("directory.views.order.MOST", 3)
    for number in range(5):
        add(f"Person {number}", number + 1)

    answer = order(client, "near=80202")

    assert slugs(answer) == ["person-0", "person-1", "person-2"]
    assert (answer["total"], answer["truncated"]) == (5, True)


def test_a_thousand_are_told_at_most() -> None:
    assert order_data.MOST == 1000


@pytest.mark.parametrize("page", ["2", "99", "abc"])
def test_a_page_number_changes_nothing(client: Client, page: str) -> None:
    for number in range(25):
        add(f"Person {number}", number / 10)

    assert len(order(client, f"near=80202&page={page}")["therapists"]) == 25


@pytest.mark.parametrize(
    ("near", "words"),
    [
        ("00000", "We do not know the ZIP code 00000"),
        ("Nowhereville", "We could not find"),
        ("Springfield", "place"),
        ("%00", "character"),
        ("x" * 5000, "too long"),
    ],
)
def test_a_place_that_is_not_understood_is_said(client: Client, near: str, words: str) -> None:
    add("Ana")

    answer = order(client, f"near={near}&technique=swedish")

    assert words in answer["error"]
    assert (answer["total"], answer["therapists"]) == (0, [])
    assert answer["parameters"]["technique"] == ["swedish"]
    assert answer["parameters"]["place"] is None


def test_what_was_left_out_is_said(client: Client) -> None:
    add("Ana", techniques=["swedish"])

    answer = order(client, "technique=nope&technique=swedish&max_rate=abc&miles=7&near=80202")

    assert slugs(answer) == ["ana"]
    assert set(answer["left_out"]) == {"technique", "max_rate", "miles"}
    assert "error" not in answer


def test_it_is_for_programs_and_asked_for_anew_each_time(client: Client) -> None:
    response = client.get(ORDER)

    assert response.headers["Content-Type"] == "application/json"
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert "no-cache" in response.headers["Cache-Control"]
    assert "Cookie" not in response.headers.get("Vary", "")
    assert client.post(ORDER).status_code == 405


@pytest.mark.parametrize(
    "query", ["near=80202", "", "near=80202&sort=rate", "near=80202&technique=swedish&max_rate=300"]
)
def test_many_take_no_more_queries_than_one(client: Client, query: str) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert order(client, query)["therapists"]
        return len(captured)

    add("Only One", techniques=["swedish"], rates={60: 9000})
    with_one = queries()
    for number in range(12):
        add(f"Person {number}", techniques=["swedish"], rates={60: 9000})

    assert queries() == with_one
    # One more than the page: the slugs.
    assert with_one <= 5


ALL_PARAMETERS = [*TherapistFilter.base_filters, "page", "t", "nonsense"]
ODD_VALUES = ["", "%00", "x" * 5000, "9" * 5000, "%F0%9F%99%82", "%ED%A0%80", "-1", "NaN", "[]"]


@pytest.mark.parametrize("name", ALL_PARAMETERS)
def test_no_value_of_any_parameter_breaks_it(client: Client, name: str) -> None:
    add("Ana", techniques=["swedish"])

    for value in ODD_VALUES:
        assert order(client, f"{name}={value}")["version"] == 1
    assert order(client, "&".join(f"{name}={number}" for number in range(200)))["version"] == 1


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.dictionaries(
        st.sampled_from(ALL_PARAMETERS), st.lists(st.text(max_size=12), max_size=3), max_size=5
    )
)
def test_no_text_breaks_it(client: Client, fields: dict[str, list[str]]) -> None:
    safe = {
        name: [value.encode(errors="replace").decode() for value in values]
        for name, values in fields.items()
    }

    assert order(client, safe)["version"] == 1


# The page ---------------------------------------------------------------------------------------


def told(page: Page, name: str) -> str:
    return str(page.one(f"//*[@data-{name}]").text_content())


@time_machine.travel(NOON, tick=False)
def test_the_page_works_out_a_turn_that_anybody_can_check(client: Client) -> None:
    page = get(client, PAGE)

    assert page.heading == "How results are ordered"
    assert (told(page, "seed"), told(page, "day")) == ("sciatica-massage-guide", "2026-11-22")
    seed, day, number = told(page, "text").split(":")
    assert (seed, day) == ("sciatica-massage-guide", "2026-11-22")
    assert told(page, "turn") == str(turn(int(number), date(2026, 11, 22)))
    assert int(told(page, "hash")[:12], 16) == int(told(page, "turn"))


@pytest.mark.parametrize("days", range(6))
def test_the_example_is_in_order_on_every_day(client: Client, days: int) -> None:
    with time_machine.travel(date(2026, 11, 22) + timedelta(days=days), tick=False):
        page = get(client, PAGE)
    rows = page.all("//*[@data-example]//tbody/tr")
    cells = [[cell.text_content() for cell in row.xpath("./th | ./td")] for row in rows]
    keys = [
        (float(miles), -int(specialties), confirmed == "no", int(drawn))
        for _, miles, specialties, confirmed, drawn in cells
    ]

    assert len(cells) == 5
    assert keys == sorted(keys)
    first, second = (cells[at][0].removeprefix("No. ") for at in (2, 3))
    assert f"today {first} has a smaller turn than {second}" in page.text


def test_the_page_says_what_never_counts(client: Client) -> None:
    text = get(client, PAGE).text

    for words in ("Money.", "Photos", "length of a profile", "signs in", "messages", "Any mark"):
        assert words in text


def test_the_page_costs_no_query(client: Client, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        get(client, PAGE)


def test_the_example_search_and_its_twin_exist(client: Client) -> None:
    page = get(client, PAGE)
    links = page.links("//main")

    query = links["this search"].partition("?")[2]
    assert links["this twin"] == f"{ORDER}?{query}"
    assert search(client, query).heading
    assert "error" not in order(client, query)


def test_the_address_to_write_to_is_given_where_there_is_one(client: Client, settings: Any) -> None:
    settings.CONTACT_EMAIL = ""
    assert "mailto:" not in get(client, PAGE).source
    settings.CONTACT_EMAIL = "hello@example.com"
    assert "mailto:hello@example.com" in get(client, PAGE).source


@pytest.mark.parametrize("query", ["near=80202&technique=swedish", "sort=rate&near=80202", "q=ana"])
def test_the_program_on_the_page_finds_the_order_right(
    client: Client,
    query: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for number in range(12):
        add(f"Ana {number}", number // 4, techniques=["swedish"],
            specialties=["swedish"] if number % 3 else [], rates={60: 9000} if number % 2 else {},
            confirmed_days_ago=number * 12)  # fmt: skip
    program = tmp_path / "check.py"
    program.write_text(told(get(client, PAGE), "program"), "utf-8")
    monkeypatch.chdir(tmp_path)
    answer = order(client, query)
    assert len(answer["therapists"]) == 12

    for people, verdict in (
        (answer["therapists"], "same"),
        (answer["therapists"][::-1], "different"),
    ):
        Path("order.json").write_text(json.dumps(answer | {"therapists": people}), "utf-8")
        runpy.run_path(str(program))
        assert capsys.readouterr().out == f"{verdict}\n"
