"""No mail says more than that there is something to read: not why, not by whom, not for what."""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email import policy
from email.parser import BytesParser
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.conf import settings as configured
from django.test import Client
from post_office.models import Email

from directory.models import Condition, Technique, Therapist
from inquiries import delivery, due, personal_data
from inquiries.actions import (
    answering,
    reports,
    reports_decision,
    reports_hearing,
    sending,
    writing,
)
from inquiries.choices import ReportReason
from inquiries.letter import Letter
from inquiries.models import Conversation
from sciatica_site import mail
from tests.factories.accounts import ModeratorFactory
from tests.factories.directory import TherapistFactory
from tests.inquiries.asking import PATH, SENT
from tests.inquiries.privacy.eyes import CAUSE, EMAIL, NAME, PHONE, WORD, found_in
from tests.inquiries.privacy.story import form

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("queued_mail", "vocabulary")]

MONDAY = datetime(2026, 5, 4, 18, tzinfo=UTC)
DAY = timedelta(days=1)
TEMPLATES = Path(__file__).resolve().parents[3] / "templates/inquiries/emails"
LETTER = Letter(
    name=NAME,
    email=EMAIL,
    phone=PHONE,
    message=f"{WORD} numbness since the injury, blood thinners, pregnant",
    cause=CAUSE,
    times=("evenings",),
    tell=(("Where it hurts", f"{WORD} buttock"),),
)
#: What the site is about, and what its mails have to call the two sides and the thing itself.
OF_THE_SITE = {"about", "after", "guide", "massage", "other", "patient", "sciatica", "without"}
#: Beside the words of the vocabulary.
HEALTH = (
    "pain", "hurt", "ache", "numb", "nerve", "disc", "spine", "back", "leg", "hip", "medic",
    "treat", "symptom", "diagnos", "surg", "pregnan", "injur", "condition", "health", "blood",
)  # fmt: skip


@dataclass
class Correspondence:
    """Every mail that a message can cause, by the name of its templates."""

    mails: dict[str, Email]

    @classmethod
    def of_everything(cls) -> Correspondence:
        with time_machine.travel(MONDAY, tick=False):
            ana = _therapist("Ana Reyes")
            inquiry = sending.keep(
                LETTER, therapists=[ana, _therapist("Ben")], key=uuid.uuid4(), is_blind=True
            ).inquiry
            sending.confirm(inquiry)
            inquiry.refresh_from_db()
            writing.renew(inquiry)
            first, second = inquiry.conversations.order_by("pk")
            writing.write(first, f"{WORD} more", key=uuid.uuid4())
        for days, job in ((2, due.nudge), (4, due.offer_others), (16, due.close_silent_boxes)):
            job(MONDAY + days * DAY)
        with time_machine.travel(MONDAY + 17 * DAY, tick=False):
            _answer(first, answering.reply)
            _answer(second, answering.decline)
        due.ask_accuracy(MONDAY + 30 * DAY)
        third = _sent_to(_therapist("Cleo"))
        delivery.undelivered(third, MONDAY)
        fourth = _sent_to(_therapist("Dee"))
        assert fourth.therapist
        answering.reveal(fourth, by=fourth.therapist.owner)
        answering.phoned(fourth, by=fourth.therapist.owner)
        _report(_therapist("Eve"))
        personal_data.erase_profile(ana.pk)
        return cls(_by_template())


def _therapist(name: str) -> Therapist:
    made: Therapist = TherapistFactory(
        published=True,
        name=name,
        place="Denver",
        techniques=["piriformis-focused", "swedish"],
        conditions=[CAUSE],
    )
    return made


def _sent_to(therapist: Therapist) -> Conversation:
    with time_machine.travel(MONDAY, tick=False):
        inquiry = sending.keep(
            LETTER, therapists=[therapist], key=uuid.uuid4(), is_blind=True
        ).inquiry
        sending.confirm(inquiry)
    found: Conversation = inquiry.conversations.get()
    return found


def _report(therapist: Therapist) -> None:
    by = ModeratorFactory()
    text = f"{WORD} happened, numbness since the injury"
    report = reports.make(
        therapist, reason=ReportReason.CONDUCT, text=text, email=EMAIL, key=uuid.uuid4()
    )
    reports_hearing.tell(report.pk, f"{WORD} is said of your swedish massage", by=by)
    words, owner = f"{WORD} is not so", therapist.owner
    reports_hearing.reply(report.pk, words, key=uuid.uuid4(), by=owner)
    reports_decision.decide(report.pk, is_right=True, tells_reporter=True, by=by)


def _answer(conversation: Conversation, how: Any) -> None:
    assert conversation.therapist
    by = conversation.therapist.owner
    how(conversation, f"{WORD} swedish for the spine", key=uuid.uuid4(), by=by)


def events() -> list[str]:
    end = "_subject.txt"
    return sorted(path.name.removesuffix(end) for path in TEMPLATES.glob(f"*{end}"))


def _by_template() -> dict[str, Email]:
    found = {}
    for event in events():
        subject = mail.write(f"inquiries/emails/{event}", {}).subject
        found[event] = Email.objects.filter(subject=subject).first()
    return {event: one for event, one in found.items() if one is not None}


def read(one: Email) -> str:
    """What people read of it: without marks, links, and the names that stand under every mail."""
    html = re.sub(r"<(head|style)\b.*?</\1>|<[^>]+>", " ", one.html_message, flags=re.DOTALL)
    text = f"{one.subject}\n{one.message}\n{html}"
    text = re.sub(r"https?://\S+", " ", text).replace("&amp;", "&")
    return text.replace(configured.SITE_NAME, " ").casefold()


def vocabulary() -> set[str]:
    """Names of techniques and causes, whole and by their longer words."""
    rows = [row for model in (Technique, Condition) for row in model._default_manager.all()]
    texts = [text for row in rows for text in (row.name, row.slug.replace("-", " "))]
    words = {word for text in texts for word in re.findall(r"[a-z]{5,}", text.casefold())}
    return {text.casefold() for text in texts} | words - OF_THE_SITE


def test_no_mail_has_a_word_of_a_letter_or_of_health() -> None:
    mails = Correspondence.of_everything().mails
    assert set(mails) == set(events())

    words = vocabulary()
    assert {"swedish", "spondylolisthesis", "lumbar"} <= words
    for event, one in mails.items():
        text = read(one)
        assert found_in(text, one.headers, one.context) == [], event
        spoken = set(re.findall(r"[a-z]+", text))
        found = {word for word in words if re.search(rf"\b{re.escape(word)}\b", text)}
        assert found == set(), event
        # A mail that "came back" is no back that hurts.
        assert not {one for one in spoken if one.startswith(HEALTH)} - {"back"}, event


def test_mail_to_an_address_that_nobody_has_confirmed_names_nobody() -> None:
    one = Correspondence.of_everything().mails["confirm"]

    assert "reyes" not in read(one)
    assert "ben" not in re.findall(r"[a-z]+", read(one))


def test_mail_leads_to_nothing_but_its_page_and_the_site() -> None:
    for event, one in Correspondence.of_everything().mails.items():
        text = one.message + one.html_message
        for path in re.findall(rf"{configured.SITE_URL}([^\s\"<]*)", text):
            assert re.match(
                r"$|/(?:$|messages/|dashboard/|accounts/|admin/inquiries/report/)", path
            ), (event, path)
            assert "?" not in path


# One mail for one person


@pytest.mark.parametrize(
    "changes",
    [
        {"name": "Pat\r\nBcc: eve@example.net"},
        {"name": "Pat\u2028Bcc: eve@example.net"},
        {"email": "pat@example.com\r\nBcc: eve@example.net"},
        {"email": "pat@example.com,eve@example.net"},
        {"email": '"x,eve@example.net,y"@example.com'},
        {"email": "Pat <eve@example.net>"},
        {"email": "pat@example.com%0ABcc:eve@example.net"},
        {"message": "Hello\r\n\r\nBcc: eve@example.net\r\n.\r\nMAIL FROM:<eve@example.net>"},
        {"name": "{% load log %}{{ settings.SECRET_KEY }}"},
    ],
)
def test_nobody_writes_headers_of_a_mail(client: Client, changes: dict[str, str]) -> None:
    TherapistFactory(published=True, slug="ana")

    response = client.post(PATH, form(**changes))

    if response.status_code == 302:
        assert response["Location"] == SENT
    else:
        assert "Error" in response.content.decode()
    for one in Email.objects.all():
        assert len(one.to) == 1
        whole = one.email_message().message().as_bytes()
        parsed = BytesParser(policy=policy.default).parsebytes(whole)
        assert len(parsed.get_all("To", [])) == 1
        assert not {"Bcc", "Cc"} & set(parsed)
        assert b"eve@example.net" not in whole
        assert b"SECRET_KEY" not in whole
