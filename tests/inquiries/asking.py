"""What a patient's browser sends, for tests of the form and of the page."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import time_machine
from django.test import Client
from django.utils import timezone

from inquiries import spam

PATH = "/therapists/ana/inquire/"
SENT = "/therapists/ana/inquire/sent/"
NAME, EMAIL, PHONE = "Pat Canary", "canary@example.com", "(303) 555-0142"
MESSAGE = "It hurts when I sit. Canary words."
#: Nothing of it may turn up where it does not belong.
CANARIES = ("Pat Canary", "canary@example.com", "3035550142", "Canary words", "piriformis")


def old_stamp(age: timedelta = timedelta(minutes=2)) -> str:
    with time_machine.travel(timezone.now() - age, tick=False):
        return spam.stamp()


def typed(**changes: Any) -> dict[str, Any]:
    """A form that goes through; None takes a field out."""
    values = {
        "name": NAME,
        "email": EMAIL,
        "message": MESSAGE,
        "phone": "",
        "blind": "on",
        "homepage": "",
        "key": str(uuid.uuid4()),
        "stamp": old_stamp(),
    }
    return {name: value for name, value in (values | changes).items() if value is not None}


@contextmanager
def from_many_networks() -> Iterator[Iterator[dict[str, str]]]:
    """Extra arguments of requests, each from another address."""
    yield ({"REMOTE_ADDR": f"198.51.{number // 250}.{number % 250 + 1}"} for number in range(9999))


def send(client: Client, values: dict[str, Any] | None = None, **extra: Any) -> Any:
    return client.post(PATH, values or typed(), **extra)
