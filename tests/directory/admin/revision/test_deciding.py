"""A moderator decides about one text, and the next one opens."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from accounts.models import User
from directory import reasons
from directory.choices import ProfileStatus, RevisionStatus
from directory.models import ProfileEvent, ProfileRevision, SearchDoc, Therapist
from sciatica_site.models import AuditEntry
from tests.directory.actions import steps
from tests.directory.admin.revision.steps import (
    LIST,
    as_page,
    decide,
    get,
    page_of,
    sub,
    waiting,
    words,
)
from tests.factories.accounts import ModeratorFactory
from tests.factories.directory import TherapistFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]


def test_approving_makes_the_text_public(
    client: Client, moderator: User, therapist: Therapist
) -> None:
    revision = waiting(therapist)

    response = decide(client, revision, "approve")

    assert (response.status_code, response["Location"]) == (302, LIST)
    revision.refresh_from_db()
    therapist.refresh_from_db()
    assert revision.status == RevisionStatus.APPROVED
    assert revision.decided_by == moderator
    assert therapist.intro == "I listen closely."
    assert "The text was approved." in get(client, LIST).text


@pytest.mark.parametrize(
    ("decision", "status"),
    [("ask", RevisionStatus.CHANGES_ASKED), ("reject", RevisionStatus.REJECTED)],
)
def test_giving_a_text_back_needs_reasons(
    client: Client, moderator: User, therapist: Therapist, decision: str, status: str
) -> None:
    revision = waiting(therapist)

    refused = decide(client, revision, decision, reasons="  ")
    assert refused.status_code == 200
    assert "This was not done." in as_page(refused).text
    assert as_page(refused).root.findtext(".//title").strip().startswith("Error:")

    response = decide(client, revision, decision, reasons="Say more.")
    assert response.status_code == 302
    revision.refresh_from_db()
    therapist.refresh_from_db()
    assert (revision.status, revision.reasons) == (status, "Say more.")
    assert therapist.intro == "I listen."


def test_a_text_that_was_submitted_anew_is_not_decided_about_unread(
    client: Client, moderator: User, therapist: Therapist
) -> None:
    revision = waiting(therapist)
    ProfileRevision.objects.filter(pk=revision.pk).update(
        version=3, content=revision.content | {"about": revision.content["about"] | {"intro": "X"}}
    )

    response = decide(client, revision, "reject", reasons="Long, careful reasons.")

    page = as_page(response)
    assert response.status_code == 200
    assert "The therapist sent this anew" in page.text
    assert page.one("//textarea").text_content().strip() == "Long, careful reasons."
    # The page shows the new text now, so that is what the buttons name.
    assert page.one("//input[@name='version']").get("value") == "3"
    assert ProfileRevision.objects.get(pk=revision.pk).status == RevisionStatus.SUBMITTED


def test_a_text_that_was_taken_back_meanwhile_keeps_the_typed_reasons(
    client: Client, moderator: User, therapist: Therapist
) -> None:
    revision = waiting(therapist)
    ProfileRevision.objects.filter(pk=revision.pk).update(
        status=RevisionStatus.DRAFT, version=2, submitted_at=None
    )

    page = as_page(decide(client, revision, "ask", reasons="Long, careful reasons."))

    assert "The therapist took this back" in page.text
    assert page.one("//textarea").text_content().strip() == "Long, careful reasons."
    assert not page.all("//button[@name='decision']")
    assert "I listen closely." not in page.text


def test_a_text_that_names_what_is_gone_is_not_approved(
    client: Client, moderator: User, therapist: Therapist
) -> None:
    revision = waiting(therapist, changes={"about": {"languages": ["gone-language"]}})

    page = as_page(decide(client, revision, "approve"))

    assert "gone-language" in page.one("//div[@role='alert']").text_content()
    preview = client.get(sub(revision, "preview"), follow=True)
    assert "gone-language" in as_page(preview).text
    assert preview.redirect_chain == [(page_of(revision), 302)]


def test_nobody_decides_about_their_own_profile(client: Client) -> None:
    moderator = ModeratorFactory()
    revision = waiting(TherapistFactory(owner=moderator))
    client.force_login(moderator)

    page = as_page(decide(client, revision, "approve"))

    assert "This is your own profile" in page.text
    revision.refresh_from_db()
    assert revision.status == RevisionStatus.SUBMITTED


def test_a_first_approval_publishes_the_profile(client: Client, moderator: User) -> None:
    therapist = TherapistFactory(
        name="Ana Ruiz",
        place="Denver",
        phone="+13035550142",
        approach_text="I ask first.",
        techniques=["swedish"],
        credentials=["diploma"],
        rates={60: 9500},
        status=ProfileStatus.PENDING,
        consented_at=timezone.now(),
    )

    decide(client, waiting(therapist), "approve")

    therapist.refresh_from_db()
    assert therapist.status == ProfileStatus.PUBLISHED
    assert SearchDoc.objects.filter(therapist=therapist).exists()
    assert not mail.outbox or therapist.owner.email in mail.outbox[0].to


READY = ["promises-cure", "prices-unclear"]


@pytest.mark.parametrize(
    ("decision", "status"),
    [("ask", RevisionStatus.CHANGES_ASKED), ("reject", RevisionStatus.REJECTED)],
)
def test_ready_reasons_are_kept_in_words_and_by_their_keys(
    client: Client, moderator: User, therapist: Therapist, decision: str, status: str
) -> None:
    revision = waiting(therapist)
    keys = ["other-person", "promises-cure"]

    decide(client, revision, decision, ready=keys, reasons=" Thank\r\nyou. ")

    revision.refresh_from_db()
    first, second = (reasons.BY_KEY[key].text for key in ("promises-cure", "other-person"))
    assert revision.status == status
    assert revision.reasons == f"{first}\n\n{second}\n\nThank\nyou."
    assert revision.reason_keys == ["promises-cure", "other-person"]
    (sent,) = mail.outbox
    assert revision.reasons in sent.body
    assert sent.to == [therapist.owner.email]


def test_what_they_will_read_is_shown_first_and_is_exactly_what_is_sent(
    client: Client, moderator: User, therapist: Therapist
) -> None:
    revision = waiting(therapist)
    typed = {"ready": READY, "reasons": "One <b>more</b> thing.\r\n\r\n\r\n  Thank you."}

    page = as_page(decide(client, revision, "show", **typed))

    shown = page.one("//div[@class='review-told']").text
    assert page.all("//div[@class='review-told'][@autofocus]")
    # Right below the reasons, above the buttons that decide.
    beside = "preceding::textarea[@name='reasons'] and following::*[@id='buttons']"
    assert page.all(f"//form[@id='decide']//div[@class='review-told'][{beside}]")
    assert {box.get("value") for box in page.all("//input[@name='ready'][@checked]")} == set(READY)
    assert "One <b>more</b> thing." in page.one("//textarea").text_content()
    assert ProfileRevision.objects.get(pk=revision.pk).status == RevisionStatus.SUBMITTED
    assert mail.outbox == []
    decide(client, revision, "ask", **typed)
    assert ProfileRevision.objects.get(pk=revision.pk).reasons == shown
    assert shown in mail.outbox[0].body


def test_a_preview_of_nothing_says_so(
    client: Client, moderator: User, therapist: Therapist
) -> None:
    page = as_page(decide(client, waiting(therapist), "show"))

    assert "Nothing yet: pick a reason or write one." in page.text


def test_a_reason_that_does_not_fit_the_decision_is_refused_and_nothing_typed_is_lost(
    client: Client, moderator: User, therapist: Therapist
) -> None:
    revision = waiting(therapist)

    response = decide(client, revision, "reject", ready=["prices-unclear"], reasons="Mine.")

    page = as_page(response)
    alert = words(page.one("//div[@role='alert']"))
    assert "“Prices do not say what is included”: only to ask for changes." in alert
    assert page.one("//input[@value='prices-unclear'][@checked]") is not None
    assert page.one("//textarea").text_content().strip() == "Mine."
    assert ProfileRevision.objects.get(pk=revision.pk).status == RevisionStatus.SUBMITTED


@pytest.mark.parametrize("typed", [{"ready": ["promises-cure"]}, {"reasons": "Well done."}])
def test_approving_with_reasons_is_refused_since_nobody_would_read_them(
    client: Client, moderator: User, therapist: Therapist, typed: dict[str, Any]
) -> None:
    revision = waiting(therapist)

    page = as_page(decide(client, revision, "approve", **typed))

    assert "Who is approved gets no reasons" in page.text
    assert ProfileRevision.objects.get(pk=revision.pk).status == RevisionStatus.SUBMITTED


@pytest.mark.parametrize("data", [{"decision": "ask"}, {"decision": "show", "reasons": "Mine."}])
def test_a_page_that_shows_a_newer_text_than_was_seen_says_so(
    client: Client, moderator: User, therapist: Therapist, data: dict[str, str]
) -> None:
    """Whatever else is wrong: the page that comes back names the new version."""
    revision = waiting(therapist)
    ProfileRevision.objects.filter(pk=revision.pk).update(version=5)

    page = as_page(decide(client, revision, **data))

    assert "The therapist sent this anew" in page.one("//div[@role='alert']").text_content()
    assert page.one("//input[@name='version']").get("value") == "5"


def test_all_ready_reasons_and_many_own_words_are_refused_and_kept(
    client: Client, moderator: User, therapist: Therapist
) -> None:
    revision = waiting(therapist)
    keys = [one.key for one in reasons.READY if "ask" in one.decisions]

    page = as_page(decide(client, revision, "ask", ready=keys, reasons="x" * 3_900))

    assert "Write at most 4000 characters." in page.text
    assert page.one("//textarea").text_content().strip() == "x" * 3_900
    assert len(page.all("//input[@name='ready'][@checked]")) == len(keys)


def test_the_oldest_text_that_waits_opens_next_and_ones_own_never(
    client: Client, moderator: User, therapist: Therapist
) -> None:
    now = timezone.now()
    own = TherapistFactory(owner=moderator)
    waiting(own, submitted_at=now - timedelta(days=9))
    middle = waiting(TherapistFactory(name="Middle"), submitted_at=now - timedelta(days=2))
    new = waiting(TherapistFactory(name="New"), submitted_at=now - timedelta(days=1))
    revision = waiting(therapist, submitted_at=now - timedelta(days=3))

    response = decide(client, revision, "approve")

    assert response["Location"] == page_of(middle)
    page = get(client, response["Location"])
    assert "Ana Ruiz: The text was approved. 2 left." in page.text
    response = decide(client, middle, "reject", reasons="No.")
    assert response["Location"] == page_of(new)
    response = decide(client, new, "ask", reasons="Why?")
    assert response["Location"] == LIST
    assert "New: The therapist was asked for changes. None left." in get(client, LIST).text


def test_a_skipped_text_does_not_come_back_in_the_same_round(
    client: Client, moderator: User
) -> None:
    now = timezone.now()
    texts = [
        waiting(TherapistFactory(name=f"T{days}"), submitted_at=now - timedelta(days=days))
        for days in (3, 2, 1)
    ]

    (skip,) = get(client, page_of(texts[0])).all("//a[@accesskey='s']")
    response = client.get(skip.get("href"))
    assert response["Location"] == f"{page_of(texts[1])}?skipped={texts[0].pk}"

    page = get(client, response["Location"])
    skipped = page.one("//input[@name='skipped']").get("value")
    response = decide(client, texts[1], "reject", reasons="No.", skipped=skipped)
    assert response["Location"] == f"{page_of(texts[2])}?skipped={texts[0].pk}"

    response = decide(client, texts[2], "reject", reasons="No.", skipped=skipped)
    assert response["Location"] == LIST
    assert "T1: The text was rejected. 1 left. 1 skipped." in get(client, LIST).text


def test_a_round_with_nothing_to_do_ends_at_the_list(client: Client, moderator: User) -> None:
    response = client.get(f"{LIST}next/", follow=True)

    assert response.redirect_chain == [(LIST, 302)]
    assert "None left." in as_page(response).text


def test_one_decision_is_one_step_one_event_one_line_of_the_audit_and_one_mail(
    client: Client, moderator: User, therapist: Therapist
) -> None:
    revision = waiting(therapist)

    for _click in range(2):
        decide(client, revision, "reject", reasons="No.")

    assert ProfileEvent.objects.count() == 1
    assert AuditEntry.objects.filter(subject="profile").count() == 1
    assert len(mail.outbox) == 1


def test_a_therapist_who_saves_between_the_look_and_the_click_is_not_decided_about(
    client: Client, moderator: User
) -> None:
    """The whole way: taken back, changed and sent again while the moderator reads."""
    therapist = steps.published()
    steps.write_intro(therapist, "What the moderator reads.")
    seen = steps.submit(therapist)
    page = get(client, page_of(seen))
    steps.profiles.withdraw(therapist, by=therapist.owner, version=seen.version)
    steps.write_intro(therapist, "What nobody has read.")
    steps.submit(therapist)

    sent = {
        "version": page.one("//input[@name='version']").get("value"),
        "decision": "approve",
    }
    response = client.post(sub(seen, "decide"), sent)

    assert "The therapist sent this anew" in as_page(response).text
    assert ProfileRevision.objects.get(pk=seen.pk).status == RevisionStatus.SUBMITTED
    assert Therapist.objects.get(pk=therapist.pk).intro == ""


def test_the_public_page_keeps_what_was_approved_until_the_new_text_is(
    client: Client, moderator: User
) -> None:
    therapist = steps.published()
    path = therapist.get_absolute_url()
    steps.write(
        therapist, {"about": {"intro": "Canary."}, "experience": {"experience_note": "Canary."}}
    )
    assert "Canary." not in client.get(path).content.decode()
    revision = steps.submit(therapist)
    assert "Canary." not in client.get(path).content.decode()

    decide(client, revision, "approve")

    assert "Canary." in client.get(path).content.decode()
