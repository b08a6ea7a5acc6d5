"""The first page of the own area: how the profile stands, and the one next step."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from directory.actions import profiles
from directory.actions.refusals import Refused
from directory.choices import EventKind, ProfileStatus, RevisionStatus
from directory.models import Therapist
from tests.factories.accounts import ModeratorFactory, UserFactory
from tests.factories.directory import TherapistFactory
from tests.factories.profiles import EventFactory, RevisionFactory, UnsavedTextFactory

from .reading import client_of, root, signed_in, text

HOME = "/dashboard/"
START = "/dashboard/start/"
#: What a profile needs to be sent.
COMPLETE = {
    "place": "Denver",
    "phone": "+13035550142",
    "credentials": ["diploma"],
    "techniques": ["deep-tissue"],
    "approach_text": "I ask first.",
    "rates": {60: 9500},
}

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]


def state(response: Any) -> str:
    (notice,) = root(response).xpath("//*[@data-state]")
    return str(notice.get("data-state"))


def next_step(response: Any) -> tuple[str, str]:
    """Label and address of the one big button."""
    (step,) = root(response).xpath("//p[@class='next-step']")
    (button,) = step.xpath("./a | ./button")
    address = button.get("href") or step.getparent().get("action")
    return " ".join(button.text_content().split()), address


def test_who_has_no_profile_is_asked_for_a_name_and_nothing_else() -> None:
    response = client_of(UserFactory(name="Dana Whitfield")).get(HOME)

    (form,) = root(response).xpath(f"//form[@action='{START}']")
    assert [one.get("name") for one in form.xpath(".//input[not(@type='hidden')]")] == ["name"]
    assert form.xpath(".//input[@name='name']/@value") == ["Dana Whitfield"]
    assert "To the admin site" not in text(response)


def test_staff_without_a_profile_find_the_admin() -> None:
    response = client_of(ModeratorFactory()).get(HOME)

    assert root(response).xpath("//main//a[@href='/admin/']")


def test_a_name_begins_a_profile_and_leads_to_the_first_page() -> None:
    user = UserFactory()

    response = client_of(user).post(START, {"name": " Dana Whitfield "})

    assert response["Location"] == "/dashboard/profile/place/"
    therapist = Therapist.objects.get(owner=user)
    assert (therapist.name, therapist.status) == ("Dana Whitfield", ProfileStatus.DRAFT)


@pytest.mark.parametrize("name", ["", "   ", "x" * 121, "a\0b"])
def test_a_name_that_cannot_be_is_said_beside_the_field(name: str) -> None:
    response = client_of(UserFactory()).post(START, {"name": name})

    page = root(response)
    assert response.status_code == 200
    assert page.xpath("//*[@role='alert']//a[@href='#id_name']")
    assert page.xpath("//title")[0].text.startswith("Error:")
    assert not Therapist.objects.exists()


def test_a_start_that_fails_is_said_beside_the_field(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(**values: Any) -> None:
        raise Refused("Try again.")

    monkeypatch.setattr(profiles, "start", fail)

    response = client_of(UserFactory()).post(START, {"name": "Dana"})

    assert "Try again." in text(response)
    assert root(response).xpath("//input[@name='name']/@value") == ["Dana"]


def test_starting_twice_keeps_the_first_profile() -> None:
    therapist = TherapistFactory(name="First Name")

    signed_in(therapist).post(START, {"name": "Second Name"})

    assert Therapist.objects.get().name == "First Name"


def test_coming_back_to_a_button_after_signing_in_leads_to_its_page() -> None:
    client = client_of(UserFactory())

    assert client.get(START)["Location"] == HOME
    assert client.put(START).status_code == 405


def test_a_stranger_is_asked_to_sign_in() -> None:
    assert Client().get(HOME)["Location"] == f"/accounts/login/?next={HOME}"


def test_a_new_profile_says_what_is_missing_and_where_to_begin() -> None:
    response = signed_in(TherapistFactory()).get(HOME)

    assert state(response) == "draft"
    assert "0 of 6 questions answered" in text(response)
    assert next_step(response) == ("Fill in “Place and contact”", "/dashboard/profile/place/")
    missing = root(response).xpath("//div[@class='missing']//a/@href")
    assert "/dashboard/profile/approach/" in missing


def test_the_next_missing_question_is_the_next_step() -> None:
    response = signed_in(TherapistFactory(place="Denver", phone="+13035550142")).get(HOME)

    assert next_step(response) == (
        "Answer question 1: Credentials",
        "/dashboard/profile/credentials/",
    )


def test_a_complete_draft_leads_to_the_check() -> None:
    therapist = TherapistFactory(**COMPLETE)
    RevisionFactory(therapist=therapist)

    response = signed_in(therapist).get(HOME)

    assert "4 of 6 questions answered" in text(response)
    assert next_step(response)[1] == "/dashboard/profile/check/"


def test_answers_of_the_tables_without_a_draft_can_be_checked() -> None:
    therapist = TherapistFactory(
        **COMPLETE, practicing_since=2010, plan=[(4, 60, 7)], status=ProfileStatus.DRAFT
    )

    assert next_step(signed_in(therapist).get(HOME))[1] == "/dashboard/profile/check/"


def test_a_sent_profile_waits() -> None:
    therapist = TherapistFactory(**COMPLETE, status=ProfileStatus.PENDING)
    RevisionFactory(therapist=therapist, status=RevisionStatus.SUBMITTED)

    response = signed_in(therapist).get(HOME)

    assert state(response) == "waiting"
    assert "Until then nobody else can see your profile." in text(response)
    assert next_step(response)[1] == "/dashboard/preview/"


def test_what_a_moderator_asks_for_stands_there_in_their_words() -> None:
    therapist = TherapistFactory(**COMPLETE, published=True)
    RevisionFactory(
        therapist=therapist, status=RevisionStatus.CHANGES_ASKED, reasons="Name the <board>."
    )

    response = signed_in(therapist).get(HOME)

    assert state(response) == "changes-asked"
    assert "Name the <board>." in text(response)
    assert "Until then patients see the text that was approved before." in text(response)
    assert next_step(response)[1] == "/dashboard/profile/check/"


def test_a_refused_profile_says_why() -> None:
    therapist = TherapistFactory(**COMPLETE)
    RevisionFactory(therapist=therapist, status=RevisionStatus.REJECTED, reasons="Not a person.")

    response = signed_in(therapist).get(HOME)

    assert state(response) == "rejected"
    assert "Not a person." in text(response)


def test_a_published_profile_leads_to_its_next_open_question_and_then_to_its_page() -> None:
    therapist = TherapistFactory(**COMPLETE, published=True, practicing_since=2010)
    response = signed_in(therapist).get(HOME)
    assert state(response) == "published"
    assert next_step(response) == ("Answer question 5: Sessions", "/dashboard/profile/sessions/")

    whole = TherapistFactory(
        **COMPLETE, published=True, practicing_since=2010, plan=[(4, 60, 7)]
    )  # fmt: skip
    assert next_step(signed_in(whole).get(HOME))[1] == whole.get_absolute_url()


def test_a_published_profile_with_a_draft_says_what_patients_see() -> None:
    therapist = TherapistFactory(**COMPLETE, published=True)
    RevisionFactory(therapist=therapist)

    response = signed_in(therapist).get(HOME)

    assert state(response) == "published-draft"
    assert "Patients see the approved text" in text(response)


@pytest.mark.parametrize(
    ("days", "expected", "is_asked"),
    [(75, "published", False), (76, "published", True), (180, "published", True),
     (181, "hidden", True)],
)  # fmt: skip
def test_the_word_of_a_therapist_gets_old(days: int, expected: str, is_asked: bool) -> None:
    therapist = TherapistFactory(**COMPLETE, published=True, confirmed_days_ago=days)

    response = signed_in(therapist).get(HOME)

    assert state(response) == expected
    assert (next_step(response) == ("Yes, all correct", "/dashboard/confirm/")) is is_asked
    assert ("ask, not confirmed lately" in text(response)) is (days > 90)
    buttons = root(response).xpath("//form[@action='/dashboard/confirm/']//button")
    assert len(buttons) == 1


@pytest.mark.parametrize("status", [ProfileStatus.SUSPENDED, ProfileStatus.REMOVED])
def test_a_profile_that_was_taken_down_says_so(status: ProfileStatus) -> None:
    response = signed_in(TherapistFactory(**COMPLETE, published=True, status=status)).get(HOME)

    assert state(response) == str(status)
    assert not root(response).xpath("//p[@class='next-step']")


def test_who_left_the_list_finds_the_way_back() -> None:
    therapist = TherapistFactory(
        **COMPLETE, published_at=timezone.now() - timedelta(days=9), consented_at=None
    )

    response = signed_in(therapist).get(HOME)

    assert state(response) == "unlisted"
    assert next_step(response)[1] == "/dashboard/listing/"


def test_live_facts_are_there_at_a_glance_each_with_a_way_to_change_it() -> None:
    therapist = TherapistFactory(**COMPLETE, published=True, hours=[(0, 9, 17)])

    response = signed_in(therapist).get(HOME)

    said = text(response)
    assert "(303) 555-0142" in said
    assert "9 a.m. to 5 p.m." in said
    assert "$95" in said
    changes = root(response).xpath("//a[@class='live-facts__change']/@href")
    assert set(changes) == {
        "/dashboard/profile/place/",
        "/dashboard/profile/availability/",
        "/dashboard/profile/rates/",
    }


def test_pages_with_unsaved_text_are_marked() -> None:
    therapist = TherapistFactory(**COMPLETE)
    UnsavedTextFactory(therapist=therapist, page="sessions")

    response = signed_in(therapist).get(HOME)

    assert text(response).count("Has text that is not saved") == 1


def test_the_last_changes_of_this_profile_stand_there() -> None:
    therapist, other = TherapistFactory(), TherapistFactory()
    EventFactory(therapist_number=therapist.pk, kind=EventKind.WITHDRAWN)
    EventFactory(therapist_number=other.pk, kind=EventKind.APPROVED)

    said = text(signed_in(therapist).get(HOME))

    assert "Taken back or thrown away" in said
    assert "Approved" not in said


def test_the_last_changes_say_which_fact_changed() -> None:
    therapist = TherapistFactory()
    for kind, name in (("live-changed", "hours"), ("live-undone", "rates")):
        EventFactory(therapist_number=therapist.pk, kind=kind, fields=[name])

    said = text(signed_in(therapist).get(HOME))

    assert "Hours changed" in said
    assert "Change of prices or ways to pay taken back" in said
    assert "mall fact" not in said


def test_the_page_is_for_its_therapist_alone_and_kept_by_no_cache() -> None:
    response = signed_in(TherapistFactory()).get(HOME)

    assert "no-store" in response["Cache-Control"]
    assert root(response).xpath("//meta[@name='robots'][@content='noindex']")


def test_the_page_asks_the_database_a_fixed_number_of_times(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    therapist = TherapistFactory(
        **COMPLETE, published=True, hours=[(0, 9, 17)], payment_kinds=["cash"], plan=[(4, 60, 7)]
    )
    client = signed_in(therapist)

    with django_assert_num_queries(26):
        client.get(HOME)
