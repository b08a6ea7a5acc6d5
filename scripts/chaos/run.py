"""One chaos run from an empty folder to its figures; leaves no process and no file behind."""

from __future__ import annotations

import json
import math
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from . import facts, losses, mails, report
from .browser import Tally
from .clients import Clients, Line
from .databases import Database, NotAvailable, open_database
from .ledger import Ledger
from .options import Options
from .saboteur import Saboteur
from .site import Site, fill, set_environment
from .smtp import MailServer

NOT_AVAILABLE = 69  # EX_UNAVAILABLE, as in scripts/with_postgres.py
PROGRESS_SECONDS = 2
SHOWN_ERRORS = 10
#: Mail from memory leaves no trace while it waits; after this long none is on its way any more.
QUIET_SECONDS = 6


class Run:
    def __init__(self, options: Options, folder: Path, database: Database) -> None:
        self.options, self.database = options, database
        self.acknowledged = Ledger(folder / "acknowledged.jsonl")
        self.confirmed = Ledger(folder / "confirmed.jsonl")
        self.taken = Ledger(folder / "taken.jsonl")
        self.smtp = MailServer(self.taken, options.seed)
        set_environment(folder, database, self.smtp.port, naive=options.naive)
        self.site = Site(folder, database)
        self.line = Line(options.inquiries)
        self.saboteur = Saboteur(
            self.site,
            self.smtp,
            options.seed,
            # Each has a mail with a link, and one that was confirmed another two.
            2 * options.inquiries + 3 * self.line.to_confirm,
            self._steps,
        )
        self.tally = Tally()
        self._stop = threading.Event()
        self._started = time.monotonic()

    def __call__(self) -> report.Figures:
        say(f"An empty {self.options.database} database, seed {self.options.seed}")
        slugs = fill()
        self.smtp.start()
        self.site.start()
        say(f"The site answers at port {self.site.port}; sabotage begins")
        self._started = time.monotonic()
        self._send_all(slugs)
        say("No more sabotage; the queue is emptied")
        return self._figures(self._drain())

    def stop(self) -> None:
        self._stop.set()
        self.saboteur.stop()
        self.site.stop()
        self.smtp.stop()

    def _send_all(self, slugs: list[str]) -> None:
        threads = self._clients(slugs)
        for thread in threads:
            thread.start()
        self.saboteur.start()
        deadline = self._started + 60 * self.options.minutes
        shown = moved = self._started
        steps = self._steps()
        # Mails are sabotaged to the last, also when no patient waits for them any more.
        while self.saboteur.is_at_work or any(thread.is_alive() for thread in threads):
            time.sleep(0.1)
            now = time.monotonic()
            if self._steps() != steps:
                steps, moved = self._steps(), now
            if now > deadline or now - moved > self._patience():
                break
            if now - shown > PROGRESS_SECONDS:
                shown = now
                self._show()
        self._stop.set()
        for thread in threads:
            thread.join(30)
        self.saboteur.stop()
        self.smtp.calm()

    def _clients(self, slugs: list[str]) -> list[threading.Thread]:
        clients = Clients(
            port=self.site.port,
            slugs=slugs,
            line=self.line,
            acknowledged=self.acknowledged,
            confirmed=self.confirmed,
            link_for=self.smtp.link_for,
            tally=self.tally,
            stop=self._stop,
        )
        count = self.options.clients
        work = [clients.send_all] * count + [clients.confirm_all] * math.ceil(count / 2)
        return [threading.Thread(target=one, daemon=True) for one in work]

    def _patience(self) -> float:
        """Mail from memory that was lost is waited for in vain; of ours, none may be."""
        is_over = self.options.naive and self.acknowledged.length == self.options.inquiries
        return QUIET_SECONDS if is_over else report.DRAIN_SECONDS

    def _steps(self) -> int:
        return self.acknowledged.length + self.confirmed.length + self.taken.length

    def _drain(self) -> float:
        """How long it takes until nothing waits; not longer than it may."""
        began = quiet_since = time.monotonic()
        taken = self.taken.length
        while (passed := time.monotonic() - began) < report.DRAIN_SECONDS:
            if self.taken.length != taken:
                taken, quiet_since = self.taken.length, time.monotonic()
            is_quiet = time.monotonic() - quiet_since > QUIET_SECONDS
            if facts.waiting_mails() == 0 and (is_quiet or not self.options.naive):
                break
            time.sleep(0.2)
        return passed

    def _figures(self, drain_seconds: float) -> report.Figures:
        from inquiries import senders

        lines, confirmed = self.acknowledged.lines(), self.confirmed.lines()
        by_sender = facts.rows_by_sender()
        taken = mails.count(self.taken.lines(), facts.purposes())
        return report.Figures(
            database=self.options.database,
            seed=self.options.seed,
            naive=self.options.naive,
            wanted=self.options.inquiries,
            acknowledged=len(lines),
            to_confirm=self.line.to_confirm,
            confirmed=len(confirmed),
            losses=losses.count(
                lines, confirmed, facts.rows_by_key(), facts.conversations_by_key(), taken
            ),
            senders_with_several_rows=sum(
                by_sender[senders.digest(line["email"])] > 1 for line in lines
            ),
            mails_with_several_ids=taken.with_several_ids,
            mails_taken=taken.total,
            duplicates=taken.duplicates,
            interruptions=self.saboteur.interruptions + self.smtp.faults["cut after"],
            failed_mails=facts.failed_mails(),
            still_waiting=facts.waiting_mails(),
            drain_seconds=round(drain_seconds, 1),
            seconds=round(time.monotonic() - self._started, 1),
            answers=dict(self.tally.answers),
            mails=taken.by_purpose,
            acts=dict(self.saboteur.acts),
            mail_faults=dict(self.smtp.faults),
            ended_by_themselves=self.site.ended_by_themselves(),
            errors=self.saboteur.errors,
        )

    def _show(self) -> None:
        sent, confirmed = self.acknowledged.length, self.confirmed.length
        say(
            f"{sent:>5} of {self.options.inquiries} acknowledged, "
            f"{confirmed} of {self.line.to_confirm} confirmed, "
            f"{self.taken.length} mails taken, {self.saboteur.acts.total()} acts of sabotage"
        )


def main(options: Options) -> int:
    """0 when the run shows what it should: nothing lost, or something with --naive."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _stop_asked)
    try:
        with _open(options) as run:
            figures = run()
            for line in run.site.server_errors()[:SHOWN_ERRORS]:
                say(line)
    except NotAvailable as error:
        print(f"Chaos: {error}", file=sys.stderr)
        return NOT_AVAILABLE
    except KeyboardInterrupt:
        print("\nStopped.", flush=True)
        return 130
    found = report.problems(figures)
    print(report.table(figures))
    print(json.dumps(figures.as_json(), sort_keys=True))
    print(
        "\n".join([*(f"WRONG: {text}" for text in found), "FAILED" if found else "OK"]), flush=True
    )
    return int(bool(found))


@contextmanager
def _open(options: Options) -> Iterator[Run]:
    # A short path: PostgreSQL's socket is in this folder, and its name may have 107 characters.
    with tempfile.TemporaryDirectory(prefix="chaos-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        database = open_database(options.database, folder)
        try:
            run = Run(options, folder, database)
            try:
                yield run
            finally:
                _ignore_signals()
                run.stop()
        finally:
            _ignore_signals()
            database.stop()


def _ignore_signals() -> None:
    """A second Ctrl-C must not leave half of it running."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)


def _stop_asked(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def say(text: str) -> None:
    print(text, flush=True)
