"""What one call costs: its time, and the processor time of this process and of the database."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from django.db import connection

PROCESSES = Path("/proc")


class Cost(NamedTuple):
    """Milliseconds. On SQLite both are the processor time of this process, where the database
    runs too; on PostgreSQL `time` is by the clock on the wall."""

    time: float
    cpu: float


class Meter:
    """Measures calls on the connection as it is now: make a new one for another database."""

    def __init__(self) -> None:
        self._server = None if connection.vendor == "sqlite" else _server_statistics()

    @property
    def explanation(self) -> str:
        """How the processor time of the database gets into `Cost.cpu`."""
        if connection.vendor == "sqlite":
            return "The database runs in this process; its processor time is in all figures."
        if self._server is None:
            return "G counts all waiting for the database server as processor time."
        return "G has the processor time of the database server, as the kernel tells it."

    def cost_of(self, call: Callable[[], object]) -> Cost:
        server_start = self._server_milliseconds()
        start, cpu_start = time.perf_counter(), time.process_time()
        call()
        cpu = (time.process_time() - cpu_start) * 1000
        elapsed = (time.perf_counter() - start) * 1000
        if connection.vendor == "sqlite":
            return Cost(cpu, cpu)
        if self._server is None:
            return Cost(elapsed, max(elapsed, cpu))
        return Cost(elapsed, cpu + self._server_milliseconds() - server_start)

    def _server_milliseconds(self) -> float:
        """The first number of the kernel's file: nanoseconds on a processor."""
        return int(self._server.read_text().split()[0]) / 1e6 if self._server else 0.0


def _server_statistics() -> Path | None:
    """The kernel's file about the server's process for this connection, if it runs here."""
    host = connection.settings_dict["HOST"]
    if host not in ("", "localhost", "127.0.0.1", "::1") and not host.startswith("/"):
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (process,) = cursor.fetchone() or (0,)
    folder = PROCESSES / str(process)
    try:
        is_server = "postgres" in (folder / "comm").read_text()
        statistics = folder / "schedstat"
        return statistics if is_server and statistics.read_text().split() else None
    except OSError:
        return None
