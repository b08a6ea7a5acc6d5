"""What happened to the own profile, and taking back the last change of a small fact."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from lxml import html

from directory.actions import live
from directory.choices import LiveFact, RevisionStatus
from directory.models import LiveChange, Therapist
from tests.directory.pages import Page
from tests.factories.accounts import ModeratorFactory, UserFactory
from tests.factories.directory import TherapistFactory
from tests.factories.profiles import LiveChangeFactory, RevisionFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]

HISTORY = "/dashboard/history/"
UNDO = "/dashboard/history/undo/"


@pytest.fixture
def therapist(client: Client) -> Therapist:
    found: Therapist = TherapistFactory(
        name="Ana Ruiz", published=True, rates={60: 9500}, phone="+13035550142"
    )
    client.force_login(found.owner)
    return found


def get(client: Client, path: str) -> Page:
    response = client.get(path)
    assert response.status_code == 200
    source = response.content.decode()
    return Page(html.fromstring(source), source)


def entries(page: Page) -> list[str]:
    return [" ".join(one.text_content().split()) for one in page.all("//ul[@class='timeline']/li")]


def change(therapist: Therapist, fact: LiveFact, values: dict[str, Any]) -> LiveChange:
    loaded = Therapist.objects.with_answers().get(pk=therapist.pk)
    made = live.change(loaded, fact, values, by=therapist.owner)
    assert made
    return made


def test_a_new_profile_has_no_history(client: Client, therapist: Therapist) -> None:
    page = get(client, HISTORY)

    assert "Nothing has happened yet." in page.text
    assert not page.all("//form[@action='/dashboard/history/undo/']")


def test_texts_stand_with_their_state_reasons_and_changes(
    client: Client, therapist: Therapist
) -> None:
    RevisionFactory(
        therapist=therapist,
        status=RevisionStatus.APPROVED,
        changes={"about": {"intro": "I listen."}},
        saved_at=timezone.now() - timedelta(days=9),
        submitted_at=timezone.now() - timedelta(days=8),
        decided_at=timezone.now() - timedelta(days=7),
    )
    RevisionFactory(
        therapist=therapist,
        status=RevisionStatus.CHANGES_ASKED,
        based_on=1,
        changes={"about": {"intro": "I listen closely.", "pronouns": "she/her"}},
        reasons="Please say <more>.\nThank you.",
    )

    second, first = entries(get(client, HISTORY))

    assert second.startswith("Your answers, version 2: Changes asked Saved on")
    assert "decided on" in second
    assert "What the moderator wrote Please say <more>. Thank you." in second
    assert "2 changes" in second
    assert "Pronouns added: she/her" in second
    assert "In a few words I listen removed: listen. added: listen closely." in second or (
        "added: listen closely." in second
    )
    assert first.startswith("Your answers, version 1: Approved")
    assert "What it says" in first
    assert "Name Ana Ruiz" in first


def test_a_text_that_changes_nothing_is_called_so(client: Client, therapist: Therapist) -> None:
    RevisionFactory(therapist=therapist, status=RevisionStatus.APPROVED)
    RevisionFactory(therapist=therapist, based_on=1)

    assert "It changes nothing." in entries(get(client, HISTORY))[0]


def test_a_text_is_compared_with_the_approved_one_and_not_with_what_was_refused(
    client: Client, therapist: Therapist
) -> None:
    RevisionFactory(therapist=therapist, status=RevisionStatus.APPROVED)
    RevisionFactory(
        therapist=therapist,
        status=RevisionStatus.REJECTED,
        based_on=1,
        changes={"about": {"intro": "Refused."}},
    )
    RevisionFactory(therapist=therapist, based_on=1, changes={"about": {"pronouns": "they/them"}})

    third = entries(get(client, HISTORY))[0]

    assert "they/them" in third
    assert "Refused" not in third


def test_small_facts_are_told_before_and_after(client: Client, therapist: Therapist) -> None:
    rates = {
        "rates": [{"minutes": 60, "price_cents": 10_000, "hands_on_minutes": None}],
        "payment_kinds": ["hsa-fsa"],
    }
    change(therapist, LiveFact.RATES, rates)
    change(therapist, LiveFact.PHONE, {"phone": "+13035550143"})

    phone, price = entries(get(client, HISTORY))

    assert phone.startswith("Phone Changed on")
    assert phone.endswith("before: (303) 555-0142 after: (303) 555-0143")
    assert price.startswith("Prices and ways to pay Changed on")
    assert "60 minutes before: $95 after: $100" in price
    assert "Ways to pay before: Not stated after: HSA or FSA" in price
    assert "hsa-fsa" not in price


def test_texts_and_facts_stand_in_one_order_newest_first(
    client: Client, therapist: Therapist
) -> None:
    now = timezone.now()
    RevisionFactory(
        therapist=therapist, status=RevisionStatus.WITHDRAWN, saved_at=now - timedelta(days=3),
        submitted_at=None,
    )  # fmt: skip
    LiveChangeFactory(therapist=therapist, made_at=now - timedelta(days=2))
    RevisionFactory(therapist=therapist, saved_at=now - timedelta(days=1))

    found = entries(get(client, HISTORY))

    assert [one.split()[0] for one in found] == ["Your", "Phone", "Your"]


def test_the_last_change_can_be_undone(client: Client, therapist: Therapist) -> None:
    change(therapist, LiveFact.AVAILABILITY, {
        "accepting": "no", "waiting_weeks": None, "paused_until": None,
    })  # fmt: skip
    made = change(therapist, LiveFact.PHONE, {"phone": "+13035550199"})
    page = get(client, HISTORY)
    number = page.one("//form[@action='/dashboard/history/undo/']//input[@name='change']").get(
        "value"
    )
    assert int(number) == made.pk

    response = client.post(UNDO, {"change": number}, follow=True)

    assert "The change was taken back." in response.content.decode()
    therapist.refresh_from_db()
    assert therapist.phone == "+13035550142"
    assert therapist.accepting == "no"
    newest, undone, _first = entries(get(client, HISTORY))
    assert newest.startswith("Phone (taken back)")
    assert "taken back later" in undone
    # The one before it is next.
    assert (
        "New clients, pause and waiting time"
        in get(client, HISTORY).one("//section[@aria-labelledby='last-change']").text_content()
    )


@pytest.mark.parametrize(
    "sent",
    [{}, {"change": ""}, {"change": "x"}, {"change": "-1"}, {"change": "9" * 40},
     {"change": "\0"}, {"change": "1", "also": "2"}, {"change": ["1", "2"]}],
)  # fmt: skip
def test_what_cannot_be_undone_is_said(
    client: Client, therapist: Therapist, sent: dict[str, Any]
) -> None:
    response = client.post(UNDO, sent, follow=True)

    assert response.status_code == 200
    assert "notice--caution" in response.content.decode()


def test_a_change_is_undone_once(client: Client, therapist: Therapist) -> None:
    made = change(therapist, LiveFact.PHONE, {"phone": "+13035550199"})
    client.post(UNDO, {"change": made.pk})

    response = client.post(UNDO, {"change": made.pk}, follow=True)

    assert "notice--caution" in response.content.decode()
    therapist.refresh_from_db()
    assert therapist.phone == "+13035550142"


def test_a_change_of_somebody_else_is_out_of_reach(client: Client, therapist: Therapist) -> None:
    other = TherapistFactory(published=True, phone="+13035550111")
    made = change(other, LiveFact.PHONE, {"phone": "+13035550122"})

    client.post(UNDO, {"change": made.pk})

    other.refresh_from_db()
    assert other.phone == "+13035550122"
    assert "0122" not in get(client, HISTORY).text


def test_undoing_is_behind_a_button(client: Client, therapist: Therapist) -> None:
    made = change(therapist, LiveFact.PHONE, {"phone": "+13035550199"})

    response = client.get(UNDO, {"change": made.pk})

    assert (response.status_code, response["Location"]) == (302, HISTORY)
    assert not LiveChange.objects.filter(undoes=made).exists()
    assert client.delete(UNDO).status_code == 405


@pytest.mark.parametrize("path", [HISTORY, UNDO])
def test_only_who_has_a_profile_has_a_history(client: Client, path: str) -> None:
    assert client.get(path).status_code == 302
    client.force_login(UserFactory())
    assert client.post(UNDO, {"change": 1}).status_code == 404
    assert client.get(HISTORY).status_code == 404
    client.force_login(ModeratorFactory())
    assert client.get(HISTORY).status_code == 404


def test_nothing_of_somebody_else_is_shown(client: Client, therapist: Therapist) -> None:
    other = TherapistFactory(published=True)
    RevisionFactory(therapist=other, changes={"about": {"intro": "Canary of another."}})
    LiveChangeFactory(therapist=other, after={"phone": "+13035550177"})

    text = get(client, HISTORY).text

    assert "Canary" not in text
    assert "0177" not in text


def test_a_history_comes_in_pages(client: Client, therapist: Therapist) -> None:
    for day in range(27):
        LiveChangeFactory(therapist=therapist, made_at=timezone.now() - timedelta(days=day))

    assert len(entries(get(client, HISTORY))) == 25
    assert len(entries(get(client, f"{HISTORY}?page=2"))) == 2
    for page in ("0", "99", "x", "%00", "-1", "9" * 40):
        assert entries(get(client, f"{HISTORY}?page={page}"))


@pytest.mark.parametrize("number", [2, 12])
def test_a_page_of_history_takes_a_fixed_number_of_queries(
    client: Client, therapist: Therapist, number: int, django_assert_max_num_queries: Any
) -> None:
    RevisionFactory(therapist=therapist, status=RevisionStatus.APPROVED)
    for day in range(number):
        RevisionFactory(therapist=therapist, status=RevisionStatus.REJECTED, based_on=1)
        LiveChangeFactory(
            therapist=therapist,
            fact=LiveFact.RATES,
            before={"rates": [], "payment_kinds": ["cash"]},
            after={"rates": [], "payment_kinds": ["hsa-fsa"]},
            made_at=timezone.now() - timedelta(days=day),
        )

    with django_assert_max_num_queries(29):
        get(client, HISTORY)
