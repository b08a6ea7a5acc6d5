"""Moderators see states and dates of inquiries; texts only where they were reported."""

import uuid
from collections.abc import Callable
from dataclasses import replace

import pytest
from django.contrib import admin
from django.db import models
from django.test import Client
from django.urls import reverse
from lxml import html

from accounts.models import User
from inquiries.choices import (
    BlockScope,
    ComplaintReason,
    InquiryEventKind,
    InquiryState,
    PauseReason,
    ReportReason,
    Suspicion,
)
from inquiries.letter import Letter
from inquiries.models import (
    AccuracyAnswer,
    Block,
    Complaint,
    Conversation,
    Inquiry,
    InquiryBox,
    InquiryEvent,
    Message,
    Report,
)
from sciatica_site import sealing
from tests.factories.accounts import UserFactory
from tests.factories.inquiries import ConversationFactory, InquiryFactory, MessageFactory

pytestmark = pytest.mark.django_db

CANARY = "CanaryOfThePatient"
LETTER = Letter(
    name=f"{CANARY} Name", email="canaryofthepatient@example.com", message=f"{CANARY} hurts"
)
REGISTERED = [Block, Complaint, Conversation, Inquiry, InquiryBox, InquiryEvent, Report]


@pytest.fixture
def complaint() -> Complaint:
    conversation = ConversationFactory(inquiry__letter=LETTER)
    MessageFactory(conversation=conversation, text=f"{CANARY} reply")
    return Complaint.objects.create(
        conversation=conversation,
        reason=ComplaintReason.THREAT,
        sealed=sealing.seal({"note": f"{CANARY} note"}),
    )


@pytest.fixture
def report(complaint: Complaint) -> Report:
    return Report.objects.create(
        key=uuid.uuid4(),
        therapist=complaint.conversation.therapist,
        reason=ReportReason.CONDUCT,
        is_serious=True,
        sealed=sealing.seal({"text": "What happened.", "email": "witness@example.com"}),
    )


@pytest.fixture
def data(complaint: Complaint, report: Report) -> None:
    conversation = complaint.conversation
    InquiryEvent.objects.create(conversation_number=conversation.number, kind=InquiryEventKind.SENT)
    InquiryBox.objects.create(therapist=conversation.therapist, paused_at=conversation.sent_at,
                              pause_reason=PauseReason.SILENT)  # fmt: skip
    Block.objects.create(sender_digest="0" * 64, scope=BlockScope.SITE)


def listed(model: type[models.Model]) -> str:
    return reverse(f"admin:inquiries_{model._meta.model_name}_changelist")


def page_of(row: models.Model) -> str:
    return reverse(f"admin:inquiries_{row._meta.model_name}_change", args=[row.pk])


def decide(row: models.Model) -> str:
    return reverse(f"admin:inquiries_{row._meta.model_name}_decide", args=[row.pk])


def test_messages_and_answers_of_patients_have_no_page() -> None:
    assert not any(admin.site.is_registered(model) for model in (Message, AccuracyAnswer))


@pytest.mark.usefixtures("moderator", "data")
@pytest.mark.parametrize("model", REGISTERED)
def test_moderators_open_every_list_and_page_and_find_nothing_of_the_patient(
    client: Client, model: type[models.Model]
) -> None:
    row = model._default_manager.first()
    assert row

    for path in (listed(model), page_of(row)):
        response = client.get(path)

        assert response.status_code == 200
        text = response.content.decode().casefold()
        assert CANARY.casefold() not in text
        assert (getattr(row, "sealed", "") or "gAAAA") not in text
    for page, args in (("add", []), ("delete", [row.pk])):
        name = f"admin:inquiries_{model._meta.model_name}_{page}"
        assert client.get(reverse(name, args=args)).status_code == 403


@pytest.mark.usefixtures("data")
@pytest.mark.parametrize("model", REGISTERED)
def test_staff_without_permissions_may_not_look(client: Client, model: type[models.Model]) -> None:
    client.force_login(UserFactory(is_staff=True))
    row = model._default_manager.first()
    assert row

    assert client.get(listed(model)).status_code == 403
    assert client.get(page_of(row)).status_code == 403


@pytest.mark.usefixtures("moderator", "data")
@pytest.mark.parametrize("model", REGISTERED)
def test_a_post_to_the_stock_page_changes_nothing(
    client: Client, model: type[models.Model]
) -> None:
    row = model._default_manager.values().first()
    assert row
    numbers = {name: "1" for name in row if name.endswith("_id")}

    client.post(
        page_of(model._default_manager.get(pk=row["id"])),
        {
            "state": "dropped",
            "status": "closed",
            "sealed": "x",
            "pause_reason": "own-wish",
            **numbers,
        },
    )

    assert model._default_manager.values().get(pk=row["id"]) == row


@pytest.mark.usefixtures("moderator")
@pytest.mark.parametrize("model", REGISTERED)
def test_lists_ask_the_same_number_of_questions_for_many_rows(
    client: Client, model: type[models.Model], data: None, django_assert_num_queries: Callable
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.get(listed(model))
    with CaptureQueriesContext(connection) as few:
        client.get(listed(model))
    for _ in range(5):
        conversation = ConversationFactory()
        Complaint.objects.create(conversation=conversation, reason=ComplaintReason.SPAM)
        Report.objects.create(
            key=uuid.uuid4(), therapist=conversation.therapist, reason=ReportReason.PRICES
        )
        InquiryEvent.objects.create(
            kind=InquiryEventKind.SENT, conversation_number=conversation.number
        )
        InquiryBox.objects.create(therapist=conversation.therapist)
        Block.objects.create(
            sender_digest=uuid.uuid4().hex, scope=BlockScope.THERAPIST,
            therapist=conversation.therapist,
        )  # fmt: skip

    with django_assert_num_queries(len(few)):
        client.get(listed(model))


def test_a_reported_text_is_shown_after_a_reason_was_given(
    client: Client, moderator: User, complaint: Complaint
) -> None:
    without = client.post(decide(complaint), {"step": "read", "reason": " "})
    with_reason = client.post(decide(complaint), {"step": "read", "reason": "Is it a threat?"})

    assert CANARY not in without.content.decode()
    assert "Write why you need to read it." in without.content.decode()
    page = with_reason.content.decode()
    for text in (f"{CANARY} hurts", f"{CANARY} reply", f"{CANARY} note", LETTER.email):
        assert text in page
    assert "no-store" in with_reason["Cache-Control"]
    event = InquiryEvent.objects.get()
    assert (event.kind, event.actor, event.reason) == (
        InquiryEventKind.TEXT_OPENED,
        moderator,
        "Is it a threat?",
    )


@pytest.mark.usefixtures("moderator")
def test_a_complaint_is_decided_with_one_button(client: Client, complaint: Complaint) -> None:
    response = client.post(decide(complaint), {"step": "block"}, follow=True)

    assert "the therapist is right" in response.content.decode()
    assert Block.objects.get().scope == BlockScope.SITE
    again = client.post(decide(complaint), {"step": "dismiss"})
    assert "Somebody has decided about this meanwhile." in again.content.decode()


@pytest.mark.usefixtures("moderator")
def test_a_report_shows_its_words_and_is_decided(client: Client, report: Report) -> None:
    page = client.get(page_of(report)).content.decode()
    client.post(decide(report), {"step": "right"})

    assert "What happened." in page
    assert "Serious conduct" in page
    report.refresh_from_db()
    assert report.state == "upheld"


@pytest.mark.usefixtures("moderator")
def test_the_serious_reports_come_first(client: Client, report: Report) -> None:
    for _ in range(2):
        Report.objects.create(
            key=uuid.uuid4(), therapist=report.therapist, reason=ReportReason.PRICES
        )

    rows = client.get(listed(Report)).context["cl"].result_list

    assert rows[0] == report


@pytest.mark.usefixtures("moderator")
@pytest.mark.parametrize("step", ["", "nonsense", "\x00"])
def test_an_unknown_button_is_refused(client: Client, complaint: Complaint, step: str) -> None:
    response = client.post(decide(complaint), {"step": step})

    assert response.status_code == 200
    assert "This was not done." in response.content.decode()


@pytest.mark.usefixtures("moderator")
@pytest.mark.parametrize("number", ["nonsense", "0", "9" * 30, "-1"])
def test_a_case_that_is_not_there_is_not_found(client: Client, number: str) -> None:
    for name in ("complaint", "report"):
        path = reverse(f"admin:inquiries_{name}_decide", args=[number])
        assert client.get(path.replace("decide", "change")).status_code == 404
        assert client.post(path, {"step": "read"}).status_code == 404


@pytest.mark.usefixtures("moderator")
def test_held_back_messages_are_let_go_or_refused_unread(client: Client) -> None:
    waiting = [
        ConversationFactory(
            inquiry=InquiryFactory(quarantined=True, suspicion=Suspicion.LINKS), sent_at=None
        ).inquiry
        for _ in range(2)
    ]
    sent = ConversationFactory().inquiry

    client.post(listed(Inquiry), {"action": "let_go", "_selected_action": [waiting[0].pk, sent.pk]})
    client.post(listed(Inquiry), {"action": "drop", "_selected_action": [waiting[1].pk]})

    states = {row.pk: row.state for row in Inquiry.objects.all()}
    assert states[waiting[0].pk] in (InquiryState.HELD, InquiryState.SENT)
    assert states[waiting[1].pk] == InquiryState.DROPPED
    assert states[sent.pk] == InquiryState.SENT


def press(client: Client, page: str, words: str) -> str:
    """As a browser does it: the button's own address, with the hidden fields of its form."""
    button = html.fromstring(client.get(page).content).xpath(
        "//button[contains(normalize-space(), $words)]", words=words
    )[0]
    (form,) = button.xpath("ancestor::form")
    hidden = {one.get("name"): one.get("value") for one in form.xpath(".//input[@type='hidden']")}
    values = hidden | {button.get("name"): button.get("value")}
    return client.post(button.get("formaction"), values, follow=True).content.decode()


@pytest.mark.usefixtures("moderator")
def test_the_page_of_a_held_back_message_has_both_decisions_and_nothing_to_save(
    client: Client,
) -> None:
    values = {"quarantined": True, "suspicion": Suspicion.LINKS}
    one, other = (
        ConversationFactory(inquiry=InquiryFactory(**values), sent_at=None).inquiry
        for _number in range(2)
    )
    waiting = f"?_changelist_filters=state__exact%3D{InquiryState.QUARANTINED}"
    assert "_save" not in client.get(page_of(one)).content.decode()

    assert "1 released." in press(client, page_of(one) + waiting, "Release")
    assert "1 refused." in press(client, page_of(other), "Refuse")

    one.refresh_from_db()
    other.refresh_from_db()
    assert (one.state, other.state) == (InquiryState.HELD, InquiryState.DROPPED)
    assert "formaction" not in client.get(page_of(one)).content.decode()


@pytest.mark.usefixtures("moderator")
def test_one_that_cannot_be_let_go_does_not_stop_the_others(client: Client) -> None:
    values = {"quarantined": True, "suspicion": Suspicion.LINKS}
    broken, blocked, fine = (
        ConversationFactory(inquiry=InquiryFactory(letter=letter, **values), sent_at=None).inquiry
        for letter in (LETTER, replace(LETTER, email="bad@example.com"), LETTER)
    )
    Inquiry.objects.filter(pk=broken.pk).update(sealed="unreadable")
    Block.objects.create(sender_digest=blocked.sender_digest, scope=BlockScope.SITE)

    chosen = [broken.pk, blocked.pk, fine.pk]
    page = client.post(
        listed(Inquiry), {"action": "let_go", "_selected_action": chosen}, follow=True
    ).content.decode()

    for words in ("1 released.", "Our keys do not open it.", "Unblock the sender first."):
        assert words in page
    states = {row.pk: row.state for row in Inquiry.objects.all()}
    assert states == {
        broken.pk: InquiryState.QUARANTINED,
        blocked.pk: InquiryState.QUARANTINED,
        fine.pk: InquiryState.HELD,
    }


@pytest.mark.usefixtures("moderator")
def test_a_blocked_sender_may_write_again(client: Client) -> None:
    block = Block.objects.create(sender_digest="0" * 64, scope=BlockScope.SITE)

    assert "1 may write again." in press(client, page_of(block), "Let them write again")

    assert not Block.objects.exists()


@pytest.mark.usefixtures("moderator", "data")
@pytest.mark.parametrize(
    ("model", "columns"),
    [
        (Report, ["reason", "state", "since", "profile"]),
        (Complaint, ["reason", "state", "since", "therapist"]),
        (Inquiry, ["state", "suspicion", "since", "therapists"]),
    ],
)
def test_what_decides_comes_first_in_the_lists(
    client: Client, model: type[models.Model], columns: list[str]
) -> None:
    page = html.document_fromstring(client.get(listed(model)).text)

    heads = page.xpath("//table[@id='result_list']/thead//th[not(contains(@class, 'action'))]")
    shown = [head.xpath("string(.//div[@class='text'])").strip().lower() for head in heads]
    assert shown[: len(columns)] == columns
