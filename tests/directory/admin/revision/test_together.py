"""Small updates approved together: shown first, each named as it was seen."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from directory.choices import RevisionStatus
from directory.models import ProfileEvent, ProfileRevision, Therapist
from tests.directory.admin.revision.steps import LIST, as_page, page_of, waiting, words
from tests.directory.pages import Page
from tests.factories.directory import TherapistFactory
from tests.factories.moderation import AppealFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]


def update(who: str = "Ana Ruiz", section: str = "place", /, **values: Any) -> ProfileRevision:
    therapist = TherapistFactory(name=who, published=True, places=["Denver"])
    changes = {section: values or {"hours_note": "Also on Sundays."}}
    return waiting(therapist, based_on=1, changes=changes)


def choose(client: Client, *revisions: ProfileRevision) -> Page:
    numbers = [str(one.pk) for one in revisions]
    sent = {"action": "approve_together", ACTION_CHECKBOX_NAME: numbers, "index": "0"}
    response = client.post(LIST, sent)
    assert response.status_code == 200
    return as_page(response)


def confirm(client: Client, page: Page) -> Page:
    seen = [one.get("value") for one in page.all("//input[@name='seen']")]
    return as_page(client.post(f"{LIST}together/", {"seen": seen}, follow=True))


def status(revision: ProfileRevision) -> str:
    return ProfileRevision.objects.values_list("status", flat=True).get(pk=revision.pk)


def test_small_updates_are_shown_with_their_differences_and_then_approved(
    client: Client, moderator: User
) -> None:
    first = update()
    second = update("Berta Lang", "about", pronouns="she/her")

    page = choose(client, first, second)

    assert [one.get("value") for one in page.all("//input[@name='seen']")] == [
        f"{one.pk}-{one.version}" for one in (first, second)
    ]
    assert [words(one) for one in page.all("//section[@class='review-question']/h2")] == [
        "Ana Ruiz",
        "Berta Lang",
    ]
    assert "New text added: Also on Sundays. (end)" in page.text
    assert "Approve these 2 texts" in page.text
    assert {status(first), status(second)} == {RevisionStatus.SUBMITTED}

    after = confirm(client, page)

    assert "2 texts were approved." in after.text
    assert {status(first), status(second)} == {RevisionStatus.APPROVED}
    assert Therapist.objects.get(pk=first.therapist_id).hours_note == "Also on Sundays."
    assert ProfileEvent.objects.count() == len(mail.outbox) == 2


@pytest.mark.parametrize(
    ("section", "values", "told"),
    [
        ("about", {"intro": "New."}, "It changes what patients decide by: In a few words."),
        ("experience", {"practicing_since": 1990}, "It changes what patients decide by:"),
        ("about", {"name": "Dr. Ana Ruiz"}, "It changes what patients decide by:"),
        ("place", {"hours_note": "I cure sciatica on Sundays."}, "There is wording to look at."),
    ],
)
def test_claims_and_wording_are_looked_at_one_by_one(
    client: Client, moderator: User, section: str, values: dict[str, Any], told: str
) -> None:
    small, large = update("Small"), update("Large", section, **values)

    page = choose(client, small, large)

    refused = page.one("//*[@aria-labelledby='together-refused']")
    assert f"Large: {told}" in words(refused)
    assert refused.xpath(f".//a[@href='{page_of(large)}']")
    assert [one.get("value") for one in page.all("//input[@name='seen']")] == [
        f"{small.pk}-{small.version}"
    ]
    # And whoever names it all the same gets nothing.
    sent = {"seen": [f"{large.pk}-{large.version}", f"{small.pk}-{small.version}"]}
    after = as_page(client.post(f"{LIST}together/", sent, follow=True))
    assert told in after.text
    assert "1 text was approved." in after.text
    assert (status(small), status(large)) == (RevisionStatus.APPROVED, RevisionStatus.SUBMITTED)


def test_first_texts_decided_ones_and_ones_own_are_refused_with_the_reason(
    client: Client, moderator: User
) -> None:
    first = waiting(TherapistFactory(name="First"))
    own = waiting(TherapistFactory(name="Own", owner=moderator), based_on=1, changes={})
    decided, appealed = update("Decided"), update("Appealed")
    ProfileRevision.objects.filter(pk=decided.pk).update(status=RevisionStatus.REJECTED)
    AppealFactory(revision=appealed, granted=True, decided_first_by=moderator)

    page = choose(client, first, own, decided, appealed)

    assert "First: It is the first text of this profile." in page.text
    assert "Own: This is your own profile" in page.text
    assert "Decided: It does not wait for a moderator." in page.text
    assert "Appealed: An appeal against your decision about this text was granted" in page.text
    assert "None of them can be approved together." in page.text


def test_a_text_that_was_sent_anew_after_it_was_shown_is_not_approved(
    client: Client, moderator: User
) -> None:
    revision, other = update(), update("Berta Lang")
    page = choose(client, revision, other)
    content = revision.content | {"about": revision.content["about"] | {"intro": "Unread."}}
    ProfileRevision.objects.filter(pk=revision.pk).update(version=3, content=content)

    after = confirm(client, page)

    assert "Ana Ruiz: The therapist sent this anew" in after.text
    assert "1 text was approved." in after.text
    assert (status(revision), status(other)) == (RevisionStatus.SUBMITTED, RevisionStatus.APPROVED)


def test_a_text_that_its_therapist_took_back_is_not_read(client: Client, moderator: User) -> None:
    revision = update(hours_note="Canary.")
    page = choose(client, revision)
    ProfileRevision.objects.filter(pk=revision.pk).update(
        status=RevisionStatus.DRAFT, version=2, submitted_at=None
    )

    after = confirm(client, page)

    assert "0 texts were approved." in after.text
    assert "Canary." not in after.text
    assert status(revision) == RevisionStatus.DRAFT


def test_the_page_takes_the_same_queries_for_any_number_of_texts(
    client: Client, moderator: User
) -> None:
    texts = [update(f"Name {number}") for number in range(6)]
    choose(client, texts[0])  # what is remembered from one page to the next
    counts = []
    for number in (1, 3, 6):
        with CaptureQueriesContext(connection) as queries:
            choose(client, *texts[:number])
        counts.append(len(queries))

    assert counts[0] == counts[1] == counts[2]
