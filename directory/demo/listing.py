"""The listing side of a made-up profile: status, dates, new clients, contact and languages."""

from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from django.utils import timezone

from directory.choices import Accepting, ProfileStatus
from directory.models import Therapist
from directory.terms import TERMS_VERSION

from .chance import happens, one_of, only, several
from .lists import states
from .subject import Subject
from .world import World

STATUSES = {
    ProfileStatus.PUBLISHED: 88.0,
    ProfileStatus.DRAFT: 5.0,
    ProfileStatus.PENDING: 4.0,
    ProfileStatus.SUSPENDED: 1.5,
    ProfileStatus.REMOVED: 1.5,
}
ACCEPTING = {
    Accepting.YES: 60.0,
    Accepting.WAITING_LIST: 16.0,
    Accepting.NO: 13.0,
    Accepting.NOT_STATED: 11.0,
}
LANGUAGES = {
    "es": 50.0, "zh": 7.0, "tl": 4.0, "vi": 5.0, "ar": 4.0, "fr": 6.0, "ko": 4.0, "ru": 5.0,
    "pt": 5.0, "ht": 3.0, "hi": 3.0, "de": 4.0, "pl": 3.0, "ja": 2.0, "it": 2.0, "ase": 3.0,
}  # fmt: skip


def draw_status(subject: Subject) -> ProfileStatus:
    return ProfileStatus.PUBLISHED if subject.is_showcase else one_of(subject.rng, STATUSES)


def set_listing(therapist: Therapist, world: World, subject: Subject) -> None:
    """Status and the dates that go with it, new clients, and how to get in touch."""
    therapist.status = draw_status(subject)
    _set_dates(therapist, world.today, subject)
    _set_availability(therapist, world, subject)
    _set_contact(therapist, subject)
    if happens(subject.rng, 0.3):
        waits = therapist.accepting == Accepting.WAITING_LIST
        therapist.hours_note = subject.text(world, "waiting_notes" if waits else "hours_notes")


def _set_dates(therapist: Therapist, today: date, subject: Subject) -> None:
    rng = subject.rng
    joined = rng.randint(200, 1400)
    confirmed = 6 if subject.is_showcase else _days_since_confirmed(rng)
    therapist.created_at = _instant(rng, today - timedelta(days=joined))
    if therapist.status == ProfileStatus.DRAFT:
        return
    therapist.consented_at = _instant(rng, today - timedelta(days=joined - 1))
    therapist.consent_version = TERMS_VERSION
    if therapist.status != ProfileStatus.PENDING:
        therapist.published_at = _instant(rng, today - timedelta(days=joined - rng.randint(2, 9)))
    therapist.confirmed_on = today - timedelta(days=confirmed)


def _days_since_confirmed(rng: Random) -> int:
    """Most within 90 days; some stale, and a few so long ago that they are hidden."""
    shortest, longest = one_of(rng, {(0, 85): 85.0, (91, 171): 12.0, (181, 198): 3.0})
    return rng.randint(shortest, longest)


def _instant(rng: Random, day: date) -> datetime:
    moment = time(rng.randint(7, 21), rng.randrange(60))
    return timezone.make_aware(datetime.combine(day, moment))


def _set_availability(therapist: Therapist, world: World, subject: Subject) -> None:
    rng = subject.rng
    if subject.is_showcase:
        therapist.accepting = Accepting.YES
        return
    therapist.accepting = one_of(rng, ACCEPTING)
    if therapist.accepting == Accepting.WAITING_LIST and happens(rng, 0.75):
        therapist.waiting_weeks = rng.choice([1, 2, 2, 3, 3, 4, 4, 6, 8, 12])
    if happens(rng, 0.05):
        therapist.paused_until = world.today + timedelta(days=rng.randint(-20, 70))


def _set_contact(therapist: Therapist, subject: Subject) -> None:
    """Reserved numbers (555-01xx) and addresses (example.com): nobody answers them."""
    rng = subject.rng
    area_code = rng.choice(states()[subject.spot.state].area_codes)
    phone = f"+1{area_code}55501{rng.randrange(100):02}"
    site = f"https://{therapist.slug}.example.com"
    has_phone, has_website, books_online = (happens(rng, share) for share in (0.84, 0.68, 0.42))
    if subject.is_showcase or has_phone or not (has_website or books_online):
        therapist.phone = phone
    if has_website:
        therapist.website = f"{site}/"
    if books_online:
        therapist.booking_url = f"{site}/book/"


def languages(world: World, subject: Subject) -> list[str]:
    """Nearly everybody works in English, a third in another language too."""
    rng = subject.rng
    others = several(rng, only(LANGUAGES, world.languages), one_of(rng, {0: 66, 1: 28, 2: 6}))
    english = [] if others and happens(rng, 0.02) else ["en"]
    return [slug for slug in [*english, *others] if slug in world.languages]


def experience(world: World, subject: Subject) -> dict[str, Any]:
    """Question 2: the first year, the share of back and leg work, and a note that agrees."""
    if not subject.answers("experience"):
        return {}
    rng = subject.rng
    note = subject.text(world, "experience_notes", lambda text: suits_years(text, subject.years))
    note = note if happens(rng, 0.8) else ""
    share: int | None = rng.choice([15, 20, 25, 30, 40, 40, 50, 50, 60, 70, 80, 90])
    if "half of my current clients" in note or "third of my week" in note:
        share = 50 if "half" in note else 33
    elif happens(rng, 0.35):
        share = None
    since = world.today.year - subject.years
    return {"practicing_since": since, "back_and_leg_percent": share, "experience_note": note}


#: Words of texts that only suit somebody with years behind them.
VETERAN = (
    "I have seen it all", "Plenty of my regulars", "then moved to a clinic", "several seasons",
    "Over time it was", "three states", "I left management", "two winters", "part time throughout",
)  # fmt: skip


def suits_years(text: str, years: int) -> bool:
    return years >= 6 or not any(words in text for words in VETERAN)
