"""The profile as a visitor has it: first facts, six answers, and who has no page."""

from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client

from directory.choices import ProfileStatus
from directory.models import Register
from directory.models.therapist import RESERVED_SLUGS
from directory.vetting import QUESTIONS
from tests.directory.listing import add, profile
from tests.factories.directory import (
    CredentialFactory,
    LocationAccessFactory,
    TherapistFactory,
    demo_therapist,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary", "real_places")]


def test_the_six_answers_stand_in_order_with_their_fixed_ids(client: Client) -> None:
    page = profile(client, demo_therapist(1))

    sections = page.all("//section[@data-question]")
    keys = ["credentials", "experience", "techniques", "approach", "sessions", "rates"]
    assert [one.get("data-question") for one in sections] == keys
    assert [one.get("id") for one in sections] == keys
    for section, question in zip(sections, QUESTIONS, strict=True):
        assert str(question.wording) in section.text_content()
        assert "Not answered yet" not in section.text_content()
    assert "Answers all six questions" in page.text


def test_what_is_not_answered_is_said_so(client: Client) -> None:
    page = profile(client, add("Ana", rates={60: 9500}))

    empty = [
        one.get("id")
        for one in page.all("//section[@data-question]")
        if "Not answered yet." in one.text_content()
    ]
    assert empty == ["credentials", "experience", "techniques", "approach", "sessions"]
    assert "Answers 1 of 6 questions" in page.text


def test_the_first_facts_come_before_the_answers(client: Client) -> None:
    therapist = add(
        "Ana Ruiz", accepting="yes", rates={60: 9550}, phone="+13035550142",
        website="https://ana.example.com/", booking_url="https://ana.example.com/book/",
        languages=["en", "es"], hours=[(0, 9, 17)], hours_note="By appointment.",
    )  # fmt: skip

    page = profile(client, therapist)
    facts = page.one("//dl[contains(@class, 'facts')]")

    text = " ".join(facts.text_content().split())
    for words in (
        "Accepting new clients", "confirmed 3 days ago", "$95.50", "Denver, CO",
        "(303) 555-0142", "English, Spanish", "Monday: 9 a.m. to 5 p.m.", "By appointment.",
    ):  # fmt: skip
        assert words in text
    assert facts.xpath(".//a[@href='tel:+13035550142']")
    for address in (therapist.website, therapist.booking_url):
        (link,) = facts.xpath(f".//a[@href='{address}']")
        assert {"nofollow", "noopener"} <= set(link.get("rel").split())
    assert facts.xpath("following::section[@data-question]")


def test_facts_that_were_not_stated_are_called_so(client: Client) -> None:
    facts = profile(client, add("Ana")).one("//dl[contains(@class, 'facts')]")

    text = " ".join(facts.text_content().split())
    assert "New clients: not stated" in text
    assert text.count("Not stated") == 2  # price and phone


def test_an_old_confirmation_is_not_shown_as_true(client: Client) -> None:
    page = profile(client, add("Ana", accepting="yes", confirmed_days_ago=91))

    assert "Accepting new clients" not in page.text
    assert "more than 90 days ago" in page.text


def test_warning_signs_are_on_every_profile(client: Client) -> None:
    page = profile(client, add("Ana"))

    assert page.one("//*[@data-warning-signs]").xpath("following::section[@data-question]")


def test_credentials_are_sentences_with_a_way_to_look_them_up(client: Client) -> None:
    register = Register.objects.filter(state="CO").exclude(lookup_url="").get()
    therapist = add("Ana")
    CredentialFactory(
        therapist=therapist, title="LMT", number="MT.77", checked=True, register=register
    )

    section = profile(client, therapist).one("//section[@id='credentials']")

    text = " ".join(section.text_content().split())
    assert "LMT, issued by Colorado Office of Massage Therapy Licensure, CO." in text
    assert "Number MT.77." in text
    assert "We found it on the official register" in text
    assert "It says nothing about skill with sciatica" in text
    assert section.xpath(f".//a[@href='{register.lookup_url}']")
    assert "Look it up yourself" in text


def test_each_technique_and_condition_leads_to_its_page(client: Client) -> None:
    page = profile(client, add("Ana", techniques=["sports"], conditions=["disc-herniation"],
                               approach_text="We talk first."))  # fmt: skip

    assert "/techniques/sports/" in page.links("//section[@id='techniques']").values()
    assert "/conditions/disc-herniation/" in page.links("//section[@id='approach']").values()


def test_access_says_yes_and_no_and_that_the_rest_was_not_stated(client: Client) -> None:
    therapist = add("Ana")
    place = therapist.locations.get()
    LocationAccessFactory(location=place, feature="step-free", is_available=True)
    LocationAccessFactory(location=place, feature="near-transit", is_available=False)

    section = profile(client, therapist).one("//section[@id='access']")

    facts = {
        row.xpath("string(dt)"): row.xpath("string(dd/strong)")
        for row in section.xpath(".//dl/div")
    }
    assert facts == {"Step-free entrance": "Yes", "Near public transit": "No"}
    text = " ".join(section.text_content().split())
    assert "What is not listed here was not stated." in text


def test_every_place_of_work_is_listed(client: Client) -> None:
    section = profile(client, TherapistFactory(published=True, places=["Denver", "Boulder"])).one(
        "//section[@id='access']"
    )

    assert [one.text_content() for one in section.xpath("./h3")] == ["Denver, CO", "Boulder, CO"]


def test_structured_data_can_be_read(client: Client) -> None:
    therapist = add("Ana Ruiz", phone="+13035550142")

    (data,) = profile(client, therapist).json_ld

    assert (data["name"], data["telephone"]) == ("Ana Ruiz", "+13035550142")
    assert data["url"] == "http://testserver" + therapist.get_absolute_url()


@pytest.mark.parametrize("is_whole", [True, False])
def test_a_profile_takes_a_fixed_number_of_queries(
    client: Client, is_whole: bool, django_assert_max_num_queries: Any
) -> None:
    therapist = demo_therapist(1) if is_whole else add("Ana")

    with django_assert_max_num_queries(20):
        profile(client, therapist)


@pytest.mark.parametrize("is_demo", [True, False])
def test_made_up_people_are_called_so_and_kept_out_of_search_engines(
    client: Client, is_demo: bool
) -> None:
    page = profile(client, add("Ana", is_demo=is_demo))

    assert ("This person does not exist." in page.text) is is_demo
    assert bool(page.all("//meta[@name='robots'][@content='noindex']")) is is_demo


@pytest.mark.parametrize(
    "status", [status for status in ProfileStatus if status != ProfileStatus.PUBLISHED]
)
def test_there_is_no_page_for_what_is_not_published(client: Client, status: str) -> None:
    therapist = TherapistFactory(published=True, status=status)

    assert client.get(therapist.get_absolute_url()).status_code == 404


@pytest.mark.parametrize(("days", "status_code"), [(180, 200), (181, 404)])
def test_there_is_no_page_for_what_was_not_confirmed_for_180_days(
    client: Client, days: int, status_code: int
) -> None:
    therapist = TherapistFactory(published=True, confirmed_days_ago=days)

    assert client.get(therapist.get_absolute_url()).status_code == status_code


@pytest.mark.parametrize("word", ["nobody", "a b", "<x>", "x" * 3000])
def test_words_that_are_nobodys_slug_give_no_profile(client: Client, word: str) -> None:
    assert client.get(f"/therapists/{quote(word)}/").status_code == 404


@pytest.mark.parametrize("word", RESERVED_SLUGS)
def test_a_reserved_word_is_never_taken_for_a_slug(client: Client, word: str) -> None:
    response = client.get(f"/therapists/{word}/")

    if response.status_code == 200:
        assert response.resolver_match.url_name == word
    else:
        assert response.status_code == 404
