"""Search as a visitor has it: who is listed, in which order, with what on the cards."""

import pytest
from django.test import Client

from directory.choices import FacetGroup
from directory.search.query import PAGE_SIZE
from tests.directory.listing import add
from tests.directory.pages import follow, search
from tests.directory.population import populate
from tests.factories.directory import CredentialFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary", "real_places")]


def test_the_nearest_come_first_with_their_distances(client: Client) -> None:
    add("Far", 20, techniques=["deep-tissue"])
    add("Near", 2, techniques=["deep-tissue"])
    add("Other", 3, techniques=["swedish"])
    add("Beyond", 30, techniques=["deep-tissue"])

    page = search(client, "near=80202&miles=25&technique=deep-tissue")

    assert page.slugs == ["near", "far"]
    assert page.miles == [2.0, 20.0]
    assert page.total == 2
    assert page.heading == "2 massage therapists within 25 miles of 80202 (Denver, CO)"
    assert page.checked == {("technique", "deep-tissue")}
    assert page.chosen("miles") == "25"


def test_without_a_place_the_whole_country_is_listed_by_experience(client: Client) -> None:
    add("Young", practicing_since=2020)
    add("Old", 2000, practicing_since=1990)

    page = search(client)

    assert page.slugs == ["old", "young"]
    assert page.miles == []
    assert page.total == 2


def test_a_card_says_what_a_patient_compares(client: Client) -> None:
    therapist = add(
        "Ana Ruiz", 2, accepting="yes", practicing_since=2011, rates={60: 9500},
        techniques=["sports", "swedish"], specialties=["sports"],
    )  # fmt: skip
    CredentialFactory(therapist=therapist, title="LMT", checked=True)

    card = " ".join(search(client, "near=80202").one("//article").text_content().split())

    for words in (
        "Ana Ruiz", "Accepting new clients", "confirmed 3 days ago", "2.0 miles, Denver, CO",
        "LMT, CO. We found it on the official register", "Practicing since 2011.",
        "Sports massage (specialty)", "Swedish", "$95 for 60 minutes",
    ):  # fmt: skip
        assert words in card


def test_the_price_shown_and_asked_for_is_that_of_the_chosen_length(client: Client) -> None:
    add("Ana", rates={60: 9500, 90: 13000})

    page = search(client, "length=90&max_rate=130")

    assert page.slugs == ["ana"]
    assert "$130 for 90 minutes" in page.text
    assert "Price at most, for 90 minutes" in page.text


def test_pages_lead_from_one_to_the_next_and_keep_the_search(client: Client) -> None:
    for number in range(PAGE_SIZE * 2 + 1):
        add(f"Person {number}", number / 10, techniques=["swedish"])

    first = search(client, "near=80202&technique=swedish&sort=distance")
    second = follow(client, first.one("//a[@rel='next']").get("href"))
    third = follow(client, second.one("//a[@rel='next']").get("href"))

    assert [len(page.slugs) for page in (first, second, third)] == [20, 20, 1]
    assert len({*first.slugs, *second.slugs, *third.slugs}) == 41
    assert {page.total for page in (first, second, third)} == {41}
    assert second.checked == {("technique", "swedish")}
    assert not third.all("//a[@rel='next']")
    assert follow(client, third.one("//a[@rel='prev']").get("href")).slugs == second.slugs


@pytest.mark.parametrize("sort", ["rate", "experience", "distance"])
def test_the_order_is_chosen(client: Client, sort: str) -> None:
    add("A", 1, rates={60: 9000}, practicing_since=2010)
    add("B", 2, rates={60: 8000}, practicing_since=2020)
    add("C", 3, rates={60: 9900}, practicing_since=2000)

    page = search(client, f"near=80202&sort={sort}")

    assert (
        page.slugs
        == {"rate": list("bac"), "experience": list("cab"), "distance": list("abc")}[sort]
    )
    assert page.chosen("sort") == sort


def test_a_chip_leads_to_the_search_without_it(client: Client) -> None:
    add("Ana", techniques=["sports"])
    add("Ben", techniques=["swedish"])
    page = search(client, "near=80202&miles=10&technique=sports")

    wider = follow(client, page.chips["Sports massage"])

    assert page.slugs == ["ana"]
    assert set(wider.slugs) == {"ana", "ben"}
    assert wider.chosen("miles") == "10"


def test_all_filter_groups_of_the_contract_reach_the_page(client: Client) -> None:
    populate(30)

    shown = {group for group, _ in search(client).counts}

    assert shown == set(FacetGroup.values)
