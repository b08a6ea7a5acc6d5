"""One chaos run from an empty folder to its figures; leaves no process and no file behind."""

from __future__ import annotations

import json
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from . import facts, report
from .clients import Client, Tally
from .databases import Database, NotAvailable, open_database
from .ledger import Ledger
from .options import Options
from .saboteur import Saboteur
from .site import Site, fill, set_environment
from .smtp import MailServer

NOT_AVAILABLE = 69  # EX_UNAVAILABLE, as in scripts/with_postgres.py
PROGRESS_SECONDS = 2
#: Mail from memory leaves no trace while it waits; after this long none is on its way any more.
QUIET_SECONDS = 6


class Run:
    def __init__(self, options: Options, folder: Path, database: Database) -> None:
        self.options, self.database = options, database
        self.acknowledged = Ledger(folder / "acknowledged.jsonl")
        self.taken = Ledger(folder / "taken.jsonl")
        self.smtp = MailServer(self.taken, options.seed)
        set_environment(folder, database, self.smtp.port, naive=options.naive)
        self.site = Site(folder, database)
        self.saboteur = Saboteur(
            self.site,
            self.smtp,
            options.seed,
            options.inquiries,
            lambda: self.acknowledged.length,
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
        client = Client(self.site.port, slugs, self.acknowledged, self.tally, self._stop)
        clients = [
            threading.Thread(target=client.work, args=[self.options.inquiries], daemon=True)
            for _number in range(self.options.clients)
        ]
        for thread in clients:
            thread.start()
        self.saboteur.start()
        deadline = self._started + 60 * self.options.minutes
        shown = self._started
        while any(thread.is_alive() for thread in clients) and time.monotonic() < deadline:
            time.sleep(0.1)
            if time.monotonic() - shown > PROGRESS_SECONDS:
                shown = time.monotonic()
                self._show()
        self._stop.set()
        for thread in clients:
            thread.join(30)
        self.saboteur.stop()
        self.smtp.calm()

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

        lines = self.acknowledged.lines()
        states, by_sender = facts.rows_by_key(), facts.rows_by_sender()
        mails = report.count_mails(self.taken.lines())
        return report.Figures(
            database=self.options.database,
            seed=self.options.seed,
            naive=self.options.naive,
            wanted=self.options.inquiries,
            acknowledged=len(lines),
            lost_rows=sum(line["key"] not in states for line in lines),
            lost_mails=sum(not mails.ids.get(line["email"]) for line in lines),
            senders_with_several_rows=sum(
                by_sender[senders.digest(line["email"])] > 1 for line in lines
            ),
            keys_with_several_message_ids=sum(len(ids) > 1 for ids in mails.ids.values()),
            rows_in_wrong_state=sum(state != "held" for state in states.values()),
            mails_taken=mails.total,
            duplicates=mails.duplicates,
            interruptions=self.saboteur.interruptions + self.smtp.faults["cut after"],
            failed_mails=facts.failed_mails(),
            still_waiting=facts.waiting_mails(),
            drain_seconds=round(drain_seconds, 1),
            seconds=round(time.monotonic() - self._started, 1),
            answers=dict(self.tally.answers),
            acts=dict(self.saboteur.acts),
            mail_faults=dict(self.smtp.faults),
            ended_by_themselves=self.site.ended_by_themselves(),
            errors=self.saboteur.errors,
        )

    def _show(self) -> None:
        say(
            f"{self.acknowledged.length:>5} of {self.options.inquiries} acknowledged, "
            f"{self.taken.length} mails taken, {self.saboteur.acts.total()} acts of sabotage"
        )


def main(options: Options) -> int:
    """0 when the run shows what it should: nothing lost, or something with --naive."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _stop_asked)
    try:
        with _open(options) as run:
            figures = run()
            for line in run.site.server_errors():
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
