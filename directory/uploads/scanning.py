"""Has a scanner look at documents before anybody but their owner opens them."""

import logging
from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.utils.module_loading import import_string

from directory.choices import ScanState
from directory.models import Document

logger = logging.getLogger(__name__)

#: Says whether these bytes are clean; raises when it cannot tell.
Scanner = Callable[[bytes], bool]
#: A scanner that is down is down for the next document too; the next run tries again.
MOST_FAILURES = 3


def scan_waiting(now: datetime) -> str:
    """Look at all documents that wait. What cannot be scanned goes on waiting, and is not lost."""
    if not settings.DOCUMENT_SCANNER:
        return "no scanner is set up"
    scanner: Scanner = import_string(settings.DOCUMENT_SCANNER)
    counts = dict.fromkeys(ScanState, 0)
    for document in Document.objects.filter(scan=ScanState.WAITING).order_by("uploaded_at"):
        state = _scan(document, scanner)
        counts[state] += 1
        if state != ScanState.WAITING:
            # Only while it waits: somebody may have removed it meanwhile.
            waiting = Document.objects.filter(pk=document.pk, scan=ScanState.WAITING)
            waiting.update(scan=state)
        if counts[ScanState.WAITING] >= MOST_FAILURES:
            break
    return ", ".join(f"{count} {state.value}" for state, count in counts.items())


def _scan(document: Document, scanner: Scanner) -> ScanState:
    try:
        with document.file.open("rb") as file:
            is_clean = scanner(file.read())
    except Exception as error:
        logger.error("Document %s could not be scanned", document.pk, exc_info=error)
        return ScanState.WAITING
    if is_clean:
        return ScanState.CLEAN
    logger.warning("The scanner calls document %s harmful", document.pk)
    return ScanState.HARMFUL
