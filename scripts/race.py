"""Many moderators decide about one text at the same moment, round after round (`make race`)."""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

#: Of any four who decide, so many choose each step.
STEPS = ("approve", "reject", "approve", "ask_for_changes")
ROUNDS_BETWEEN_LINES = 100


@dataclass
class Figures:
    """What `rounds` rounds came to. Each has to be equal to the number of rounds, but for the
    attempts, the refusals and the faults."""

    database: str
    rounds: int = 0
    threads: int = 0
    attempts: int = 0
    transitions: int = 0
    told_that_it_changed: int = 0
    events: int = 0
    audit_lines: int = 0
    mails: int = 0
    rounds_with_faults: int = 0
    unexpected: Counter[str] = field(default_factory=Counter)
    decisions: Counter[str] = field(default_factory=Counter)
    seconds: float = 0


def main() -> int:
    options = read()
    prepare()
    from django.db import connection
    from django.test.utils import setup_databases, teardown_databases

    with tempfile.TemporaryDirectory(prefix="race-") as folder:
        file = str(Path(folder) / "race.sqlite3")
        is_sqlite = connection.vendor == "sqlite"
        connection.settings_dict["TEST"]["NAME"] = file if is_sqlite else f"race_{os.getpid()}"
        made = setup_databases(verbosity=0, interactive=False, serialized_aliases=[])
        try:
            figures = run(options.rounds, options.threads, is_locked=not options.without_lock)
        finally:
            teardown_databases(made, verbosity=0)
    print(json.dumps(vars(figures)), flush=True)
    return 1 if figures.rounds_with_faults else 0


def read() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make race", description=__doc__)
    parser.add_argument("--rounds", type=int, default=1_000)
    parser.add_argument("--threads", type=int, default=16)
    parser.add_argument(
        "--without-lock",
        action="store_true",
        help="leave out the lock that avoids deadlocks: it is not what decides who was first",
    )
    return parser.parse_args()


def prepare() -> None:
    """The settings of the tests, with mails as rows that go with the transaction."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "sciatica_site.settings.test"
    import django
    from django.conf import settings
    from django.test.utils import setup_test_environment

    django.setup()
    setup_test_environment()
    settings.EMAIL_BACKEND = "post_office.EmailBackend"


def run(rounds: int, threads: int, *, is_locked: bool) -> Figures:
    from django.db import connection

    from directory.actions import guarding, moderation, vocabulary
    from tests.directory.actions.steps import published
    from tests.factories.accounts import ModeratorFactory

    if not is_locked:
        for module in (guarding, moderation):
            module.in_turn = lambda therapist_id: None  # type: ignore[attr-defined]
    vocabulary.load()
    therapist = published()
    moderators = [ModeratorFactory() for _number in range(threads)]
    figures = Figures(connection.vendor, threads=threads)
    began = time.monotonic()
    start = threading.Barrier(threads, timeout=120)
    with ThreadPoolExecutor(threads) as pool:
        for number in range(1, rounds + 1):
            one_round(pool, start, therapist, moderators, figures)
            if number % ROUNDS_BETWEEN_LINES == 0:
                said = f"{number} rounds, {figures.rounds_with_faults} with faults"
                print(f"{said}, {time.monotonic() - began:.0f} s", flush=True)
        list(pool.map(partial(leave, start), range(threads)))
    figures.seconds = round(time.monotonic() - began, 1)
    return figures


def one_round(
    pool: ThreadPoolExecutor,
    start: threading.Barrier,
    therapist: Any,
    moderators: list[Any],
    figures: Figures,
) -> None:
    revision = submitted(therapist)
    before = counts()
    attempt = partial(decide, start, revision)
    outcomes = list(pool.map(attempt, range(len(moderators)), moderators))
    grown = {name: number - before[name] for name, number in counts().items()}
    won = [outcome for outcome in outcomes if outcome in STEPS]
    changed = outcomes.count("Changed")
    figures.rounds += 1
    figures.attempts += len(outcomes)
    figures.transitions += len(won)
    figures.told_that_it_changed += changed
    figures.events += grown["events"]
    figures.audit_lines += grown["audit_lines"]
    figures.mails += grown["mails"]
    figures.decisions.update(won)
    others = [one for one in outcomes if one not in STEPS and one != "Changed"]
    figures.unexpected.update(others)
    is_fine = len(won) == 1 and changed == len(outcomes) - 1 and set(grown.values()) == {1}
    figures.rounds_with_faults += not (is_fine and stands(revision, won))


def decide(start: threading.Barrier, revision: Any, place: int, by: Any) -> str:
    """What came of it: the name of the step, or of the refusal."""
    from django.db import connection

    from directory.actions import moderation

    name = STEPS[place % len(STEPS)]
    told = {} if name == "approve" else {"reasons": "Say more.", "keys": ["prices-unclear"]}
    step: Callable[..., Any] = getattr(moderation, name)
    connection.ensure_connection()
    start.wait()
    try:
        step(revision.pk, version=revision.version, by=by, **told)
    except Exception as error:  # whatever it is, the round has to go on, and it is counted
        return type(error).__name__
    return name


def submitted(therapist: Any) -> Any:
    """A new text that waits; what was given back before is put away."""
    from django.utils import timezone

    from directory.choices import RevisionStatus
    from directory.models import ProfileRevision

    rows = ProfileRevision.objects.filter(therapist=therapist)
    rows.filter(status=RevisionStatus.CHANGES_ASKED).update(status=RevisionStatus.WITHDRAWN)
    last = rows.order_by("-number")[0]
    text = {**last.content, "about": {**last.content["about"], "intro": f"Text {last.number}."}}
    return ProfileRevision.objects.create(
        therapist=therapist,
        number=last.number + 1,
        based_on=1,
        status=RevisionStatus.SUBMITTED,
        content=text,
        version=2,
        submitted_at=timezone.now(),
    )


def counts() -> dict[str, int]:
    from post_office.models import Email

    from directory.models import ProfileEvent
    from sciatica_site.models import AuditEntry

    return {
        "events": ProfileEvent.objects.count(),
        "audit_lines": AuditEntry.objects.count(),
        "mails": Email.objects.count(),
    }


def stands(revision: Any, won: list[str]) -> bool:
    """The row says what the only one who was first has done, and the public text agrees."""
    from directory.choices import RevisionStatus
    from directory.models import Therapist

    text = revision.content["about"]["intro"]
    revision.refresh_from_db()
    statuses = {
        "approve": RevisionStatus.APPROVED,
        "reject": RevisionStatus.REJECTED,
        "ask_for_changes": RevisionStatus.CHANGES_ASKED,
    }
    is_public = Therapist.objects.get(pk=revision.therapist_id).intro == text
    return (
        revision.status == statuses[won[0]]
        and revision.version == 3
        and is_public == (won[0] == "approve")
    )


def leave(start: threading.Barrier, _place: int) -> None:
    """Each thread closes its own connection: the barrier gives every one of them a turn."""
    from django.db import connection

    start.wait()
    connection.close()


if __name__ == "__main__":
    sys.exit(main())
