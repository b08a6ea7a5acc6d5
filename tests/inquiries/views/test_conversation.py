"""One conversation: blind until there is an answer, and nothing that was typed is lost."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from directory.models import Therapist
from inquiries import links
from inquiries.actions import writing
from inquiries.choices import ConversationStatus, InquiryState, Writer
from inquiries.models import Block, Complaint, Conversation, Inquiry, InquiryEvent, Message
from tests.factories.accounts import ModeratorFactory
from tests.factories.directory import TherapistFactory
from tests.factories.inquiries import MessageFactory

from .own_area import CANARY, INBOX, SECRETS, conversation_for, get, path_of, read, whole, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]

STEPS = ("reply", "decline", "reveal", "phoned", "close", "complain", "block")
NASTY = ("\x00", "a\x00b", "\ud800", "\udfff x", "x" * 100_000, "\r\n" * 3000, "<script>", "‮")


@pytest.fixture
def therapist(client: Client) -> Therapist:
    found: Therapist = TherapistFactory(name="Ana Ruiz", published=True, place="Denver")
    client.force_login(found.owner)
    return found


@pytest.fixture
def conversation(therapist: Therapist) -> Conversation:
    return conversation_for(therapist)


def shown_secrets(response: Any) -> list[str]:
    return [one for one in SECRETS if one in whole(response)]


def current(conversation: Conversation) -> Conversation:
    return Conversation.objects.select_related("inquiry").get(pk=conversation.pk)


# What is shown -----------------------------------------------------------------------------------


def test_a_blind_page_tells_what_is_needed_and_not_who_needs_it(
    client: Client, conversation: Conversation
) -> None:
    MessageFactory(conversation=conversation, writer=Writer.PATIENT, text="Still me, Zebulon.")

    response = client.get(path_of(conversation))

    assert shown_secrets(response) == []
    text = read(response).text
    for told in ("It hurts when I sit.", "Herniated disc", "Evenings", "Left leg", "Still me"):
        assert told in text
    assert "Name, email and phone are hidden until you answer" in text


@pytest.mark.parametrize("step", ["decline", "complain", "block", "close", "phoned"])
def test_what_is_no_answer_shows_nobody(
    client: Client, conversation: Conversation, step: str
) -> None:
    response = client.post(path_of(conversation, step), words(reason="spam"), follow=True)

    assert shown_secrets(response) == []
    assert shown_secrets(client.get(path_of(conversation))) == []


@pytest.mark.parametrize("step", ["reply", "reveal"])
def test_an_answer_or_the_button_shows_name_address_and_phone(
    client: Client, conversation: Conversation, step: str
) -> None:
    client.post(path_of(conversation, step), words())

    text = get(client, path_of(conversation)).text
    for told in (CANARY.name, CANARY.email, "(303) 555-0199"):
        assert told in text


def test_who_switched_it_off_is_shown_at_once(client: Client, therapist: Therapist) -> None:
    open_one = conversation_for(therapist, inquiry__is_blind=False)

    page = get(client, path_of(open_one))

    assert CANARY.name in page.text
    assert not page.all(f"//form[@action='{path_of(open_one, 'reveal')}']")


def test_opening_is_noted_once_and_tells_nobody(client: Client, conversation: Conversation) -> None:
    client.head(path_of(conversation))
    client.get(path_of(conversation))
    first = current(conversation).opened_at
    client.get(path_of(conversation))

    assert first is not None
    assert current(conversation).opened_at == first
    assert not InquiryEvent.objects.exists()


def test_both_sides_read_what_the_other_writes(client: Client, conversation: Conversation) -> None:
    client.post(path_of(conversation, "reply"), words("Tuesday at ten?"))
    thread = Client().get(f"/messages/{links.token(conversation.inquiry)}/")
    assert "Tuesday at ten?" in thread.content.decode()

    writing.write(current(conversation), "Yes, gladly.", key=uuid.uuid4())

    text = get(client, path_of(conversation)).text
    assert text.index("It hurts") < text.index("Tuesday at ten?") < text.index("Yes, gladly.")


@pytest.mark.parametrize("messages", [1, 30])
def test_any_number_of_messages_takes_the_same_queries(
    client: Client, therapist: Therapist, messages: int, django_assert_num_queries: Any
) -> None:
    conversation = conversation_for(therapist, answered=True)
    for _ in range(messages):
        MessageFactory(conversation=conversation)
    client.get(path_of(conversation))

    with django_assert_num_queries(7):
        client.get(path_of(conversation))


def test_a_text_that_was_removed_leaves_a_page_without_it(
    client: Client, conversation: Conversation
) -> None:
    Inquiry.objects.update(sealed=None, sender_digest="", text_removed_at=timezone.now())

    page = get(client, path_of(conversation))
    assert "The text was removed" in page.text
    assert not page.all(f"//form[@action='{path_of(conversation, 'reply')}']")

    response = client.post(path_of(conversation, "reply"), words("My long answer"))
    assert response.status_code == 409
    assert "My long answer" in response.content.decode()


# Whose it is -------------------------------------------------------------------------------------


def test_nobody_else_finds_it(client: Client, conversation: Conversation) -> None:
    others = [TherapistFactory(published=True).owner, ModeratorFactory()]

    for user in others:
        client.force_login(user)
        for step in ("", *STEPS):
            path = path_of(conversation, step)
            response = client.post(path, words(reason="spam")) if step else client.get(path)
            assert response.status_code in (302, 404)
            assert shown_secrets(response) == []
    client.logout()
    for step in ("", *STEPS):
        response = (
            client.post(path_of(conversation, step), words())
            if step
            else client.get(path_of(conversation))
        )
        assert response.status_code in (302, 405)
    assert current(conversation).status == ConversationStatus.WAITING
    assert not InquiryEvent.objects.exists()
    assert not Block.objects.exists()


@pytest.mark.parametrize("held", [{"inquiry__held": True}, {"inquiry__quarantined": True}])
def test_what_is_held_back_is_not_there(
    client: Client, therapist: Therapist, held: dict[str, bool]
) -> None:
    assert client.get(path_of(conversation_for(therapist, **held))).status_code == 404


@pytest.mark.parametrize("number", ["x", "%00", "%0A", "%ff", "x" * 22, "x" * 3000, "%ED%A0%80"])
def test_no_number_breaks_it(client: Client, therapist: Therapist, number: str) -> None:
    for step in ("", *(f"{step}/" for step in STEPS)):
        assert client.get(f"{INBOX}{number}/{step}").status_code in (302, 404)
        assert client.post(f"{INBOX}{number}/{step}").status_code in (404, 405)


def test_looking_takes_no_step(client: Client, conversation: Conversation) -> None:
    for step in STEPS:
        response = client.get(path_of(conversation, step))
        assert response["Location"] == path_of(conversation)

    assert not InquiryEvent.objects.exists()


# What is typed -----------------------------------------------------------------------------------


@pytest.mark.parametrize(("step", "slug"), [("reply", "offer-a-time"), ("decline", "not-my-field")])
def test_a_ready_answer_comes_after_what_was_typed_and_sends_nothing(
    client: Client, conversation: Conversation, step: str, slug: str
) -> None:
    data = words("Hello,", ready=slug)

    page = read(client.post(path_of(conversation, step), data))

    typed = page.one(f"//textarea[@id='{step}_text']").text_content().strip()
    assert typed.startswith("Hello,\n\nThank you")
    assert page.one(f"//input[@id='{step}_key']").get("value") == data["key"]
    assert not Message.objects.exists()


def test_a_ready_answer_can_be_asked_for_by_its_address(
    client: Client, conversation: Conversation
) -> None:
    page = get(client, f"{path_of(conversation)}?ready=offer-a-time")
    assert "[day and time]" in page.one("//textarea[@id='reply_text']").text_content()
    assert not page.all("//details[@open]")

    page = get(client, f"{path_of(conversation)}?ready=not-my-field")
    assert "not what I do most" in page.one("//textarea[@id='decline_text']").text_content()
    assert page.all("//details[@open]//textarea[@id='decline_text']")


def test_what_is_left_to_fill_in_is_not_sent(client: Client, conversation: Conversation) -> None:
    response = client.post(path_of(conversation, "reply"), words("On [day and time]."))

    page = read(response)
    assert "Fill in what stands in brackets: [day and time]" in page.text
    assert "On [day and time]." in page.one("//textarea[@id='reply_text']").text_content()
    assert not Message.objects.exists()


def test_the_same_form_twice_is_one_message(client: Client, conversation: Conversation) -> None:
    data = words()

    for _ in range(2):
        response = client.post(path_of(conversation, "reply"), data)
        assert response.status_code == 302

    assert Message.objects.count() == 1


def test_other_words_under_an_old_key_come_back_with_a_new_one(
    client: Client, conversation: Conversation
) -> None:
    data = words()
    client.post(path_of(conversation, "reply"), data)

    response = client.post(path_of(conversation, "reply"), data | {"text": "And one more."})

    page = read(response)
    assert response.status_code == 409
    assert "And one more." in page.one("//textarea[@id='reply_text']").text_content()
    key = page.one("//input[@id='reply_key']").get("value")
    assert key != data["key"]
    client.post(path_of(conversation, "reply"), words("And one more.", key=key))
    assert Message.objects.count() == 2


@pytest.mark.parametrize("step", ["reply", "decline"])
def test_a_refused_answer_is_given_back(
    client: Client, conversation: Conversation, step: str
) -> None:
    Conversation.objects.update(status=ConversationStatus.CLOSED, closed_at=timezone.now())

    response = client.post(path_of(conversation, step), words("My long answer"))

    assert response.status_code == 409
    text = read(response).text
    assert "My long answer" in text
    assert "This message is closed." in text


@pytest.mark.parametrize("step", ["reply", "decline"])
def test_an_answer_to_what_was_deleted_is_given_back(
    client: Client, conversation: Conversation, step: str
) -> None:
    Inquiry.objects.update(
        state=InquiryState.DELETED, sealed=None, sender_digest="", text_removed_at=timezone.now()
    )

    assert "deleted" in get(client, path_of(conversation), status=410).text
    response = client.post(path_of(conversation, step), words("My long answer"))

    assert response.status_code == 410
    assert "long answer" in response.content.decode()


def test_an_answer_of_somebody_who_was_signed_out_is_given_back(
    client: Client, conversation: Conversation
) -> None:
    client.logout()

    response = client.post(
        path_of(conversation, "reply"),
        words("My long answer"),
        headers={"origin": "http://testserver"},
    )

    assert response.status_code == 403
    assert "My long answer" in response.content.decode()
    assert not Message.objects.exists()


def test_too_many_answers_are_given_back(
    client: Client, conversation: Conversation, settings: Any
) -> None:
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"inquiry_answer": "1/h/user"}
    client.post(path_of(conversation, "reply"), words())

    response = client.post(path_of(conversation, "reply"), words("One more"))

    assert response.status_code == 429
    assert response["Retry-After"]
    assert "One more" in read(response).one("//textarea[@id='reply_text']").text_content()
    assert Message.objects.count() == 1


@pytest.mark.parametrize("step", ["reply", "decline", "complain"])
@pytest.mark.parametrize("text", NASTY, ids=ascii)
def test_no_text_breaks_it(
    client: Client, conversation: Conversation, step: str, text: str
) -> None:
    for data in (
        {"text": text, "note": text, "key": text, "reason": text, "ready": text},
        {"text": text, "note": text, "key": text, "reason": text},
        {"text": text, "note": text, "key": str(uuid.uuid4()), "reason": "spam"},
        {"text": [text, text], "key": [text, text]},
        {},
    ):
        encoded = {
            name: [one.encode("utf-8", "surrogatepass") for one in (
                value if isinstance(value, list) else [value])]
            for name, value in data.items()
        }  # fmt: skip
        response = client.post(path_of(conversation, step), encoded)
        assert response.status_code in (200, 302, 409)
    assert client.get(path_of(conversation), {"ready": "\x00"}).status_code == 200


# The other steps ---------------------------------------------------------------------------------


def test_i_phoned_is_offered_only_to_who_has_the_number(
    client: Client, conversation: Conversation
) -> None:
    button = f"//form[@action='{path_of(conversation, 'phoned')}']"
    assert not get(client, path_of(conversation)).all(button)

    client.post(path_of(conversation, "reveal"))
    assert get(client, path_of(conversation)).all(button)

    client.post(path_of(conversation, "phoned"))
    page = get(client, path_of(conversation))
    assert "Noted: you phoned." in page.text
    assert not page.all(button)


def test_a_no_goes_out_with_one_press(client: Client, conversation: Conversation) -> None:
    page = get(client, path_of(conversation))
    begun = page.one("//textarea[@id='decline_text']").text_content().strip()

    client.post(path_of(conversation, "decline"), words(begun))

    assert Message.objects.get().read().endswith("I wish you well.")
    assert current(conversation).status == ConversationStatus.DECLINED


def test_reporting_asks_why_and_thanks(client: Client, conversation: Conversation) -> None:
    path = path_of(conversation, "complain")
    page = read(client.post(path, {"note": "He asks for more."}))
    assert "Choose what is wrong." in page.text
    assert "He asks for more." in page.one("//textarea[@id='complain_note']").text_content()

    for _ in range(2):
        client.post(path, {"reason": "sexual", "note": "He asks for more."})

    assert Complaint.objects.get().read() == {"note": "He asks for more."}
    page = get(client, path_of(conversation))
    assert "You have reported this message." in page.text
    assert not page.all(f"//form[@action='{path}']")


def test_blocking_holds_at_once_and_is_shown(client: Client, conversation: Conversation) -> None:
    assert "may block the sender for the whole site" in get(client, path_of(conversation)).text

    client.post(path_of(conversation, "block"))

    assert Block.objects.get().therapist == conversation.therapist
    page = get(client, path_of(conversation)).text
    assert "Nothing more can be sent here." in page
    # The sender is hidden: the same words on another message would tell that both are theirs.
    assert "You have blocked this sender." not in page

    Conversation.objects.update(revealed_at=timezone.now())
    assert "You have blocked this sender." in get(client, path_of(conversation)).text


def test_message_of_a_hidden_sender_does_not_tell_that_another_was_theirs(
    client: Client, conversation: Conversation
) -> None:
    assert conversation.therapist
    other = conversation_for(conversation.therapist)

    client.post(path_of(conversation, "block"))

    assert "blocked this sender" not in get(client, path_of(other)).text


def test_what_is_kept_from_the_therapist_is_not_found(
    client: Client, conversation: Conversation
) -> None:
    Conversation.objects.update(is_withheld=True)

    assert client.get(path_of(conversation)).status_code == 404
    Inquiry.objects.update(state=InquiryState.DELETED)
    assert client.get(path_of(conversation)).status_code == 404


def test_closing_ends_it_for_both(client: Client, conversation: Conversation) -> None:
    client.post(path_of(conversation, "close"))

    page = get(client, path_of(conversation))
    assert "Nothing more can be sent here." in page.text
    assert not page.all(f"//form[@action='{path_of(conversation, 'reply')}']")
    assert not page.all(f"//form[@action='{path_of(conversation, 'reveal')}']")
