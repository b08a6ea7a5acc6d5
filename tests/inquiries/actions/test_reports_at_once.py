"""Sixteen who press at the same moment: one step, one line of the audit, one mail."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from post_office.models import Email
from pytest_django import DjangoDbBlocker

from inquiries.actions import reports, reports_decision, reports_evidence, reports_hearing
from inquiries.choices import ReportReason
from inquiries.models import CaseNote, Report
from inquiries.refusals import Refused
from sciatica_site.models import AuditEntry
from tests.directory.at_once import at_once, shared_database
from tests.factories.accounts import ModeratorFactory
from tests.factories.directory import TherapistFactory
from tests.factories.reports import TOLD, ReportFactory

TIMES = 16
Step = Callable[[], object]


@pytest.fixture(autouse=True)
def _queue(queued_mail: None) -> None:
    """A mail goes, or does not, with the transaction that wrote it."""


def said(step: Step) -> str:
    try:
        step()
    except Refused:
        return "refused"
    return "done"


def lines() -> list[str]:
    return list(AuditEntry.objects.filter(subject="report").values_list("kind", flat=True))


def test_one_moderator_decides(tmp_path: Path, django_db_blocker: DjangoDbBlocker) -> None:
    with django_db_blocker.unblock(), shared_database(tmp_path):
        report = ReportFactory(answered=True)
        moderators = [ModeratorFactory() for _ in range(TIMES)]
        steps = [
            partial(
                reports_decision.decide,
                report.pk,
                is_right=bool(place % 2),
                tells_reporter=True,
                by=by,
            )
            for place, by in enumerate(moderators)
        ]

        answers = at_once(*[partial(said, one) for one in steps])

        assert sorted(answers) == ["done"] + ["refused"] * (TIMES - 1)
        assert len(lines()) == 2
        assert lines().count("report.result-told") == 1
        assert Email.objects.count() == 2


def test_the_therapist_is_told_by_one(tmp_path: Path, django_db_blocker: DjangoDbBlocker) -> None:
    with django_db_blocker.unblock(), shared_database(tmp_path):
        report, by = ReportFactory(), ModeratorFactory()
        tell = partial(reports_hearing.tell, report.pk, TOLD, by=by)

        answers = at_once(*[partial(said, tell)] * TIMES)

        assert sorted(answers) == ["done"] + ["refused"] * (TIMES - 1)
        assert lines() == ["report.told"]
        assert Email.objects.count() == 1


def test_the_same_answer_and_the_same_note_are_kept_once(
    tmp_path: Path, django_db_blocker: DjangoDbBlocker
) -> None:
    with django_db_blocker.unblock(), shared_database(tmp_path):
        report, by, key = ReportFactory(is_told=True), ModeratorFactory(), uuid.uuid4()
        owner = report.therapist.owner
        answer = partial(reports_hearing.reply, report.pk, "Answer.", key=key, by=owner)
        note = partial(reports_evidence.note, report.pk, "Note.", key=key, by=by)
        read = partial(reports_evidence.open_words, report, by=by)

        for step in (answer, note, read):
            assert at_once(*[partial(said, step)] * TIMES) == ["done"] * TIMES

        assert CaseNote.objects.count() == 1
        assert Report.objects.get().read_reply()["text"] == "Answer."
        assert lines() == ["message.opened"]


def test_the_same_serious_report_calls_the_moderators_once(
    tmp_path: Path, django_db_blocker: DjangoDbBlocker
) -> None:
    with django_db_blocker.unblock(), shared_database(tmp_path):
        ModeratorFactory()
        make = partial(
            reports.make,
            TherapistFactory(published=True),
            reason=ReportReason.CONDUCT,
            text="What happened.",
            email="",
            key=uuid.uuid4(),
        )

        assert at_once(*[partial(said, make)] * TIMES) == ["done"] * TIMES

        assert Report.objects.count() == Email.objects.count() == 1
