"""Beside a hidden profile, moderators and its therapist find the reports that are theirs to see."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from directory.choices import ProfileStatus
from inquiries.models import CaseNote, Report
from inquiries.reports import matters
from sciatica_site import sealing
from tests.factories.accounts import ModeratorFactory, UserFactory
from tests.factories.moderation import AppealFactory, HidingFactory
from tests.factories.reports import EMAIL, SAID, TOLD, ReportFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]

NOTE = "I called the practice."


@pytest.fixture(autouse=True)
def one_factor(settings: Settings) -> None:
    settings.ADMIN_NEEDS_SECOND_FACTOR = False


@pytest.fixture
def report() -> Report:
    made: Report = ReportFactory(
        answered=True, serious=True, therapist__status=ProfileStatus.SUSPENDED
    )
    sealed = sealing.seal({"text": NOTE})
    CaseNote.objects.create(report=made, sealed=sealed, written_by=ModeratorFactory(name="Nora"))
    return made


def pages(report: Report) -> list[str]:
    """Of the hiding and of the appeal against it."""
    hiding = HidingFactory(
        therapist=report.therapist, hidden_by=ModeratorFactory(name="Hetty"), confirmed=True,
        confirmed_by__name="Sol", reply="My reply.", replied_at=report.made_at,
    )  # fmt: skip
    appeal = AppealFactory(hidden=True, hiding=hiding)
    return [
        f"/admin/directory/hiding/{hiding.pk}/change/",
        f"/admin/directory/appeal/{appeal.pk}/change/",
    ]


def test_hiding_and_appeal_have_the_report_the_notes_and_both_answers(
    client: Client, report: Report
) -> None:
    client.force_login(ModeratorFactory())

    for path in pages(report):
        page = client.get(path).text

        for words in (f"/admin/inquiries/report/{report.pk}/change/", "Serious conduct", NOTE,
                      TOLD, "It is as stated.", "My reply.", "Hetty", "Sol", "Nora",
                      "Profile reported", "Hiding confirmed", "appealed against"):  # fmt: skip
            assert words in page
        # What was reported is opened on the report's own page, where that is recorded.
        assert SAID not in page
        assert EMAIL not in page


def test_the_own_profile_and_who_may_not_read_reports_find_none(
    client: Client, report: Report
) -> None:
    owner, looker = ModeratorFactory(), UserFactory(is_staff=True)
    rights = Permission.objects.filter(codename__in=["view_hiding", "view_appeal"])
    looker.user_permissions.set(rights)
    report.therapist.owner = owner
    report.therapist.save()

    for path in pages(report):
        for user, status in ((owner, 404), (looker, 200)):
            client.force_login(user)
            page = client.get(path)
            assert page.status_code == status
            for words in (f"report/{report.pk}/", NOTE, "It is as stated.", "Profile reported"):
                assert words not in page.text


def test_many_reports_cost_two_questions(
    report: Report, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    moderator = ModeratorFactory(is_superuser=True)
    for _ in range(3):
        ReportFactory(therapist=report.therapist, upheld=True, decided_by=ModeratorFactory())

    with django_assert_num_queries(2):
        found = matters.of_profile(moderator, report.therapist_id)

    assert [len(one.words) for one in found] == [3, 0, 0, 0]


def test_its_therapist_finds_what_they_were_told_and_the_way_back(
    client: Client, report: Report
) -> None:
    untold = ReportFactory(therapist=report.therapist)
    hiding = HidingFactory(therapist=report.therapist)
    client.force_login(report.therapist.owner)

    page = client.get(f"/dashboard/decisions/hidden/{hiding.pk}/").text

    assert f"/dashboard/reports/{report.pk}/" in page
    assert f"/dashboard/reports/{untold.pk}/" not in page
    assert NOTE not in page
    told = client.get(f"/dashboard/reports/{report.pk}/").text
    assert f"/dashboard/decisions/hidden/{hiding.pk}/" in told
    Report.objects.filter(pk=report.pk).update(replied_at=None, sealed_reply=None)
    assert "reported your profile, which is hidden" in client.get("/dashboard/").text
