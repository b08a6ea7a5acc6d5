"""One drill from an empty folder to its figures; leaves no process and no database behind."""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pyrage
from tqdm import tqdm

from . import places, site
from .copy import Facts

ROOT = Path(__file__).resolve().parent.parent.parent
AGAIN = re.compile(r"accounts: (\d+)")


class Failed(Exception):
    """A program of the site failed; the text is what it said."""


class Drill:
    def __init__(self, folder: Path, place: places.Place, writers: int) -> None:
        self.folder, self._place, self._writers = folder, place, writers
        secret = pyrage.x25519.Identity.generate()
        self._public, self._identity = str(secret.to_public()), folder / "identity.txt"
        self._identity.write_text(f"# made for one drill\n{secret}\n")
        self.backups = folder / "backups"
        self._source = self._environment("source")
        self.faults: list[str] = []
        self.facts: Facts | None = None

    def prepare(self) -> None:
        self._manage(self._source, "migrate", "--verbosity=0")
        self._manage(self._source, "load_vocabulary")
        self._run(self._source, "-m", "scripts.drill.population")

    @contextmanager
    def load(self) -> Iterator[None]:
        """Writers in processes of their own, for as long as the block lasts."""
        processes = [
            subprocess.Popen(
                [sys.executable, "-m", "scripts.drill.writer", str(number)],
                env={**os.environ, **self._source},
                stdin=subprocess.DEVNULL,
            )
            for number in range(self._writers)
        ]
        try:
            self._wait_for_writers()
            yield
        finally:
            for process in processes:
                process.terminate()
            ended = [process.wait(30) for process in processes]
        if any(ended):
            self.faults.append("a writer failed")

    def back_up(self) -> Path:
        output = self._manage(self._source, "backup", f"--to={self.backups}")
        return Path(output.splitlines()[0])

    def check(self, backup: Path, *, with_site: bool) -> None:
        """Into an empty place, which compares all hashes; then what the copy says of itself."""
        copy = self._environment(f"copy_{backup.name[-12:-1].replace('.', '_')}")
        identity = f"--identity={self._identity}"
        erased = AGAIN.search(self._manage(copy, "restore", str(backup), identity))
        found = site.faults(copy, self.folder) if with_site else []
        self.facts = Facts(**json.loads(self._run(copy, "-m", "scripts.drill.copy")))
        found += self.facts.faults(int(erased[1]) if erased else 0)
        self.faults += [f"{backup.name}: {fault}" for fault in found]

    def _wait_for_writers(self) -> None:
        """Backups begin once somebody has closed an account: until then there is no load."""
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            texts = [path.read_text() for path in self.folder.glob("closed-*.txt")]
            if sum(bool(text) for text in texts) == self._writers:
                return
            time.sleep(0.1)
        raise Failed("The writers did not start.")

    def _environment(self, name: str) -> dict[str, str]:
        return {
            "DJANGO_SETTINGS_MODULE": "scripts.drill.settings",
            "DATABASE_URL": self._place(name),
            "UPLOADS_DIR": str(self.folder / f"{name}-uploads"),
            "BACKUP_DIR": str(self.backups),
            "BACKUP_RECIPIENTS": self._public,
            "DRILL_FOLDER": str(self.folder),
            "MEDIA_STORAGE_URL": "",
            "CACHE_URL": "",
            "PYTHONPATH": str(ROOT),
            "TMPDIR": str(self.folder),
        }

    def _manage(self, environment: dict[str, str], *arguments: str) -> str:
        return self._run(environment, str(ROOT / "manage.py"), *arguments)

    def _run(self, environment: dict[str, str], *arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, *arguments],
            env={**os.environ, **environment},
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise Failed(f"{' '.join(arguments[:2])}: {(done.stdout + done.stderr)[-2000:]}")
        return done.stdout


def drill(database: str, *, backups: int, restores: int, writers: int) -> Drill:
    """`restores` of the backups are checked, spread over all; the site is started on the last."""
    with ExitStack() as stack:
        # A short path: sockets may lie below.
        temporary = tempfile.TemporaryDirectory(prefix="drill-", ignore_cleanup_errors=True)
        folder = Path(stack.enter_context(temporary))
        chosen = (
            places.postgresql(os.environ["DATABASE_URL"])
            if database == "postgresql"
            else places.sqlite(folder)
        )
        one = Drill(folder, stack.enter_context(chosen), writers)
        one.prepare()
        with one.load():
            made = [one.back_up() for _number in _shown(range(backups), "Backups")]
        step = max(1, len(made) // restores)
        picked = made[::-1][::step][:restores][::-1]
        for backup in _shown(picked, "Restores"):
            one.check(backup, with_site=backup == made[-1])
        return one


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="make drill")
    parser.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--backups", type=int, default=100)
    parser.add_argument("--restores", type=int, default=0, help="usual: all of them")
    parser.add_argument("--writers", type=int, default=3)
    chosen = parser.parse_args(arguments)
    if chosen.database == "postgresql" and "postgres" not in os.environ.get("DATABASE_URL", ""):
        parser.error("DATABASE_URL must name a server: scripts/with_postgres.py starts one")
    started = time.monotonic()
    try:
        done = drill(
            chosen.database,
            backups=chosen.backups,
            restores=chosen.restores or chosen.backups,
            writers=chosen.writers,
        )
    except Failed as error:
        print(f"FAILED: {error}")
        return 1
    print(
        f"{chosen.backups} backups under load, {chosen.restores or chosen.backups} restored, in"
        f" {time.monotonic() - started:.0f} s; the last copy: {done.facts}"
    )
    print("\n".join(done.faults) or "OK: everything adds up")
    return bool(done.faults)


def _shown(items: object, what: str) -> object:
    return tqdm(items, desc=what, disable=None)
