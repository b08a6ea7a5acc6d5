"""Programs of the site that are started, killed without warning and started again."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import threading
import time
from contextlib import suppress
from pathlib import Path

import psutil  # type: ignore[import-untyped]  # it has no types

STOP_SECONDS = 5


class Program:
    """A process and its children, in a session of their own: Ctrl-C does not reach them."""

    def __init__(self, name: str, command: list[str], environment: dict[str, str], log: Path):
        self.name = name
        self._command, self._environment, self._log = command, environment, log
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()
        self._is_wanted = False
        self.ended_by_itself = 0

    def start(self) -> None:
        with self._lock:
            self._is_wanted = True
            self._start()

    def kill_and_start(self, away_seconds: float) -> None:
        """`kill -9` of the process that holds the others; a supervisor then ends those, too."""
        with self._lock:
            if self._process is None or not self._is_wanted:
                return
            self._signal_one(self._process.pid, signal.SIGKILL)
            self._process.wait()
            time.sleep(away_seconds)
            self._end_group(signal.SIGKILL)
            self._start()

    def kill_child(self, chance: random.Random) -> bool:
        """`kill -9` of one of the children; False when there is none at the moment."""
        with self._lock:
            children = self._children()
            if not children:
                return False
            self._signal_one(chance.choice(children), signal.SIGKILL)
            return True

    def watch(self) -> None:
        """Does what systemd does: starts again what has ended."""
        with self._lock:
            if self._is_wanted and self._process and self._process.poll() is not None:
                self.ended_by_itself += 1
                self._end_group(signal.SIGKILL)
                self._start()

    def stop(self) -> None:
        with self._lock:
            self._is_wanted = False
            if self._process is None:
                return
            self._end_group(signal.SIGTERM)
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(STOP_SECONDS)
            self._end_group(signal.SIGKILL)
            self._process.wait()

    def _start(self) -> None:
        with self._log.open("ab") as output:
            self._process = subprocess.Popen(
                self._command,
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def _children(self) -> list[int]:
        if self._process is None:
            return []
        try:
            return [child.pid for child in psutil.Process(self._process.pid).children()]
        except psutil.NoSuchProcess:
            return []

    def _end_group(self, number: signal.Signals) -> None:
        """The group outlives its leader as long as one of it is there."""
        if self._process:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, number)

    @staticmethod
    def _signal_one(pid: int, number: signal.Signals) -> None:
        with suppress(ProcessLookupError):
            os.kill(pid, number)
