"""The page behind the links of our mails, and the same answer from the dashboard."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import quote

import pytest
import time_machine
from django.apps import apps
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from lxml import html

from directory import upkeep
from directory.choices import EventKind, ProfileStatus
from directory.models import CredentialKind, ProfileEvent, Therapist, UpkeepLink
from tests.factories.accounts import UserFactory
from tests.factories.directory import TherapistFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]

NOW = datetime(2026, 6, 15, 10, tzinfo=timezone.get_default_timezone())


@pytest.fixture(autouse=True)
def clock() -> Iterator[Any]:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def therapist() -> Therapist:
    made: Therapist = TherapistFactory(
        published=True, name="Ana Reyes", accepting="yes", phone="+13035550142",
        rates={60: 9500, 90: 13000}, hours=[(0, 9, 17), (2, 12, 20)],
        places=["Denver", "Boulder"], confirmed_days_ago=80,
    )  # fmt: skip
    return made


@pytest.fixture
def path(therapist: Therapist) -> str:
    return path_for(therapist)


def path_for(therapist: Therapist) -> str:
    return f"/confirm/{upkeep.make_link(therapist, timezone.now())}/"


def state_of_all_rows() -> str:
    """A digest of everything that is in the database."""
    found = hashlib.sha256()
    for model in sorted(apps.get_models(), key=lambda model: model._meta.label):
        if model._meta.managed:
            rows = model._default_manager.order_by("pk").values_list()
            found.update(repr((model._meta.label, list(rows))).encode())
    return found.hexdigest()


def page_of(response: Any) -> html.HtmlElement:
    return html.document_fromstring(response.content)


def kinds() -> list[str]:
    return list(ProfileEvent.objects.order_by("pk").values_list("kind", flat=True))


def test_the_page_shows_what_goes_stale_first(client: Client, path: str) -> None:
    response = client.get(path)

    assert response.status_code == 200
    text = " ".join(page_of(response).find(".//main").text_content().split())
    for said in (
        "Is this still right?",
        "the profile of Ana Reyes",
        "Accepting new clients confirmed 80 days ago",
        "(303) 555-0142",
        "Monday: 9 a.m. to 5 p.m.",
        "60 minutes: $95",
        "90 minutes: $130",
        "Denver, CO 80202",
        "Boulder, CO 80302",
        "4 weeks, until July 13, 2026",
        "3 months, until September 14, 2026",
        "6 months, until December 14, 2026",
    ):
        assert said in text, said


def test_the_page_shows_what_is_held_by_whom_it_was_issued_and_how_long_it_is_valid(
    client: Client,
) -> None:
    held = [
        {"kind": "state-license", "issuer": "DORA <b>", "expires_on": date(2027, 3, 1)},
        {"kind": "diploma", "issuer": "Cedar School", "title": "500 hours", "expires_on": None},
        {"kind": "insurance", "issuer": "Oak Mutual", "expires_on": date(2026, 6, 14)},
    ]
    therapist = TherapistFactory(published=True, slug="ana", credentials=held)

    page = page_of(client.get(path_for(therapist)))

    (lines,) = page.xpath("//dt[text()='Credentials']/..")
    kinds_by_slug = dict(CredentialKind.objects.values_list("slug", "name"))
    assert [" ".join(one.text_content().split()) for one in lines.xpath("./dd/p")] == [
        f"{kinds_by_slug['state-license']}, issued by DORA <b>, valid until March 1, 2027",
        f"{kinds_by_slug['diploma']}: 500 hours, issued by Cedar School, no end date stated",
        f"{kinds_by_slug['insurance']}, issued by Oak Mutual, expired on June 14, 2026",
    ]
    assert page.xpath("//main//a[@href='/therapists/ana/']")


def test_an_empty_profile_says_what_is_not_stated(client: Client) -> None:
    path = path_for(TherapistFactory(published=True, phone=""))

    text = client.get(path).text

    assert text.count("Not stated") == 4
    assert "New clients: not stated" in text


@pytest.mark.parametrize("choice", ["", "?choice=pause", "?choice=confirm", "?choice=%00&x=%ff"])
def test_programs_that_follow_links_change_nothing(client: Client, path: str, choice: str) -> None:
    before = state_of_all_rows()

    assert client.get(path + choice).status_code == 200
    assert client.head(path + choice).status_code == 200
    assert client.get(path + choice, headers={"purpose": "prefetch"}).status_code == 200
    assert client.options(path + choice).status_code == 405
    assert client.put(path + choice).status_code == 405

    assert state_of_all_rows() == before


def test_the_link_for_a_pause_leads_to_the_same_page_with_the_pause_first(
    client: Client, path: str
) -> None:
    pages = {choice: page_of(client.get(path + choice)) for choice in ("", "?choice=pause")}

    values = {
        choice: [str(one) for one in page.xpath("//main//button/@value")]
        for choice, page in pages.items()
    }
    assert values == {"": ["confirm", "pause"], "?choice=pause": ["pause", "confirm"]}
    assert pages["?choice=pause"].findtext(".//h1") == "Pause your profile"
    for page in pages.values():
        assert page.xpath("//input[@type='radio'][@checked]/@value") == ["4-weeks"]
        assert page.xpath("//a[@href='/dashboard/']")


def test_nobody_keeps_or_finds_the_page_and_it_leads_to_no_other_site(
    client: Client, path: str
) -> None:
    answered = client.post(path, {"answer": "confirm"})
    for response in (client.get(path_for(Therapist.objects.get())), answered, client.get(path)):
        assert "no-store" in response["Cache-Control"]
        assert response["Referrer-Policy"] == "same-origin"
        page = page_of(response)
        assert "noindex" in page.xpath("//meta[@name='robots']/@content")[0]
        links = [str(link) for link in page.xpath("//main//@href | //main//@src | //main//@action")]
        assert all(link.startswith("/") or link.startswith("#") for link in links)


def test_all_correct_confirms_as_of_today(client: Client, therapist: Therapist, path: str) -> None:
    response = client.post(path, {"answer": "confirm"})

    assert response.status_code == 200
    assert "counts as confirmed until September 13, 2026" in response.text
    assert Therapist.objects.get().confirmed_on == NOW.date()
    assert kinds() == [EventKind.CONFIRMED]
    assert "confirmed today" in client.get(therapist.get_absolute_url()).text


@pytest.mark.parametrize(
    ("length", "until"),
    [
        ("4-weeks", date(2026, 7, 13)),
        ("3-months", date(2026, 9, 14)),
        ("6-months", date(2026, 12, 14)),
    ],
)
def test_pause_me_says_until_when_and_confirms_nothing(
    client: Client, therapist: Therapist, path: str, length: str, until: date
) -> None:
    response = client.post(path, {"answer": "pause", "length": length})

    assert response.status_code == 200
    assert f"is away until {until:%B %-d, %Y}" in response.text
    saved = Therapist.objects.get()
    assert (saved.paused_until, saved.confirmed_on) == (until, therapist.confirmed_on)
    assert kinds() == [EventKind.LIVE_CHANGED, EventKind.PAUSED]
    assert f"Away until {until:%B %-d, %Y}" in client.get(therapist.get_absolute_url()).text


@pytest.mark.parametrize("length", ["", "forever", "\x00", "4-weeks\x00", "9" * 100_000, "é\u2028"])
def test_a_length_that_is_not_offered_is_said_beside_the_question(
    client: Client, path: str, length: str
) -> None:
    before = state_of_all_rows()

    response = client.post(path, {"answer": "pause", "length": length})

    assert response.status_code == 200
    page = page_of(response)
    assert page.findtext(".//title").strip().startswith("Error:")
    (error,) = page.xpath("//*[@id='id_length_error']")
    assert error.text_content().startswith("Choose")
    assert page.xpath("//a[@href='#id_length']")
    assert state_of_all_rows() == before
    assert client.post(path, {"answer": "pause", "length": "4-weeks"}).status_code == 200


@pytest.mark.parametrize(
    "data",
    [{}, {"answer": ""}, {"answer": "CONFIRM"}, {"answer": "\x00"}, {"answer": ["x", "confirm "]}],
)
def test_an_answer_that_does_not_exist_shows_the_page_again(
    client: Client, path: str, data: dict[str, Any]
) -> None:
    before = state_of_all_rows()

    response = client.post(path, data)

    assert "Is this still right?" in response.text
    assert state_of_all_rows() == before


def test_a_link_counts_once(client: Client, path: str) -> None:
    client.post(path, {"answer": "confirm"})
    before = state_of_all_rows()

    for response in (
        client.get(path),
        client.post(path, {"answer": "confirm"}),
        client.post(path, {"answer": "pause", "length": "6-months"}),
    ):
        assert response.status_code == 410
        assert "your answer was kept the first time" in response.text
    assert state_of_all_rows() == before


def test_who_was_slower_by_a_moment_is_told_the_same(
    client: Client, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    find = upkeep.find

    def find_and_wait(token: str, now: datetime) -> UpkeepLink | None:
        link = find(token, now)
        UpkeepLink.objects.update(used_at=now)
        return link

    monkeypatch.setattr(upkeep, "find", find_and_wait)

    response = client.post(path, {"answer": "confirm"})

    assert response.status_code == 410
    assert kinds() == []


def test_every_link_that_does_not_work_looks_the_same(client: Client, clock: Any) -> None:
    used, late, suspended, unlisted, closed = (
        TherapistFactory(published=True, name=f"T {number}") for number in range(5)
    )
    paths = [path_for(one) for one in (used, late, suspended, unlisted, closed)]
    client.post(paths[0], {"answer": "confirm"})
    UpkeepLink.objects.filter(therapist=late).update(expires_at=NOW)
    Therapist.objects.filter(pk=suspended.pk).update(status=ProfileStatus.SUSPENDED)
    Therapist.objects.filter(pk=unlisted.pk).update(status=ProfileStatus.DRAFT)
    closed.owner.is_active = False
    closed.owner.save()
    paths += [f"/confirm/{'a' * 43}/", "/confirm/x/", f"/confirm/{'b' * 2000}/"]

    responses = [client.get(path) for path in paths]

    assert {response.status_code for response in responses} == {410}
    assert len({response.content for response in responses}) == 1
    assert "sign in" in responses[0].text
    assert "Ana" not in responses[0].text


@pytest.mark.parametrize(
    "token",
    ["\x00", "a\x00b", "\u2028", "%", "é" * 43, "../admin", "<b>", "a" * 20_000, "?", "\ud7ff"],
)
def test_garbage_in_the_address_finds_nothing_and_breaks_nothing(
    client: Client, token: str
) -> None:
    address = f"/confirm/{quote(token, safe='')}/"

    assert client.get(address).status_code in (404, 410)
    assert client.post(address, {"answer": "confirm"}).status_code in (404, 410)
    assert client.get("/confirm/%ed%a0%80/").status_code == 410


def test_an_answer_from_another_site_does_not_count(therapist: Therapist, path: str) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(path, {"answer": "confirm"}).status_code == 403
    assert kinds() == []

    form = page_of(strict.get(path)).xpath("//input[@name='csrfmiddlewaretoken']/@value")
    data = {"answer": "confirm", "csrfmiddlewaretoken": form[0]}
    assert strict.post(path, data).status_code == 200


def test_a_link_answers_for_its_own_profile_whoever_is_signed_in(
    client: Client, therapist: Therapist, path: str
) -> None:
    other = TherapistFactory(published=True, confirmed_days_ago=50)
    client.force_login(other.owner)

    client.post(path, {"answer": "confirm"})

    therapist.refresh_from_db()
    assert therapist.confirmed_on == NOW.date()
    other.refresh_from_db()
    assert other.confirmed_on == NOW.date() - timedelta(days=50)


def test_a_name_is_never_markup(client: Client) -> None:
    path = path_for(TherapistFactory(published=True, name="<b>Ana</b>", slug="ana"))

    pages = [page_of(client.get(path)), page_of(client.post(path, {"answer": "confirm"}))]

    for page in pages:
        assert "<b>Ana</b>" in page.text_content()
        assert not page.xpath("//main//b")


def test_the_number_of_queries_does_not_grow_with_the_profile(client: Client, path: str) -> None:
    small = path_for(TherapistFactory(published=True))
    large = TherapistFactory(published=True, credentials=["diploma", "state-license"])

    counts = []
    for address in (small, path, path_for(large)):
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        counts.append(len(captured))

    # Link with person, prices, hours, places, credentials with their kinds.
    assert counts == [5, 5, 5]
    with CaptureQueriesContext(connection) as captured:
        client.get("/confirm/x/")
    assert len(captured) == 0


# From the dashboard


def test_the_owner_confirms_with_one_button(client: Client, therapist: Therapist) -> None:
    token = upkeep.make_link(therapist, NOW)
    client.force_login(therapist.owner)

    response = client.post("/dashboard/confirm/")

    assert (response.status_code, response["Location"]) == (302, "/dashboard/")
    assert Therapist.objects.get().confirmed_on == NOW.date()
    assert upkeep.find(token, NOW) is None
    assert kinds() == [EventKind.CONFIRMED]
    messages = [str(message) for message in response.wsgi_request._messages]  # type: ignore[attr-defined]
    assert messages == ["Thank you. Your profile counts as confirmed until September 13, 2026."]


@pytest.mark.parametrize("status", ["draft", "pending", "suspended", "removed"])
def test_only_a_published_profile_can_be_confirmed(client: Client, status: str) -> None:
    therapist = TherapistFactory(published=True, confirmed_days_ago=80, status=status)
    client.force_login(therapist.owner)
    before = Therapist.objects.values().get()

    response = client.post("/dashboard/confirm/")

    messages = [str(message) for message in response.wsgi_request._messages]  # type: ignore[attr-defined]
    assert messages == ["Only a published profile can be confirmed."]
    assert Therapist.objects.values().get() == before
    assert kinds() == []


def test_confirming_wants_an_owner_and_a_button(client: Client, therapist: Therapist) -> None:
    assert client.post("/dashboard/confirm/")["Location"].startswith("/accounts/login/")
    client.force_login(UserFactory())
    assert client.post("/dashboard/confirm/").status_code == 404
    client.force_login(therapist.owner)
    before = Therapist.objects.values().get()
    assert client.get("/dashboard/confirm/")["Location"] == "/dashboard/"
    assert client.put("/dashboard/confirm/").status_code == 405
    assert Therapist.objects.values().get() == before
