"""No page of messages leads anywhere with what was written, and nobody but its reader keeps it."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from lxml import html

from directory.models import Therapist
from inquiries import links, urls
from inquiries.letter import Letter
from inquiries.models import Conversation, Report
from tests.factories.accounts import UserFactory
from tests.factories.directory import TherapistFactory
from tests.factories.inquiries import LETTER, ConversationFactory, MessageFactory
from tests.factories.reports import ReportFactory
from tests.inquiries.privacy.eyes import CAUSE, EMAIL, NAME, PHONE, WORD, WatchedClient, found_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]

SECRET = Letter(
    name=NAME,
    email=EMAIL,
    phone=PHONE,
    message=f"{WORD} hurts",
    cause=CAUSE,
    times=("evenings",),
    tell=(("Where it hurts", f"{WORD} where"),),
)
LEADING = ("href", "src", "action", "formaction", "srcset", "poster", "content", "data-url")
#: These take no words, or no POST.
READ_ONLY = {
    "inquire-sent", "report-sent", "inbox", "safety", "conversation", "box-open", "box-close",
}  # fmt: skip
ROLES = ("stranger", "patient", "late", "owner", "colleague", "newcomer")


@pytest.fixture
def ana() -> Therapist:
    made: Therapist = TherapistFactory(published=True, slug="ana", name="Ana Reyes")
    return made


def written(ana: Therapist, letter: Letter = SECRET, **values: Any) -> Conversation:
    made: Conversation = ConversationFactory(
        therapist=ana, inquiry__letter=letter, answered=True, **values
    )
    MessageFactory(conversation=made, text=f"{WORD} answer")
    return made


def client_of(role: str, ana: Therapist) -> WatchedClient:
    client = WatchedClient()
    users = {"owner": ana.owner, "newcomer": UserFactory()}
    if role == "colleague":
        users["colleague"] = TherapistFactory(published=True).owner
    if role in users:
        client.force_login(users[role])
    return client


def token_for(role: str, conversation: Conversation) -> str:
    if role == "stranger":
        return f"{conversation.inquiry.number}:1abcDE:made-up"
    if role == "late":
        with time_machine.travel(timezone.now() - links.LASTS - timedelta(days=1), tick=False):
            return links.token(conversation.inquiry)
    return links.token(conversation.inquiry)


def told_of(conversation: Conversation) -> Report:
    """What the same therapist was told of a report; who made it used the same words."""
    report = Report.objects.filter(therapist=conversation.therapist).first()
    return report or ReportFactory(
        therapist=conversation.therapist, is_told=True, said=f"{WORD} happened", email=EMAIL
    )


def addresses(role: str, conversation: Conversation) -> list[str]:
    """Every address of inquiries/urls.py, with what this person may have."""
    values = {
        "slug": "ana",
        "token": token_for(role, conversation),
        "number": conversation.number,
    }
    numbers = {"told": {"number": told_of(conversation).pk}}
    return [
        reverse(
            f"inquiries:{pattern.name}",
            kwargs={
                name: (values | numbers.get(str(pattern.name), {}))[name]
                for name in pattern.pattern.converters
            },
        )
        for pattern in urls.urlpatterns
    ]


def visit_everything(role: str, ana: Therapist, conversation: Conversation) -> WatchedClient:
    """By GET each, and by a POST that changes nothing: it lacks all that is needed."""
    client = client_of(role, ana)
    changing = ("/delete/", "/confirm/", "/link/", "/block/", "/close/", "/open/", "/phoned/")
    for path in addresses(role, conversation):
        client.get(path)
        if not path.endswith(changing):
            client.post(path, {"number": "nobody", "text": "", "key": WORD})
    return client


def leads_to(page: bytes) -> set[str]:
    tree = html.document_fromstring(page.decode())
    return {
        value for element in tree.iter() for name in LEADING if (value := element.get(name, ""))
    }


@pytest.mark.parametrize("role", ROLES)
def test_only_the_reader_keeps_a_page_and_no_other_site_learns_its_address(
    role: str, ana: Therapist
) -> None:
    client = visit_everything(role, ana, written(ana))

    assert len(client.seen) > len(urls.urlpatterns)
    for one in client.seen:
        assert one.response["Referrer-Policy"] == "same-origin", one.address
        kept = one.response.get("Cache-Control", "")
        if one.response.status_code not in (301, 302):
            assert "no-store" in kept, one.address
        if one.response.status_code == 200:
            assert "private" in kept, one.address
        assert "public" not in kept, one.address


@pytest.mark.parametrize("role", ["stranger", "patient", "late"])
def test_patients_get_no_cookie_but_the_one_that_protects_forms(role: str, ana: Therapist) -> None:
    client = visit_everything(role, ana, written(ana))

    assert {name for one in client.seen for name in one.response.cookies} <= {"csrftoken"}


@pytest.mark.parametrize("role", ROLES)
def test_no_page_leads_to_an_address_with_a_word_or_a_token(role: str, ana: Therapist) -> None:
    conversation = written(ana)
    client = visit_everything(role, ana, conversation)
    signature = token_for(role, conversation).partition(":")[2]
    dials = f"tel:+13035550187 tel:{PHONE} mailto:{EMAIL}"

    for one in client.seen:
        outside = f"{one.response.headers} {one.response.cookies}"
        assert found_in(outside) == [], one.address
        assert signature not in outside or one.address.startswith("/messages/")
        if "html" not in one.response["Content-Type"] or not one.response.content:
            continue
        for address in leads_to(one.response.content):
            if address in dials:  # their own way to the patient, who is known to them by now
                assert role == "owner"
                continue
            assert found_in(address) == [], (one.address, address)
            if signature in address:
                assert address.startswith(f"/messages/{conversation.inquiry.number}:")


# A link holds the second in which it was made.
@time_machine.travel(datetime(2026, 5, 6, 18, tzinfo=UTC), tick=False)
def test_links_of_a_page_are_the_same_whatever_is_said_on_it(ana: Therapist) -> None:
    """Whoever sees only addresses, in a history or over a shoulder, learns no cause."""
    seen = []
    for letter in (SECRET, LETTER):
        conversation = written(ana, letter, opened_at=timezone.now())
        own = {"owner": 0, "patient": 1}
        pages = []
        for role in own:
            client = client_of(role, ana)
            for path in addresses(role, conversation):
                page = client.get(path)
                if page.status_code == 200 and "html" in page["Content-Type"]:
                    found = " ".join(sorted(leads_to(page.content)))
                    found = found.replace(token_for(role, conversation), "TOKEN")
                    pages.append(_without_persons(found, conversation))
        seen.append(pages)
        conversation.inquiry.delete()

    assert len(seen[0]) > 10
    for first, second in zip(*seen, strict=True):
        assert set(first.split()) ^ set(second.split()) == set()


def _without_persons(text: str, conversation: Conversation) -> str:
    letter = conversation.inquiry.read()
    words = (conversation.number, conversation.inquiry.number, letter.email, "tel:+13035550187")
    shown = [word for word in text.split() if not word.startswith(("mailto:", "tel:", "/static/"))]
    text = " ".join(shown)
    for word in words:
        text = text.replace(word, "…")
    return " ".join(sorted(text.split()))


@pytest.mark.parametrize("role", ["patient", "owner"])
def test_views_hide_all_that_was_posted_from_reports_of_errors(role: str, ana: Therapist) -> None:
    conversation = written(ana)
    client: Client = client_of(role, ana)

    for pattern, path in zip(urls.urlpatterns, addresses(role, conversation), strict=True):
        is_own = path.startswith("/dashboard/")
        if is_own != (role == "owner") or pattern.name in READ_ONLY:
            continue
        response = client.post(path, {"text": WORD, "key": str(uuid.uuid4()), "number": "nobody"})
        assert response.wsgi_request.sensitive_post_parameters == "__ALL__", path
