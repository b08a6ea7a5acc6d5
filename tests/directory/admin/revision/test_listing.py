"""The list of texts of therapists in the admin."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from directory.choices import RevisionStatus
from tests.directory.admin.revision.steps import LIST, get, waiting
from tests.factories.accounts import ModeratorFactory
from tests.factories.directory import TherapistFactory
from tests.factories.profiles import RevisionFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]


def test_what_waits_comes_first_and_the_longest_wait_at_the_top(
    client: Client, moderator: User
) -> None:
    now = timezone.now()
    states = [
        ("Approved", RevisionStatus.APPROVED, 9),
        ("New", RevisionStatus.SUBMITTED, 1),
        ("Old", RevisionStatus.SUBMITTED, 3),
        ("Newest", RevisionStatus.SUBMITTED, 0),
    ]
    for name, status, days in states:
        RevisionFactory(
            therapist=TherapistFactory(name=name),
            status=status,
            submitted_at=now - timedelta(days=days, hours=1),
        )

    page = get(client, LIST)

    names = [
        one.text_content()
        for one in page.all("//td[@class='field-profile'] | //th[@class='field-profile']")
    ]
    assert names == ["Old", "New", "Newest", "Approved"]
    waits = [one.text_content() for one in page.all("//td[@class='field-waits']")]
    assert waits == ["3 days", "1 day", "less than a day", "–"]


def test_the_list_is_searched_and_filtered(client: Client, moderator: User) -> None:
    first = waiting(TherapistFactory(name="Ana Ruiz"))
    waiting(TherapistFactory(name="Berta Lang"), number=2, based_on=1)

    def names(query: str) -> set[str]:
        found = client.get(f"{LIST}?{query}").context["cl"].result_list
        return {one.therapist.name for one in found}

    assert names("q=ana") == {"Ana Ruiz"}
    assert names(f"q={first.therapist.owner.email}") == {"Ana Ruiz"}
    assert names("first=yes") == {"Ana Ruiz"}
    assert names("first=no") == {"Berta Lang"}
    assert names("status=submitted") == {"Ana Ruiz", "Berta Lang"}


def test_the_list_names_who_decided_but_not_about_ones_own_text(
    client: Client, moderator: User
) -> None:
    by = ModeratorFactory(name="Hanna Hider")
    for owner in (moderator, ModeratorFactory()):
        RevisionFactory(status=RevisionStatus.REJECTED, therapist__owner=owner, decided_by=by)

    own, other = (get(client, f"{LIST}?q={owner}").text for owner in (moderator.email, ""))

    assert (own.count("Hanna Hider"), other.count("Hanna Hider")) == (0, 1)


def test_the_list_is_not_sorted_by_who_decided(client: Client, moderator: User) -> None:
    """Between two others of one person, the place of one's own text would tell."""
    waiting(TherapistFactory())

    page = get(client, LIST)

    heading = page.one("//th[contains(@class, 'column-decider')]")
    assert not heading.xpath(".//a")


@pytest.mark.parametrize("people", [2, 9])
def test_the_list_takes_few_queries(
    client: Client, moderator: User, people: int, django_assert_max_num_queries: Any
) -> None:
    for _ in range(people):
        waiting(TherapistFactory())

    with django_assert_max_num_queries(14):
        get(client, LIST)


def test_the_list_takes_the_same_queries_for_any_number_of_rows(
    client: Client, moderator: User
) -> None:
    counts = []
    get(client, LIST)  # what is remembered from one page to the next
    for more in (1, 3, 8):
        for _ in range(more):
            waiting(TherapistFactory())
        with CaptureQueriesContext(connection) as queries:
            get(client, LIST)
        counts.append(len(queries))

    assert counts[0] == counts[1] == counts[2]


def test_the_list_leads_into_a_round_of_reviews(client: Client, moderator: User) -> None:
    old = waiting(TherapistFactory(), submitted_at=timezone.now() - timedelta(days=2))
    waiting(TherapistFactory())

    (link,) = get(client, LIST).all("//a[text()='Review one after another']")
    response = client.get(link.get("href"))

    assert response["Location"] == f"{LIST}{old.pk}/change/"
