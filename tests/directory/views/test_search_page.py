"""The search page as markup: one form, its boxes, what htmx takes over, what paper shows."""

import json
from urllib.parse import parse_qsl

import pytest
from django.test import Client

from tests.directory.listing import add
from tests.directory.pages import Page, follow, pairs, search

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary", "real_places")]

#: What a change replaces from the new page: search.js and htmx look for these.
TAKEN_OVER = ["search-heading", "search-chips", "filters-button", "results"]
MERGED = ["search", "results-head"]
SPOKEN = ["search-status", "search-problem", "search-boxes", "search-page", "show-results"]


def title(page: Page) -> str:
    return " ".join(page.one("//title").text_content().split())


@pytest.mark.parametrize("query", ["", "near=80202", "near=00000", "near=80202&technique=prenatal"])
def test_every_state_has_the_parts_that_a_change_takes_over(client: Client, query: str) -> None:
    add("Ana", techniques=["swedish"])

    page = search(client, query)

    for name in [*TAKEN_OVER, *MERGED, *SPOKEN]:
        assert len(page.all(f"//*[@id='{name}']")) == 1, name


def test_htmx_replaces_exactly_those_parts_and_never_evaluates_anything(client: Client) -> None:
    page = search(client)

    frame = page.one("//*[@id='search-page']")
    replaced = [frame.get("data-hx-target"), *frame.get("data-hx-select-oob").split(",")]
    assert sorted(replaced) == sorted(f"#{name}" for name in TAKEN_OVER)
    config = json.loads(page.one("//meta[@name='htmx-config']").get("content"))
    assert not config["allowEval"]
    assert not config["allowScriptTags"]
    assert not config["includeIndicatorStyles"]
    assert config["selfRequestsOnly"]
    assert config["historyCacheSize"] == 0


def test_a_request_of_htmx_gets_the_same_whole_page(client: Client) -> None:
    add("Ana")

    plain = client.get("/therapists/?near=80202")
    asked = client.get("/therapists/?near=80202", headers={"HX-Request": "true"})

    assert asked.content == plain.content
    assert "HX-Request" not in plain.headers.get("Vary", "")


def test_scripts_of_the_search_are_on_no_other_page(client: Client) -> None:
    def scripts(address: str) -> str:
        content = client.get(address).content.decode()
        return content.partition("</head>")[0]

    assert "htmx" in scripts("/therapists/")
    assert "search.js" in scripts("/therapists/")
    for address in ("/", add("Ana").get_absolute_url()):
        assert "htmx" not in scripts(address)
        assert "js/search.js" not in scripts(address)


def test_every_control_belongs_to_the_one_form(client: Client) -> None:
    add("Ana", techniques=["swedish"])

    page = search(client, "near=80202")

    form = page.one("//form[@id='search']")
    assert (form.get("method"), form.get("action")) == ("get", "/therapists/")
    for name in ("near", "miles", "q", "sort"):
        assert page.one(f"//main//*[@name='{name}']").get("form") == "search", name
    for name in ("technique", "max_rate", "min_years"):
        assert page.all(f"//form[@id='search']//*[@name='{name}']"), name
    assert page.all("//form[@id='search']//button[@type='submit']")


def test_words_find_people_and_are_shown_where_they_stand(client: Client) -> None:
    add("Ana", approach_text="I look for tension around the piriformis first.")
    add("Ben", approach_text="I look for tension in the back.")

    page = search(client, "near=80202&q=piriformis")

    assert page.slugs == ["ana"]
    assert page.typed("q") == "piriformis"
    assert page.heading.startswith("1 massage therapist for “piriformis”")
    assert [mark.text for mark in page.all("//mark")] == ["piriformis"]
    assert "“piriformis”" in page.chips


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ({"q": "x" * 300}, "That is too long."),
        ({"q": "the"}, "too common to search for"),
        ({"q": "a\x00b"}, "a character that we cannot read"),
    ],
)
def test_words_that_cannot_be_searched_for_are_explained_beside_their_box(
    client: Client, query: dict[str, str], message: str
) -> None:
    add("Ana")

    page = search(client, query)

    assert page.slugs == ["ana"]
    assert page.typed("q") == query["q"].replace("\x00", "")[:100]
    described = page.one("//input[@name='q']").get("aria-describedby")
    assert message in page.one(f"//*[@id='{described}']").text_content()


def test_words_may_be_markup_and_stay_text(client: Client) -> None:
    add("Ana", approach_text="<script>alert(1)</script> piriformis <b>")

    page = search(client, {"q": '<b>piriformis"', "near": "80202"})

    assert not page.all("//main//b")
    assert "alert(1)" not in [script.text for script in page.all("//script")]
    assert '“<b>piriformis"”' in page.chips


def test_other_words_are_offered_where_those_typed_find_nobody(client: Client) -> None:
    add("Ana", techniques=["swedish"])

    page = search(client, "near=80202&q=swedsh")

    links = page.links("//*[@data-total]")
    assert "Leave out “swedsh”: 1 therapist" in links
    assert follow(client, links["swedish"]).slugs == ["ana"]


def test_an_added_place_changes_the_usual_order(client: Client) -> None:
    """The form of the whole country sends no order, so that the nearest come first then."""
    add("Far", 10, practicing_since=1990)
    add("Near", 1, practicing_since=2020)
    country = search(client)
    assert country.slugs == ["far", "near"]

    sent = {
        "near": "80202", "miles": country.chosen("miles"), "sort": country.chosen("sort"),
        "q": country.typed("q"), "max_rate": "", "min_years": "",
    }  # fmt: skip

    assert search(client, sent).slugs == ["near", "far"]


def test_whom_a_visitor_saved_travels_through_everything(client: Client) -> None:
    for number in range(21):
        add(f"Person {number}", techniques=["swedish"])

    page = search(client, "near=80202&technique=swedish&t=ana&t=ben")

    hidden = page.all("//form[@id='search']//input[@type='hidden'][@name='t']")
    assert [box.get("value") for box in hidden] == ["ana", "ben"]
    links = [*page.chips.values(), page.one("//a[@rel='next']").get("href")]
    for href in links:
        assert [value for name, value in pairs(href) if name == "t"] == ["ana", "ben"]
    for link in page.all("//a[@data-save]"):
        path, _, query = link.get("href").partition("?")
        assert path == "/therapists/shortlist/"
        assert parse_qsl(query) == [("t", "ana"), ("t", "ben"), ("t", link.get("data-save"))]
    (again,) = [link for link in page.all("//a") if link.text == "Clear all"]
    assert again.get("href") == "/therapists/?t=ana&t=ben"


def test_each_card_explains_its_place_in_the_list(client: Client) -> None:
    add("Ana", 2, techniques=["sports"], specialties=["sports"])

    page = search(client, "near=80202&technique=sports")

    why = page.one("//details[@class='card__why']").text_content()
    assert "2.0 miles away." in why
    assert "is a specialty" in why
    assert "/how-results-are-ordered/" in page.links("//details[@class='card__why']").values()


def test_paper_shows_the_day_the_order_and_the_address(client: Client) -> None:
    add("Ana", techniques=["swedish"])

    page = search(client, "near=80202&technique=swedish")

    paper = " ".join(page.one("//p[contains(@class, 'print-only')]").text_content().split())
    assert paper.startswith("As listed on ")
    assert "Nearest first." in paper
    assert paper.endswith("/therapists/?near=80202&miles=25&technique=swedish")


def test_titles_tell_searches_apart(client: Client) -> None:
    add("Ana", techniques=["swedish"])

    plain, chosen, wrong = (
        title(search(client, f"near=80202{more}"))
        for more in ("", "&technique=swedish", "&max_rate=abc")
    )

    assert chosen.startswith("1 massage therapist within 25 miles of 80202 (Denver, CO) · Swedish")
    assert wrong == f"Error: {plain}"
    assert plain != chosen


def test_groups_with_a_no_say_who_is_shown(client: Client) -> None:
    add("Ana", access={"step-free": True, "near-transit": False})

    group = search(client).one("//details[@id='facet-access']")

    assert "“not stated” is not “no”" in group.text_content()
    assert not group.xpath(".//input[@value='near-transit']")


def test_the_order_is_hidden_where_there_is_nothing_to_order(client: Client) -> None:
    add("Ana", techniques=["swedish"])

    for query, is_hidden in (("", False), ("technique=prenatal", True), ("near=00000", True)):
        head = search(client, query).one("//*[@id='results-head']")
        assert ("hidden" in head.attrib) is is_hidden, query
