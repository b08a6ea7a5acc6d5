"""The own statistics, and why the own profile stands where it stands in a list."""

from datetime import timedelta
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import html

from directory import counting
from directory.choices import Counted, ProfileStatus
from directory.models import Therapist
from tests.directory.listing import add
from tests.directory.pages import search
from tests.factories.accounts import UserFactory
from tests.factories.directory import TherapistFactory
from tests.factories.places import load_real_places
from tests.factories.profiles import DailyCountFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary", "real_places")]

STATISTICS = "/dashboard/statistics/"
PLACE = f"{STATISTICS}place/"


@pytest.fixture
def real_places(db: None) -> None:
    load_real_places()


@pytest.fixture
def therapist(real_places: None, vocabulary: None) -> Therapist:
    return add("Ana Ruiz", 3, slug="ana-ruiz", techniques=["swedish"], rates={60: 9000})


@pytest.fixture
def own(client: Client, therapist: Therapist) -> Client:
    client.force_login(therapist.owner)
    return client


def page_of(client: Client, path: str, query: str | dict[str, Any] = "") -> Any:
    asked = query if isinstance(query, str) else urlencode(query, doseq=True)
    response = client.get(f"{path}?{asked}" if asked else path)
    assert response.status_code == 200, asked
    return html.document_fromstring(response.text)


def text_of(page: Any) -> str:
    return " ".join(page.find("body").text_content().split())


@pytest.mark.parametrize("path", [STATISTICS, PLACE])
def test_both_pages_are_ones_own(client: Client, therapist: Therapist, path: str) -> None:
    assert client.get(path).headers["Location"].startswith("/accounts/login/")

    client.force_login(UserFactory())

    assert client.get(path).status_code == 404
    assert client.post(path).status_code in (404, 405)


# Statistics -------------------------------------------------------------------------------------


def test_without_counts_the_page_says_what_to_expect(own: Client) -> None:
    page = page_of(own, STATISTICS)

    assert "Nothing was counted in the last 12 weeks" in text_of(page)
    assert not page.xpath("//main//svg[contains(@class, 'chart')]")
    assert not page.xpath("//main//table")


def test_chart_and_table_say_the_same(own: Client, therapist: Therapist) -> None:
    today = timezone.localdate()
    monday = today - timedelta(days=today.weekday())
    for day, kind, count in (
        (monday, Counted.VIEW, 12),
        (monday - timedelta(days=7), Counted.VIEW, 3),
        (monday, Counted.LISTED, 140),
    ):
        DailyCountFactory(therapist=therapist, day=day, kind=kind, count=count)

    page = page_of(own, STATISTICS)

    rows = [[cell.text_content() for cell in row] for row in page.xpath("//main//tbody/tr")]
    assert [row[1:] for row in rows[:3]] == [["12", "140"], ["fewer than 5", "0"], ["0", "0"]]
    views, listed = page.xpath("//main//svg[contains(@class, 'chart')]")
    for svg in (views, listed):
        names = svg.get("aria-labelledby").split()
        assert svg.get("role") == "img"
        assert [one.get("id") for one in svg.xpath("./*[@id]")[:2]] == names
    assert [one.text for one in views.xpath("./text[contains(@class, 'number')]")] == ["12"]
    assert [one.text for one in listed.xpath("./text[contains(@class, 'number')]")] == ["140"]
    assert len(views.xpath("./rect")) == 2
    assert "15 times" in text_of(page)
    assert "140 times" in text_of(page)


def test_counts_of_others_are_not_here(own: Client) -> None:
    DailyCountFactory(therapist=TherapistFactory(), count=9999)

    assert "9,999" not in text_of(page_of(own, STATISTICS))


def test_statistics_take_few_queries(own: Client, django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(5):
        own.get(STATISTICS)


# The place in the list --------------------------------------------------------------------------


def test_at_first_there_is_a_form_and_no_answer(own: Client) -> None:
    page = page_of(own, PLACE)

    assert page.xpath("//main//form[@method='get']//input[@name='near']")
    assert page.xpath("//main//input[@name='technique'][@value='swedish']")
    assert not page.xpath("//*[@data-position]")
    assert page.xpath("//main//a[@href='/how-results-are-ordered/']")


def test_the_place_is_that_of_the_list_itself(own: Client) -> None:
    for number in range(22):
        add(f"Nearer {number}", number / 10)
    add("Farther", 4)

    page = page_of(own, PLACE, "near=80202&miles=25")

    (result,) = page.xpath("//*[@data-position]")
    assert (result.get("data-position"), result.get("data-of")) == ("23", "24")
    assert "You stand at place 23 of 24, on page 2." in text_of(page)
    (link,) = page.xpath("//main//a[contains(@href, '&page=2')]/@href")
    assert search(own, link.partition("?")[2]).slugs[2] == "ana-ruiz"


def test_it_names_nobody_else(own: Client) -> None:
    other = add("Benedict Oyelaran", 1)

    page = page_of(own, PLACE, "near=80202")

    assert other.name not in text_of(page)
    assert other.slug not in html.tostring(page).decode()
    rows = [[cell.text_content() for cell in row] for row in page.xpath("//main//tbody/tr")]
    assert rows[0] == ["Distance, nearest first", "3.0 miles", "1", "0"]


def test_what_the_card_says_is_said_here_too(own: Client) -> None:
    why = "3.0 miles away. Confirmed in the last 90 days."

    assert why in search(own, "near=80202").text
    assert why in text_of(page_of(own, PLACE, "near=80202"))


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("near=10001&miles=100", "Too far: your nearest place is 1,6"),
        ("near=80202&technique=deep-tissue", "Type of massage: Deep tissue"),
        ("near=80202&max_rate=50", "At most $50 for 60 minutes was asked for."),
        ("near=80202&min_years=5", "At least 5 years in practice was asked for."),
        ("near=80202&verified=1", "We have checked none of your credentials"),
        ("near=80202&accepting=1", "Your profile does not say that you take new clients."),
        ("near=80202&q=acupuncture", "does not have all of the words “acupuncture”"),
    ],
)
def test_each_reason_for_not_being_there_is_a_sentence(own: Client, query: str, words: str) -> None:
    page = page_of(own, PLACE, query)

    assert "Your profile is not in this list." in text_of(page)
    assert words in text_of(page)


def test_a_pause_and_an_old_confirmation_are_told_apart(own: Client, therapist: Therapist) -> None:
    Therapist.objects.update(accepting="yes", paused_until=timezone.localdate() + timedelta(days=9))
    assert "You are paused until" in text_of(page_of(own, PLACE, "near=10001&accepting=1"))

    Therapist.objects.update(
        paused_until=None, confirmed_on=timezone.localdate() - timedelta(days=91)
    )
    old = add("Old", 2, accepting="yes", confirmed_days_ago=91)
    own.force_login(old.owner)
    said = text_of(page_of(own, PLACE, "near=80202&accepting=1"))
    assert "have not confirmed it in the last 90 days" in said


def test_whoever_is_not_listed_is_told_why(client: Client) -> None:
    therapist = TherapistFactory(status=ProfileStatus.PENDING)
    client.force_login(therapist.owner)

    assert "Waiting for a moderator." in text_of(page_of(client, PLACE, "near=80202"))


def test_a_place_that_could_be_several_is_asked_back(own: Client) -> None:
    page = page_of(own, PLACE, "near=springfield")

    links = page.xpath("//main//section[@aria-labelledby='places']//a/@href")
    assert links
    assert page_of(own, PLACE, links[0].removeprefix("?")).xpath("//*[@data-position]")


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("near=00000", "ZIP"),
        ("near=80202&miles=7", "Choose 5, 10, 25, 50 or 100 miles."),
        ("near=80202&max_rate=abc", "Enter a price in whole dollars"),
        ("near=80202&min_years=-1", "Enter 0 years or more."),
        ("near=80202&technique=nonsense", "We do not know “nonsense”"),
        ("near=80202&q=" + "x" * 200, "That is too long."),
        ("near=80202&q=the", "too common to search for"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(own: Client, query: str, words: str) -> None:
    page = page_of(own, PLACE, query)

    errors = " ".join(one.text_content() for one in page.xpath("//*[@class='field__error']"))
    assert words in errors
    open_ones = page.xpath("//main//details[contains(@class, 'disclosure')][@open]")
    assert bool(open_ones) is ("near=00000" not in query and "miles=7" not in query)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.dictionaries(
        st.sampled_from(["near", "miles", "q", "technique", "length", "max_rate", "min_years",
                         "sort", "page", "accepting", "t", "x\x00"]),
        st.lists(st.text(max_size=30) | st.sampled_from(["80202", "\x00", "9" * 400, "-1", "é"]),
                 min_size=1, max_size=3),
        max_size=6,
    )
)  # fmt: skip
def test_every_address_gives_a_page(own: Client, parameters: dict[str, list[str]]) -> None:
    pairs = [
        f"{quote(name)}={quote(value.encode('utf-8', 'surrogatepass'))}"
        for name, values in parameters.items()
        for value in values
    ]
    assert own.get(f"{PLACE}?{'&'.join(pairs)}").status_code == 200


@pytest.mark.parametrize(
    ("query", "most"), [("", 6), ("near=80202", 9), ("near=80202&technique=deep-tissue", 9)]
)
def test_a_question_takes_few_queries(
    own: Client, query: str, most: int, django_assert_max_num_queries: Any
) -> None:
    own.get(PLACE)
    with django_assert_max_num_queries(most):
        own.get(f"{PLACE}?{query}")


def test_looking_at_ones_own_place_is_not_counted(own: Client, monkeypatch: Any) -> None:
    counted: list[Any] = []
    monkeypatch.setattr(counting, "listed", counted.append)

    own.get(f"{PLACE}?near=80202")

    assert counted == []
