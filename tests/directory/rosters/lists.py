"""Lists of a board as bytes, and imports of them in one call."""

from __future__ import annotations

import io
from typing import Any

from directory.choices import CheckMethod, CheckResult
from directory.models import Credential, RosterImport, RosterProposal, RosterSource
from directory.rosters import importing, turns
from directory.rosters.mapping import Layout
from sciatica_site import csv_reading
from tests.factories.directory import CredentialFactory, TherapistFactory
from tests.factories.moderation import RosterSourceFactory, VerificationRecordFactory

HEADER = "License,Name,Status,Expires"
TODAY_AND_LATER = "12/31/2099"


def source(**values: Any) -> RosterSource:
    made: RosterSource = RosterSourceFactory(**values)
    return made


def listed(*rows: str, header: str = HEADER) -> bytes:
    return ("\r\n".join([header, *rows]) + "\r\n").encode()


def line(number: str, name: str = "Ana Silva", status: str = "Active", until: str = "") -> str:
    return f'{number},"{name}",{status},{until or TODAY_AND_LATER}'


def begun(content: bytes, of: RosterSource | None = None, **values: Any) -> RosterImport:
    of = of or source()
    file = io.BytesIO(content)
    values = {"file_name": "list.csv", "is_trial": False, "by": None} | values
    return turns.begin(of, csv_reading.measure(file, Layout.of(of).digest), **values)


def imported(content: bytes, of: RosterSource | None = None) -> RosterImport:
    """Read to its end."""
    found = begun(content, of)
    assert importing.run(found, io.BytesIO(content), turns.take(found))
    return found


def problems(found: RosterImport) -> list[tuple[int, str]]:
    return list(found.problems.order_by("line").values_list("line", "text"))


def stated(number: str = "MT.0000001", name: str = "Ana Silva", **values: Any) -> Credential:
    """A license on a public profile, in Colorado."""
    values = {"kind": "state-license", "region": "CO"} | values
    slug = f"therapist-{Credential.objects.count()}"
    therapist = TherapistFactory(name=name, slug=slug, published=True)
    made: Credential = CredentialFactory(therapist=therapist, number=number, **values)
    return made


def checked(credential: Credential, **values: Any) -> None:
    """Somebody has found it on the list before."""
    values = {
        "method": CheckMethod.ROSTER,
        "register": source().register,
        "result": CheckResult.CONFIRMED,
        "number": credential.number,
    } | values
    VerificationRecordFactory(credential=credential, **values)


def waiting() -> list[RosterProposal]:
    return list(RosterProposal.objects.filter(state="open").order_by("credential"))


def kinds() -> list[str]:
    return [str(one.kind) for one in waiting()]
