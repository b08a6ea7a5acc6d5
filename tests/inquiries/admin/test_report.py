"""The page of a report: read, found out, told, hidden, decided; nothing typed is lost."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.core.mail import EmailMessage
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from accounts.models import User
from directory.models import Hiding, Therapist
from inquiries import audited
from inquiries.choices import CaseState, ReportReason
from inquiries.models import CaseNote, Report
from sciatica_site import sealing
from sciatica_site.models import AuditEntry
from tests.factories.accounts import ModeratorFactory, UserFactory
from tests.factories.directory import TherapistFactory
from tests.factories.reports import EMAIL, SAID, TOLD, ReportFactory
from tests.inquiries.admin.addresses import LIST, page_of, step

pytestmark = pytest.mark.django_db

STEPS = ("note", "tell", "hide", "decide", "result")


def text_of(response: Any) -> str:
    return " ".join(response.content.decode().split())


@pytest.mark.usefixtures("moderator")
def test_reading_it_is_recorded_once(client: Client, moderator: User) -> None:
    report = ReportFactory()

    pages = [text_of(client.get(page_of(report))) for _ in range(2)]

    assert all(SAID in page and EMAIL in page for page in pages)
    line = AuditEntry.objects.get(subject="report")
    assert (line.kind, line.actor_number) == ("message.opened", moderator.pk)
    assert "Words of a message or of a report opened (Mia Moderator" in pages[0]


@pytest.mark.usefixtures("moderator")
def test_asking_for_headers_alone_is_no_reading(client: Client) -> None:
    report = ReportFactory()

    assert client.head(page_of(report)).status_code == 200
    assert not AuditEntry.objects.filter(subject="report").exists()


def test_the_audit_tells_nobody_of_reports_of_the_own_profile(
    client: Client, moderator: User
) -> None:
    mine = ReportFactory(therapist=TherapistFactory(published=True, owner=moderator))
    other = ReportFactory()
    colleague = ModeratorFactory()
    lines = [audited.report("report.told", one.pk, by=colleague) for one in (mine, other)]
    lines += [audited.report("message.opened", one.pk, by=colleague) for one in (mine, other)]
    path = "/admin/sciatica_site/auditentry/"

    shown = {one.pk for one in client.get(path + "?subject=report").context["cl"].result_list}
    found = client.get(path, {"q": f"report {mine.pk}"}).context["cl"].result_list

    assert shown == {lines[1].pk, lines[3].pk}
    assert not found
    assert client.get(f"{path}{lines[0].pk}/change/").status_code == 302
    client.force_login(colleague)
    assert len(client.get(path + "?subject=report").context["cl"].result_list) == 4


@pytest.mark.usefixtures("moderator")
@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({}, "New. The therapist does not know of it."),
        ({"is_told": True}, "to answer."),
        ({"answered": True}, "The therapist has answered. It can be decided."),
        ({"upheld": True}, "Confirmed"),
        ({"serious": True}, "It comes before everything else."),
    ],
)
def test_where_it_stands_is_said_on_its_page_and_in_the_list(
    client: Client, values: dict[str, bool], words: str
) -> None:
    report = ReportFactory(**values)

    assert words in text_of(client.get(page_of(report)))
    if "serious" not in values:
        assert words in text_of(client.get(LIST))


@pytest.mark.usefixtures("moderator")
def test_the_list_is_filtered_by_what_waits_for_whom(client: Client) -> None:
    new, answered = ReportFactory(), ReportFactory(answered=True)
    silent = ReportFactory(is_told=True, told_at=timezone.now() - timedelta(days=14))
    told = ReportFactory(is_told=True)
    decided = ReportFactory(is_told=True, dismissed=True)

    found = {
        waits: set(client.get(LIST, {"waits": waits}).context["cl"].queryset)
        for waits in ("moderators", "therapist", "nobody", "nonsense\x00")
    }

    assert found["moderators"] == {new, answered, silent}
    assert found["therapist"] == {told}
    assert found["nobody"] == {decided}
    assert len(found["nonsense\x00"]) == 5


@pytest.mark.usefixtures("moderator")
def test_list_and_page_ask_as_many_questions_for_many_rows(
    client: Client, django_assert_num_queries: Any
) -> None:
    report = ReportFactory(answered=True)
    counts = {}
    for path in (LIST, page_of(report)):
        client.get(path)
        with CaptureQueriesContext(connection) as few:
            client.get(path)
        counts[path] = len(few)
    for _ in range(6):
        ReportFactory(therapist=report.therapist, answered=True)
        note = sealing.seal({"text": "x"})
        CaseNote.objects.create(report=report, sealed=note, written_by=ModeratorFactory())

    for path, count in counts.items():
        with django_assert_num_queries(count):
            client.get(path)
    assert counts[page_of(report)] <= 14


@pytest.mark.usefixtures("moderator")
def test_notes_are_kept_with_who_and_when(client: Client) -> None:
    report, key = ReportFactory(), str(uuid.uuid4())

    for _ in range(2):
        client.post(step(report, "note"), {"text": "I called <b>them</b>.", "key": key})

    page = text_of(client.get(page_of(report)))
    assert page.count(escape("I called <b>them</b>.")) == 1
    assert "Mia Moderator" in page


@pytest.mark.usefixtures("moderator")
@pytest.mark.parametrize("name", ["note", "tell", "hide"])
@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("", "Write "),
        ("a\x00b", "damaged on its way"),
        ("x" * 4_001, "characters. This has 4001."),
        ("x" * 300_000, "characters. This has 300000."),
    ],
)
def test_what_cannot_be_taken_comes_back(
    client: Client, name: str, typed: str, message: str
) -> None:
    report = ReportFactory(serious=True)
    field = {"note": "text", "tell": "words", "hide": "why"}[name]

    response = client.post(step(report, name), {field: typed})

    assert response.status_code == 200
    page = response.content.decode()
    assert "This was not done." in page
    assert message in page
    assert typed.replace("\x00", "") in page or "\x00" in typed
    report.refresh_from_db()
    assert report.told_at is None
    assert not CaseNote.objects.exists()
    assert not Hiding.objects.exists()


@pytest.mark.usefixtures("moderator")
def test_the_therapist_is_told_in_own_words(client: Client, mailoutbox: list[EmailMessage]) -> None:
    report = ReportFactory()

    refused = client.post(step(report, "tell"), {"words": SAID})
    assert "These words stand in the report" in text_of(refused)
    assert text_of(refused).count(SAID) >= 2
    assert mailoutbox == []

    done = client.post(step(report, "tell"), {"words": TOLD}, follow=True)
    assert "The therapist was told and has 14 days." in text_of(done)
    assert [mail.to for mail in mailoutbox] == [[report.therapist.owner.email]]

    again = client.post(step(report, "tell"), {"words": "Other words."})
    assert "told already" in text_of(again)
    assert "Other words." in text_of(again)
    assert len(mailoutbox) == 1


@pytest.mark.usefixtures("moderator")
def test_serious_conduct_is_hidden_from_the_page(client: Client) -> None:
    report = ReportFactory(serious=True)
    assert "Hide the profile now" in text_of(client.get(page_of(report)))

    done = client.post(step(report, "hide"), {"why": "We look into a report."}, follow=True)

    assert "A second person has to look at it" in text_of(done)
    assert client.get(report.therapist.get_absolute_url()).status_code != 200
    hiding = Hiding.objects.get()
    assert reverse("admin:directory_hiding_change", args=[hiding.pk]) in done.content.decode()
    again = client.post(step(report, "hide"), {"why": "Words of the second."})
    assert "hidden already" in text_of(again)
    assert "Words of the second." in text_of(again)


@pytest.mark.usefixtures("moderator")
def test_other_profiles_have_no_such_button(client: Client) -> None:
    report = ReportFactory()

    assert "Hide the profile now" not in text_of(client.get(page_of(report)))
    refused = client.post(step(report, "hide"), {"why": "x"})
    assert "for serious conduct" in text_of(refused)


@pytest.mark.usefixtures("moderator")
def test_a_report_is_decided_and_both_sides_are_told(
    client: Client, mailoutbox: list[EmailMessage]
) -> None:
    report = ReportFactory(answered=True)
    assert "Tell the person who reported it" in text_of(client.get(page_of(report)))

    done = client.post(
        step(report, "decide"), {"step": "right", "tells_reporter": "on"}, follow=True
    )

    assert "What follows" in text_of(done)
    assert "was told how it ended" in text_of(done)
    assert {mail.to[0] for mail in mailoutbox} == {EMAIL, report.therapist.owner.email}


@pytest.mark.usefixtures("moderator")
def test_the_result_is_told_later_and_once(client: Client, mailoutbox: list[EmailMessage]) -> None:
    report = ReportFactory()
    client.post(step(report, "decide"), {"step": "wrong"})
    assert mailoutbox == []
    assert "Tell them how it ended" in text_of(client.get(page_of(report)))

    client.post(step(report, "result"))
    again = client.post(step(report, "result"))

    assert "They were told already." in text_of(again)
    assert [mail.to for mail in mailoutbox] == [[EMAIL]]


@pytest.mark.usefixtures("moderator")
def test_somebody_else_was_quicker(client: Client) -> None:
    report = ReportFactory()
    client.post(step(report, "decide"), {"step": "wrong"})

    late = client.post(step(report, "decide"), {"step": "right"})
    note = client.post(step(report, "note"), {"text": "A late note.", "key": ""})
    told = client.post(step(report, "tell"), {"words": "A late word."})

    assert "Somebody has decided about this meanwhile." in text_of(late)
    assert "A late note." in text_of(note)
    assert "A late word." in text_of(told)
    assert Report.objects.get().state == CaseState.DISMISSED


@pytest.mark.usefixtures("moderator")
def test_unheard_therapists_cannot_be_found_at_fault(client: Client) -> None:
    report = ReportFactory()

    page = text_of(client.get(page_of(report)))
    refused = client.post(step(report, "decide"), {"step": "right"})

    assert "The report is right<" not in page
    assert "Tell them first" in text_of(refused)


@pytest.mark.usefixtures("moderator")
def test_other_reports_of_the_profile_are_counted_with_links(client: Client) -> None:
    report = ReportFactory()
    for _ in range(2):
        ReportFactory(therapist=report.therapist, dismissed=True)
    ReportFactory(therapist=report.therapist, serious=True)
    ReportFactory()

    response = client.get(page_of(report))

    others = response.context["report"].others
    assert [(one.count, one.state) for one in others] == [(2, "Not confirmed"), (1, "Open")]
    listed = client.get(others[0].url)
    assert listed.context["cl"].result_count == 2


@pytest.mark.usefixtures("moderator")
@pytest.mark.parametrize("sealed", ["lost", None])
def test_words_that_cannot_be_read_break_no_page(client: Client, sealed: str | None) -> None:
    report = ReportFactory(answered=True, sealed=sealed)
    Report.objects.update(sealed_reply=sealed)
    CaseNote.objects.create(report=report, sealed=sealed)

    page = text_of(client.get(page_of(report)))

    words = "No key opens these words." if sealed else "The words have been removed."
    assert page.count(words) == 3
    told = client.post(step(ReportFactory(sealed=sealed), "tell"), {"words": "My own words here."})
    assert told.status_code == (200 if sealed else 302)


@pytest.mark.usefixtures("moderator")
def test_a_fact_that_a_patient_denied_is_named(client: Client) -> None:
    report = ReportFactory(
        reason=ReportReason.ACCURACY, sealed=sealing.seal({"fact": "price_as_stated"})
    )

    assert "Price as stated" in text_of(client.get(page_of(report)))


def test_nobody_finds_reports_of_the_own_profile(client: Client, moderator: User) -> None:
    report = ReportFactory(therapist__owner=moderator)

    assert client.get(page_of(report)).status_code == 404
    assert all(client.post(step(report, name)).status_code == 404 for name in STEPS)
    assert client.get(LIST).context["cl"].result_count == 0


def test_after_the_profile_is_erased_there_is_nothing(client: Client, moderator: User) -> None:
    report = ReportFactory()
    path = page_of(report)
    Report.objects.filter(therapist=report.therapist).delete()
    Therapist.objects.filter(pk=report.therapist_id).delete()

    assert client.get(path).status_code == 404
    assert all(client.post(step(report, name)).status_code == 404 for name in STEPS)


@pytest.mark.parametrize("name", STEPS)
def test_only_those_who_may_change_reports_take_steps(client: Client, name: str) -> None:
    from django.contrib.auth.models import Permission

    report = ReportFactory(serious=True)
    reader = UserFactory(is_staff=True)
    reader.user_permissions.add(Permission.objects.get(codename="view_report"))

    assert client.post(step(report, name)).status_code == 302
    client.force_login(UserFactory(is_staff=True))
    assert client.post(step(report, name)).status_code == 403
    client.force_login(reader)
    assert client.get(page_of(report)).status_code == 200
    assert client.post(step(report, name)).status_code == 403
    client.force_login(ModeratorFactory())
    assert client.get(step(report, name)).status_code == 405


@pytest.mark.usefixtures("moderator")
def test_a_profile_of_a_moderator_is_looked_after_by_another(client: Client) -> None:
    report = ReportFactory(therapist=TherapistFactory(published=True, owner=ModeratorFactory()))

    assert client.get(page_of(report)).status_code == 200
