"""Saved, compared and printed therapists as a visitor has them."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from directory.choices import ProfileStatus
from directory.models import Therapist
from directory.vetting import QUESTIONS
from tests.directory.pages import Page, get
from tests.factories.directory import CredentialFactory, TherapistFactory, demo_therapist

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]

SHORTLIST = "/therapists/shortlist/"
COMPARE = "/therapists/compare/"
WORKSHEET = "/therapists/worksheet/"
PAGES = [SHORTLIST, COMPARE, WORKSHEET]
#: Queries with at least one therapist, however many they are.
QUERIES = {SHORTLIST: 3, COMPARE: 19, WORKSHEET: 17}


def query(*slugs: str) -> str:
    return "&".join(f"t={slug}" for slug in slugs)


def add(*names: str, **values: Any) -> None:
    for name in names:
        TherapistFactory(name=name, published=True, **values)


def full(number: int) -> list[str]:
    """Slugs of so many demo therapists who answer everything."""
    slugs: list[str] = []
    seed = 1
    while len(slugs) < number:
        therapist = demo_therapist(seed)
        if therapist.is_public(timezone.localdate()):
            slugs.append(therapist.slug)
        seed += 1
    return slugs


def columns(page: Page) -> list[str]:
    return [
        " ".join(one.text_content().split())
        for one in page.all("//table//thead//th[@scope='col']//a[1]")
    ]


def cells(page: Page, key: str) -> list[str]:
    """The answers in the row of a question, without the name that stacked cells show."""
    return [
        " ".join(" ".join(one.xpath(".//p//text() | .//div//text()")).split())
        for one in page.all(f"//tr[@data-question='{key}']/td")
    ]


# All three ------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", PAGES)
def test_the_page_stays_out_of_search_engines_and_leaves_no_cookie(
    client: Client, path: str
) -> None:
    response = client.get(path)

    assert response.status_code == 200
    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")
    assert get(client, path).all("//meta[@name='robots'][@content='noindex']")


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_the_page_can_only_be_read(client: Client, path: str, method: str) -> None:
    assert getattr(client, method)(path).status_code == 405


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("number", [1, 2, 4])
def test_the_number_of_queries_does_not_grow_with_the_list(
    client: Client, path: str, number: int
) -> None:
    slugs = full(4)

    with CaptureQueriesContext(connection) as queries:
        get(client, path, query(*slugs[:number]))

    assert len(queries) == QUERIES[path]


@pytest.mark.parametrize("path", PAGES)
def test_nothing_is_stored(client: Client, path: str) -> None:
    add("Ana", "Ben")

    before = {model: model._default_manager.count() for model in apps.get_models()}
    get(client, path, query("ana", "ben", "gone", "a+b"))
    after = {model: model._default_manager.count() for model in apps.get_models()}

    assert after == before


@pytest.mark.parametrize("path", PAGES)
def test_whoever_was_unpublished_in_between_is_said_to_be_gone_and_the_others_stay(
    client: Client, path: str
) -> None:
    add("Ana", "Ben", "Cleo")
    assert "no longer listed" not in get(client, path, query("ana", "ben", "cleo")).text

    Therapist.objects.filter(slug="ben").update(status=ProfileStatus.SUSPENDED)
    page = get(client, path, query("ana", "ben", "cleo"))

    assert "One saved therapist is no longer listed." in page.text
    assert "Ana" in page.text
    assert "Cleo" in page.text
    assert "Ben" not in page.text
    assert not page.all("//a[contains(@href, 't=ben')]")


@pytest.mark.parametrize("path", PAGES)
def test_a_bad_slug_costs_nobody_else_a_place(client: Client, path: str) -> None:
    add("Ana", "Ben")

    page = get(client, path, "t=ana&t=%3Cscript%3E&t=ben&t=%00")

    assert "2 entries of this address are not names of profiles" in page.text
    assert "Ana" in page.text
    assert "Ben" in page.text


@pytest.mark.parametrize("path", PAGES)
def test_thousands_of_parameters_are_no_server_error(client: Client, path: str) -> None:
    assert client.get(f"{path}?{query(*(str(n) for n in range(5000)))}").status_code < 500
    assert client.get(f"{path}?t={'x' * 5000}").status_code == 200


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(words=st.lists(st.text(), max_size=8))
@example(words=["\x00", "a\x00b", "\ud800".encode("utf-8", "replace").decode()])
def test_any_words_give_a_page(client: Client, words: list[str]) -> None:
    for path in PAGES:
        get(client, path, {"t": [word.encode("utf-8", "replace") for word in words]})


# The saved list --------------------------------------------------------------------------------


def test_an_empty_list_explains_how_it_works(client: Client) -> None:
    page = get(client, SHORTLIST)

    assert page.heading == "No saved therapists yet"
    assert "No saved therapists yet" in page.one("//title").text
    assert page.links("//main")["Find a therapist"] == "/therapists/"
    assert page.links("//main")["Print an empty worksheet"] == WORKSHEET


def test_saved_people_are_listed_with_what_a_card_says(client: Client) -> None:
    add("Ana", accepting="yes", rates={60: 9500})
    add("Ben", rates={90: 13000}, is_demo=True)

    page = get(client, SHORTLIST, query("ana", "ben"))

    assert page.heading == "2 saved therapists"
    assert "Accepting new clients confirmed 3 days ago Denver, CO" in page.text
    assert "$95 for 60 minutes" in page.text
    assert "Price for 60 minutes: not stated" in page.text
    assert "Demo data" in page.text
    links = page.links("//main")
    assert links["Ana"] == "/therapists/ana/?t=ana&t=ben"
    assert links["Remove Ana"] == "/therapists/shortlist/?t=ben"
    assert links["Compare these"] == "/therapists/compare/?t=ana&t=ben"
    assert links["Print the worksheet"] == "/therapists/worksheet/?t=ana&t=ben"
    assert links["Add another"] == "/therapists/?t=ana&t=ben"


def test_one_saved_therapist_cannot_be_compared_yet(client: Client) -> None:
    add("Ana")

    page = get(client, SHORTLIST, query("ana"))

    assert "Compare these" not in page.links("//main")
    assert "Save one more" in page.text


def test_of_more_than_four_the_visitor_picks(client: Client) -> None:
    add(*"ABCDEF")

    page = get(client, SHORTLIST, query(*"abcdef"))
    form = page.one("//main//form")

    assert form.get("action") == COMPARE
    assert form.get("method") == "get"
    assert [box.get("value") for box in page.all("//main//input[@name='t']")] == list("abcdef")
    assert page.one("//button[@formaction]").get("formaction") == WORKSHEET
    assert "The list is full" in page.text
    assert "Add another" not in page.links("//main")


def test_every_link_of_the_list_leads_somewhere(client: Client) -> None:
    add("Ana", "Ben")

    for href in get(client, SHORTLIST, query("ana", "ben")).links("//main").values():
        assert client.get(href).status_code == 200, href


# Side by side ----------------------------------------------------------------------------------


def test_four_full_profiles_stand_side_by_side(client: Client) -> None:
    slugs = full(4)
    names = [Therapist.objects.get(slug=slug).name for slug in slugs]

    page = get(client, COMPARE, query(*slugs))

    assert columns(page) == names
    assert page.one("//table/caption").text_content().strip()
    wording = [
        " ".join(one.text_content().split())
        for one in page.all("//tr[@data-question]/th[@scope='row']")
    ]
    assert [one.get("data-question") for one in page.all("//tr[@data-question]")] == [
        question.key for question in QUESTIONS
    ]
    assert all(
        text.startswith(str(question.wording))
        for text, question in zip(wording, QUESTIONS, strict=True)
    )
    assert all(len(cells(page, question.key)) == 4 for question in QUESTIONS)
    assert page.all("//*[@data-warning-signs]")


def test_every_heading_of_the_table_says_what_it_heads(client: Client) -> None:
    add("Ana", "Ben")

    for path in (COMPARE, WORKSHEET):
        page = get(client, path, query("ana", "ben"))
        assert {one.get("scope") for one in page.all("//thead//th")} == {"col"}
        assert {one.get("scope") for one in page.all("//tbody//th")} <= {"row", "rowgroup"}
        assert not page.all("//thead//td")


def test_gaps_are_said_in_words(client: Client) -> None:
    add("Ana", rates={60: 9500}, comforts={"seated": False, "clothed": True})
    add("Ben")

    page = get(client, COMPARE, query("ana", "ben"))

    assert cells(page, "rates") == [
        "$95 for 60 minutes. Canceling: not stated.",
        "Not answered yet",
    ]
    assert cells(page, "credentials") == ["Not answered yet"] * 2
    seated, clothed = page.all(
        "//tr[starts-with(normalize-space(th), 'Seated') or starts-with("
        "normalize-space(th), 'Clothed')]"
    )
    assert [one.text_content().split()[1:] for one in seated.xpath("td")] == [
        ["No"], ["Not", "stated"],
    ]  # fmt: skip
    assert [one.text_content().split()[1:] for one in clothed.xpath("td")] == [
        ["Yes"], ["Not", "stated"],
    ]  # fmt: skip


def test_a_credential_turns_to_expired_on_its_day_though_no_job_has_run(client: Client) -> None:
    with time_machine.travel(timezone.now()) as travel:
        add("Ana", "Ben")
        CredentialFactory(
            therapist=Therapist.objects.get(slug="ana"), title="LMT", checked=True,
            expires_on=timezone.localdate(),
        )  # fmt: skip
        for path in (COMPARE, WORKSHEET):
            assert "We found it on the official register" in get(client, path, "t=ana&t=ben").text

        travel.shift(timedelta(days=1))

        for path in (COMPARE, WORKSHEET):
            page = get(client, path, "t=ana&t=ben")
            assert "It expired on" in page.text
            assert "We found it on the official register" not in page.text


def test_an_old_yes_to_new_clients_is_not_compared_as_yes(client: Client) -> None:
    add("Ana", accepting="yes", confirmed_days_ago=91)
    add("Ben", accepting="yes")

    page = get(client, COMPARE, query("ana", "ben"))

    assert page.text.count("Accepting new clients") == 1
    assert "New clients: ask, not confirmed lately" in page.text


def test_one_alone_is_shown_with_the_way_to_a_second(client: Client) -> None:
    add("Ana")

    page = get(client, COMPARE, query("ana"))

    assert columns(page) == ["Ana"]
    assert "Add one more to compare" in page.text
    assert page.links("//main")["Find therapists to compare"] == "/therapists/?t=ana"


def test_nobody_is_a_message_and_not_an_empty_table(client: Client) -> None:
    page = get(client, COMPARE)

    assert "Choose two to four therapists" in page.text
    assert not page.all("//table")


def test_of_five_the_first_four_are_shown_and_the_fifth_is_named(client: Client) -> None:
    add(*"ABCDE")

    page = get(client, COMPARE, query(*"abcde"))

    assert columns(page) == list("ABCD")
    assert "This page has room for 4. Left out: E." in page.text


def test_the_same_answers_are_pointed_out(client: Client) -> None:
    add("Ana", "Ben", rates={60: 9500})

    page = get(client, COMPARE, query("ana", "ben"))

    assert "All say the same." in page.one("//tr[@data-question='rates']/th").text_content()
    assert "All say the same." not in page.one("//tr[@data-question='sessions']/th").text_content()


def test_somebody_is_taken_out_of_the_comparison(client: Client) -> None:
    add("Ana", "Ben", "Cleo")

    page = get(client, COMPARE, query("ana", "ben", "cleo"))

    assert page.links("//thead")["Remove Ben"] == "/therapists/compare/?t=ana&t=cleo"


# The worksheet ---------------------------------------------------------------------------------


@pytest.mark.parametrize("number", [0, 1, 2, 4])
def test_the_worksheet_asks_the_six_questions_in_order(client: Client, number: int) -> None:
    page = get(client, WORKSHEET, query(*full(number)))

    asked = [
        " ".join(one.text_content().split())
        for one in page.all("//tr[@data-question]/th[@scope='row']")
    ]
    assert asked == [f"{question.number}. {question.wording}" for question in QUESTIONS]
    assert len(page.all("//thead//th[@scope='col']")) == 1 + max(2, number)
    assert page.all("//*[@data-warning-signs]/following::table")
    assert len(page.all("//ul[@aria-labelledby='tell']//input[@type='checkbox']")) > 10


def test_the_worksheet_is_filled_in_where_there_is_an_answer(client: Client) -> None:
    add("Ana", rates={60: 9500}, phone="+13035550142")

    page = get(client, WORKSHEET, query("ana"))

    assert "(303) 555-0142" in page.text
    assert cells(page, "rates")[0] == "$95 for 60 minutes. Canceling: not stated."
    assert cells(page, "sessions") == ["Not answered yet. Ask:", "To fill in"]


def test_made_up_people_are_called_so(client: Client) -> None:
    add("Ana", is_demo=True)
    add("Ben")

    assert "Ana (demo)" in get(client, WORKSHEET, query("ana")).text
    assert "(demo)" not in get(client, WORKSHEET, query("ben")).text
    assert "Demo data: not a real person" in get(client, COMPARE, query("ana", "ben")).text


# On the profile --------------------------------------------------------------------------------


def test_a_profile_can_be_saved_compared_and_printed_without_javascript(client: Client) -> None:
    add("Ana", "Ben")

    links = get(client, "/therapists/ana/", query("ben")).links("//main")

    assert links["Save Ana"] == "/therapists/shortlist/?t=ben&t=ana"
    assert links["Compare"] == "/therapists/compare/?t=ben&t=ana"
    assert links["Print the worksheet"] == "/therapists/worksheet/?t=ben&t=ana"


def test_every_page_leads_to_the_saved_therapists(client: Client) -> None:
    page = get(client, "/about/")

    assert page.links("//header")["Saved"] == SHORTLIST
    assert get(client, SHORTLIST).one("//header//a[@aria-current]").get("href") == SHORTLIST
