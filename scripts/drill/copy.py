"""Looks at a restored copy from within: do things that belong together agree, and is mail held."""

from __future__ import annotations

import hashlib
import io
import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass
class Facts:
    #: By what the writers counted in the same transaction.
    expected: int
    accounts: int
    addresses: int
    mails: int
    files: int
    wrong_files: int
    #: Accounts that were closed before the copy was restored, and are in it.
    brought_back: int
    sent_while_held: int
    sent_after_dropping: int
    sent_of_new_mail: int

    def faults(self, erased_again: int) -> list[str]:
        found = {
            "accounts that do not add up": self.expected - erased_again - self.accounts,
            "addresses without account, or the other way": self.accounts - self.addresses,
            "mails without account, or the other way": self.accounts - self.mails,
            "files that are not as they were": self.wrong_files,
            "accounts that came back": self.brought_back,
            "mails sent while mail was held": self.sent_while_held,
            "old mails sent later": self.sent_after_dropping,
            "new mails not sent": 1 - self.sent_of_new_mail,
        }
        return [f"{count} {what}" for what, count in found.items() if count]


def look() -> Facts:
    from allauth.account.models import EmailAddress
    from django.contrib.auth.models import Group
    from post_office.models import Email

    from accounts.models import User

    counts = [
        [int(word) for word in name.split()[2:]]
        for name in Group.objects.filter(name__startswith="writer ").values_list("name", flat=True)
    ]
    names = dict(User.objects.filter(email__startswith="w").values_list("email", "name"))
    closed = {line for path in _folder().glob("closed-*.txt") for line in path.read_text().split()}
    with_file = {email: name for email, name in names.items() if name}
    return Facts(
        expected=sum(made - gone for made, gone in counts),
        accounts=len(names),
        addresses=EmailAddress.objects.filter(email__startswith="w").count(),
        mails=Email.objects.filter(to__startswith="w").count(),
        files=len(with_file),
        wrong_files=sum(_hash(email) != name for email, name in with_file.items()),
        brought_back=len(closed & names.keys()),
        **_sending(),
    )


def _sending() -> dict[str, int]:
    from django.core.mail import send_mail
    from django.core.management import call_command

    def send() -> int:
        before = _sent()
        call_command("work_mail", "--once")
        return _sent() - before

    held = send()
    call_command("release_mail", "--drop-waiting", stdout=io.StringIO())
    old = send()
    send_mail("New", "After the restore", None, ["new@example.com"])
    return {"sent_while_held": held, "sent_after_dropping": old, "sent_of_new_mail": send()}


def _sent() -> int:
    return len(list((_folder() / "sent").glob("*")))


def _hash(email: str) -> str:
    from django.core.files.storage import default_storage

    name = f"drill/{email.partition('@')[0].removeprefix('w')}"
    if not default_storage.exists(name):
        return "missing"
    with default_storage.open(name) as file:
        return hashlib.sha256(file.read()).hexdigest()


def _folder() -> Path:
    return Path(os.environ["DRILL_FOLDER"])


def main() -> None:
    import django

    django.setup()
    print(json.dumps(asdict(look())))


if __name__ == "__main__":
    main()
