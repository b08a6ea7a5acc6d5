"""Reads a long made-up list twice, once with `kill -9` on the way, and compares what is left.

python scripts/measure_roster.py --rows 100000
python scripts/with_postgres.py python scripts/measure_roster.py --rows 100000
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent
REGISTER = "co-massage"
COLUMNS = "number=License,last=Last,first=First,middle=Middle,status=Status,expires=Expires"
HEADER = "License,Last,First,Middle,Status,Expires,City"
LAST = ("Silva", "O'Neill", "Nguyễn", "Ruiz", "Smith", "Müller", "Okafor", "Begum", "Lee")
FIRST = ("Ana", "Bo", "Chloé", "Dinh", "Erin", "Femi", "Grace", "Hugo", "Ines", "Jo")
#: The table, and what identifies a row of it from one run to another.
TABLES = {
    "RosterEntry": (
        "number", "name", "status", "is_active", "expires_on", "seen_in__file_digest",
        "changed_in__file_digest",
    ),
    "RosterProblem": ("line", "text", "roster_import__file_digest"),
    "RosterProposal": (
        "credential__number", "kind", "number", "listed_name", "listed_status", "is_active",
        "expires_on", "state", "roster_import__file_digest",
    ),
    "RosterImport": (
        "file_digest", "state", "lines_total", "lines_done", "rows_kept", "rows_changed",
        "rows_bad", "rows_gone", "outcome", "failure", "reader",
    ),
}  # fmt: skip
MEGABYTE = 1024


def lines(rows: int, *, seed: int, newer: bool = False) -> Iterator[bytes]:
    """A list with some faults; the newer one has other states and lacks some licenses."""
    chance = random.Random(seed)  # noqa: S311 (no secret)
    yield f"{HEADER}\r\n".encode()
    for number in range(rows):
        status = "Active" if chance.random() < 0.8 else "Expired"
        if newer and number % 50 == 7:
            continue
        if newer and number % 30 == 3:
            status = "Expired" if status == "Active" else "Active"
        yield (fault(number) or row(number, status)).encode("utf-8", "surrogateescape")


def row(number: int, status: str) -> str:
    last, first = LAST[number % len(LAST)], FIRST[number % len(FIRST)]
    year = 2020 if status == "Expired" else 2090
    return f'MT.{number:07},"{last}",{first},Q.,{status},12/31/{year},Denver\r\n'


def fault(number: int) -> str:
    """One row of a thousand is broken, each time in another way."""
    if number % 1_000 != 500:
        return ""
    kinds = (
        "=1+1,Silva,Ana,,Active,,Denver\r\n",
        f"MT.{number:07},=cmd|' /C calc'!A0,Ana,,Active,,Denver\r\n",
        f"MT.{number:07},Silva,Ana\r\n",
        f"MT.{number:07},Sil\udcffva,Ana,,Active,,Denver\r\n",
        f'MT.{number:07},"Silva,Ana,,Active,,Denver\r\n',
        f"MT.{number:07},Sil\0va,Ana,,Active,,Denver\r\n",
        f"MT.{number:07},{'x' * 1_000_000},Ana,,Active,,Denver\r\n",
        f"MT.{number:07},Silva,Ana,,Active,soon,Denver\r\n",
        ",Silva,Ana,,Active,,Denver\r\n",
    )
    return kinds[number // 1_000 % len(kinds)]


def write(path: Path, rows: int, **options: Any) -> Path:
    with path.open("wb") as file:
        file.writelines(lines(rows, **options))
    return path


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--therapists", type=int, default=1_000)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        first = write(Path(folder) / "first.csv", asked.rows, seed=1)
        second = write(Path(folder) / "second.csv", asked.rows, seed=1, newer=True)
        print(f"{asked.rows:,} rows, {first.stat().st_size / 1e6:.1f} MB", flush=True)
        whole = Run(Path(folder) / "whole", asked.therapists)
        for file in (first, second):
            whole.read(file)
        killed = Run(Path(folder) / "killed", asked.therapists)
        for file in (first, second):
            killed.kill(file, asked.rows // 2)
            killed.read(file)
        killed.read(second)
        same = whole.digests() == killed.digests()
    print("The same in all tables." if same else "DIFFERENT")
    print(f"Most memory: {max(whole.most, killed.most)} MB")
    return 0 if same else 1


def own_database(folder: Path) -> str:
    """Beside the one that DATABASE_URL names, if that is PostgreSQL; else a file."""
    given = os.environ.get("DATABASE_URL", "")
    if not given.startswith("postgres"):
        return f"sqlite:///{folder}.sqlite3"
    name = f"roster_{folder.name}_{os.getpid()}"
    command = [sys.executable, __file__, "--ask", "create", name]
    environment = dict(os.environ, DJANGO_SETTINGS_MODULE="sciatica_site.settings.local")
    subprocess.run(command, cwd=ROOT, env=environment, check=True)
    return urlsplit(given)._replace(path=f"/{name}").geturl()


class Run:
    """A database of its own, and commands on it."""

    def __init__(self, folder: Path, therapists: int) -> None:
        self.most = 0
        address = own_database(folder)
        self._environment = dict(
            os.environ, DJANGO_SETTINGS_MODULE="sciatica_site.settings.local", DATABASE_URL=address
        )
        self._call("migrate", "--verbosity=0")
        self._call("load_vocabulary", "--verbosity=0")
        self._ask(f"people {therapists}")

    def read(self, file: Path) -> None:
        begun = time.monotonic()
        process = self._start(file)
        _pid, status, usage = os.wait4(process.pid, 0)
        memory = usage.ru_maxrss // MEGABYTE
        self.most = max(self.most, memory)
        seconds = time.monotonic() - begun
        print(f"read {file.name}: {seconds:.1f} s, {memory} MB, exit {status >> 8}", flush=True)

    def kill(self, file: Path, after: int) -> None:
        process = self._start(file)
        done = 0
        watch = self._watch()
        for text in watch.stdout or ():
            done = int(text)
            if done >= after or process.poll() is not None:
                break
        process.send_signal(signal.SIGKILL)
        process.wait()
        watch.kill()
        watch.wait()
        print(f"kill -9 of {file.name} after {done:,} lines", flush=True)

    def digests(self) -> str:
        found = self._ask("digests")
        print(found)
        return found

    def _start(self, file: Path) -> subprocess.Popen[bytes]:
        command = [
            sys.executable, "manage.py", "import_roster", str(file), f"--register={REGISTER}",
            f"--columns={COLUMNS}", "--active=Active", f"--problems={file}.problems.csv",
        ]  # fmt: skip
        return subprocess.Popen(command, cwd=ROOT, env=self._environment)

    def _watch(self) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, __file__, "--ask", "lines"],
            cwd=ROOT,
            env=self._environment,
            stdout=subprocess.PIPE,
            text=True,
        )

    def _ask(self, what: str) -> str:
        return subprocess.run(
            [sys.executable, __file__, "--ask", *what.split()],
            cwd=ROOT,
            env=self._environment,
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        ).stdout

    def _call(self, *arguments: str) -> None:
        command = [sys.executable, "manage.py", *arguments]
        subprocess.run(command, cwd=ROOT, env=self._environment, check=True)


def answer(what: str, *arguments: str) -> None:
    """In a process of its own, with the database of the run."""
    sys.path.insert(0, str(ROOT))
    import django

    django.setup()
    if what == "create":
        create(arguments[0])
    elif what == "people":
        make_people(int(arguments[0]))
    elif what == "lines":
        watch_lines()
    else:
        print("\n".join(digests()))


def create(name: str) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}"')


def make_people(count: int) -> None:
    """Half of them stand on the list under their name, some under another, some not at all."""
    from accounts.models import User
    from directory.models import Credential, CredentialKind, Register, Therapist

    kind = CredentialKind.objects.get(slug="state-license")
    register = Register.objects.get(slug=REGISTER)
    for number in range(count):
        listed = number * 10
        name = f"{FIRST[listed % len(FIRST)]} {LAST[listed % len(LAST)]}"
        name = name if number % 4 else "Somebody Else"
        owner = User.objects.create(email=f"t-{number}@example.com")
        therapist = Therapist.objects.create(
            name=name, slug=f"t-{number}", status="suspended", owner=owner
        )
        Credential.objects.create(
            therapist=therapist, kind=kind, issuer="Colorado", region="CO",
            register=register if number % 2 else None,
            number=f"MT-{listed + number % 20 // 19 * 10**6:07}",
        )  # fmt: skip


def watch_lines() -> None:
    from directory.models import RosterImport

    while True:
        newest = RosterImport.objects.order_by("-pk").first()
        is_running = newest is not None and newest.state == "running"
        print(newest.lines_done if newest and is_running else 0, flush=True)
        time.sleep(0.02)


def digests() -> Iterator[str]:
    from django.apps import apps

    for name, fields in TABLES.items():
        rows = apps.get_model("directory", name).objects.order_by(*fields).values_list(*fields)
        digest, count = hashlib.sha256(), 0
        for found in rows.iterator():
            digest.update(repr(found).encode())
            count += 1
        yield f"{name}: {count:,} rows, {digest.hexdigest()[:16]}"


if __name__ == "__main__":
    if sys.argv[1:2] == ["--ask"]:
        answer(*sys.argv[2:])
    else:
        raise SystemExit(main())
