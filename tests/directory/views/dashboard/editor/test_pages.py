"""The pages of the editor: what each shows, saves and leads to."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from directory.choices import ProfileStatus, RevisionStatus
from directory.forms.pages import PAGES
from directory.models import LiveChange, ProfileRevision, Therapist, UnsavedText
from tests.directory.views.dashboard.reading import (
    edit_url,
    errors,
    fields,
    open_page,
    root,
    send,
    text,
    value,
)
from tests.factories.profiles import RevisionFactory

from .looking import NOTE, YEAR, draft_of, kept

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]


@pytest.mark.parametrize("page", [page.key for page in PAGES])
def test_each_page_shows_its_question_and_all_steps(client: Client, page: str) -> None:
    response = client.get(edit_url(page))

    heading = root(response).xpath("//h1")[0].text_content()
    opened = next(one for one in PAGES if one.key == page)
    assert heading == str(opened.question.wording if opened.question else opened.title)
    assert len(root(response).xpath("//nav[@aria-label='Pages of your profile']//li")) == 10
    assert root(response).xpath("//nav[@aria-label='Pages of your profile']//a[@aria-current]")
    assert response["Cache-Control"].count("no-store")


@pytest.mark.parametrize("page", [page.key for page in PAGES])
def test_a_page_saved_as_it_is_changes_nothing(
    client: Client, therapist: Therapist, page: str
) -> None:
    response = send(client, page, open_page(client, page))

    assert response.status_code == 302
    assert not ProfileRevision.objects.exists()
    assert not LiveChange.objects.exists()
    assert not UnsavedText.objects.exists()
    assert "Nothing had changed." in text(client.get(edit_url(page)))


def test_each_part_says_when_patients_see_it(client: Client) -> None:
    said = text(client.get(edit_url("rates")))

    assert "Live at once." in said
    assert "Waits for a moderator." in said


def test_saving_goes_to_the_draft_and_not_to_the_public_page(
    client: Client, therapist: Therapist
) -> None:
    send(client, "experience", open_page(client, "experience"), **{YEAR: "2010"})

    assert draft_of(therapist).content["experience"]["practicing_since"] == 2010
    therapist.refresh_from_db()
    assert therapist.practicing_since is None
    assert value(client.get(edit_url("experience")), YEAR) == "2010"


def test_small_facts_are_live_at_once(client: Client, therapist: Therapist) -> None:
    sent = open_page(client, "place")

    response = send(client, "place", sent, **{"phone-phone": "(303) 555-0199"})

    therapist.refresh_from_db()
    assert therapist.phone == "+13035550199"
    assert not ProfileRevision.objects.exists()
    assert "Live now: Phone." in text(client.get(response["Location"]))


def test_save_and_continue_leads_through_all_pages_to_the_check(client: Client) -> None:
    path = edit_url(PAGES[0].key)
    visited = []
    while path.startswith("/dashboard/profile/") and "check" not in path:
        page = path.split("/")[3]
        visited.append(page)
        path = client.post(path, {**open_page(client, page), "go": "next"})["Location"]

    assert visited == [page.key for page in PAGES]
    assert path == "/dashboard/profile/check/"


def test_rows_come_and_go_without_losing_what_is_typed(
    client: Client, therapist: Therapist
) -> None:
    sent = open_page(client, "rates") | {"rates-rates-0-price_cents": ["101"]}

    more = client.post(edit_url("rates"), sent | {"rows": "add:rates"})
    less = client.post(edit_url("rates"), fields(more) | {"rows": "remove:rates:1"})

    assert value(more, "rates-rates-TOTAL_FORMS") == "2"
    assert value(less, "rates-rates-TOTAL_FORMS") == "1"
    for response in (more, less):
        assert value(response, "rates-rates-0-price_cents") == "101"
        assert errors(response) == []
    assert kept(therapist, "rates")
    assert not LiveChange.objects.exists()


def test_the_button_for_a_new_row_leads_to_that_row(client: Client) -> None:
    page = root(client.get(edit_url("rates")))
    (add,) = page.xpath("//button[@value='add:rates']")
    after = root(client.post(edit_url("rates"), open_page(client, "rates") | {"rows": "add:rates"}))

    assert after.xpath(f"//fieldset[@id='{add.get('formaction').removeprefix('#')}']")


def test_enter_presses_save_and_no_button_of_a_row(client: Client) -> None:
    buttons = root(client.get(edit_url("rates"))).xpath("//form[@data-keep]//button")

    assert (buttons[0].get("name"), buttons[0].get("value")) == ("go", "save")


def test_doubtful_wording_is_pointed_out_beside_the_text(client: Client) -> None:
    sent = open_page(client, "experience")
    send(client, "experience", sent, **{NOTE: "I cure sciatica."})

    page = root(client.get(edit_url("experience")))

    (hint,) = page.xpath(f"//*[@id='id_{NOTE}']/ancestor::div[@class='editor__field']"
                         "//div[@class='wording-hint']")  # fmt: skip
    assert "cure" in hint.text_content()
    assert "Better:" in hint.text_content()


def test_words_to_choose_from_are_explained(client: Client) -> None:
    page = root(client.get(edit_url("credentials")))

    (explained,) = page.xpath("//details[summary='What these words mean']")
    assert "license" in explained.text_content().lower()


def test_what_a_moderator_reads_stands_still_and_small_facts_do_not(
    client: Client, therapist: Therapist
) -> None:
    RevisionFactory(therapist=therapist, status=RevisionStatus.SUBMITTED)

    response = client.get(edit_url("place"))

    assert "A moderator is reading this" in text(response)
    assert root(response).xpath("//button[text()='Take it back to change it']")
    assert fields(response)["parts"] == ["live:phone"]
    send(client, "place", fields(response), **{"phone-phone": "(303) 555-0199"})
    therapist.refresh_from_db()
    assert therapist.phone == "+13035550199"


def test_a_page_without_small_facts_has_nothing_to_fill_in_then(
    client: Client, therapist: Therapist
) -> None:
    RevisionFactory(
        therapist=therapist,
        status=RevisionStatus.SUBMITTED,
        changes={"experience": {"experience_note": "Written before."}},
    )

    response = client.get(edit_url("experience"))

    assert not root(response).xpath("//form[@data-keep]")
    assert "Written before." in text(response)
    assert "not answered anything" in text(client.get(edit_url("sessions")))


def test_a_removed_profile_cannot_be_changed(client: Client, therapist: Therapist) -> None:
    sent = open_page(client, "place")
    Therapist.objects.filter(pk=therapist.pk).update(status=ProfileStatus.REMOVED)

    response = client.get(edit_url("place"))

    assert "can no longer be changed" in text(response)
    assert not root(response).xpath("//form[@data-keep]")
    refused = send(client, "place", sent, **{"phone-phone": "(303) 555-0199"})
    assert "removed" in text(refused)


def test_a_page_asks_the_database_a_fixed_number_of_times(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(20):
        client.get(edit_url("experience"))
    with django_assert_num_queries(22):
        client.get(edit_url("rates"))
