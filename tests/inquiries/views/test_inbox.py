"""The inbox: what waits is on top, nobody blind is named, and the box opens and closes."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from directory.models import Therapist
from inquiries.area import waiting
from inquiries.choices import Answer, ConversationStatus, PauseReason, Writer
from inquiries.models import Conversation, InquiryBox
from tests.factories.accounts import ModeratorFactory, UserFactory
from tests.factories.directory import TherapistFactory
from tests.factories.inquiries import MessageFactory

from .own_area import INBOX, SECRETS, conversation_for, get, whole

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]

DENVER = ZoneInfo("America/Denver")
TUESDAY = datetime(2026, 3, 3, 15, 15, tzinfo=DENVER)


@pytest.fixture
def therapist(client: Client) -> Therapist:
    found: Therapist = TherapistFactory(name="Ana Ruiz", published=True, place="Denver")
    client.force_login(found.owner)
    return found


def numbers(client: Client, query: str = "") -> list[str]:
    page = get(client, INBOX + query)
    return [one.get("data-conversation") for one in page.all("//*[@data-conversation]")]


def declined(therapist: Therapist, **values: Any) -> Conversation:
    now = timezone.now()
    return conversation_for(
        therapist,
        status=ConversationStatus.DECLINED,
        answer=Answer.DECLINED,
        answered_at=now,
        **values,
    )


def closed(therapist: Therapist) -> Conversation:
    now = timezone.now()
    return conversation_for(therapist, status=ConversationStatus.CLOSED, closed_at=now)


def pause(therapist: Therapist, reason: PauseReason) -> None:
    InquiryBox.objects.create(therapist=therapist, paused_at=timezone.now(), pause_reason=reason)


def test_an_empty_inbox_says_so(client: Client, therapist: Therapist) -> None:
    assert "Nobody has written to you yet." in get(client, INBOX).text


def test_a_blind_message_is_named_by_its_moment_and_first_words(
    client: Client, therapist: Therapist
) -> None:
    with time_machine.travel(TUESDAY, tick=False):
        conversation_for(therapist)
        declined(therapist)
        response = client.get(INBOX)

    text = whole(response)
    assert "Message of March 3, 3:15 PM" in text
    assert "Evenings" in text
    assert "hurts" in text
    assert [one for one in (*SECRETS, "disc") if one in text] == []


def test_who_is_known_is_named(client: Client, therapist: Therapist) -> None:
    conversation_for(therapist, answered=True)
    conversation_for(therapist, inquiry__is_blind=False)

    assert get(client, INBOX).text.count("From Zebulon Quillfeather") == 2


def test_it_says_how_long_somebody_waits_and_when_an_answer_is_due(
    client: Client, therapist: Therapist
) -> None:
    conversation_for(therapist, sent_at=TUESDAY)

    for days, said in (
        (0, "Please answer by Wednesday, March 4."),
        (2, "Please answer soon: after Friday, March 6 the patient is shown others."),
        (4, "An answer was due on Friday, March 6."),
    ):
        with time_machine.travel(TUESDAY + timedelta(days=days, minutes=1)):
            client.force_login(therapist.owner)
            text = get(client, INBOX).text.replace("\xa0", " ")
            assert said in text
            assert ("Has waited for 2 days." in text) is (days == 2)


def test_what_waits_longest_is_on_top(client: Client, therapist: Therapist) -> None:
    def ago(hours: int) -> datetime:
        return timezone.now() - timedelta(hours=hours)

    newest = conversation_for(therapist, answered=True, sent_at=ago(1))
    again = conversation_for(therapist, answered=True, sent_at=ago(2))
    MessageFactory(conversation=again, writer=Writer.PATIENT)
    waits, longer = (conversation_for(therapist, sent_at=ago(hours)) for hours in (3, 9))

    assert numbers(client) == [one.number for one in (longer, waits, again, newest)]
    assert get(client, INBOX).text.count("The patient wrote last.") == 1


def test_tabs_show_one_kind(client: Client, therapist: Therapist) -> None:
    rows = {
        "waiting": conversation_for(therapist),
        "answered": conversation_for(therapist, answered=True),
        "declined": declined(therapist),
        "closed": closed(therapist),
    }

    for show, row in rows.items():
        assert numbers(client, f"?show={show}") == [row.number]
    assert len(numbers(client)) == len(numbers(client, "?show=nonsense")) == 4


def test_nobody_sees_what_was_sent_to_others_or_is_held_back(
    client: Client, therapist: Therapist
) -> None:
    conversation_for(TherapistFactory(published=True))
    conversation_for(therapist, inquiry__held=True)
    conversation_for(therapist, inquiry__quarantined=True)

    assert numbers(client) == []


def test_who_has_no_profile_has_no_inbox(client: Client) -> None:
    for path in (INBOX, f"{INBOX}safety/"):
        assert client.get(path).status_code == 302
    for user in (UserFactory(), ModeratorFactory()):
        client.force_login(user)
        assert client.get(INBOX).status_code in (302, 404)
        assert client.post(f"{INBOX}open/").status_code in (302, 404)
    assert not InquiryBox.objects.exists()


@pytest.mark.parametrize("rows", [1, 30])
def test_any_number_of_messages_takes_the_same_queries(
    client: Client, therapist: Therapist, rows: int, django_assert_num_queries: Any
) -> None:
    for number in range(rows):
        conversation_for(therapist, answered=bool(number % 2))
    client.get(INBOX)

    with django_assert_num_queries(7):
        assert len(numbers(client)) == min(rows, 25)


@pytest.mark.parametrize(
    "query",
    ["?page=%00", "?page=99999", f"?page={'9' * 5000}", "?page=-1&page=x", "?show=%00%ff",
     "?show=%ed%a0%80", f"?show={'x' * 5000}"],
)  # fmt: skip
def test_no_address_breaks_it(client: Client, therapist: Therapist, query: str) -> None:
    conversation_for(therapist)

    assert client.get(INBOX + query).status_code == 200


def test_pages_keep_their_tab(client: Client, therapist: Therapist) -> None:
    for _ in range(26):
        conversation_for(therapist)

    page = get(client, f"{INBOX}?show=waiting")

    assert page.one("//a[@rel='next']").get("href") == "?show=waiting&page=2"
    assert len(numbers(client, "?show=waiting&page=2")) == 1


def test_the_menu_leads_to_it_and_counts_nothing(client: Client, therapist: Therapist) -> None:
    conversation_for(therapist)

    link = get(client, "/dashboard/").one(f"//nav//a[@href='{INBOX}']")

    assert link.text_content() == "Messages"


# The box -----------------------------------------------------------------------------------------


def test_an_open_box_is_closed_and_opened_by_buttons(client: Client, therapist: Therapist) -> None:
    assert "Your messages are open" in get(client, INBOX).text

    client.post(f"{INBOX}close/")
    box = InquiryBox.objects.get()
    assert (box.pause_reason, box.opened_at) == (PauseReason.OWN_WISH, None)
    assert "You closed your messages" in get(client, INBOX).text

    client.post(f"{INBOX}open/")
    box.refresh_from_db()
    assert (box.paused_at, box.pause_reason) == (None, "")
    assert box.opened_at is not None
    assert "Your messages are open" in get(client, INBOX).text


def test_looking_opens_and_closes_nothing(client: Client, therapist: Therapist) -> None:
    for step in ("open", "close"):
        assert client.get(f"{INBOX}{step}/").status_code == 302

    assert not InquiryBox.objects.exists()


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        (PauseReason.UNDELIVERED, "Check the email address of your account."),
        (PauseReason.SILENT, "Answer, decline or close what waits."),
        (PauseReason.OWN_WISH, "Take messages again when you have time"),
    ],
)
def test_a_closed_box_says_why_and_what_to_do(
    client: Client, therapist: Therapist, reason: PauseReason, said: str
) -> None:
    pause(therapist, reason)

    page = get(client, INBOX)

    assert said in page.text
    assert page.all(f"//form[@action='{INBOX}open/']")
    assert not page.all(f"//form[@action='{INBOX}close/']")


def test_our_reason_stays_when_it_is_closed_once_more(client: Client, therapist: Therapist) -> None:
    pause(therapist, PauseReason.SILENT)

    client.post(f"{INBOX}close/")

    assert InquiryBox.objects.get().pause_reason == PauseReason.SILENT


def test_it_does_not_open_while_somebody_waits(client: Client, therapist: Therapist) -> None:
    pause(therapist, PauseReason.SILENT)
    with time_machine.travel(TUESDAY, tick=False):
        conversation_for(therapist)
    for _ in range(4):
        conversation_for(therapist)

    response = client.post(f"{INBOX}open/", follow=True)

    text = " ".join(response.content.decode().split())
    assert "Answer, decline or close what waits first: Message of March 3" in text
    assert "2 more." in text
    assert InquiryBox.objects.get().paused_at is not None


def test_a_profile_that_takes_nobody_says_so_without_a_button(
    client: Client, therapist: Therapist
) -> None:
    Therapist.objects.update(accepting="no")

    page = get(client, INBOX)

    assert "because your profile says so" in page.text
    assert not page.all(f"//form[starts-with(@action, '{INBOX}')]")


def test_the_own_record_is_told_and_from_when_on_others_see_it(
    client: Client, therapist: Therapist
) -> None:
    assert "will stand here." in get(client, INBOX).text
    then = timezone.now() - timedelta(days=20)
    for number in range(6):
        conversation_for(
            therapist,
            inquiry__sent_at=then,
            inquiry__sender_digest=f"{number}",
            answered=number > 0,
            **({"answered_at": then + timedelta(hours=3)} if number else {}),
        )

    assert (
        "You answered 5 of 6 messages in the last 180 days, usually within 3 hours."
        " Patients see this from five messages on."
    ) in get(client, INBOX).text


# The note on the first page of the own area ------------------------------------------------------


def test_the_note_counts_what_waits(therapist: Therapist) -> None:
    assert waiting(therapist.owner) is None

    conversation_for(therapist)
    conversation_for(therapist, answered=True)
    note = waiting(therapist.owner)
    assert note is not None
    assert (note.text, note.url) == ("1 message waits for your answer.", INBOX)

    conversation_for(therapist)
    note = waiting(therapist.owner)
    assert note is not None
    assert note.text == "2 messages wait for your answer."


def test_the_safety_page_names_the_emergency_number(client: Client, therapist: Therapist) -> None:
    page = get(client, f"{INBOX}safety/")

    assert page.all("//a[@href='tel:911']")
    assert "You owe no reason." in page.text
