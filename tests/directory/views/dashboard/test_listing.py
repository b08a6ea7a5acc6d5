"""The page of being listed: how it stands, one step out, one step back, and erasing."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from lxml import html

from directory.choices import EventKind, ProfileStatus
from directory.models import ProfileEvent, Therapist
from directory.terms import TERMS_VERSION
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.directory import TherapistFactory
from tests.factories.profiles import PhotoFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]

PAGE = "/dashboard/listing/"
UNLIST, RELIST, ERASE = f"{PAGE}unlist/", f"{PAGE}relist/", f"{PAGE}erase/"


@pytest.fixture
def therapist() -> Therapist:
    made: Therapist = TherapistFactory(name="Ana Ruiz", slug="ana-ruiz", published=True)
    return made


@pytest.fixture
def own(client: Client, therapist: Therapist) -> Client:
    client.force_login(therapist.owner)
    return client


def sign_in_again(client: Client) -> None:
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})


def text(client: Client, path: str = PAGE) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return " ".join(html.document_fromstring(response.text).text_content().split())


def addresses(client: Client) -> set[str]:
    """Where the forms of the page send to."""
    page = html.document_fromstring(client.get(PAGE).text)
    return {form.get("action") for form in page.xpath("//main//form[@method='post']")}


# How it stands ----------------------------------------------------------------------------------


def test_the_page_says_that_one_is_listed_and_since_which_consent(own: Client) -> None:
    said = text(own)

    assert "On the list" in said
    assert f"The terms were version {TERMS_VERSION}." in said
    assert addresses(own) == {UNLIST}


@pytest.mark.parametrize(
    ("values", "words", "forms"),
    [
        ({"status": ProfileStatus.DRAFT, "published_at": None, "consented_at": None},
         "Not on the list yet", set()),
        ({"status": ProfileStatus.DRAFT, "consented_at": None},
         "Not on the list: you took it off", {RELIST}),
        ({"status": ProfileStatus.PENDING}, "Waiting for a moderator", {UNLIST}),
        ({"status": ProfileStatus.SUSPENDED}, "Hidden by us", {UNLIST}),
        ({"status": ProfileStatus.REMOVED}, "Removed by us", {UNLIST}),
        ({"confirmed_days_ago": 181}, "Hidden: not confirmed for 180 days",
         {UNLIST, "/dashboard/confirm/"}),
    ],
)  # fmt: skip
def test_each_state_has_its_words_and_its_steps(
    client: Client, values: dict[str, Any], words: str, forms: set[str]
) -> None:
    therapist = TherapistFactory(published=True, **values)
    client.force_login(therapist.owner)

    assert words in text(client)
    assert addresses(client) == forms


@pytest.mark.parametrize("path", [PAGE, UNLIST, RELIST, ERASE])
def test_without_a_profile_there_is_nothing_here(client: Client, path: str) -> None:
    client.force_login(UserFactory())
    sign_in_again(client)

    response = client.get(path) if path in (PAGE, ERASE) else client.post(path)

    assert response.status_code == 404


@pytest.mark.parametrize("path", [PAGE, UNLIST, RELIST, ERASE])
def test_who_is_not_signed_in_is_asked_to(client: Client, therapist: Therapist, path: str) -> None:
    for response in (client.get(path), client.post(path)):
        assert response.status_code == 302
        assert response.headers["Location"].startswith("/accounts/login/")
    therapist.refresh_from_db()
    assert therapist.status == ProfileStatus.PUBLISHED


def test_the_page_takes_few_queries(own: Client, django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(4):
        own.get(PAGE)


# The words of each state ------------------------------------------------------------------------

DRAFT = {"status": ProfileStatus.DRAFT}
NEVER = {"published_at": None}
LEAVES = "One step, at once"
ON_THE_LIST = "You are on the list because you agreed to it"
STATES: dict[str, tuple[dict[str, Any], list[str], list[str]]] = {
    "begun": (
        DRAFT | NEVER | {"consented_at": None},
        ["Nothing of your profile is public yet", "What will happen", "Check your answers",
         "When it is approved, it is public at once"],
        [LEAVES, ON_THE_LIST, "off the list", "Take back", "You agreed"],
    ),
    "sent for the first time": (
        NEVER | {"status": ProfileStatus.PENDING},
        ["Nothing of your profile is public yet", "What will happen",
         "Take back what I sent, and my agreement", "nothing of it becomes public"],
        [LEAVES, ON_THE_LIST, "off the list", "Check your answers"],
    ),
    "given back before it was ever public": (
        DRAFT | NEVER,
        ["Nothing of your profile is public yet", "What will happen", "Take back my agreement"],
        [LEAVES, ON_THE_LIST, "off the list"],
    ),
    "published": (
        {},
        [ON_THE_LIST, LEAVES, "Take me off the list", "See your profile as everybody does"],
        ["What will happen", "not public", "Take back", "You are away"],
    ),
    "paused": (
        {"paused_until": date(2999, 5, 1)},
        [ON_THE_LIST, LEAVES, "You are away: your profile stays on the list",
         "take no new clients before May 1, 2999."],
        ["What will happen", "Take back"],
    ),
    "paused in the past": ({"paused_until": date(2020, 5, 1)}, [ON_THE_LIST], ["You are away"]),
    "hidden by age": (
        {"confirmed_days_ago": 181, "paused_until": date(2999, 5, 1)},
        ["nobody can find your profile until you confirm it", "Your profile is hidden already",
         "All of it is right", "Take me off the list"],
        [LEAVES, ON_THE_LIST, "What will happen", "See your profile", "You are away"],
    ),
    "left": (
        DRAFT | {"consented_at": None},
        ["Your profile is not on the list", "Put me back on the list"],
        [LEAVES, ON_THE_LIST, "What will happen", "Take me off", "Take back", "You agreed to be"],
    ),
    "left and sent again": (
        {"status": ProfileStatus.PENDING},
        ["Your profile is not on the list", "Take back what I sent, and my agreement"],
        [LEAVES, ON_THE_LIST, "Take me off", "What will happen"],
    ),
    "suspended": (
        {"status": ProfileStatus.SUSPENDED},
        ["Your profile is not on the list", "We have hidden your profile",
         "Take back my agreement"],
        [LEAVES, ON_THE_LIST, "Take me off", "What will happen"],
    ),
    "suspended without an agreement": (
        {"status": ProfileStatus.SUSPENDED, "consented_at": None},
        ["Your profile is not on the list", "Hidden by us"],
        [LEAVES, ON_THE_LIST, "Take me off", "Take back", "What will happen"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("state", STATES)
def test_the_page_says_what_is_true_in_each_state_and_nothing_else(
    client: Client, state: str
) -> None:
    values, said, unsaid = STATES[state]
    therapist = TherapistFactory(published=True, **values)
    client.force_login(therapist.owner)

    found = text(client)

    assert [words for words in said if words not in found] == []
    assert [words for words in unsaid if words in found] == []


@pytest.mark.parametrize("state", ["sent for the first time", "suspended", "hidden by age"])
def test_who_was_not_on_the_list_is_not_told_to_have_left_it(client: Client, state: str) -> None:
    therapist = TherapistFactory(published=True, **STATES[state][0])
    client.force_login(therapist.owner)

    response = client.post(UNLIST, follow=True)

    assert "Your agreement to be listed is taken back." in response.text
    assert "You are not listed any more" not in response.text
    therapist.refresh_from_db()
    assert therapist.consented_at is None


# Leaving and coming back ------------------------------------------------------------------------


def test_one_step_takes_the_profile_off_the_list(own: Client, therapist: Therapist) -> None:
    response = own.post(UNLIST, follow=True)

    assert "You are not listed any more" in response.text
    assert "you took it off" in response.text
    assert own.get("/therapists/ana-ruiz/").status_code == 410
    therapist.refresh_from_db()
    assert therapist.consented_at is None


def test_looking_at_a_step_does_not_take_it(own: Client, therapist: Therapist) -> None:
    for path in (UNLIST, RELIST):
        assert own.get(path).headers["Location"] == PAGE
        assert own.head(path).status_code == 302
    therapist.refresh_from_db()
    assert therapist.status == ProfileStatus.PUBLISHED


def test_coming_back_needs_the_tick(own: Client, therapist: Therapist) -> None:
    own.post(UNLIST)

    response = own.post(RELIST, {"agrees": ""})

    assert response.status_code == 200
    page = html.document_fromstring(response.text)
    (box,) = page.xpath("//input[@name='agrees']")
    assert box.get("aria-invalid") == "true"
    assert page.xpath("//*[contains(@class, 'error-summary')]//a[@href='#id_agrees']")
    assert page.findtext(".//title").startswith("Error: ")
    assert own.get("/therapists/ana-ruiz/").status_code == 410


def test_with_the_tick_the_profile_is_back(own: Client, therapist: Therapist) -> None:
    own.post(UNLIST)

    response = own.post(RELIST, {"agrees": "on"}, follow=True)

    assert "You are on the list again." in response.text
    assert own.get("/therapists/ana-ruiz/").status_code == 200
    therapist.refresh_from_db()
    assert therapist.confirmed_on == timezone.localdate()


def test_what_cannot_be_done_is_said_and_not_done(client: Client) -> None:
    therapist = TherapistFactory(published=True, status=ProfileStatus.SUSPENDED)
    client.force_login(therapist.owner)

    response = client.post(RELIST, {"agrees": "on"}, follow=True)

    assert "so it cannot be listed" in response.text
    therapist.refresh_from_db()
    assert therapist.status == ProfileStatus.SUSPENDED


# Erasing ----------------------------------------------------------------------------------------


def test_erasing_asks_who_it_is_before_it_asks_whether(own: Client) -> None:
    for response in (own.get(ERASE), own.post(ERASE)):
        assert response.headers["Location"].startswith("/accounts/reauthenticate/")
    assert Therapist.objects.exists()

    sign_in_again(own)


def test_looking_at_the_question_erases_nothing(own: Client) -> None:
    sign_in_again(own)

    said = text(own, ERASE)

    assert "This cannot be undone" in said
    assert "Your photo and the documents that you sent us" in said
    assert own.head(ERASE).status_code == 200
    assert Therapist.objects.exists()


def test_erasing_takes_the_profile_and_leaves_the_account(
    own: Client, therapist: Therapist
) -> None:
    PhotoFactory(therapist=therapist)
    sign_in_again(own)

    response = own.post(ERASE, follow=True)

    assert "Your profile is erased" in response.text
    assert not Therapist.objects.exists()
    assert own.get("/dashboard/").status_code == 200
    assert own.get(PAGE).status_code == 404
    assert own.get("/therapists/ana-ruiz/").status_code == 410
    assert ProfileEvent.objects.get().kind == EventKind.ERASED


def test_whoever_pressed_the_button_and_signs_in_again_gets_what_they_asked_for(
    own: Client,
) -> None:
    own.post(ERASE)
    again = own.post(f"/accounts/reauthenticate/?next={ERASE}", {"password": PASSWORD})

    assert again.status_code in (200, 302)
    assert not Therapist.objects.exists()


def test_erasing_twice_is_a_page_that_is_not_there(own: Client) -> None:
    sign_in_again(own)
    own.post(ERASE)

    assert own.post(ERASE).status_code == 404
