"""The steps on a profile in few words, for tests: written as its therapist, decided by others."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from accounts.models import User
from directory.actions import live, moderation, profiles
from directory.choices import LiveFact, ProfileStatus
from directory.editing import drafts
from directory.editing.content import Section
from directory.editing.drafts import Draft
from directory.models import Place, ProfileEvent, ProfileRevision, Therapist
from tests.factories.accounts import ModeratorFactory, UserFactory
from tests.factories.spots import load_spots

#: The least that a profile has to say in its draft.
LEAST: dict[str, Section] = {
    "about": {"name": "Ana Reyes", "website": "https://ana.example.com/"},
    "place": {
        "locations": [
            {
                "key": "new-1",
                "setting": "studio",
                "practice_name": "",
                "street": "",
                "neighborhood": "",
                "city": "Denver",
                "state": "CO",
                "postal_code": "80202",
                "directions": "",
                "travel_miles": None,
            }
        ]
    },
    "credentials": {
        "credentials": [
            {
                "key": "new-1",
                "kind": "diploma",
                "register": "",
                "title": "Diploma in Massage Therapy",
                "issuer": "A school",
                "number": "",
                "region": "",
                "issued_on": None,
                "expires_on": None,
                "training_hours": 600,
            }
        ]
    },
    "techniques": {
        "techniques": [
            {
                "technique": "swedish",
                "is_specialty": False,
                "since": None,
                "training_hours": None,
                "note": "",
            }
        ]
    },
    "approach": {"approach_text": "First I ask where it hurts."},
}
RATES: dict[str, Any] = {
    "rates": [{"minutes": 60, "price_cents": 9500, "hands_on_minutes": None}],
    "payment_kinds": [],
}


def loaded(therapist: Therapist) -> Therapist:
    """As it is in the database now."""
    return Therapist.objects.with_answers().get(pk=therapist.pk)


def draft_of(therapist: Therapist) -> Draft:
    return drafts.load(loaded(therapist))


def seen_by(therapist: Therapist, keys: Iterable[str]) -> str:
    return drafts.seen(draft_of(therapist), keys)


def sections_of(draft: Draft, changes: dict[str, Section]) -> dict[str, Section]:
    """Whole sections, as a form gives them."""
    return {key: draft.content[key] | values for key, values in changes.items()}


def write(therapist: Therapist, changes: dict[str, Section]) -> ProfileRevision:
    draft = draft_of(therapist)
    revision = profiles.save(
        therapist,
        by=therapist.owner,
        sections=sections_of(draft, changes),
        seen=drafts.seen(draft, changes),
    )
    assert revision is not None
    return revision


def write_intro(therapist: Therapist, intro: str) -> ProfileRevision:
    return write(therapist, {"about": {"intro": intro}})


def started(name: str = "Ana Reyes", *, by: User | None = None) -> Therapist:
    """A new profile whose draft has the least that it needs, and its live facts with it."""
    if not Place.objects.exists():
        load_spots()
    therapist = profiles.start(by=by or UserFactory(), name=name)
    live.change(therapist, LiveFact.PHONE, {"phone": "+13035550142"}, by=therapist.owner)
    live.change(therapist, LiveFact.RATES, RATES, by=therapist.owner)
    write(therapist, LEAST | {"about": LEAST["about"] | {"name": name}})
    return therapist


def submit(therapist: Therapist, *, agrees: bool = True) -> ProfileRevision:
    version = draft_of(therapist).version
    return profiles.submit(therapist, by=therapist.owner, version=version, agrees=agrees)


def approve(revision: ProfileRevision, *, by: User | None = None) -> ProfileRevision:
    return moderation.approve(revision.pk, version=revision.version, by=by or ModeratorFactory())


def ask(revision: ProfileRevision) -> ProfileRevision:
    return moderation.ask_for_changes(
        revision.pk, version=revision.version, by=ModeratorFactory(), reasons="Name your school."
    )


def published(name: str = "Ana Reyes") -> Therapist:
    """Through all the steps to the public."""
    therapist = started(name)
    approve(submit(therapist))
    therapist = loaded(therapist)
    assert therapist.status == ProfileStatus.PUBLISHED
    return therapist


def kinds(therapist: Therapist) -> list[str]:
    """The record, oldest first."""
    events = ProfileEvent.objects.filter(therapist_number=therapist.pk)
    return list(events.order_by("pk").values_list("kind", flat=True))
