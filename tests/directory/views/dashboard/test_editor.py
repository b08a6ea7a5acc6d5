"""A therapist answers page by page, and nothing that was typed is ever lost."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth import get_user
from django.http import HttpRequest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from directory import unsaved
from directory.choices import ProfileStatus, RevisionStatus
from directory.forms.pages import PAGES
from directory.models import LiveChange, ProfileRevision, Therapist, UnsavedText
from tests.factories.accounts import UserFactory
from tests.factories.directory import TherapistFactory
from tests.factories.profiles import RevisionFactory, UnsavedTextFactory

from .reading import (
    OURS,
    edit_url,
    errors,
    fields,
    open_page,
    root,
    send,
    signed_in,
    text,
    value,
)

YEAR = "experience-practicing_since"
NOTE = "experience-experience_note"

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]


@pytest.fixture
def therapist() -> Therapist:
    return TherapistFactory(
        published=True,
        place="Denver",
        credentials=["diploma"],
        rates={60: 9500},
        phone="+13035550142",
    )


@pytest.fixture
def client(therapist: Therapist) -> Client:
    return signed_in(therapist)


def typed_url(page: str) -> str:
    return f"{edit_url(page)}typed/"


def kept(therapist: Therapist, page: str = "experience") -> UnsavedText | None:
    return unsaved.load(therapist).get(page)


def draft_of(therapist: Therapist) -> ProfileRevision:
    return ProfileRevision.objects.get(therapist=therapist)


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


def test_a_wrong_answer_is_shown_as_typed_with_its_error_and_kept(
    client: Client, therapist: Therapist
) -> None:
    sent = open_page(client, "experience")

    response = send(client, "experience", sent, **{YEAR: "1850", NOTE: "A long text."})

    assert response.status_code == 200
    assert root(response).xpath("//title")[0].text.startswith("Error:")
    assert root(response).xpath(f"//*[@role='alert']//a[@href='#id_{YEAR}']")
    assert (value(response, YEAR), value(response, NOTE)) == ("1850", "A long text.")
    assert errors(response)
    found = kept(therapist)
    assert found and found.was_sent
    assert not ProfileRevision.objects.exists()

    again = client.get(edit_url("experience"))
    assert (value(again, YEAR), value(again, NOTE)) == ("1850", "A long text.")
    assert errors(again)
    assert "text that is not saved yet" in text(again)


def test_a_valid_save_ends_what_was_unsaved(client: Client, therapist: Therapist) -> None:
    sent = open_page(client, "experience")
    send(client, "experience", sent, **{YEAR: "1850"})

    send(client, "experience", sent, **{YEAR: "2010"})

    assert kept(therapist) is None


def test_unsaved_text_can_be_discarded(client: Client, therapist: Therapist) -> None:
    send(client, "experience", open_page(client, "experience"), **{YEAR: "1850"})

    page = fields(client.get(edit_url("experience")))
    response = client.post(edit_url("experience"), page | {"go": "discard"})

    assert response["Location"] == edit_url("experience")
    assert kept(therapist) is None
    assert value(client.get(edit_url("experience")), YEAR) == ""


def test_typed_text_is_kept_without_saving_it(client: Client, therapist: Therapist) -> None:
    sent = open_page(client, "place") | {"phone-phone": ["(303) 555-0199"], "about-intro": ["Hm"]}

    response = client.post(typed_url("place"), sent)

    assert response.json() == {"kept": True}
    assert not ProfileRevision.objects.exists()
    therapist.refresh_from_db()
    assert therapist.phone == "+13035550142"
    found = kept(therapist, "place")
    assert found and not found.was_sent


def test_kept_text_comes_back_without_any_error(client: Client) -> None:
    client.post(typed_url("experience"), open_page(client, "experience") | {YEAR: ["20"]})

    response = client.get(edit_url("experience"))

    assert value(response, YEAR) == "20"
    assert errors(response) == []
    assert not root(response).xpath("//*[@role='alert']")
    assert not root(response).xpath("//title")[0].text.startswith("Error:")
    assert "Typed:" in text(response)


def test_typing_what_is_saved_anyway_leaves_nothing_unsaved(
    client: Client, therapist: Therapist
) -> None:
    sent = open_page(client, "experience")
    client.post(typed_url("experience"), sent | {YEAR: ["2010"]})

    client.post(typed_url("experience"), sent)

    assert kept(therapist) is None


def test_more_than_anybody_types_is_said_not_to_be_kept(client: Client) -> None:
    sent = open_page(client, "experience") | {NOTE: ["x" * unsaved.MOST]}

    response = client.post(typed_url("experience"), sent)

    assert (response.status_code, response.json()) == (413, {"kept": False})


def test_the_address_for_typed_text_takes_posts_only(client: Client) -> None:
    assert client.get(typed_url("experience")).status_code == 405


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


def test_a_second_tab_sees_what_the_first_one_saved(client: Client, therapist: Therapist) -> None:
    second = open_page(client, "experience")
    send(client, "experience", open_page(client, "experience"), **{YEAR: "2010"})

    response = send(client, "experience", second, **{YEAR: "2012"})

    said = text(response)
    assert response.status_code == 200
    assert "Saved now: 2010" in said
    assert "In this page: 2012" in said
    assert value(response, YEAR) == "2012"
    assert draft_of(therapist).content["experience"]["practicing_since"] == 2010
    assert kept(therapist)


def test_save_mine_instead_takes_the_typed_text(client: Client, therapist: Therapist) -> None:
    second = open_page(client, "experience")
    send(client, "experience", open_page(client, "experience"), **{YEAR: "2010"})
    response = send(client, "experience", second, **{YEAR: "2012"})
    assert root(response).xpath("//button[text()='Save mine instead']")

    send(client, "experience", fields(response))

    assert draft_of(therapist).content["experience"]["practicing_since"] == 2012
    assert kept(therapist) is None


def test_an_old_tab_does_not_bring_back_an_old_phone_number(
    client: Client, therapist: Therapist
) -> None:
    second = open_page(client, "place")
    send(client, "place", open_page(client, "place"), **{"phone-phone": "(303) 555-0199"})

    response = send(client, "place", second, **{"about-pronouns": "they/them"})

    therapist.refresh_from_db()
    assert therapist.phone == "+13035550199"
    assert "(303) 555-0199" in text(response)
    assert not ProfileRevision.objects.exists()


def test_two_tabs_that_say_the_same_are_no_conflict(client: Client, therapist: Therapist) -> None:
    second = open_page(client, "experience")
    send(client, "experience", open_page(client, "experience"), **{YEAR: "2010"})

    assert send(client, "experience", second, **{YEAR: "2010"}).status_code == 302


def test_typed_text_that_was_overtaken_says_so_when_it_comes_back(client: Client) -> None:
    second = open_page(client, "experience")
    send(client, "experience", open_page(client, "experience"), **{YEAR: "2010"})
    client.post(typed_url("experience"), second | {YEAR: ["2012"]})

    response = client.get(edit_url("experience"))

    assert "Saved now: 2010" in text(response)
    assert value(response, YEAR) == "2012"


def test_a_wrong_answer_in_an_old_tab_shows_all_that_is_saved(client: Client) -> None:
    second = open_page(client, "experience")
    send(client, "experience", open_page(client, "experience"), **{YEAR: "2010"})

    response = send(client, "experience", second, **{YEAR: "1850"})

    assert "Saved now: 2010" in text(response)
    assert errors(response)


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


def test_text_for_a_profile_that_was_sent_meanwhile_is_kept(
    client: Client, therapist: Therapist
) -> None:
    sent = open_page(client, "experience")
    revision = RevisionFactory(therapist=therapist, status=RevisionStatus.SUBMITTED)

    response = send(client, "experience", sent, **{YEAR: "2012"})

    assert "waits for a moderator" in text(response)
    assert value(response, YEAR) == "2012"
    assert kept(therapist)
    revision.refresh_from_db()
    assert revision.content["experience"]["practicing_since"] is None

    assert "comes back once" in text(client.get(edit_url("experience")))
    client.post("/dashboard/profile/withdraw/", {"version": revision.version, "page": "experience"})
    assert value(client.get(edit_url("experience")), YEAR) == "2012"


def test_text_of_some_parts_leaves_the_others_as_they_are_saved(
    client: Client, therapist: Therapist
) -> None:
    UnsavedTextFactory(
        therapist=therapist,
        page="place",
        data={"parts": ["live:phone"], "phone-phone": ["(303) 555-0199"]},
    )

    sent = open_page(client, "place")

    assert sent["phone-phone"] == ["(303) 555-0199"]
    assert sent["about-name"] == [therapist.name]


def test_a_removed_profile_cannot_be_changed(client: Client, therapist: Therapist) -> None:
    sent = open_page(client, "place")
    Therapist.objects.filter(pk=therapist.pk).update(status=ProfileStatus.REMOVED)

    response = client.get(edit_url("place"))

    assert "can no longer be changed" in text(response)
    assert not root(response).xpath("//form[@data-keep]")
    refused = send(client, "place", sent, **{"phone-phone": "(303) 555-0199"})
    assert "removed" in text(refused)


def test_signing_in_again_brings_back_what_was_typed(therapist: Therapist) -> None:
    client = signed_in(therapist)
    sent = open_page(client, "experience") | {YEAR: ["2012"]}
    client.logout()

    response = client.post(edit_url("experience"), sent | {"go": "save"})

    assert response["Location"] == f"/accounts/login/?next={edit_url('experience')}"
    assert not UnsavedText.objects.exists()
    assert "what you typed is waiting" in text(client.get(response["Location"]))
    client.force_login(therapist.owner)
    back = client.get(edit_url("experience"))
    assert "You had been signed out. This is what you typed." in text(back)
    assert value(back, YEAR) == "2012"
    assert errors(back) == []


def test_somebody_else_who_signs_in_never_sees_it(therapist: Therapist) -> None:
    client = signed_in(therapist)
    sent = open_page(client, "experience") | {NOTE: ["Only hers."]}
    client.logout()
    client.post(edit_url("experience"), sent)
    other = TherapistFactory()

    client.force_login(other.owner)

    assert "Only hers." not in text(client.get(edit_url("experience")))
    client.force_login(therapist.owner)
    assert "Only hers." not in text(client.get(edit_url("experience")))
    assert not UnsavedText.objects.exists()


def test_typed_text_after_the_session_has_ended_waits_too(therapist: Therapist) -> None:
    client = signed_in(therapist)
    sent = open_page(client, "experience") | {YEAR: ["2012"]}
    client.logout()

    response = client.post(typed_url("experience"), sent)

    assert (response.status_code, response.json()) == (401, {"kept": False})
    client.force_login(therapist.owner)
    assert value(client.get(edit_url("experience")), YEAR) == "2012"


def test_another_site_leaves_nothing_in_the_session(therapist: Therapist) -> None:
    """It could have a ticket of its own, and would sign out whoever follows its link."""
    sent = open_page(signed_in(therapist), "experience") | {YEAR: ["2012"]}

    for origin in ("https://evil.example", "null"):
        response = Client(headers={"origin": origin}).post(edit_url("experience"), sent)

        assert response.status_code == 302
        assert "sessionid" not in response.cookies


def test_two_tabs_keep_what_each_of_them_typed(client: Client, therapist: Therapist) -> None:
    first, second = open_page(client, "experience"), open_page(client, "experience")
    client.post(typed_url("experience"), first | {NOTE: ["Of the first tab."]})

    client.post(typed_url("experience"), second | {NOTE: ["Of the second tab."]})
    send(client, "experience", second, **{NOTE: "Of the second tab, saved."})

    (kept_text,) = therapist.unsaved_texts.all()
    assert kept_text.data[NOTE] == ["Of the first tab."]
    assert value(client.get(edit_url("experience")), NOTE) == "Of the first tab."


@pytest.mark.parametrize("ticket", ["", "made:up:ticket"])
def test_a_stranger_leaves_nothing_in_the_session(ticket: str) -> None:
    client = Client()

    for path in (edit_url("experience"), typed_url("experience")):
        response = client.post(path, {"ticket": ticket, YEAR: "2012"})

        assert response["Location"] == f"/accounts/login/?next={edit_url('experience')}"
        assert "sessionid" not in response.cookies


def test_a_stranger_is_asked_to_sign_in(client: Client) -> None:
    response = Client().get(edit_url("experience"))

    assert response["Location"] == f"/accounts/login/?next={edit_url('experience')}"


def strict(therapist: Therapist) -> Client:
    """A browser in front of which forged forms are refused."""
    client = Client(enforce_csrf_checks=True, headers=OURS)
    client.force_login(therapist.owner)
    return client


def test_a_forged_form_is_refused(therapist: Therapist) -> None:
    client = strict(therapist)

    for path in (edit_url("experience"), typed_url("experience")):
        assert client.post(path, {YEAR: "2012", "parts": "experience"}).status_code == 403
    assert not UnsavedText.objects.exists()
    assert not ProfileRevision.objects.exists()


def test_a_form_from_before_signing_in_again_is_not_saved_but_kept(therapist: Therapist) -> None:
    client = strict(therapist)
    sent = open_page(client, "experience") | {YEAR: ["2012"], "csrfmiddlewaretoken": ["x" * 64]}

    response = client.post(edit_url("experience"), sent | {"go": "save"})

    assert response["Location"] == edit_url("experience")
    assert not ProfileRevision.objects.exists()
    assert value(client.get(edit_url("experience")), YEAR) == "2012"


def test_a_form_with_its_own_token_is_saved(therapist: Therapist) -> None:
    client = strict(therapist)

    response = send(client, "experience", open_page(client, "experience"), **{YEAR: "2012"})

    assert response.status_code == 302
    assert draft_of(therapist).content["experience"]["practicing_since"] == 2012


@pytest.mark.parametrize("path", [edit_url("experience"), typed_url("experience")])
def test_without_a_profile_there_is_nothing_to_edit(path: str) -> None:
    client = Client()
    client.force_login(UserFactory())

    assert client.post(path, {"parts": "experience"}).status_code == 404


@pytest.mark.parametrize("page", ["nothing", "check-", "experiences"])
def test_a_page_that_does_not_exist_is_not_found(client: Client, page: str) -> None:
    assert client.get(edit_url(page)).status_code == 404
    assert client.post(edit_url(page), {}).status_code == 404
    assert client.post(typed_url(page), {}).status_code == 404


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"parts": "nothing"},
        {"parts": ["experience", "live:phone", "rates"]},
        {"parts": "experience"},
        {"parts": "experience", "seen": "", YEAR: "\0"},
        {"parts": "experience", "seen": "......", NOTE: "\0\ufffd\ud7ff\u202e" * 50},
        {"parts": "experience", YEAR: ["1", "2"], f"{YEAR}\0": "x"},
        {"rows": "remove:nothing:99999"},
        {"rows": "add:techniques", "go": "next"},
        {"go": "\0"},
    ],
)
def test_nothing_that_is_sent_breaks_a_page(client: Client, sent: dict[str, Any]) -> None:
    for path in (edit_url("experience"), typed_url("experience")):
        assert client.post(path, sent).status_code in (200, 302)
    assert client.get(edit_url("experience")).status_code == 200


@pytest.mark.parametrize("body", ["{", "null", '{"parts": ["experience"]}'])
def test_a_body_that_is_no_form_is_no_error(client: Client, body: str) -> None:
    response = client.post(edit_url("experience"), body, content_type="application/json")

    assert response.status_code == 302


def test_too_much_at_once_is_refused_and_no_error_of_ours(therapist: Therapist) -> None:
    client = strict(therapist)
    client.raise_request_exception = False
    token = open_page(client, "experience")["csrfmiddlewaretoken"][0]

    big = client.post(edit_url("experience"), {"csrfmiddlewaretoken": token, NOTE: "x" * 3_000_000})
    many = client.post(
        edit_url("experience"), {f"experience-{number}": "x" for number in range(1_100)}
    )

    assert (big.status_code, many.status_code) in {(400, 400), (413, 400), (400, 413), (413, 413)}


def test_no_draft_of_somebody_else_is_touched(client: Client) -> None:
    other = TherapistFactory()
    ticket = unsaved.ticket(other, "experience")

    send(client, "experience", open_page(client, "experience"), ticket=ticket, **{YEAR: "2012"})

    assert not ProfileRevision.objects.filter(therapist=other).exists()
    assert not UnsavedText.objects.filter(therapist=other).exists()


def test_a_page_asks_the_database_a_fixed_number_of_times(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(20):
        client.get(edit_url("experience"))
    with django_assert_num_queries(22):
        client.get(edit_url("rates"))


def test_the_signed_out_visitor_stays_signed_out(therapist: Therapist) -> None:
    client = signed_in(therapist)
    sent = open_page(client, "experience")
    client.logout()
    client.post(edit_url("experience"), sent)

    request = HttpRequest()
    request.session = client.session  # type: ignore[assignment]
    assert not get_user(request).is_authenticated
