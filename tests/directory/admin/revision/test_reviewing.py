"""What moderators see of a submitted text."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from directory.choices import CheckMethod, CheckResult, EventKind, RevisionStatus
from directory.models import ProfileEvent, ProfileRevision, SearchDoc, Therapist, VerificationRecord
from directory.vetting import QUESTIONS
from tests.directory.admin.forms import address
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
from tests.factories.directory import CredentialFactory, TherapistFactory
from tests.factories.moderation import AppealFactory
from tests.factories.places import load_real_places
from tests.factories.profiles import DocumentFactory, EventFactory, RevisionFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]


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


def test_an_update_is_told_as_what_would_change(
    client: Client, moderator: User, therapist: Therapist
) -> None:
    RevisionFactory(therapist=therapist, status=RevisionStatus.APPROVED)
    page = get(client, page_of(waiting(therapist, based_on=1)))

    (pair,) = page.all("//div[@data-pair]")
    left, right = pair.xpath(".//div[@class='review-side']")
    assert words(pair.xpath("./h3")[0]) == "In a few words"
    assert words(left) == "Now public I removed: listen. (end)"
    assert words(right) == "New text I added: listen closely. (end)"
    assert "MT1" not in words(pair)


def test_a_first_text_is_told_as_a_whole(client: Client, moderator: User) -> None:
    therapist = TherapistFactory(name="Ana Ruiz", place="Denver", phone="+13035550142")
    page = get(client, page_of(waiting(therapist)))

    assert not page.all("//div[@data-pair]")
    whole = words(page.one("//div[@class='review-questions']"))
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

    (pair,) = page.all("//div[@data-pair]")
    assert words(pair.xpath(".//h4")[0]) == "Before"
    assert "added: listen closely." in words(pair)
    assert not page.all("//textarea")


def test_wording_answers_and_what_is_missing_are_shown(client: Client, moderator: User) -> None:
    therapist = TherapistFactory(name="Ana Ruiz", place="Denver")
    changes = {"about": {"intro": "I cure sciatica, guaranteed."}}
    page = get(client, page_of(waiting(therapist, changes=changes)))

    wording = page.one("//*[@data-question='about']//div[@class='review-hints']")
    assert "cure" in words(wording)
    assert len(page.all("//div[@class='review-hints']")) == 1
    questions = page.one("//div[@class='review-questions']")
    assert words(questions).count("not answered") == 6
    missing = page.one("//section[@aria-labelledby='review-missing']")
    assert "A price (question 6)." in words(missing)


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


def test_the_questions_are_headings_and_unchanged_ones_are_folded_to_a_line(
    client: Client, moderator: User, therapist: Therapist
) -> None:
    therapist.credentials.update(number="")  # one that no board gives is pointed at
    page = get(client, page_of(waiting(therapist, based_on=1)))

    headings = [words(one) for one in page.all("//div[@class='review-questions']//h2")]
    folded = page.all("//details[@class='review-quiet']")
    asked = [str(question.wording) for question in QUESTIONS]
    assert [one.split(" – ")[0] for one in headings if one.split(" – ")[0] in asked] == asked
    assert [one.get("data-question") for one in folded] == [
        "place",
        "availability",
        *(question.key for question in QUESTIONS),
        "access",
    ]
    assert not any(one.get("open") for one in folded)
    assert words(folded[2].xpath("./summary")[0]) == f"{asked[0]} – unchanged"


def test_what_was_added_or_taken_out_as_a_whole_stands_in_one_column(
    client: Client, moderator: User, therapist: Therapist
) -> None:
    changes = {"about": {"intro": "", "pronouns": "she/her"}}
    page = get(client, page_of(waiting(therapist, based_on=1, changes=changes)))

    sides = {
        words(pair.xpath("./h3")[0]): [words(side) for side in pair.xpath("./div")]
        for pair in page.all("//div[@data-pair]")
    }
    assert sides["In a few words"] == ["Now public removed: I listen. (end)", "New text Taken out."]
    assert sides["Pronouns"] == [
        "Now public Nothing was stated.",
        "New text added: she/her (end)",
    ]


def test_markup_in_a_text_stays_text(client: Client, moderator: User, therapist: Therapist) -> None:
    changes = {"about": {"intro": "<script>alert(1)</script> & <b>bold</b>"}}
    page = get(client, page_of(waiting(therapist, based_on=1, changes=changes)))

    assert "<script>alert" not in page.source
    assert "<b>bold" not in page.source
    assert "<script>alert(1)</script> & <b>bold</b>" in page.text


def test_an_update_that_says_the_same_is_told_so(
    client: Client, moderator: User, therapist: Therapist
) -> None:
    page = get(client, page_of(waiting(therapist, based_on=1, changes={})))

    assert "Nothing is different: it says the same." in page.text


def test_focus_lands_on_the_heading_and_few_keys_lead_to_the_decision(
    client: Client, moderator: User, therapist: Therapist
) -> None:
    page = get(client, page_of(waiting(therapist)))

    assert page.one("//h1[@autofocus]").get("tabindex") == "-1"
    assert page.one("//a[@href='#buttons']") is not None
    assert page.one("//*[@id='buttons']").get("tabindex") == "-1"
    keys = [one.get("accesskey") for one in page.all("//*[@accesskey]")]
    assert len(keys) == len(set(keys)) == 6
    # The Enter key presses the first button of a form, which must decide nothing.
    first = page.all("//form[contains(@action, '/decide/')]//button")[0]
    assert first.get("value") == "show"


def test_a_picture_is_asked_for_only_when_somebody_opens_it(
    client: Client, moderator: User, therapist: Therapist
) -> None:
    picture = DocumentFactory(therapist=therapist, format="jpeg", scan="clean")
    DocumentFactory(therapist=therapist, format="pdf", scan="clean")
    DocumentFactory(therapist=therapist, format="png", scan="harmful")

    revision = waiting(therapist)
    page = get(client, page_of(revision))

    # A browser that loads all there is on the page loads no picture.
    assert page.all("//main//img") == []
    button = page.one("//button[@value='documents']")
    assert button.get("form") == page.one("//form[contains(@action, '/decide/')]").get("id")
    # The Enter key presses the first one of the form, and must not open a document either.
    pressed = page.all("//button[@form='decide' or ancestor::form[@id='decide']]")
    assert pressed[0].get("value") == "show"
    sent = {"ready": ["promises-cure"], "reasons": "Leave <that> out."}
    shown = as_page(decide(client, revision, "documents", **sent))
    (image,) = shown.all("//main//img")
    assert image.get("src") == f"/dashboard/documents/{picture.token}/"
    assert image.get("alt").startswith("Copy of: ")
    assert shown.one("//textarea[@name='reasons']").text_content().strip() == "Leave <that> out."
    assert [one.get("value") for one in shown.all("//input[@name='ready'][@checked]")] == [
        "promises-cure"
    ]
    assert ProfileRevision.objects.get(pk=revision.pk).status == RevisionStatus.SUBMITTED
    # Only the picture itself is an opened document.
    assert not ProfileEvent.objects.filter(kind=EventKind.DOCUMENT_SEEN).exists()


def test_where_nothing_is_decided_a_link_shows_the_pictures(
    client: Client, moderator: User, therapist: Therapist
) -> None:
    DocumentFactory(therapist=therapist, format="jpeg", scan="clean")
    revision = RevisionFactory(therapist=therapist, status=RevisionStatus.APPROVED)

    page = get(client, page_of(revision))

    assert page.all("//main//img") == []
    (link,) = page.all("//a[contains(@href, '?documents=here')]")
    assert len(get(client, link.get("href")).all("//main//img")) == 1


def test_words_to_look_at_are_marked_where_they_stand(
    client: Client, moderator: User, therapist: Therapist
) -> None:
    changes = {
        "about": {"intro": "I listen. I cure sciatica.\nNobody can cure all.", "name": "Cure"}
    }
    update = get(client, page_of(waiting(therapist, based_on=1, changes=changes)))
    first = get(client, page_of(waiting(TherapistFactory(), changes=changes)))

    for page in (update, first):
        marks = [words(one) for one in page.all("//*[@data-question='about']//mark")]
        assert set(marks) == {"wording to look at: cure (end)"}
        assert page.all("//mark[parent::ins or parent::dd]")


def test_a_document_says_whether_its_credential_was_checked(
    client: Client, moderator: User, therapist: Therapist
) -> None:
    license = therapist.credentials.get()
    document = DocumentFactory(therapist=therapist, kind=license.kind)
    DocumentFactory(therapist=therapist)
    revision = waiting(therapist)

    def told() -> str:
        return words(get(client, page_of(revision)).one("//*[@aria-labelledby='review-documents']"))

    assert f"{license.kind} MT1: no check yet" in told()
    assert "No credential of this kind is on the public profile yet." in told()
    VerificationRecord.objects.create(
        credential=license,
        method=CheckMethod.DOCUMENT,
        result=CheckResult.DIFFERS,
        checked_on=timezone.localdate(document.uploaded_at),
        checked_by=moderator,
    )
    assert f"{license.kind} MT1: Found, but something differs" in told()


def test_the_history_says_who_decided_and_why(
    client: Client, moderator: User, therapist: Therapist
) -> None:
    other = ModeratorFactory(name="Mod Two", email="two@example.com")
    RevisionFactory(
        therapist=therapist,
        status=RevisionStatus.REJECTED,
        decided_by=other,
        reasons="No <promises>.\n\nThank you.",
    )
    EventFactory(therapist_number=therapist.pk, kind=EventKind.REJECTED, actor=other, revision=1)

    page = get(client, page_of(waiting(therapist)))

    fold = words(page.one("//details[@class='desk-fold']"))
    assert f"Rejected (text 1), {other}" in fold
    assert "No <promises>. Thank you." in fold


def test_what_was_asked_before_a_text_was_sent_again_is_shown(
    client: Client, moderator: User, therapist: Therapist
) -> None:
    page = get(client, page_of(waiting(therapist, reasons="Name your school.")))

    assert "What the therapist was told before sending this again" in page.text
    assert "Name your school." in page.text


def test_a_review_takes_the_same_queries_whatever_there_is_to_show(
    client: Client, moderator: User, therapist: Therapist
) -> None:
    DocumentFactory(therapist=therapist)
    EventFactory(therapist_number=therapist.pk)
    revision = waiting(therapist, based_on=1)
    get(client, page_of(revision))  # what is remembered from one page to the next
    counts = []
    for more in (0, 2, 5):
        for number in range(more):
            DocumentFactory(therapist=therapist)
            EventFactory(therapist_number=therapist.pk, actor=ModeratorFactory())
            CredentialFactory(therapist=therapist, number=f"X{more}{number}")
            RevisionFactory(therapist=therapist, status=RevisionStatus.REJECTED, reasons="No.")
            waiting(TherapistFactory())
        with CaptureQueriesContext(connection) as queries:
            get(client, page_of(revision))
        counts.append(len(queries))

    assert counts[0] == counts[1] == counts[2]


def test_somebodys_own_text_is_shown_without_buttons(client: Client) -> None:
    moderator = ModeratorFactory()
    revision = waiting(TherapistFactory(owner=moderator))
    client.force_login(moderator)

    page = get(client, page_of(revision))

    assert "This is your own profile" in page.text
    assert not page.all("//button[@name='decision']")
    assert not page.all("//a[@href='#reasons' or @href='#buttons']")
    assert LIST in page.source


def test_of_a_text_that_is_decided_nobody_has_to_decide(
    client: Client, moderator: User, therapist: Therapist
) -> None:
    decided = RevisionFactory(therapist=therapist, status=RevisionStatus.APPROVED)
    AppealFactory(revision=decided, granted=True, decided_first_by=moderator)

    assert "somebody else has to decide" not in get(client, page_of(decided)).text


def test_after_a_granted_appeal_the_first_decider_reads_and_has_no_button(
    client: Client, moderator: User, therapist: Therapist
) -> None:
    revision = waiting(therapist)
    AppealFactory(revision=revision, granted=True, decided_first_by=moderator)

    page = get(client, page_of(revision))

    assert "An appeal against your decision about this text was granted" in page.text
    assert not page.all("//button[@name='decision']")
    assert not page.all("//a[@href='#reasons' or @href='#buttons']")
