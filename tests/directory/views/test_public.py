"""Search and profile as a visitor has them: what is listed, what is counted, what is said."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from directory.choices import FacetGroup, ProfileStatus
from directory.filters import TherapistFilter
from directory.models import Register, Therapist
from directory.models.therapist import RESERVED_SLUGS
from directory.search import load_catalogue
from directory.search.query import PAGE_SIZE
from directory.vetting import QUESTIONS
from tests.directory.pages import SEARCH, Page, choosing, follow, get, pairs, search
from tests.directory.population import populate
from tests.factories.directory import (
    DENVER,
    CredentialFactory,
    LocationAccessFactory,
    TherapistFactory,
    demo_therapist,
)
from tests.factories.places import load_real_places

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]

MILES_PER_DEGREE = 69.09


@pytest.fixture(autouse=True)
def places() -> None:
    load_real_places()


def add(name: str, miles: float = 1.0, **values: Any) -> Therapist:
    """A public therapist so many miles north of the middle of 80202."""
    near = (DENVER[0] + miles / MILES_PER_DEGREE, DENVER[1])
    therapist: Therapist = TherapistFactory(name=name, published=True, near=near, **values)
    return therapist


def profile(client: Client, therapist: Therapist) -> Page:
    return get(client, therapist.get_absolute_url())


# Search: what is listed -------------------------------------------------------------------------


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
        "Sports massage (specialty)", "Swedish", "$95 60 minutes",
    ):  # fmt: skip
        assert words in card


def test_the_price_shown_and_asked_for_is_that_of_the_chosen_length(client: Client) -> None:
    add("Ana", rates={60: 9500, 90: 13000})

    page = search(client, "length=90&max_rate=130")

    assert page.slugs == ["ana"]
    assert "$130 90 minutes" in page.text
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


# Search: what is counted ------------------------------------------------------------------------

FILTERED = [
    "",
    "near=80202&miles=25",
    "near=80202&miles=50&technique=deep-tissue",
    "near=80202&miles=100&technique=swedish&technique=sports&setting=studio&setting=clinic",
    "near=80202&miles=50&max_rate=95",
    "near=80202&miles=100&length=60&length=90&max_rate=130&min_years=5&accepting=1",
]


@pytest.mark.parametrize("query", FILTERED)
def test_the_number_beside_each_filter_is_what_choosing_it_gives(
    client: Client, query: str
) -> None:
    populate(40)
    page = search(client, query)
    assert page.total > 0

    wrong = {
        key: (page.counts.get(key, 0), total)
        for key, total in every_choice(client, query)
        if page.counts.get(key, 0) != total
    }

    assert wrong == {}


def every_choice(client: Client, query: str) -> Iterator[tuple[tuple[str, str], int]]:
    """Each value of the catalogue with the total of the page that choosing it gives."""
    for group, slug in load_catalogue().by_key:
        yield (group, slug), search(client, choosing(pairs("?" + query), group, slug)).total


def test_a_number_counts_people_and_not_places(client: Client) -> None:
    TherapistFactory(published=True, places=["Denver", "Boulder"], techniques=["swedish"])

    page = search(client, "near=80202&miles=50")

    assert (page.total, page.counts["technique", "swedish"], len(page.slugs)) == (1, 1, 1)


def test_numbers_for_machines_are_plain_and_those_for_readers_are_not(client: Client) -> None:
    add("Ana", rates={60: 100_000})

    assert "$1,000" in search(client).text


@pytest.mark.parametrize(
    "query",
    [
        "", "near=80202", "near=denver, co&miles=100&technique=swedish&max_rate=200", "page=2",
        "near=80202&miles=5&technique=prenatal&min_years=60", "near=Springfield", "near=00000",
        "near=Denvr&technique=swedish", "near=Colorado", "sort=rate&length=60&length=90",
    ],
)  # fmt: skip
def test_a_search_takes_at_most_four_queries(
    client: Client, query: str, django_assert_max_num_queries: Any
) -> None:
    populate(30)

    with django_assert_max_num_queries(4):
        search(client, query)


@pytest.mark.parametrize("query", ["near=80202", "near=80202&technique=swedish&max_rate=300"])
def test_many_results_take_no_more_queries_than_one(client: Client, query: str) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert search(client, query).total > 0
        return len(captured)

    add("Only One", techniques=["swedish"], rates={60: 9000})
    with_one = queries()
    for number in range(39):
        add(f"Person {number}", techniques=["swedish"], rates={60: 9000})

    assert queries() == with_one == 4


# Search: odd addresses --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "near", ["80202", "80202-1234", "denver, co", "Denver", " DENVER ,CO ", "８０２０２"]
)
def test_a_place_is_understood_as_people_write_it(client: Client, near: str) -> None:
    add("Ana", 1)

    page = search(client, {"near": near})

    assert page.slugs == ["ana"]
    assert page.typed("near") == near.strip()


def test_a_name_of_several_places_is_asked_back(client: Client) -> None:
    springfield = 39.8000, -89.6495
    TherapistFactory(published=True, near=springfield, techniques=["swedish"])

    page = search(client, "near=Springfield&miles=10&technique=swedish")

    assert page.heading == "Which place do you mean?"
    assert page.typed("near") == "Springfield"
    choices = page.links("//*[@data-total]")
    assert {"Springfield, IL", "Springfield, MO", "Springfield, MA"} <= set(choices)
    found = {name: follow(client, href) for name, href in choices.items()}
    assert {name: one.total for name, one in found.items() if one.total} == {"Springfield, IL": 1}
    assert all(one.chosen("miles") == "10" for one in found.values())
    assert all(("technique", "swedish") in one.checked for one in found.values())


@pytest.mark.parametrize(
    ("near", "message"),
    [
        ("00000", "We do not know the ZIP code 00000"),
        ("٧٨٧٠١", "five digits from 0 to 9"),
        ("8020", "five digits"),
        ("Nowhereville", "We could not find “Nowhereville”"),
        ("Colorado", "Which place in Colorado do you mean?"),
        ("9" * 23, "five digits"),
        ("<script>alert(1)</script>", "We could not find"),
        ("🙂", "We could not find"),
        ("'; DROP TABLE directory_place; --", "We could not find"),
        ("x" * 5000, "too long for a place"),
    ],
)
def test_a_place_that_is_not_known_is_said_and_nothing_typed_is_lost(
    client: Client, near: str, message: str
) -> None:
    add("Ana", techniques=["swedish"])

    page = search(
        client,
        {
            "near": near, "miles": "50", "technique": "swedish", "max_rate": "abc",
            "min_years": "5", "sort": "rate",
        },
    )  # fmt: skip

    assert message in page.one("//*[@id='near-error']").text_content()
    assert "You can type a five-digit ZIP code" in page.text
    assert page.typed("near") == near[:100]
    assert page.chosen("miles") == "50"
    assert page.checked == {("technique", "swedish")}
    assert (page.typed("max_rate"), page.typed("min_years")) == ("abc", "5")
    assert page.chosen("sort") == "rate"
    assert page.total == 0


def test_a_null_character_is_no_place_and_no_error(client: Client) -> None:
    add("Ana", techniques=["swedish"])

    page = search(client, "near=%00&technique=swedish")

    assert page.one("//*[@id='near-error']").text_content().strip()
    assert "You can type a five-digit ZIP code" in page.text
    assert page.checked == {("technique", "swedish")}


@pytest.mark.parametrize(
    ("query", "field", "message"),
    [
        ("miles=-5", "miles", "Choose 5, 10, 25, 50 or 100 miles"),
        ("miles=" + "9" * 23, "miles", "Choose 5, 10, 25, 50 or 100 miles"),
        ("max_rate=abc", "max_rate", "Enter a price in whole dollars"),
        ("max_rate=0", "max_rate", "at least 1 dollar"),
        ("max_rate=" + "9" * 23, "max_rate", "at most 1000 dollars"),
        ("min_years=abc", "min_years", "Enter a number of years"),
        ("min_years=-1", "min_years", "0 years or more"),
        ("min_years=" + "9" * 23, "min_years", "at most 60 years"),
    ],
)
def test_a_number_that_makes_no_sense_is_said_beside_its_field(
    client: Client, query: str, field: str, message: str
) -> None:
    add("Ana", techniques=["swedish"])

    page = search(client, f"near=80202&technique=swedish&{query}")

    described = page.one(f"//*[@name='{field}']")
    assert described.get("aria-invalid") == "true"
    assert message in page.one(f"//*[@id='{described.get('aria-describedby')}']").text_content()
    assert page.slugs == ["ana"]
    assert page.checked == {("technique", "swedish")}
    if field != "miles":
        assert page.typed(field) == query.partition("=")[2]


def test_a_word_that_is_not_known_is_said_in_its_group(client: Client) -> None:
    add("Ana", techniques=["swedish"])

    page = search(client, "technique=nope&technique=swedish")

    group = page.one("//details[@class='facet'][.//input[@name='technique']]")
    assert "We do not know “nope”, so we left it out." in group.text_content()
    assert "open" in group.attrib
    assert page.slugs == ["ana"]


@pytest.mark.parametrize(
    "page_number", ["9999", "0", "-1", "abc", "%00", "9" * 23, "9" * 5000, "1.5"]
)
def test_a_page_that_is_not_there_is_the_first_or_the_last(
    client: Client, page_number: str
) -> None:
    for number in range(PAGE_SIZE + 1):
        add(f"Person {number}")

    page = search(client, f"near=80202&page={page_number}")

    assert len(page.slugs) in (1, PAGE_SIZE)
    assert page.total == PAGE_SIZE + 1


ALL_PARAMETERS = [*TherapistFilter.base_filters, "page"]


@pytest.mark.parametrize("name", ALL_PARAMETERS)
@pytest.mark.parametrize("value", ["x" * 5000, "9" * 5000, "%00", "%F0%9F%99%82", "%ED%A0%80", ""])
def test_no_value_of_any_parameter_breaks_the_page(client: Client, name: str, value: str) -> None:
    assert search(client, f"{name}={value}").heading


@pytest.mark.parametrize("name", ALL_PARAMETERS)
def test_a_parameter_may_be_repeated_ever_so_often(client: Client, name: str) -> None:
    add("Ana", techniques=["swedish"])

    many = "&".join(f"{name}={number}" for number in range(200))

    assert search(client, f"technique=swedish&{many}").heading


odd_texts = st.one_of(
    st.text(max_size=20),
    st.sampled_from(
        [
            "80202",
            "Springfield",
            "swedish",
            "60",
            "90",
            "1",
            "-1",
            "1e9",
            "٣",
            "\x00",
            "%",
            "&",
            "=",
            ";",
        ]
    ),
    st.integers(-(10**25), 10**25).map(str),
)


@settings(
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    st.lists(
        st.tuples(st.one_of(st.sampled_from(ALL_PARAMETERS), st.text(max_size=5)), odd_texts),
        max_size=8,
    ).map(lambda fields: urlencode(fields, errors="replace"))
    | st.binary(max_size=40).map(quote)
    | st.text(alphabet="nearmilspgtchqu=&;%+0123456789", max_size=40)
)
@example("near=%ff%fe&technique=%80")
@example("&&&===;;;")
def test_no_address_whatever_breaks_the_search(query: str) -> None:
    if not Therapist.objects.exists():
        add("Ana", techniques=["swedish"], rates={60: 9000})

    assert search(Client(), query).heading


# Search: nothing found --------------------------------------------------------------------------


def test_each_way_out_of_nothing_gives_what_it_says(client: Client) -> None:
    add("Ana", 40, techniques=["swedish"], rates={60: 6000})
    add("Ben", 3, techniques=["sports"], rates={60: 15000}, practicing_since=2024)
    add("Cem", 3, techniques=["prenatal"], rates={60: 5000}, practicing_since=1999)

    for query in (
        "near=80202&miles=10&technique=sports&max_rate=90",
        "near=80202&miles=5&technique=swedish",
        "near=80202&miles=25&technique=prenatal&max_rate=40&min_years=5",
        "near=80202&miles=5&technique=swedish&min_years=30&language=ko",
        "technique=swedish&min_years=10",
    ):
        page = search(client, query)
        ways = page.links("//*[@data-total]")
        assert page.total == 0
        assert "Nobody matches all of this" in page.text
        assert ways, query
        for text, href in ways.items():
            promised = int(text.rpartition(": ")[2].split()[0])
            assert follow(client, href).total == promised, (query, text)


def test_the_filter_to_drop_is_named(client: Client) -> None:
    add("Ana", techniques=["swedish"], rates={60: 15000})

    page = search(client, "near=80202&technique=swedish&max_rate=90")

    assert "Leave out “price limit”: 1 therapist" in page.links("//*[@data-total]")


def test_where_there_is_nobody_at_all_the_way_leads_back(client: Client) -> None:
    page = search(client, "near=80202&technique=swedish")

    assert page.links("//*[@data-total]") == {"See all therapists": SEARCH}


# Profile ----------------------------------------------------------------------------------------


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


NASTY = "</script><script>alert(1)</script><img src=x onerror=alert(2)>"


def test_nothing_a_therapist_wrote_becomes_markup(client: Client) -> None:
    therapist = add(
        NASTY, slug="nasty", intro=NASTY, pronouns="<b>", approach_text=NASTY, will_not_do=NASTY,
        refers_when=NASTY, experience_note=NASTY, practicing_since=2000, rates_note=NASTY,
        rates={60: 9000}, policies={"cancellation": NASTY}, styles_note=NASTY,
        techniques=["swedish"], hours_note=NASTY,
    )  # fmt: skip
    CredentialFactory(therapist=therapist, title=NASTY, issuer=NASTY)

    for page in (profile(client, therapist), search(client)):
        assert not page.all("//img[@src='x']")
        assert "alert(1)" not in [script.text for script in page.all("//script")]
        assert NASTY in page.text
    (data,) = profile(client, therapist).json_ld
    assert data["name"] == NASTY


@pytest.mark.parametrize("is_whole", [True, False])
def test_a_profile_takes_a_fixed_number_of_queries(
    client: Client, is_whole: bool, django_assert_max_num_queries: Any
) -> None:
    therapist = demo_therapist(1) if is_whole else add("Ana")

    with django_assert_max_num_queries(17):
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


@pytest.mark.parametrize("word", [*RESERVED_SLUGS, "nobody", "a b", "<x>", "x" * 3000])
def test_words_that_are_nobodys_slug_give_no_profile(client: Client, word: str) -> None:
    assert client.get(f"/therapists/{quote(word)}/").status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_public_pages_can_only_be_read(client: Client, method: str) -> None:
    therapist = add("Ana")

    for path in (SEARCH, therapist.get_absolute_url()):
        assert getattr(client, method)(path).status_code == 405


def test_a_reader_gets_no_cookie_and_needs_no_session(client: Client) -> None:
    therapist = add("Ana")

    for path in (SEARCH, f"{SEARCH}?near=80202", therapist.get_absolute_url()):
        response = client.get(path)
        assert not response.cookies
        assert "Cookie" not in response.headers.get("Vary", "")


def test_all_filter_groups_of_the_contract_reach_the_page(client: Client) -> None:
    populate(30)

    shown = {group for group, _ in search(client).counts}

    assert shown == set(FacetGroup.values)
