"""Prepares the development database, then serves the site beside its mail worker until Ctrl-C."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from types import FrameType

MANAGE = [sys.executable, "manage.py"]
STEPS = (
    ("Database tables", ["migrate", "--verbosity=1"]),
    ("Places (ZIP codes and cities)", ["load_places", "--if-empty"]),
    ("Vocabulary (techniques, conditions …)", ["load_vocabulary"]),
    ("Articles", ["import_articles"]),
    ("Roles of the staff", ["sync_roles"]),
    ("Demo therapists and accounts", ["seed_demo", "--if-empty"]),
    ("Work for the demo accounts", ["seed_demo_work"]),
)
GRACE_SECONDS = 10


def main() -> int:
    address = f"127.0.0.1:{os.environ.get('PORT') or '8000'}"
    # Links in mails lead to this address, unless somebody has chosen another.
    os.environ.setdefault("SITE_URL", f"http://{address}")
    for title, arguments in STEPS:
        print(f"── {title}", flush=True)
        if subprocess.call([*MANAGE, *arguments]) != 0:
            print(f"`manage.py {' '.join(arguments)}` failed, see above.", file=sys.stderr)
            return 1
    return serve(address)


def serve(address: str) -> int:
    """Runs both until the web server ends or a signal asks to stop; leaves neither behind."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop_asked)
    print(f"── Serving http://{address}/ and sending queued mail; Ctrl-C stops both", flush=True)
    # Sessions of their own: Ctrl-C reaches only this process, which stops the others in order.
    mail = subprocess.Popen([*MANAGE, "work_mail"], start_new_session=True)
    web = subprocess.Popen([*MANAGE, "runserver", address], start_new_session=True)
    mail_runs = True
    try:
        while web.poll() is None:
            if mail_runs and mail.poll() is not None:
                mail_runs = False
                print("The mail worker ended: mail stays queued.", file=sys.stderr, flush=True)
            time.sleep(0.3)
        return web.returncode
    except KeyboardInterrupt:
        print("\nStopped.", flush=True)
        return 0
    finally:
        stop(web)
        stop(mail)


def stop_asked(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def stop(process: subprocess.Popen[bytes]) -> None:
    """Ends a process with its children (the web server runs under a reloader)."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        if process.poll() is not None:
            return
        os.killpg(process.pid, number)
        try:
            process.wait(GRACE_SECONDS)
        except subprocess.TimeoutExpired:
            continue


if __name__ == "__main__":
    sys.exit(main())
