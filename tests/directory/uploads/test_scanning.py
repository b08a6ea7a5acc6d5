"""A scanner decides what others may open; while it is away, documents wait and are not lost."""

from __future__ import annotations

import logging

import pytest
from django.utils import timezone
from pytest_django import Settings

from directory.choices import ScanState
from directory.models import Document
from directory.uploads import scanning
from tests.directory.uploads import steps
from tests.directory.uploads.files import EICAR, PDF
from tests.factories.directory import TherapistFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]
SCANNER = "tests.directory.uploads.test_scanning.scanner"
calls: list[int] = []


def scanner(data: bytes) -> bool:
    calls.append(len(data))
    if b"BREAKS" in data:
        raise TimeoutError("the scanner does not answer")
    return EICAR not in data


@pytest.fixture(autouse=True)
def _no_calls_yet() -> None:
    calls.clear()


def states() -> list[str]:
    return list(Document.objects.order_by("pk").values_list("scan", flat=True))


def test_without_a_scanner_documents_go_on_waiting() -> None:
    steps.add_document(TherapistFactory())

    assert scanning.scan_waiting(timezone.now()) == "no scanner is set up"
    assert states() == [ScanState.WAITING]


def test_clean_and_harmful_documents_are_told_apart(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.DOCUMENT_SCANNER = SCANNER
    therapist = TherapistFactory()
    steps.add_document(therapist)
    harmful = steps.add_document(therapist, content=PDF.replace(b"%%EOF", EICAR + b"\n%%EOF"))

    with caplog.at_level(logging.WARNING, "directory"):
        said = scanning.scan_waiting(timezone.now())

    assert said == "0 waiting, 1 clean, 1 harmful"
    assert states() == [ScanState.CLEAN, ScanState.HARMFUL]
    assert f"document {harmful.pk} harmful" in caplog.text


def test_what_was_scanned_is_not_scanned_again(settings: Settings) -> None:
    settings.DOCUMENT_SCANNER = SCANNER
    steps.add_document(TherapistFactory())

    scanning.scan_waiting(timezone.now())
    scanning.scan_waiting(timezone.now())

    assert len(calls) == 1


def test_a_scanner_that_is_away_loses_nothing_and_is_asked_again(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.DOCUMENT_SCANNER = SCANNER
    document = steps.add_document(TherapistFactory(), content=b"BREAKS")
    steps.add_document(TherapistFactory())

    assert scanning.scan_waiting(timezone.now()) == "1 waiting, 1 clean, 0 harmful"
    assert states() == [ScanState.WAITING, ScanState.CLEAN]
    assert f"Document {document.pk} could not be scanned" in caplog.text
    assert scanning.scan_waiting(timezone.now()) == "1 waiting, 0 clean, 0 harmful"


def test_after_three_failures_the_rest_waits_for_the_next_run(settings: Settings) -> None:
    settings.DOCUMENT_SCANNER = SCANNER
    for _number in range(5):
        steps.add_document(TherapistFactory(), content=b"BREAKS")

    scanning.scan_waiting(timezone.now())

    assert len(calls) == 3
    assert states() == [ScanState.WAITING] * 5


def test_a_document_that_was_removed_while_it_was_scanned_does_not_come_back(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.DOCUMENT_SCANNER = SCANNER
    document = steps.add_document(TherapistFactory())

    def remove_meanwhile(data: bytes) -> bool:
        Document.objects.filter(pk=document.pk).delete()
        return True

    monkeypatch.setattr("tests.directory.uploads.test_scanning.scanner", remove_meanwhile)
    scanning.scan_waiting(timezone.now())

    assert states() == []
