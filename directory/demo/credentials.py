"""Question 1: credentials with numbers, dates and what was checked."""

import re
from datetime import date, datetime, time, timedelta
from random import Random

from django.utils.timezone import make_aware

from directory.choices import (
    CHECKED_LEVELS,
    CheckMethod,
    CheckResult,
    RegisterKind,
    Verification,
)
from directory.models import Credential, VerificationRecord

from .chance import happens, one_of
from .lists import lists, states
from .subject import Subject
from .world import World

STATE_KINDS = {
    RegisterKind.LICENSE: ("state-license", "Licensed Massage Therapist"),
    RegisterKind.REGISTRATION: ("state-registration", "Registered Massage Therapist"),
    RegisterKind.CERTIFICATION: ("state-certification", "Certified Massage Therapist"),
}
CHECKED_ON_REGISTER = {
    Verification.REGISTER_CHECKED: 45.0,
    Verification.DOCUMENT_SEEN: 15.0,
    Verification.SELF_DECLARED: 36.0,
    Verification.COULD_NOT_VERIFY: 4.0,
}
SEEN_AS_DOCUMENT = {Verification.DOCUMENT_SEEN: 25.0, Verification.SELF_DECLARED: 75.0}
TRUSTED = {Verification.REGISTER_CHECKED: 1.0}
NOT_PUBLIC = {Verification.SELF_DECLARED: 1.0}

Levels = dict[Verification, float]


def build_credentials(world: World, subject: Subject) -> list[Credential]:
    """The state's own credential first, then what else this person lists."""
    if not subject.answers("credentials"):
        return []
    found = [
        _of_state(world, subject),
        _diploma(world, subject),
        _board_certification(world, subject),
        *_others(world, subject),
    ]
    credentials = [one for one in found if one is not None]
    for position, credential in enumerate(credentials):
        credential.position = position
    return credentials


def fill_number(rng: Random, shape: str) -> str:
    """A number of this shape: each "#" becomes a digit."""
    return re.sub("#", lambda _match: str(rng.randrange(10)), shape)


def _of_state(world: World, subject: Subject) -> Credential | None:
    rng, register = subject.rng, world.registers.get(subject.spot.state)
    if register is None or register.kind not in STATE_KINDS:
        return None
    slug, title = STATE_KINDS[RegisterKind(register.kind)]
    issued_on = _day_in_year(rng, world.today, subject.years)
    expires_on = _renewal(subject, world.today)
    credential = _credential(
        world, slug, title=title, issuer=register.name, issued_on=issued_on, expires_on=expires_on
    )
    if credential is not None:
        credential.number = fill_number(rng, states()[subject.spot.state].number)
        credential.region = subject.spot.state
        credential.register = register
        levels = TRUSTED if subject.is_showcase else CHECKED_ON_REGISTER
        _check(world, subject, credential, levels)
    return credential


def _diploma(world: World, subject: Subject) -> Credential | None:
    rng = subject.rng
    if not happens(rng, 0.95 if subject.spot.state not in world.registers else 0.72):
        return None
    credential = _credential(
        world,
        "diploma",
        title=rng.choice(lists()["diplomas"]),
        issuer=rng.choice(world.texts.schools),
        issued_on=_day_in_year(rng, world.today, subject.years + 1),
    )
    if credential is not None:
        if happens(rng, 0.6):
            credential.training_hours = rng.choice([500, 500, 600, 625, 650, 700, 750, 1000])
        _check(world, subject, credential, SEEN_AS_DOCUMENT)
    return credential


def _board_certification(world: World, subject: Subject) -> Credential | None:
    rng = subject.rng
    if subject.years < 2 or not happens(rng, 0.13):
        return None
    register = world.registers.get("")
    credential = _credential(
        world,
        "board-certification",
        title="Board Certified in Therapeutic Massage & Bodywork (BCTMB)",
        issuer=register.name if register else "NCBTMB",
        issued_on=_day_in_year(rng, world.today, rng.randint(1, min(4, subject.years))),
        expires_on=world.today + timedelta(days=rng.randint(20, 700)),
    )
    if credential is not None:
        credential.number = fill_number(rng, "99####-00")
        credential.register = register
        level = {Verification.REGISTER_CHECKED: 60.0, Verification.SELF_DECLARED: 40.0}
        _check(world, subject, credential, level)
    return credential


def _others(world: World, subject: Subject) -> list[Credential | None]:
    """Exams, courses, memberships and certificates, each for itself."""
    rng, today, facts = subject.rng, world.today, lists()
    years = subject.years
    found: list[tuple[Credential | None, Levels]] = []

    def add(share: float, levels: Levels, slug: str, years_ago: int, **values: object) -> None:
        if happens(rng, share):
            issued_on = _day_in_year(rng, today, years_ago)
            found.append((_credential(world, slug, issued_on=issued_on, **values), levels))

    def soon(longest: int) -> date:
        return today + timedelta(days=rng.randint(10, longest))

    add(0.14, NOT_PUBLIC, "licensing-exam", years, title="MBLEx",
        issuer="Federation of State Massage Therapy Boards")  # fmt: skip
    course = rng.choice(sorted(facts["specialty_courses"]))
    add(0.28, SEEN_AS_DOCUMENT, "specialty-training", rng.randint(1, years),
        title=rng.choice(facts["specialty_courses"][course]),
        issuer=rng.choice(world.texts.schools),
        training_hours=rng.choice([12, 16, 24, 32, 40, 60]))  # fmt: skip
    add(0.3, NOT_PUBLIC, "professional-membership", rng.randint(1, years),
        title="Member", issuer=rng.choice(facts["associations"]))  # fmt: skip
    add(0.55, {Verification.DOCUMENT_SEEN: 35.0, Verification.SELF_DECLARED: 65.0}, "insurance", 1,
        title="Liability insurance", issuer=rng.choice(facts["insurers"]),
        expires_on=soon(360))  # fmt: skip
    add(0.35, SEEN_AS_DOCUMENT, "first-aid-cpr", 1, title="CPR and first aid",
        issuer=rng.choice(facts["first_aid"]), expires_on=soon(500))  # fmt: skip
    add(0.07, SEEN_AS_DOCUMENT, "background-check", 1, title="Criminal-record check",
        issuer=rng.choice(facts["checkers"]))  # fmt: skip
    for credential, levels in found:
        if credential is not None:
            _check(world, subject, credential, levels)
    return [credential for credential, _levels in found]


def _credential(world: World, slug: str, **values: object) -> Credential | None:
    """`None` if the vocabulary no longer has this kind."""
    kind = world.credential_kinds.get(slug)
    return None if kind is None else Credential(kind=kind, **values)


def _check(world: World, subject: Subject, credential: Credential, levels: Levels) -> None:
    """Say what was checked and when; a few checks are more than a year old."""
    rng = subject.rng
    credential.verification = one_of(rng, levels)
    if credential.verification == Verification.SELF_DECLARED:
        return
    lapsed = not subject.is_showcase and happens(rng, 0.07)
    days_ago = rng.randint(370, 540) if lapsed else rng.randint(3, 340)
    checked_on = world.today - timedelta(days=days_ago)
    credential.checked_on = max(checked_on, credential.issued_on or checked_on)
    credential.checked_by = world.checker


def build_record(credential: Credential) -> VerificationRecord | None:
    """What was written down when this one was checked; `None` if it never was."""
    if credential.checked_on is None:
        return None
    is_register = credential.register is not None and (
        credential.verification != Verification.DOCUMENT_SEEN
    )
    is_good = credential.verification in CHECKED_LEVELS
    checked_at = make_aware(datetime.combine(credential.checked_on, time(15)))
    return VerificationRecord(
        credential=credential,
        method=CheckMethod.REGISTER if is_register else CheckMethod.DOCUMENT,
        register=credential.register if is_register else None,
        number=credential.number,
        result=CheckResult.CONFIRMED if is_good else CheckResult.NOT_FOUND,
        checked_on=credential.checked_on,
        checked_by=credential.checked_by,
        made_at=checked_at,
        applied_at=checked_at,
    )


def _renewal(subject: Subject, today: date) -> date:
    """Licenses are renewed every other year; a few were not."""
    if not subject.is_showcase and subject.years > 1 and happens(subject.rng, 0.045):
        return today - timedelta(days=subject.rng.randint(5, 90))
    return today + timedelta(days=subject.rng.randint(15, 720))


def _day_in_year(rng: Random, today: date, years_ago: int) -> date:
    """Some day of the calendar year so many years ago."""
    return date(today.year - years_ago, 1, 1) + timedelta(days=rng.randrange(365))
