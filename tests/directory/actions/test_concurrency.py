"""Of many who do something with one profile at the same moment, exactly one gets it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import pairwise
from typing import Any

import pytest
from django.db import connection
from post_office.models import Email

from directory.actions import guarding, listing, live, moderation, profiles
from directory.actions.refusals import Changed, Refused
from directory.choices import EventKind, LiveFact, ProfileStatus, RevisionStatus
from directory.editing import drafts
from directory.models import LiveChange, ProfileRevision, Therapist
from directory.search import rebuild
from tests.directory.actions.steps import (
    draft_of,
    kinds,
    loaded,
    published,
    sections_of,
    started,
    submit,
    write_intro,
)
from tests.factories.accounts import ModeratorFactory, UserFactory
from tests.factories.directory import TherapistFactory

pytestmark = [
    pytest.mark.skipif(
        "connection.vendor != 'postgresql'", reason="SQLite has one writer at a time"
    ),
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("vocabulary"),
]

ROUNDS = range(4)


@pytest.fixture(autouse=True)
def queued(settings: Any) -> None:
    """Mails as rows, which go with the transaction that wrote them."""
    settings.EMAIL_BACKEND = "post_office.EmailBackend"


@pytest.fixture(params=["in turn", "all at once"])
def turns(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the lock that avoids deadlocks, and without it: it is not what decides."""
    if request.param == "all at once":
        for module in (guarding, moderation):
            monkeypatch.setattr(module, "in_turn", lambda therapist_id: None)


def race(*steps: Callable[[], object]) -> list[object]:
    """What came of each, all begun at once: its result or why it was refused."""
    start = threading.Barrier(len(steps), timeout=20)

    def work(step: Callable[[], object]) -> object:
        try:
            connection.ensure_connection()
            start.wait()
            return step()
        except Refused as refused:
            return refused
        finally:
            connection.close()

    with ThreadPoolExecutor(len(steps)) as pool:
        return list(pool.map(work, steps))


def winners(results: list[object]) -> list[Any]:
    """Who was not first is told that something changed, and not that anything is wrong."""
    refused = [result for result in results if isinstance(result, Refused)]
    assert all(isinstance(refusal, Changed) for refusal in refused)
    return [result for result in results if not isinstance(result, Refused)]


def submitting(therapist: Therapist, version: int) -> Callable[[], object]:
    return partial(profiles.submit, therapist, by=therapist.owner, version=version, agrees=True)


def taking_back(therapist: Therapist, version: int) -> Callable[[], object]:
    return partial(profiles.withdraw, therapist, by=therapist.owner, version=version)


def deciding(revision: ProfileRevision, kind: EventKind) -> Callable[[], object]:
    by = ModeratorFactory()
    if kind == EventKind.APPROVED:
        return partial(moderation.approve, revision.pk, version=revision.version, by=by)
    step = moderation.reject if kind == EventKind.REJECTED else moderation.ask_for_changes
    return partial(step, revision.pk, version=revision.version, by=by, reasons="Why.")


def saving(therapist: Therapist, section: str, values: dict[str, Any]) -> Callable[[], object]:
    draft = draft_of(therapist)
    sections = sections_of(draft, {section: values})
    seen = drafts.seen(draft, sections)
    return partial(profiles.save, therapist, by=therapist.owner, sections=sections, seen=seen)


@pytest.mark.usefixtures("turns")
def test_of_eight_clicks_on_submit_and_take_back_one_submits() -> None:
    for _round in ROUNDS:
        therapist = started()
        version = draft_of(therapist).version
        before, mails = kinds(therapist), Email.objects.count()

        results = race(
            *[submitting(therapist, version) for _click in range(4)],
            *[taking_back(therapist, version) for _click in range(4)],
        )

        (revision,) = winners(results)
        assert revision.status == RevisionStatus.SUBMITTED
        assert kinds(therapist) == [*before, EventKind.CONSENTED, EventKind.SUBMITTED]
        assert Email.objects.count() == mails + 1
        assert loaded(therapist).status == ProfileStatus.PENDING


@pytest.mark.usefixtures("turns")
def test_of_eight_clicks_on_take_back_and_submit_one_takes_back() -> None:
    for _round in ROUNDS:
        therapist = started()
        version = submit(therapist).version
        before, mails = kinds(therapist), Email.objects.count()

        results = race(
            *[taking_back(therapist, version) for _click in range(4)],
            *[submitting(therapist, version) for _click in range(4)],
        )

        (revision,) = winners(results)
        assert revision.status == RevisionStatus.DRAFT
        assert kinds(therapist) == [*before, EventKind.WITHDRAWN]
        assert Email.objects.count() == mails
        assert loaded(therapist).status == ProfileStatus.DRAFT


@pytest.mark.usefixtures("turns")
def test_one_decision_holds_and_its_therapist_is_told_once() -> None:
    for _round in ROUNDS:
        therapist = started()
        revision = submit(therapist)
        before, mails = kinds(therapist), Email.objects.count()

        results = race(
            *[deciding(revision, EventKind.APPROVED) for _moderator in range(3)],
            *[deciding(revision, EventKind.REJECTED) for _moderator in range(2)],
            deciding(revision, EventKind.CHANGES_ASKED),
            *[taking_back(therapist, revision.version) for _click in range(2)],
        )

        (decided,) = winners(results)
        is_back = decided.status == RevisionStatus.DRAFT
        assert kinds(therapist) == [*before, EventKind.WITHDRAWN if is_back else decided.status]
        assert Email.objects.count() == mails + (not is_back)
        is_approved = decided.status == RevisionStatus.APPROVED
        status = ProfileStatus.PUBLISHED if is_approved else ProfileStatus.DRAFT
        assert loaded(therapist).status == status
        assert list(rebuild.differences()) == []


@pytest.mark.usefixtures("turns")
def test_a_change_is_undone_once() -> None:
    for _round in ROUNDS:
        therapist = TherapistFactory(published=True)
        changes = [
            live.change(
                therapist, LiveFact.PHONE, {"phone": f"+1303555{number:04}"}, by=therapist.owner
            )
            for number in (1, 2)
        ]
        assert changes[1]

        results = race(
            *[
                partial(live.undo, changes[1].pk, therapist=therapist, by=therapist.owner)
                for _click in range(8)
            ]
        )

        (made,) = winners(results)
        assert made.undoes == changes[1]
        assert loaded(therapist).phone == "+13035550001"
        assert LiveChange.objects.filter(therapist=therapist).count() == 3
        assert kinds(therapist).count(EventKind.LIVE_UNDONE) == 1


@pytest.mark.usefixtures("turns")
def test_either_the_text_is_saved_or_what_was_before_it_is_submitted() -> None:
    for _round in ROUNDS:
        therapist = started()
        version = draft_of(therapist).version

        results = race(
            *[saving(therapist, "about", {"intro": f"Tab {number}."}) for number in range(4)],
            *[submitting(therapist, version) for _click in range(4)],
        )

        (revision,) = winners(results)
        was_saved = revision.status == RevisionStatus.DRAFT
        now = draft_of(therapist)
        assert now.version == revision.version == version + 1
        assert now.is_writable == was_saved
        assert bool(now.content["about"]["intro"]) == was_saved
        assert kinds(therapist).count(EventKind.SUBMITTED) == (not was_saved)


@pytest.mark.usefixtures("turns")
def test_tabs_on_different_pages_all_save_into_one_draft() -> None:
    pages = {
        "about": {"intro": "Text."},
        "approach": {"will_not_do": "Text."},
        "experience": {"experience_note": "Text."},
        "rates": {"rates_note": "Text."},
        "techniques": {"styles_note": "Text."},
    }
    for _round in ROUNDS:
        therapist = TherapistFactory(published=True)

        results = race(*[saving(therapist, key, values) for key, values in pages.items()])

        assert len(winners(results)) == len(pages)
        (revision,) = therapist.revisions.all()
        assert revision.version == len(pages)
        for key, values in pages.items():
            assert revision.content[key].items() >= values.items()


def test_changes_of_a_small_fact_follow_each_other_without_a_gap() -> None:
    therapist = TherapistFactory(published=True)

    race(
        *[
            partial(
                live.change, therapist, LiveFact.PHONE, {"phone": f"+1303555{number:04}"},
                by=therapist.owner,
            )
            for number in range(8)
        ]
    )  # fmt: skip

    changes = list(LiveChange.objects.order_by("pk"))
    assert len(changes) == 8
    for earlier, later in pairwise(changes):
        assert later.before == earlier.after
    assert loaded(therapist).phone == changes[-1].after["phone"]


def test_eight_clicks_start_one_profile() -> None:
    user = UserFactory()

    results = race(*[partial(profiles.start, by=user, name="Ana Reyes") for _click in range(8)])

    assert {result.pk for result in winners(results)} == {Therapist.objects.get().pk}


def test_people_of_one_name_start_at_different_addresses() -> None:
    users = UserFactory.create_batch(4)

    results = race(*[partial(profiles.start, by=user, name="Ana Reyes") for user in users])

    assert len({result.slug for result in winners(results)}) == 4


@pytest.mark.usefixtures("turns")
def test_people_of_one_name_are_approved_at_different_addresses() -> None:
    therapists = [started(f"Name {number}") for number in range(4)]
    for therapist in therapists:
        profiles.save(
            therapist,
            by=therapist.owner,
            sections=(sections := sections_of(draft_of(therapist), {"about": {"name": "Ana"}})),
            seen=drafts.seen(draft_of(therapist), sections),
        )
    revisions = [submit(therapist) for therapist in therapists]

    results = race(*[deciding(revision, EventKind.APPROVED) for revision in revisions])

    assert len(winners(results)) == 4
    slugs = set(Therapist.objects.public().values_list("slug", flat=True))
    assert slugs == {"ana", "ana-2", "ana-3", "ana-4"}


def test_nobody_who_leaves_the_list_is_published_by_a_decision_of_that_moment() -> None:
    for _round in ROUNDS:
        therapist = published()
        write_intro(therapist, "New.")
        revision = submit(therapist)

        race(
            deciding(revision, EventKind.APPROVED),
            partial(listing.unlist, therapist, by=therapist.owner),
            *[taking_back(therapist, revision.version) for _click in range(2)],
        )

        row = loaded(therapist)
        assert (row.status, row.consented_at) == (ProfileStatus.DRAFT, None)
        assert list(rebuild.differences()) == []


def test_an_erased_profile_stays_erased_whatever_is_done_at_that_moment() -> None:
    for _round in ROUNDS:
        therapist = published()
        write_intro(therapist, "New.")
        revision = submit(therapist)
        number = therapist.pk

        race(
            partial(listing.erase, therapist, by=therapist.owner),
            deciding(revision, EventKind.APPROVED),
            taking_back(therapist, revision.version),
            partial(live.change, therapist, LiveFact.PHONE, {"phone": ""}, by=therapist.owner),
        )

        assert not Therapist.objects.filter(pk=number).exists()
        assert list(rebuild.differences()) == []
