"""Runs all tests on SQLite, in a browser and on PostgreSQL, then sums up what ran."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import xml.etree.ElementTree as ElementTree
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

REPORTS = Path("reports")
PYTEST = [sys.executable, "-m", "pytest"]
WITH_POSTGRES = [sys.executable, "scripts/with_postgres.py"]
NOT_AVAILABLE = 69  # of scripts/with_postgres.py
NOTHING_SELECTED = 5  # of pytest: ARGS may fit no test of a part
IS_CI = os.environ.get("CI", "").lower() in {"1", "true"}


@dataclass
class Part:
    """One run of pytest, and what came of it."""

    name: str
    selection: list[str]
    launcher: list[str] = field(default_factory=list)
    exit_code: int = 0
    seconds: float = 0.0
    counts: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)

    @property
    def report(self) -> Path:
        return REPORTS / f"{self.name.lower()}.xml"

    @property
    def ran_nothing(self) -> bool:
        return self.counts["passed"] + self.counts["failed"] == 0

    @property
    def is_failed(self) -> bool:
        if self.exit_code == NOT_AVAILABLE or (
            self.ran_nothing and self.exit_code in {0, NOTHING_SELECTED}
        ):
            return IS_CI  # a developer's machine may lack a browser; continuous integration may not
        return self.exit_code != 0

    def run(self, arguments: list[str]) -> None:
        print(f"\n── {self.name}", flush=True)
        self.report.unlink(missing_ok=True)
        environment = dict(os.environ)
        if not self.launcher:
            environment.pop("DATABASE_URL", None)  # the default: SQLite
        command = [*self.launcher, *PYTEST, *self.selection, f"--junit-xml={self.report}"]
        started = time.monotonic()
        self.exit_code = subprocess.call([*command, *arguments], env=environment)
        self.seconds = time.monotonic() - started
        if self.report.exists():
            self.read_report()

    def read_report(self) -> None:
        for case in ElementTree.parse(self.report).iter("testcase"):  # noqa: S314 # pytest wrote it just now
            skipped = case.find("skipped")
            if skipped is not None:
                self.counts["skipped"] += 1
                self.reasons[skipped.get("message") or "no reason given"] += 1
            elif case.find("failure") is not None or case.find("error") is not None:
                self.counts["failed"] += 1
            else:
                self.counts["passed"] += 1

    def line(self) -> str:
        if self.exit_code == NOT_AVAILABLE:
            return f"{self.name:<11} DID NOT RUN: no PostgreSQL on this machine, see above"
        if not self.report.exists():
            return f"{self.name:<11} DID NOT FINISH: pytest ended with {self.exit_code}, see above"
        ending = "" if not self.ran_nothing else "   NOTHING RAN"
        if not ending and self.exit_code and not self.counts["failed"]:
            ending = f"   BUT pytest ended with {self.exit_code}, see above"
        return f"{self.name:<11} {counted(self.counts)} in {self.seconds:.0f} s{ending}"


def counted(counts: Counter[str]) -> str:
    return ", ".join(f"{counts[word]} {word}" for word in ("passed", "failed", "skipped"))


def main(arguments: list[str]) -> int:
    REPORTS.mkdir(exist_ok=True)
    subprocess.call([sys.executable, "scripts/get_tools.py"])
    # Spread over two cores.
    without_browser = ["-m", "not browser", "-n", "2"]
    parts = [
        Part("SQLite", without_browser),
        # By file: a site is prepared and served once for all tests of a module.
        Part("Browser", ["-m", "browser", "-n", "2", "--dist", "loadfile"]),
        Part("PostgreSQL", without_browser, launcher=WITH_POSTGRES),
    ]
    for part in parts:
        part.run(arguments)
    return sum_up(parts)


def sum_up(parts: list[Part]) -> int:
    print("\n── All tests (the browser's pages are served from SQLite)")
    total: Counter[str] = Counter()
    for part in parts:
        total += part.counts
        print(f"  {part.line()}")
    for part in parts:
        for reason, times in part.reasons.items():
            print(f"  could not run in {part.name} ({times}): {reason}")
    failed = any(part.is_failed for part in parts)
    print("FAILED" if failed else "OK")
    print(f"Total: {counted(total)}", flush=True)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
