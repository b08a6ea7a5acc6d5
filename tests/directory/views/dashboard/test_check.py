"""Check your answers: everything in words, what is missing, sending it, taking it back."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from directory.choices import ProfileStatus, RevisionStatus
from directory.models import ProfileRevision, Therapist
from directory.terms import TERMS_VERSION
from tests.factories.directory import TherapistFactory
from tests.factories.profiles import RevisionFactory, UnsavedTextFactory

from .reading import root, signed_in, text

CHECK = "/dashboard/profile/check/"
SUBMIT = "/dashboard/profile/submit/"
WITHDRAW = "/dashboard/profile/withdraw/"
DISCARD = "/dashboard/profile/discard/"

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]


@pytest.fixture
def therapist() -> Therapist:
    return TherapistFactory(
        place="Denver",
        phone="+13035550142",
        credentials=["diploma"],
        techniques=["deep-tissue"],
        approach_text="I ask first.",
        rates={60: 9500},
    )


@pytest.fixture
def client(therapist: Therapist) -> Client:
    return signed_in(therapist)


def draft(therapist: Therapist, **values: Any) -> ProfileRevision:
    return RevisionFactory(therapist=therapist, **values)


def hidden(response: Any, action: str) -> dict[str, str]:
    (form,) = root(response).xpath(f"//form[@action='{action}']")
    return {one.get("name"): one.get("value") for one in form.xpath(".//input[@type='hidden']")}


def test_all_answers_stand_there_in_words_with_a_way_to_change_each_page(
    client: Client, therapist: Therapist
) -> None:
    draft(therapist, changes={"experience": {"experience_note": "Years at sea."}})

    response = client.get(CHECK)

    said = text(response)
    assert "I ask first." in said
    assert "Years at sea." in said
    assert "(303) 555-0142" in said
    assert "$95" in said
    changes = root(response).xpath("//section[contains(@class, 'checked')]//a/@href")
    assert len(changes) == 9
    assert [one.get("data-question") for one in root(response).xpath("//*[@data-question]")] == [
        "credentials", "experience", "techniques", "approach", "sessions", "rates",
    ]  # fmt: skip


def test_what_is_missing_stands_there_with_links_and_comes_before_sending() -> None:
    fresh = TherapistFactory()
    revision = RevisionFactory(therapist=fresh)
    client = signed_in(fresh)

    response = client.get(CHECK)
    assert root(response).xpath("//div[@class='missing']//a[@href='/dashboard/profile/rates/']")
    assert not root(response).xpath(f"//form[@action='{SUBMIT}']")
    assert "Answer what is missing above first." in text(response)

    refused = client.post(SUBMIT, {"version": revision.version, "agrees": "on"})
    assert "It was not sent" in text(refused)
    assert "A price (question 6)." in text(refused)
    assert ProfileRevision.objects.get(therapist=fresh).status == RevisionStatus.DRAFT


def test_unsaved_text_has_to_be_saved_or_discarded_first(
    client: Client, therapist: Therapist
) -> None:
    revision = draft(therapist)
    UnsavedTextFactory(therapist=therapist, page="sessions")

    response = client.post(SUBMIT, {"version": revision.version, "agrees": "on"})

    assert "What you typed on “Sessions” saved or discarded." in text(response)


def test_doubtful_wording_is_pointed_out_but_may_be_sent(
    client: Client, therapist: Therapist
) -> None:
    revision = draft(therapist, changes={"approach": {"approach_text": "I cure sciatica."}})

    assert root(client.get(CHECK)).xpath("//div[@class='wording-hint']")
    response = client.post(SUBMIT, {"version": revision.version, "agrees": "on"})

    assert response["Location"] == "/dashboard/"


def test_the_first_sending_needs_consent(client: Client, therapist: Therapist) -> None:
    revision = draft(therapist)
    page = client.get(CHECK)
    assert root(page).xpath("//a[@href='/for-therapists/#terms']")
    assert "everything on your profile is right today" in text(page)

    refused = client.post(SUBMIT, hidden(page, SUBMIT))

    assert root(refused).xpath("//*[@role='alert']//a[@href='#id_agrees']")
    revision.refresh_from_db()
    assert revision.status == RevisionStatus.DRAFT


def test_sending_keeps_the_consent_with_its_version(client: Client, therapist: Therapist) -> None:
    revision = draft(therapist)
    sent = hidden(client.get(CHECK), SUBMIT) | {"agrees": "on"}

    response = client.post(SUBMIT, sent)

    assert response["Location"] == "/dashboard/"
    assert "Sent." in text(client.get("/dashboard/"))
    therapist.refresh_from_db()
    revision.refresh_from_db()
    assert revision.status == RevisionStatus.SUBMITTED
    assert therapist.status == ProfileStatus.PENDING
    assert therapist.consented_at
    assert therapist.consent_version == TERMS_VERSION


def test_who_has_agreed_to_these_terms_is_not_asked_again() -> None:
    therapist = TherapistFactory(published=True)
    draft(therapist)

    assert not root(signed_in(therapist).get(CHECK)).xpath("//input[@name='agrees']")


def test_a_version_that_was_saved_again_meanwhile_is_not_sent(
    client: Client, therapist: Therapist
) -> None:
    revision = draft(therapist)
    sent = hidden(client.get(CHECK), SUBMIT) | {"agrees": "on"}
    ProfileRevision.objects.filter(pk=revision.pk).update(version=7)

    response = client.post(SUBMIT, sent)

    assert "It was not sent" in text(response)
    assert root(response).xpath("//input[@name='agrees'][@checked]")
    assert hidden(response, SUBMIT)["version"] == "7"


@pytest.mark.parametrize("version", ["", "x", "-1", "\0", "9" * 40, "1e99", "٣"])
@pytest.mark.parametrize("action", [SUBMIT, WITHDRAW, DISCARD])
def test_a_made_up_version_changes_nothing(
    client: Client, therapist: Therapist, action: str, version: str
) -> None:
    revision = draft(therapist)

    response = client.post(action, {"version": version, "agrees": "on"})

    assert response.status_code in (200, 302)
    revision.refresh_from_db()
    assert revision.status == RevisionStatus.DRAFT


def test_without_a_draft_there_is_nothing_to_send(client: Client) -> None:
    response = client.get(CHECK)

    assert "There is nothing to send" in text(response)
    assert not root(response).xpath(f"//form[@action='{SUBMIT}']")


def test_a_new_profile_without_a_draft_is_told_what_comes_first() -> None:
    response = signed_in(TherapistFactory()).get(CHECK)

    assert "Answer what is missing above first." in text(response)


def test_what_was_sent_can_be_taken_back(client: Client, therapist: Therapist) -> None:
    revision = draft(therapist, status=RevisionStatus.SUBMITTED)
    page = client.get(CHECK)
    assert not root(page).xpath(f"//form[@action='{SUBMIT}'] | //form[@action='{DISCARD}']")

    response = client.post(WITHDRAW, hidden(page, WITHDRAW))

    assert response["Location"] == CHECK
    revision.refresh_from_db()
    assert revision.status == RevisionStatus.DRAFT


@pytest.mark.parametrize(
    ("page", "target"),
    [("rates", "/dashboard/profile/rates/"), ("", CHECK), ("//example.com/", CHECK)],
)
def test_taking_back_leads_to_the_page_of_the_button(
    client: Client, therapist: Therapist, page: str, target: str
) -> None:
    revision = draft(therapist, status=RevisionStatus.SUBMITTED)

    response = client.post(WITHDRAW, {"version": revision.version, "page": page})

    assert response["Location"] == target


def test_a_draft_is_thrown_away_only_after_a_question(client: Client, therapist: Therapist) -> None:
    revision = draft(therapist)
    page = client.get(CHECK)
    assert root(page).xpath(f"//details[not(@open)]//form[@action='{DISCARD}']")

    response = client.post(DISCARD, hidden(page, DISCARD))

    assert response["Location"] == "/dashboard/"
    revision.refresh_from_db()
    assert revision.status == RevisionStatus.WITHDRAWN


def test_what_a_moderator_reads_cannot_be_thrown_away(client: Client, therapist: Therapist) -> None:
    revision = draft(therapist, status=RevisionStatus.SUBMITTED)

    client.post(DISCARD, {"version": revision.version})

    revision.refresh_from_db()
    assert revision.status == RevisionStatus.SUBMITTED
    assert "waits for a moderator" in text(client.get(CHECK))


def test_a_hidden_profile_says_that_it_stays_hidden(client: Client, therapist: Therapist) -> None:
    Therapist.objects.filter(pk=therapist.pk).update(status=ProfileStatus.SUSPENDED)
    draft(therapist)

    assert "it stays hidden" in text(client.get(CHECK))


@pytest.mark.parametrize("action", [SUBMIT, WITHDRAW, DISCARD])
def test_a_button_pressed_before_signing_in_leads_to_its_page(client: Client, action: str) -> None:
    assert Client().post(action)["Location"] == f"/accounts/login/?next={action}"
    assert client.get(action)["Location"] == CHECK
    assert client.delete(action).status_code == 405


@pytest.mark.parametrize("action", [SUBMIT, WITHDRAW, DISCARD])
def test_nobody_does_this_to_the_draft_of_somebody_else(therapist: Therapist, action: str) -> None:
    revision = draft(therapist)
    other = TherapistFactory()

    signed_in(other).post(action, {"version": revision.version, "agrees": "on"})

    revision.refresh_from_db()
    assert revision.status == RevisionStatus.DRAFT


def test_the_page_asks_the_database_a_fixed_number_of_times(
    client: Client, therapist: Therapist, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    draft(therapist)

    with django_assert_num_queries(31):
        client.get(CHECK)
