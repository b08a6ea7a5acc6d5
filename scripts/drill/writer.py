"""One of several processes that write while backups are made, in steps that belong together."""

from __future__ import annotations

import hashlib
import os
import secrets
import signal
import sys
import threading
from pathlib import Path

FILE_EVERY = 4
CLOSE_EVERY = 6
#: Somebody closes an account that is a few steps old.
CLOSE_AGE = 3
PAUSE_SECONDS = 0.01


def address(writer: int, step: int) -> str:
    return f"w{writer}-{step}@example.com"


def write(writer: int, stop: threading.Event, ledger: Path) -> None:
    """Every step adds an account, its address and a mail, and counts them, in one transaction."""
    from django.contrib.auth.models import Group
    from django.db import transaction

    from accounts.actions import close_account
    from accounts.models import User

    group = Group.objects.create(name=f"writer {writer} 0 0")
    made = closed = 0
    with ledger.open("a") as lines:
        while not stop.wait(PAUSE_SECONDS):
            made += 1
            _step(group, writer, made, closed)
            if made % CLOSE_EVERY == 0:
                gone = address(writer, made - CLOSE_AGE)
                with transaction.atomic():
                    closed += 1
                    close_account(User.objects.get(email=gone))
                    _count(group, writer, made, closed)
                # Whoever is told so must not come back.
                print(gone, file=lines, flush=True)


def _step(group: object, writer: int, made: int, closed: int) -> None:
    from allauth.account.models import EmailAddress
    from django.db import transaction
    from post_office.models import STATUS, Email

    from accounts.models import User

    email, name = address(writer, made), ""
    if made % FILE_EVERY == 0:
        name = _file(f"{writer}-{made}")
    mail = {"from_email": "site@example.com", "to": [email], "subject": "S", "message": "M"}
    with transaction.atomic():
        user = User.objects.create_user(email, name=name)
        EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
        Email.objects.create(**mail, status=STATUS.queued)
        _count(group, writer, made, closed)


def _file(name: str) -> str:
    """As uploads do it: first the file, then the row that names it."""
    from django.core.files.base import ContentFile
    from django.core.files.storage import default_storage

    content = secrets.token_bytes(20_000)
    default_storage.save(f"drill/{name}", ContentFile(content))
    return hashlib.sha256(content).hexdigest()


def _count(group: object, writer: int, made: int, closed: int) -> None:
    group.name = f"writer {writer} {made} {closed}"  # type: ignore[attr-defined]  # a Group, which is not importable before Django is set up
    group.save()  # type: ignore[attr-defined]


def main() -> None:
    import django

    django.setup()
    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    number = int(sys.argv[1])
    write(number, stop, Path(os.environ["DRILL_FOLDER"]) / f"closed-{number}.txt")


if __name__ == "__main__":
    main()
