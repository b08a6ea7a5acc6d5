"""The guides as a visitor meets them: what they show, and that they keep nothing."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import urlencode

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import html

from articles.importing.foundations import load_references
from articles.warning_signs import warning_signs
from directory.models import Technique
from directory.tell import TELL
from tests.articles.guide.cases import CASES, posted
from tests.articles.views.pages import canonical_of, description_of, read, text_of, title_of
from tests.directory.pages import Page, follow

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]

GUIDE = "/guide/which-massage/"
#: Suggestions of what a caution holds back: there the caution is the reason.
BEATEN = {6: {"T3"}, 9: {"T9"}}
TELL_PAGE = "/tell-your-therapist/"
READING = ("/is-massage-safe/", "/get-medical-help/")
FORMS = (GUIDE, TELL_PAGE)


def page_of(response: HttpResponse) -> Page:
    source = response.content.decode()
    return Page(html.document_fromstring(source), source)


def post(client: Client, path: str, data: Any) -> Page:
    response = client.post(path, data)
    assert response.status_code == 200
    return page_of(response)


def main(page: Page) -> Any:
    return page.one("//main")


def statuses(page: Page, path: str = "//main") -> dict[str, str]:
    return {
        one.get("data-technique"): one.get("data-status")
        for one in page.all(f"{path}//*[@data-technique]")
    }


def suggested(page: Page) -> dict[str, str]:
    return {
        one.get("data-technique"): one.get("data-status")
        for one in page.all("//main//*[@data-suggested]")
    }


def rules(page: Page) -> set[str]:
    return {one.get("data-rule") for one in page.all("//main//*[@data-rule]")}


# The addresses ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("which-massage", GUIDE),
        ("is-massage-safe", "/is-massage-safe/"),
        ("tell-your-therapist", TELL_PAGE),
        ("get-medical-help", "/get-medical-help/"),
    ],
)
def test_addresses_are_fixed(name: str, path: str) -> None:
    assert reverse(f"articles:{name}") == path


@pytest.mark.parametrize("path", [*FORMS, *READING])
def test_a_guide_is_described_and_names_the_warning_signs(client: Client, path: str) -> None:
    source = client.get(path).content.decode()

    assert title_of(source)
    assert 50 <= len(description_of(source)) <= 180
    assert canonical_of(source) == f"http://testserver{path}"
    assert "/warning-signs/" in source


@pytest.mark.parametrize("path", ["/articles/", "/techniques/swedish/", "/techniques/"])
def test_the_guides_are_linked_where_they_help(client: Client, path: str) -> None:
    source = read(client, path)

    assert f'href="{GUIDE}"' in source
    assert 'href="/is-massage-safe/"' in source


def test_the_warning_signs_lead_to_every_guide(client: Client) -> None:
    source = read(client, "/warning-signs/")

    assert all(f'href="{path}"' in source for path in (*FORMS, *READING))


def test_the_guides_are_in_the_sitemap(client: Client) -> None:
    source = client.get("/sitemap.xml").content.decode()

    assert all(f"http://testserver{path}" in source for path in (*FORMS, *READING))


# Nothing is kept -------------------------------------------------------------------------------


@pytest.mark.parametrize("path", FORMS)
@pytest.mark.parametrize("data", [None, {"red": "E2"}, {"red": "none", "tell": "medicines"}, {}])
def test_forms_and_their_answers_are_never_stored(
    client: Client, path: str, data: dict[str, str] | None
) -> None:
    response = client.get(path) if data is None else client.post(path, data)

    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    assert set(response.cookies) <= {"csrftoken"}
    assert "ETag" not in response
    assert not Session.objects.exists()


@pytest.mark.parametrize("path", READING)
def test_reading_leaves_no_cookie(client: Client, path: str) -> None:
    response = client.get(path)

    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")


@pytest.mark.parametrize("path", FORMS)
def test_answers_travel_in_a_post_to_the_same_address(client: Client, path: str) -> None:
    page = page_of(client.get(path))

    form = page.one("//main//form")
    assert form.get("method") == "post"
    assert form.get("action") is None
    assert page.all("//main//form//input[@name='csrfmiddlewaretoken']")


@pytest.mark.parametrize("path", FORMS)
def test_a_post_from_elsewhere_is_refused(path: str) -> None:
    assert Client(enforce_csrf_checks=True).post(path, {"red": "none"}).status_code == 403


@pytest.mark.parametrize("path", FORMS)
def test_answers_in_the_address_are_not_read(client: Client, path: str) -> None:
    plain = page_of(client.get(path)).one("//main").text_content()
    query = {"red": "E2", "health": "clot_now", "tell": "medicines"}

    assert page_of(client.get(path, query)).one("//main").text_content() == plain


@pytest.mark.parametrize("path", FORMS)
def test_nothing_but_reading_and_posting_is_answered(client: Client, path: str) -> None:
    assert client.put(path).status_code == 405
    assert client.head(path).status_code == 200


def test_no_answer_is_logged(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("DEBUG"):
        client.post(GUIDE, {"red": "none", "health": "cancer_now", "stage": "nonsense"})

    assert "cancer_now" not in caplog.text
    assert "nonsense" not in caplog.text


# Which massage ---------------------------------------------------------------------------------


@pytest.mark.parametrize("number", CASES)
def test_a_worked_case_is_shown_as_it_came_out(client: Client, number: int) -> None:
    case = CASES[number]

    page = post(client, GUIDE, posted(case.answers))

    assert page.one("//main//*[@data-outcome]").get("data-outcome") == case.outcome
    assert suggested(page) == case.suggested
    others = dict.fromkeys(case.light_otherwise, "light-only")
    assert statuses(page) == case.suggested | case.held_back | others
    assert rules(page) == set(case.rules) - BEATEN.get(number, set())


def test_every_suggestion_says_which_rule_fired_and_why(client: Client) -> None:
    load_references()

    page = post(client, GUIDE, posted(CASES[6].answers))

    swedish = page.one("//*[@data-suggested]")
    text = " ".join(swedish.text_content().split())
    assert "Light only" in text
    assert "Rule T1; evidence: low certainty" in text
    assert "But: Firm pressure can cause bruising or bleeding. Ask your doctor. Rule K1" in text
    for link in page.all("//main//a[starts-with(@href, '#ref-')]"):
        assert page.all(f"//*[@id='{link.get('href')[1:]}']")


@pytest.mark.parametrize("number", [1, 2, 12])
def test_a_red_flag_shows_help_and_never_types_or_therapists(client: Client, number: int) -> None:
    page = post(client, GUIDE, posted(CASES[number].answers))

    text = page.text.lower()
    names = Technique.objects.values_list("name", flat=True)
    assert not [name for name in names if name.lower() in text]
    hrefs = [one.get("href") for one in page.all("//a")]
    assert not [href for href in hrefs if href.startswith(("/therapists", "/techniques"))]
    assert "find a therapist" not in text
    assert not page.all("//main//form")
    level = CASES[number].outcome
    signs = next(one.signs for one in warning_signs().levels if one.key == level)
    assert all(sign.text.lower() in text for sign in signs)


def test_an_emergency_has_numbers_to_tap_911_first(client: Client) -> None:
    page = post(client, GUIDE, {"red": ["E2", "U2"]})

    assert page.heading == "Stop here and get help now"
    calls = [one.get("href") for one in page.all("//main//a[starts-with(@href, 'tel:')]")]
    assert calls[0] == "tel:911"
    assert "You ticked:" in main(page).text_content()


def test_a_sign_stops_also_when_something_else_is_wrong(client: Client) -> None:
    page = post(client, GUIDE, {"red": ["U2", "x"], "stage": "nonsense"})

    assert page.heading == "Stop here and see a doctor today"


def test_massage_that_has_to_wait_leads_to_no_search(client: Client) -> None:
    page = post(client, GUIDE, posted(CASES[3].answers))

    assert page.heading == "Massage should wait"
    assert not page.all("//main//a[starts-with(@href, '/therapists')]")


def test_the_search_opens_with_the_filters_and_finds_what_they_say(client: Client) -> None:
    page = post(client, GUIDE, posted(CASES[15].answers))

    (link,) = page.all("//main//a[@data-search]")
    filters = {one.get("data-filter") for one in page.all("//*[@data-filter]")}
    assert filters == {
        "technique=swedish",
        "pressure=light",
        "comfort=fragrance-free",
        "verified=1",
    }
    opened = follow(client, link.get("href"))
    assert ("comfort", "fragrance-free") in opened.checked


def test_numb_skin_gets_no_advice_to_use_heat(client: Client) -> None:
    page = post(client, GUIDE, posted(CASES[15].answers))

    sentences = re.findall(r"[^.]*\bheat\b[^.]*\.", main(page).text_content())
    assert sentences
    assert all("Use no heat" in sentence for sentence in sentences)


def test_every_result_has_the_note_the_plan_and_no_score(client: Client) -> None:
    page = post(client, GUIDE, {"red": "none"})

    assert "does not replace exercise or medical care" in page.one("//*[@data-evidence-note]").text
    assert len(page.all("//*[@data-review-plan]/li")) == 3
    assert "Clinical review pending" in main(page).text_content()


def test_pain_below_the_knee_without_a_check_is_sent_to_be_checked(client: Client) -> None:
    page = post(client, GUIDE, posted(CASES[14].answers))

    assert page.all("//main//*[@data-rule='T11']//a[@href='/get-medical-help/']")


def test_what_is_wrong_is_said_beside_the_question_and_nothing_is_lost(client: Client) -> None:
    page = post(
        client,
        GUIDE,
        {"health": ["scents"], "pattern": ["both_legs", "back_only"], "pressure": "firm"},
    )

    assert page.source.count("<title>Error:") == 1
    assert "Tick every sign that fits" in page.one("//*[@id='id_red_error']").text_content()
    assert "You chose both legs" in page.one("//*[@id='id_both_legs_new_error']").text_content()
    for link in page.all("//*[contains(@class, 'error-summary')]//a"):
        assert page.all(f"//*[@id='{link.get('href')[1:]}']")
    kept = {(one.get("name"), one.get("value")) for one in page.all("//main//input[@checked]")}
    assert kept == {
        ("health", "scents"),
        ("pattern", "both_legs"),
        ("pattern", "back_only"),
        ("pressure", "firm"),
    }


def test_a_result_keeps_the_answers_to_change_them(client: Client) -> None:
    page = post(client, GUIDE, {"red": "none", "stage": "long"})

    kept = {(one.get("name"), one.get("value")) for one in page.all("//main//input[@checked]")}
    assert kept == {("red", "none"), ("stage", "long")}


def test_the_form_asks_no_database_and_a_result_asks_it_three_times(client: Client) -> None:
    for data, most in ((None, 0), ({"red": "E2"}, 0), (posted(CASES[14].answers), 3)):
        with CaptureQueriesContext(connection) as captured:
            client.get(GUIDE) if data is None else client.post(GUIDE, data)
        assert len(captured) <= most, [query["sql"] for query in captured]


def test_a_body_that_is_no_form_is_an_empty_one(client: Client) -> None:
    body = json.dumps({"red": ["E2"]})
    response = client.post(GUIDE, body, content_type="application/json")

    assert "Tick every sign that fits" in text_of(response.content.decode())


NAMES = st.sampled_from(
    [
        *("red", "health", "stage", "pressure", "pattern", "both_legs_new", "cause", "assessed"),
        *("active", "tell", "csrfmiddlewaretoken", "x"),
    ]
)
VALUES = st.one_of(
    st.text(max_size=30),
    st.sampled_from(["none", "yes", "no", "E2", "U2", "both_legs", "pregnant", "\x00", "9" * 300]),
)
BODIES = st.one_of(
    st.lists(st.tuples(NAMES, VALUES), max_size=12).map(
        lambda pairs: urlencode(pairs, errors="surrogatepass").encode()
    ),
    st.binary(max_size=200),
)
TYPES = st.sampled_from(
    [
        "application/x-www-form-urlencoded",
        "application/x-www-form-urlencoded; charset=latin-1",
        "multipart/form-data",
        "multipart/form-data; boundary=x",
        "text/plain",
        "",
    ]
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(FORMS), BODIES, TYPES)
def test_no_post_is_an_error_of_the_server(
    client: Client, path: str, body: bytes, kind: str
) -> None:
    response = client.generic("POST", path, body, content_type=kind)

    assert response.status_code in {200, 400}


# Tell your therapist ---------------------------------------------------------------------------


def test_the_list_has_a_box_for_everything(client: Client) -> None:
    page = page_of(client.get(TELL_PAGE))

    boxes = [one.get("value") for one in page.all("//main//input[@name='tell']")]
    assert boxes == [one.key for one in TELL]


def test_ticks_make_a_page_to_print(client: Client) -> None:
    page = post(client, TELL_PAGE, {"tell": ["pregnancy", "medicines"]})

    keys = [one.get("data-tell-key") for one in page.all("//*[@data-tell]/li")]
    assert keys == ["medicines", "pregnancy"]
    assert len(page.all("//*[@data-tell]//*[contains(@class, 'sheet__line')]")) == 1
    assert page.all("//main//*[@data-warning-signs]")
    assert "You may stop at any time" in main(page).text_content()


def test_without_a_tick_the_list_comes_back_with_a_message(client: Client) -> None:
    page = post(client, TELL_PAGE, {"tell": ["x"]})
    assert "Choose from the list" in page.one("//*[@id='id_tell_error']").text_content()

    page = post(client, TELL_PAGE, {})
    assert "Tick at least one." in page.one("//*[@id='id_tell_error']").text_content()


# Reading ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", READING)
def test_levels_come_in_order_and_say_in_words_how_urgent_they_are(
    client: Client, path: str
) -> None:
    source = read(client, path)

    assert re.findall(r'data-level="(\w+)"', source) == ["emergency", "urgent", "soon"]
    places = [
        source.index(words)
        for words in ("Emergency: now", "Doctor: the same day", "Doctor: book soon")
    ]
    assert places == sorted(places)


@pytest.mark.parametrize("path", READING)
def test_every_sign_of_every_level_is_on_the_page(client: Client, path: str) -> None:
    text = text_of(read(client, path))

    assert all(sign.text in text for level in warning_signs().levels for sign in level.signs)


def test_help_has_the_numbers_of_all_countries_911_first(client: Client) -> None:
    source = read(client, "/get-medical-help/")

    assert re.findall(r'href="tel:(\d+)"', source) == ["911", "999", "112", "112", "000", "111"]


def test_is_massage_safe_ends_with_what_is_usual_and_its_sources(client: Client) -> None:
    load_references()

    source = read(client, "/is-massage-safe/")

    text = text_of(source)
    assert text.index("Get help now") < text.index("Ask before any massage")
    assert text.index("Ask before any massage") < text.index("Gentle massage is a reasonable")
    assert "about 1 person in 10 felt minor discomfort" in text
    assert 'id="ref-Cambron2007"' in source


@pytest.mark.parametrize("path", READING)
def test_a_reading_page_takes_one_query(client: Client, path: str) -> None:
    with CaptureQueriesContext(connection) as captured:
        client.get(path)

    assert len(captured) == 1
