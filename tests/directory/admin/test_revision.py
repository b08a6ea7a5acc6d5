"""What moderators see of a submitted text, and the three decisions about it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.core import mail
from django.test import Client
from django.utils import timezone
from lxml import html

from accounts.models import User
from directory.choices import EventKind, ProfileStatus, RevisionStatus
from directory.models import ProfileEvent, ProfileRevision, SearchDoc, Therapist
from tests.directory.admin.forms import address
from tests.directory.pages import Page
from tests.factories.accounts import ModeratorFactory, UserFactory
from tests.factories.directory import CredentialFactory, TherapistFactory
from tests.factories.places import load_real_places
from tests.factories.profiles import DocumentFactory, EventFactory, RevisionFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]

LIST = address(ProfileRevision, "changelist")


@pytest.fixture
def moderator(client: Client) -> User:
    found: User = ModeratorFactory(name="Mod One")
    client.force_login(found)
    return found


@pytest.fixture
def therapist() -> Therapist:
    found: Therapist = TherapistFactory(
        name="Ana Ruiz",
        published=True,
        intro="I listen.",
        phone="+13035550142",
        approach_text="I ask first.",
        rates={60: 9500},
        techniques=["swedish"],
    )
    CredentialFactory(therapist=found, number="MT1")
    return found


def waiting(therapist: Therapist, **values: Any) -> ProfileRevision:
    values.setdefault("changes", {"about": {"intro": "I listen closely."}})
    revision: ProfileRevision = RevisionFactory(
        therapist=therapist, status=RevisionStatus.SUBMITTED, **values
    )
    return revision


def page_of(revision: ProfileRevision) -> str:
    return address(ProfileRevision, "change", revision.pk)


def sub(revision: ProfileRevision, name: str) -> str:
    return f"{LIST}{revision.pk}/{name}/"


def get(client: Client, path: str) -> Page:
    response = client.get(path)
    assert response.status_code == 200
    return as_page(response)


def as_page(response: Any) -> Page:
    source = response.content.decode()
    return Page(html.fromstring(source), source)


def decide(client: Client, revision: ProfileRevision, decision: str, **data: Any) -> Any:
    sent = {"version": revision.version, "decision": decision, **data}
    return client.post(sub(revision, "decide"), sent)


def test_what_waits_comes_first_and_the_longest_wait_at_the_top(
    client: Client, moderator: User
) -> None:
    now = timezone.now()
    states = [
        ("Approved", RevisionStatus.APPROVED, 9),
        ("New", RevisionStatus.SUBMITTED, 1),
        ("Old", RevisionStatus.SUBMITTED, 3),
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
    assert names == ["Old", "New", "Approved"]
    waits = [one.text_content() for one in page.all("//td[@class='field-waits']")]
    assert waits == ["3 days", "1 day", "–"]


@pytest.mark.parametrize("status", [RevisionStatus.DRAFT, RevisionStatus.WITHDRAWN])
def test_what_was_not_submitted_is_its_therapists_own(
    client: Client, moderator: User, therapist: Therapist, status: str
) -> None:
    revision = RevisionFactory(therapist=therapist, status=status)

    assert "Ana Ruiz" not in get(client, LIST).text
    assert client.get(page_of(revision)).status_code == 404
    assert client.get(sub(revision, "preview")).status_code == 404


def test_a_text_that_was_given_back_is_not_read_while_it_is_rewritten(
    client: Client, moderator: User, therapist: Therapist
) -> None:
    revision = RevisionFactory(
        therapist=therapist,
        status=RevisionStatus.CHANGES_ASKED,
        changes={"about": {"intro": "Canary."}},
        reasons="Say more.",
    )

    page = get(client, page_of(revision))

    assert "The therapist is working on it." in page.text
    assert "Say more." in page.text
    assert "Canary" not in page.text
    assert not page.all("//textarea")
    assert client.get(sub(revision, "preview")).status_code == 404


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


@pytest.mark.parametrize("people", [2, 9])
def test_the_list_takes_few_queries(
    client: Client, moderator: User, people: int, django_assert_max_num_queries: Any
) -> None:
    for _ in range(people):
        waiting(TherapistFactory())

    with django_assert_max_num_queries(14):
        get(client, LIST)


def test_an_update_is_told_as_what_would_change(
    client: Client, moderator: User, therapist: Therapist
) -> None:
    RevisionFactory(therapist=therapist, status=RevisionStatus.APPROVED)
    page = get(client, page_of(waiting(therapist, based_on=1)))

    changes = page.one("//section[@aria-labelledby='review-changes']")
    text = " ".join(changes.text_content().split())
    assert "In a few words" in text
    assert "removed: listen." in text
    assert "added: listen closely." in text
    assert "MT1" not in text


def test_a_first_text_is_told_as_a_whole(client: Client, moderator: User) -> None:
    therapist = TherapistFactory(name="Ana Ruiz", place="Denver", phone="+13035550142")
    page = get(client, page_of(waiting(therapist)))

    assert not page.all("//section[@aria-labelledby='review-changes']")
    whole = " ".join(page.one("//details[@open]").text_content().split())
    assert "I listen closely." in whole
    assert "Own studio, Denver, CO 80202." in whole
    assert "(303) 555-0142" in whole
    assert "The first text of this profile." in page.text


def test_a_decided_text_is_compared_with_what_it_was_written_on(
    client: Client, moderator: User, therapist: Therapist
) -> None:
    RevisionFactory(therapist=therapist, status=RevisionStatus.APPROVED)
    revision = RevisionFactory(
        therapist=therapist,
        status=RevisionStatus.APPROVED,
        based_on=1,
        changes={"about": {"intro": "I listen closely."}},
    )
    Therapist.objects.filter(pk=therapist.pk).update(intro="I listen closely.")

    page = get(client, page_of(revision))

    assert "What it changed" in page.text
    assert "added: listen closely." in page.text
    assert not page.all("//textarea")


def test_wording_answers_and_what_is_missing_are_shown(client: Client, moderator: User) -> None:
    therapist = TherapistFactory(name="Ana Ruiz", place="Denver")
    changes = {"about": {"intro": "I cure sciatica, guaranteed."}}
    page = get(client, page_of(waiting(therapist, changes=changes)))

    wording = page.one("//section[@aria-labelledby='review-wording']").text_content()
    assert "cure" in wording
    answers = page.one("//section[@aria-labelledby='review-answers']").text_content()
    assert answers.count("not answered") == 6
    assert "A price (question 6)." in answers


def test_people_who_may_be_the_same_are_named(
    client: Client, moderator: User, therapist: Therapist
) -> None:
    other = TherapistFactory(name="Somebody Else")
    CredentialFactory(therapist=other, number="mt-1")

    page = get(client, page_of(waiting(therapist)))

    suspects = page.one("//section[@aria-labelledby='review-suspects']")
    assert "The same license number: MT1." in suspects.text_content()
    assert suspects.xpath(f".//a[@href='{address(Therapist, 'change', other.pk)}']")


def test_documents_that_may_be_opened_have_a_link(
    client: Client, moderator: User, therapist: Therapist
) -> None:
    clean = DocumentFactory(therapist=therapist, scan="clean")
    harmful = DocumentFactory(therapist=therapist, scan="harmful")

    page = get(client, page_of(waiting(therapist)))

    assert page.all(f"//a[@href='/dashboard/documents/{clean.token}/']")
    assert not page.all(f"//a[@href='/dashboard/documents/{harmful.token}/']")


def test_the_record_of_the_profile_is_shown(
    client: Client, moderator: User, therapist: Therapist
) -> None:
    EventFactory(therapist_number=therapist.pk, kind=EventKind.CONSENTED)
    EventFactory(therapist_number=therapist.pk + 1, kind=EventKind.ERASED)

    text = get(client, page_of(waiting(therapist))).text

    assert "Agreed to be listed" in text
    assert "Erased" not in text


@pytest.mark.parametrize("texts", [1, 6])
def test_a_review_takes_a_fixed_number_of_queries(
    client: Client,
    moderator: User,
    therapist: Therapist,
    texts: int,
    django_assert_max_num_queries: Any,
) -> None:
    for number in range(texts):
        waiting(TherapistFactory(name=f"Other {number}", place="Denver"))
    revision = waiting(therapist)

    with django_assert_max_num_queries(75):
        get(client, page_of(revision))


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


@pytest.mark.parametrize(
    "data",
    [
        {"version": "", "decision": "approve"},
        {"version": "x", "decision": "approve"},
        {"version": "9" * 40, "decision": "approve"},
        {"version": "1", "decision": "publish"},
        {"version": "1"},
        {"version": "1", "decision": "ask", "reasons": "x" * 5_000},
        {"version": "1", "decision": "ask", "reasons": "a\0b"},
        {},
    ],
)
def test_a_crafted_decision_decides_nothing(
    client: Client, moderator: User, therapist: Therapist, data: dict[str, str]
) -> None:
    revision = waiting(therapist)

    response = client.post(sub(revision, "decide"), data)

    assert response.status_code == 200
    assert "This was not done." in as_page(response).text
    revision.refresh_from_db()
    assert revision.status == RevisionStatus.SUBMITTED


def test_nobody_decides_about_their_own_profile(client: Client) -> None:
    moderator = ModeratorFactory()
    revision = waiting(TherapistFactory(owner=moderator))
    client.force_login(moderator)

    page = as_page(decide(client, revision, "approve"))

    assert "This is your own profile" in page.text
    revision.refresh_from_db()
    assert revision.status == RevisionStatus.SUBMITTED


def test_a_decision_is_behind_a_button(
    client: Client, moderator: User, therapist: Therapist
) -> None:
    revision = waiting(therapist)

    assert client.get(sub(revision, "decide")).status_code == 405
    assert client.post(sub(revision, "preview")).status_code == 405


@pytest.mark.parametrize("name", ["decide", "preview", "change"])
def test_only_who_may_change_texts_of_therapists_gets_there(
    client: Client, therapist: Therapist, name: str
) -> None:
    revision = waiting(therapist)
    path = page_of(revision) if name == "change" else sub(revision, name)
    send = client.post if name == "decide" else client.get
    desk = UserFactory(is_staff=True)
    desk.user_permissions.add(Permission.objects.get(codename="change_article"))

    for user in (None, UserFactory(), therapist.owner):
        if user:
            client.force_login(user)
        assert send(path).status_code == 302
    client.force_login(desk)
    assert send(path).status_code == 403
    revision.refresh_from_db()
    assert revision.status == RevisionStatus.SUBMITTED


def test_who_may_only_look_cannot_decide(client: Client, therapist: Therapist) -> None:
    revision = waiting(therapist)
    viewer = UserFactory(is_staff=True)
    viewer.user_permissions.add(Permission.objects.get(codename="view_profilerevision"))
    client.force_login(viewer)

    assert not get(client, page_of(revision)).all("//textarea")
    assert decide(client, revision, "approve").status_code == 403


def test_nothing_is_added_deleted_or_typed_over_even_by_a_superuser(
    root: Client, therapist: Therapist
) -> None:
    revision = waiting(therapist)

    assert root.get(address(ProfileRevision, "add")).status_code == 403
    assert root.get(address(ProfileRevision, "delete", revision.pk)).status_code == 403
    assert root.post(page_of(revision), {"reasons": "x", "status": "approved"}).status_code == 200
    revision.refresh_from_db()
    assert (revision.status, revision.reasons) == (RevisionStatus.SUBMITTED, "")


@pytest.mark.parametrize("number", ["0", "x", "99999999", "9" * 40, "1/2", "%00"])
def test_a_number_that_nobody_has_is_not_found(
    client: Client, moderator: User, number: str
) -> None:
    for name in ("change", "preview", "history"):
        assert client.get(f"{LIST}{number}/{name}/").status_code in (302, 404)
    assert client.post(f"{LIST}{number}/decide/", {}).status_code == 404


def test_a_moderator_previews_what_approving_would_give(
    client: Client, moderator: User, therapist: Therapist
) -> None:
    load_real_places()
    revision = waiting(therapist)
    before = list(SearchDoc.objects.values())

    response = client.get(sub(revision, "preview"))

    text = as_page(response).text
    assert "This is a preview." in text
    assert "I listen closely." in text
    assert "Back to the review" in text
    assert response["X-Frame-Options"] == "DENY"
    assert response["X-Robots-Tag"] == "noindex"
    assert "no-store" in response["Cache-Control"]
    assert list(SearchDoc.objects.values()) == before
    assert Therapist.objects.get(pk=therapist.pk).intro == "I listen."


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


def test_the_record_can_only_be_read(root: Client) -> None:
    event = EventFactory(kind=EventKind.APPROVED, fields=["about", "rates"])

    listed = get(root, address(ProfileEvent, "changelist"))

    assert "about, rates" in listed.text
    assert "delete_selected" not in listed.source
    assert get(root, address(ProfileEvent, "change", event.pk))
    assert root.post(address(ProfileEvent, "change", event.pk), {}).status_code == 403
    assert root.get(address(ProfileEvent, "add")).status_code == 403
    assert root.get(address(ProfileEvent, "delete", event.pk)).status_code == 403
    assert ProfileEvent.objects.count() == 1


def test_moderators_read_the_record(client: Client, moderator: User) -> None:
    EventFactory(therapist_number=77)

    assert "77" in get(client, address(ProfileEvent, "changelist")).text
