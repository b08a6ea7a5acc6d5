"""What a therapist's answer does: each step once, with its event and its mail."""

from __future__ import annotations

import uuid
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from post_office.models import Email

from inquiries.actions import answering
from inquiries.choices import Answer, ConversationStatus, InquiryEventKind, InquiryState, Writer
from inquiries.letter import Letter
from inquiries.models import Conversation, Inquiry, InquiryEvent, Message
from inquiries.refusals import Refused
from tests.directory.at_once import at_once, shared_database
from tests.factories.accounts import UserFactory
from tests.factories.inquiries import LETTER, ConversationFactory, MessageFactory

pytestmark = pytest.mark.usefixtures("queued_mail", "vocabulary")
in_database = pytest.mark.django_db


TEXT = "Tuesday at ten is free."
WITH_PHONE = Letter(name="Pat Example", email="pat@example.com", message="?", phone="+13035550142")


def waiting(**values: Any) -> Conversation:
    made: Conversation = ConversationFactory(**values)
    return made


def owner_of(conversation: Conversation) -> Any:
    assert conversation.therapist
    return conversation.therapist.owner


def answer(conversation: Conversation, text: str = TEXT, key: uuid.UUID | None = None) -> Message:
    return answering.reply(conversation, text, key=key or uuid.uuid4(), by=owner_of(conversation))


def say_no(conversation: Conversation, key: uuid.UUID | None = None) -> Message:
    return answering.decline(
        conversation, "I am full.", key=key or uuid.uuid4(), by=owner_of(conversation)
    )


def kinds() -> list[str]:
    return list(InquiryEvent.objects.order_by("pk").values_list("kind", flat=True))


def closed(**values: Any) -> Conversation:
    return waiting(status=ConversationStatus.CLOSED, closed_at=timezone.now(), **values)


@in_database
def test_the_first_reply_is_the_answer_and_shows_who_wrote() -> None:
    conversation = waiting()

    message = answer(conversation)

    conversation.refresh_from_db()
    assert (message.writer, message.read()) == (Writer.THERAPIST, TEXT)
    assert conversation.status == ConversationStatus.ANSWERED
    assert conversation.answer == Answer.WRITTEN
    assert conversation.answered_at == conversation.revealed_at == message.written_at
    assert kinds() == [InquiryEventKind.REVEALED, InquiryEventKind.ANSWERED]
    assert Inquiry.objects.get().last_written_at == message.written_at


@in_database
def test_the_mail_says_only_that_there_is_an_answer() -> None:
    answer(waiting())

    mail = Email.objects.get()
    assert mail.to == [LETTER.email]
    for said in (mail.subject, mail.message, mail.html_message):
        for hidden in (TEXT, LETTER.message, LETTER.name):
            assert hidden not in said
    assert "/messages/" in mail.message


@in_database
def test_what_is_kept_is_encrypted() -> None:
    answer(waiting())

    assert TEXT not in (Message.objects.values_list("sealed", flat=True).get() or "")


@in_database
def test_the_same_form_twice_is_one_message_and_one_mail() -> None:
    conversation, key = waiting(), uuid.uuid4()

    assert answer(conversation, key=key) == answer(conversation, key=key)
    assert Email.objects.count() == Message.objects.count() == 1


@in_database
def test_the_same_form_with_other_words_is_refused_and_keeps_the_first() -> None:
    conversation, key = waiting(), uuid.uuid4()
    answer(conversation, key=key)

    with pytest.raises(answering.AlreadySent):
        answer(conversation, "Wednesday, too.", key=key)

    assert Message.objects.get().read() == TEXT


@in_database
def test_a_key_of_another_conversation_or_of_the_patient_is_refused() -> None:
    conversation = waiting()
    strange = MessageFactory(text=TEXT)
    patients = MessageFactory(conversation=conversation, text=TEXT, writer=Writer.PATIENT)

    for key in (strange.key, patients.key):
        with pytest.raises(answering.AlreadySent):
            answer(conversation, key=key)


@in_database
def test_a_later_reply_changes_neither_how_nor_when_it_was_answered() -> None:
    conversation = waiting()
    answer(conversation)
    conversation.refresh_from_db()
    first = conversation.answered_at

    answer(conversation, "One more thing.")

    conversation.refresh_from_db()
    assert conversation.answered_at == first
    assert kinds().count(InquiryEventKind.ANSWERED) == 1
    assert Email.objects.count() == 2


@in_database
def test_who_is_not_blind_needs_no_revealing() -> None:
    conversation = waiting(inquiry__is_blind=False)

    answer(conversation)

    conversation.refresh_from_db()
    assert conversation.shows_sender
    assert kinds() == [InquiryEventKind.ANSWERED]


@in_database
def test_a_no_is_an_answer_that_shows_nobody() -> None:
    conversation = waiting()

    say_no(conversation)

    conversation.refresh_from_db()
    assert conversation.status == ConversationStatus.DECLINED
    assert conversation.answer == Answer.DECLINED
    assert conversation.revealed_at is None
    assert kinds() == [InquiryEventKind.DECLINED]
    assert Email.objects.count() == 1


@in_database
def test_the_same_no_twice_is_one_message_and_one_mail() -> None:
    conversation, key = waiting(), uuid.uuid4()

    assert say_no(conversation, key) == say_no(conversation, key)
    assert Email.objects.count() == Message.objects.count() == 1


@in_database
def test_a_reply_after_a_no_goes_out_and_the_answer_stays_a_no() -> None:
    conversation = waiting()
    say_no(conversation)

    answer(conversation)

    conversation.refresh_from_db()
    assert conversation.status == ConversationStatus.ANSWERED
    assert conversation.answer == Answer.DECLINED


@in_database
def test_a_no_comes_too_late_after_an_answer_a_no_or_the_end() -> None:
    answered, declined = waiting(), waiting()
    answer(answered)
    say_no(declined)
    number = Message.objects.count()

    for conversation in (answered, declined, closed()):
        with pytest.raises(Refused):
            say_no(conversation)

    assert Message.objects.count() == number


@in_database
@pytest.mark.parametrize("do", [answer, say_no])
def test_nothing_is_sent_to_a_closed_one(do: Any) -> None:
    conversation = closed()
    before = Inquiry.objects.get().last_written_at

    with pytest.raises(Refused):
        do(conversation)

    conversation.refresh_from_db()
    assert conversation.answer == Answer.NONE
    assert Inquiry.objects.get().last_written_at == before
    assert not Message.objects.exists()
    assert not Email.objects.exists()


@in_database
@pytest.mark.parametrize("state", [InquiryState.DELETED, InquiryState.SENT])
@pytest.mark.parametrize("do", [answer, say_no])
def test_nothing_is_sent_when_the_text_is_gone(do: Any, state: InquiryState) -> None:
    conversation = waiting()
    Inquiry.objects.update(
        state=state, sealed=None, sender_digest="", text_removed_at=timezone.now()
    )

    with pytest.raises(Refused):
        do(conversation)

    assert not Message.objects.exists()


@in_database
def test_revealing_is_recorded_once() -> None:
    conversation = waiting()
    by = owner_of(conversation)

    assert answering.reveal(conversation, by=by)
    assert not answering.reveal(conversation, by=by)

    assert kinds() == [InquiryEventKind.REVEALED]
    assert InquiryEvent.objects.get().actor == by


@in_database
def test_the_name_of_a_closed_or_emptied_one_stays_hidden() -> None:
    emptied = waiting()
    Inquiry.objects.update(sealed=None, sender_digest="", text_removed_at=timezone.now())

    for conversation in (emptied, closed()):
        with pytest.raises(Refused):
            answering.reveal(conversation, by=owner_of(conversation))

    assert kinds() == []


@in_database
def test_who_has_seen_the_number_can_say_that_they_phoned() -> None:
    conversation = waiting(inquiry__letter=WITH_PHONE)
    by = owner_of(conversation)
    answering.reveal(conversation, by=by)

    assert answering.phoned(conversation, by=by)
    assert not answering.phoned(conversation, by=by)

    conversation.refresh_from_db()
    assert conversation.answer == Answer.PHONED
    assert conversation.status == ConversationStatus.ANSWERED
    assert kinds() == [InquiryEventKind.REVEALED, InquiryEventKind.PHONED]


@in_database
def test_the_patient_is_told_once_that_somebody_says_they_phoned() -> None:
    conversation = waiting(inquiry__letter=WITH_PHONE, inquiry__is_blind=False)

    for _ in range(2):
        answering.phoned(conversation, by=owner_of(conversation))

    mail = Email.objects.get()
    assert (mail.subject, mail.to) == ("A therapist says that they phoned you", ["pat@example.com"])
    everything = f"{mail.message} {mail.html_message}"
    assert f"/messages/{conversation.inquiry.number}:" in everything
    assert "They did not answer" in everything
    assert conversation.therapist
    for word in ("Pat Example", "0142", conversation.therapist.name):
        assert word not in everything


@in_database
def test_what_was_deleted_takes_no_step_though_a_moderator_may_still_read_it() -> None:
    conversation = waiting(inquiry__letter=WITH_PHONE)
    by = owner_of(conversation)
    Inquiry.objects.update(state=InquiryState.DELETED)

    for step in (answering.reveal, answering.phoned):
        with pytest.raises(Refused):
            step(conversation, by=by)

    assert kinds() == []
    assert not Email.objects.exists()


@in_database
def test_nobody_phoned_a_number_that_is_hidden_or_was_not_given_or_after_the_end() -> None:
    hidden = waiting(inquiry__letter=WITH_PHONE)
    without = waiting(inquiry__is_blind=False)
    ended = closed(inquiry__is_blind=False, inquiry__letter=WITH_PHONE)

    for conversation in (hidden, without, ended):
        with pytest.raises(Refused):
            answering.phoned(conversation, by=owner_of(conversation))
        conversation.refresh_from_db()
        assert conversation.answer == Answer.NONE


@in_database
def test_closing_is_no_answer() -> None:
    conversation = waiting()
    by = owner_of(conversation)

    assert answering.close(conversation, by=by)
    assert not answering.close(conversation, by=by)

    conversation.refresh_from_db()
    assert conversation.status == ConversationStatus.CLOSED
    assert conversation.answer == Answer.NONE
    assert kinds() == [InquiryEventKind.CLOSED]


@in_database
def test_the_first_look_counts() -> None:
    conversation = waiting()
    by = owner_of(conversation)

    assert answering.opened(conversation, by=by)
    conversation.refresh_from_db()
    first = conversation.opened_at
    assert not answering.opened(conversation, by=by)

    conversation.refresh_from_db()
    assert conversation.opened_at == first


@in_database
def test_nobody_else_takes_a_step() -> None:
    conversation = waiting()
    orphan = waiting()
    orphan.therapist = None
    stranger = UserFactory()
    gone = owner_of(conversation)
    gone.is_active = False

    for whose, by in ((conversation, stranger), (orphan, stranger), (conversation, gone)):
        for step in (answering.opened, answering.reveal, answering.phoned, answering.close):
            with pytest.raises(PermissionDenied):
                step(whose, by=by)
        for send in (answering.reply, answering.decline):
            with pytest.raises(PermissionDenied):
                send(whose, TEXT, key=uuid.uuid4(), by=by)

    assert kinds() == []


@in_database
def test_an_address_that_takes_no_mail_does_not_stop_the_answer() -> None:
    conversation = waiting(inquiry__letter=Letter(name="P", email="no address", message="?"))

    answer(conversation)

    assert Message.objects.exists()
    assert not Email.objects.exists()


# At the same moment ------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_many_at_once(tmp_path: Path) -> None:
    with shared_database(tmp_path):
        _two_tabs_answer_at_once()
        _one_form_comes_many_times_at_once()
        _a_no_and_an_answer_come_at_once()
        _the_name_is_shown_at_once()


def _fresh(conversation: Conversation) -> Conversation:
    return Conversation.objects.select_related("inquiry", "therapist__owner").get(
        pk=conversation.pk
    )


def _two_tabs_answer_at_once() -> None:
    conversation = waiting()
    tabs = [_fresh(conversation) for _ in range(6)]

    outcomes = at_once(*(lambda tab=tab: bool(answer(tab)) for tab in tabs))  # type: ignore[misc]

    assert outcomes == ["True"] * 6
    messages = conversation.messages.all()
    assert len(messages) == 6
    conversation.refresh_from_db()
    assert conversation.answered_at in [message.written_at for message in messages]
    of_this = InquiryEvent.objects.filter(conversation_number=conversation.number)
    assert sorted(of_this.values_list("kind", flat=True)) == ["answered", "revealed"]


def _one_form_comes_many_times_at_once() -> None:
    conversation, key = waiting(), uuid.uuid4()
    mails = Email.objects.count()
    tabs = [_fresh(conversation) for _ in range(8)]

    outcomes = at_once(
        *(lambda tab=tab: bool(answer(tab, key=key)) for tab in tabs)  # type: ignore[misc]
    )

    assert outcomes == ["True"] * 8
    assert conversation.messages.count() == 1
    assert Email.objects.count() == mails + 1


def _a_no_and_an_answer_come_at_once() -> None:
    conversation = waiting()
    one, other = _fresh(conversation), _fresh(conversation)

    outcomes = at_once(lambda: bool(answer(one)), lambda: bool(say_no(other)))

    conversation.refresh_from_db()
    assert conversation.status == ConversationStatus.ANSWERED
    first = Answer.DECLINED if outcomes == ["True", "True"] else Answer.WRITTEN
    assert conversation.answer == first
    assert outcomes in (["True", "True"], ["Refused", "True"])


def _the_name_is_shown_at_once() -> None:
    conversation = waiting()
    tabs = [_fresh(conversation) for _ in range(6)]

    outcomes = at_once(
        *(lambda tab=tab: answering.reveal(tab, by=owner_of(tab)) for tab in tabs)  # type: ignore[misc]
    )

    assert outcomes == ["False"] * 5 + ["True"]
    of_this = InquiryEvent.objects.filter(conversation_number=conversation.number)
    assert of_this.count() == 1
