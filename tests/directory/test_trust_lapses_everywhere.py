"""At the second after its last day, a trust signal is gone from every page, and no job has run."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from directory.models import SearchDoc, Therapist
from directory.search import doc
from tests.directory.pages import Page, get, search
from tests.factories.directory import DENVER, TherapistFactory
from tests.factories.places import load_real_places

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]

START = datetime(2026, 6, 15, 10, tzinfo=timezone.get_default_timezone())
LAST_DAY = START.date() + timedelta(days=30)
MATRIX = "/techniques-and-conditions/"

CHECKED = "We found it on the official register"
ACCEPTING = "Accepting new clients"


def last_second(days: int) -> datetime:
    day = START.date() + timedelta(days=days)
    return timezone.make_aware(datetime.combine(day, time(23, 59, 59)))


@pytest.fixture
def clock() -> Iterator[Any]:
    with time_machine.travel(START, tick=False) as traveller:
        load_real_places()
        yield traveller


@pytest.fixture
def therapist(clock: Any) -> Therapist:
    made: Therapist = TherapistFactory(
        published=True, slug="dana-demo", near=DENVER, techniques=["deep-tissue"],
        conditions=["disc-herniation"], accepting="yes", confirmed_days_ago=0,
        credentials=[
            {
                "kind": "state-license", "checked": True, "checked_days_ago": 0,
                "expires_on": LAST_DAY,
            }
        ],
    )  # fmt: skip
    return made


def shown(client: Client, path: str, data: str = "") -> str:
    return get(client, path, data).text


def surfaces(client: Client) -> dict[str, str]:
    """Every page that speaks of this therapist, as text."""
    return {
        "card": shown(client, "/therapists/", "near=80202"),
        "card of the whole country": shown(client, "/therapists/"),
        "profile": shown(client, "/therapists/dana-demo/"),
        "compare": shown(client, "/therapists/compare/", "t=dana-demo"),
        "worksheet": shown(client, "/therapists/worksheet/", "t=dana-demo"),
    }


def credential_of(page: Page) -> list[Any]:
    (data,) = page.json_ld
    credentials: list[Any] = data["founder"].get("hasCredential", [])
    return credentials


def matrix_total(client: Client) -> int:
    """The number in the cell of the therapist's technique and condition."""
    page = get(client, MATRIX, "near=80202")
    cell = page.one(
        "//*[@data-technique='deep-tissue'][@data-condition='disc-herniation'][@data-count]"
    )
    return int(cell.get("data-count"))


def test_a_check_counts_no_longer_than_the_register_said(
    client: Client, clock: Any, therapist: Therapist
) -> None:
    """The credential goes on, by its therapist's word; what was found on the register does not."""
    therapist.credentials.update(expires_on=None, good_until=LAST_DAY)
    doc.refresh(therapist)
    clock.move_to(last_second(30))

    assert [name for name, text in surfaces(client).items() if CHECKED not in text] == []
    assert search(client, "near=80202&verified=1").total == 1
    assert len(credential_of(get(client, "/therapists/dana-demo/"))) == 1

    clock.shift(timedelta(seconds=1))

    assert [name for name, text in surfaces(client).items() if CHECKED in text] == []
    for query in ("near=80202", ""):
        counts = search(client, query).counts
        assert ("verified", "1") not in counts
        assert counts["credential", "state-license"] == 1
        assert search(client, f"{query}&verified=1").total == 0
    assert "it was good until" in shown(client, "/therapists/dana-demo/")
    assert credential_of(get(client, "/therapists/dana-demo/")) == []
    assert SearchDoc.objects.filter(lapses_at__lte=timezone.now()).count() == 1, "A job has run."


def test_a_credential_that_expires_is_no_longer_called_checked(
    client: Client, clock: Any, therapist: Therapist
) -> None:
    clock.move_to(last_second(30))

    assert [name for name, text in surfaces(client).items() if CHECKED not in text] == []
    for query in ("near=80202", ""):
        counts = search(client, query).counts
        assert (counts["verified", "1"], counts["credential", "state-license"]) == (1, 1)
        assert search(client, f"{query}&verified=1").total == 1
        assert search(client, f"{query}&credential=state-license").total == 1
    assert len(credential_of(get(client, "/therapists/dana-demo/"))) == 1
    assert matrix_total(client) == 1

    clock.shift(timedelta(seconds=1))

    assert [name for name, text in surfaces(client).items() if CHECKED in text] == []
    for query in ("near=80202", ""):
        counts = search(client, query).counts
        assert ("verified", "1") not in counts
        assert ("credential", "state-license") not in counts
        assert search(client, f"{query}&verified=1").total == 0
        assert search(client, f"{query}&credential=state-license").total == 0
    assert credential_of(get(client, "/therapists/dana-demo/")) == []
    assert matrix_total(client) == 0
    assert SearchDoc.objects.filter(lapses_at__lte=timezone.now()).count() == 1, "A job has run."


def test_accepting_new_clients_is_no_longer_said_when_nobody_confirmed_it(
    client: Client, clock: Any, therapist: Therapist
) -> None:
    clock.move_to(last_second(90))

    assert set(statuses(client).values()) == {True}, statuses(client)
    assert search(client, "near=80202&accepting=1").total == 1
    assert search(client).counts["accepting", "1"] == 1
    assert first_of_order(client)["confirmed"] is True

    clock.shift(timedelta(seconds=1))

    assert set(statuses(client).values()) == {False}, statuses(client)
    assert search(client, "near=80202&accepting=1").total == 0
    assert ("accepting", "1") not in search(client).counts
    assert first_of_order(client)["confirmed"] is False


def test_a_profile_that_nobody_confirms_for_half_a_year_is_gone(
    client: Client, clock: Any, therapist: Therapist
) -> None:
    clock.move_to(last_second(180))

    assert search(client, "near=80202").total == search(client).total == 1
    assert therapist.name in shown(client, "/therapists/compare/", "t=dana-demo")
    assert client.get("/therapists/dana-demo/").status_code == 200

    clock.shift(timedelta(seconds=1))

    assert search(client, "near=80202").total == search(client).total == 0
    for page in ("compare", "shortlist", "worksheet"):
        assert therapist.name not in shown(client, f"/therapists/{page}/", "t=dana-demo")
    assert client.get("/therapists/dana-demo/").status_code == 404
    assert client.get("/therapists/order.json").json()["therapists"] == []
    assert therapist.name not in shown(client, "/search/", f"q={therapist.name}").replace(
        f"“{therapist.name}”", ""
    )


def statuses(client: Client) -> dict[str, bool]:
    """Which pages say that new clients are welcome; a filter with these words does not count."""
    pages = {
        "card": search(client, "near=80202"),
        "card of the whole country": search(client),
        "profile": get(client, "/therapists/dana-demo/"),
        "compare": get(client, "/therapists/compare/", "t=dana-demo"),
        "shortlist": get(client, "/therapists/shortlist/", "t=dana-demo"),
    }
    path = "//*[contains(concat(' ', @class, ' '), ' status ')]"
    return {
        name: any(ACCEPTING in one.text_content() for one in page.all(path))
        for name, page in pages.items()
    }


def first_of_order(client: Client) -> dict[str, Any]:
    (only,) = client.get("/therapists/order.json?near=80202").json()["therapists"]
    found: dict[str, Any] = only
    return found
