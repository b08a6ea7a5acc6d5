"""What a worker process remembers never outlives a change that another process made."""

from __future__ import annotations

import http.client
import json
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import settings
from lxml import html
from pytest_django import DjangoDbBlocker

from directory.actions import publishing, vocabulary
from directory.choices import ProfileStatus
from directory.models import Therapist
from tests.browser.server import free_port, wait_until_it_answers
from tests.directory.pages import Page
from tests.factories.directory import TherapistFactory
from tests.factories.spots import load_spots
from tests.own_database import environment, own_database

WORKERS = 2
NAME, SLUG = "Zyxwvut Person", "zyxwvut-person"
OTHERS = 3
ROOT = Path(settings.BASE_DIR)


@dataclass(frozen=True)
class Answer:
    status: int
    text: str

    @property
    def page(self) -> Page:
        return Page(html.document_fromstring(self.text), self.text)


@dataclass(frozen=True)
class Worker:
    """One process that serves the site, with a memory of its own."""

    port: int

    def ask(self, path: str) -> Answer:
        link = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            link.request("GET", path)
            answer = link.getresponse()
            return Answer(answer.status, answer.read().decode())
        finally:
            link.close()


def total(answer: Answer) -> int:
    return answer.page.total


def swedish(answer: Answer) -> int:
    """The number beside the filter."""
    return answer.page.counts["technique", "swedish"]


def of_the_technique(answer: Answer) -> int:
    return int(answer.page.one("//*[@data-therapists]").get("data-therapists"))


def in_the_matrix(answer: Answer) -> int:
    cell = "//td[@data-technique='swedish'][@data-condition='disc-herniation']"
    return int(answer.page.one(cell).get("data-count"))


def in_the_order(answer: Answer) -> int:
    return len(json.loads(answer.text)["therapists"])


def named(answer: Answer) -> int:
    """Those who are not named but certain are counted too, so that all numbers compare."""
    return OTHERS + (NAME in answer.page.text)


def mapped(answer: Answer) -> int:
    return OTHERS + (f"/therapists/{SLUG}/" in answer.text)


def is_there(answer: Answer) -> int:
    assert answer.status in (200, 404)
    return OTHERS + (answer.status == 200)


SEARCH = "/therapists/"
COUNTED_ON: dict[str, tuple[str, Callable[[Answer], int]]] = {
    "the whole country": (SEARCH, total),
    "a filter of the whole country": (f"{SEARCH}?accepting=1", swedish),
    "a metro area": (f"{SEARCH}?near=80202&technique=swedish", total),
    "a filter of a metro area": (f"{SEARCH}?near=80202", swedish),
    "a search for words": (f"{SEARCH}?q=swedish", total),
    "the page of a technique": ("/techniques/swedish/", of_the_technique),
    "the matrix": ("/techniques-and-conditions/", in_the_matrix),
    "the data of the order": ("/therapists/order.json?near=80202", in_the_order),
    "the data of the order of the country": ("/therapists/order.json", in_the_order),
    "the comparison": (f"/therapists/compare/?t=other-0&t={SLUG}", named),
    "the saved list": (f"/therapists/shortlist/?t=other-0&t={SLUG}", named),
    "the search of the site": ("/search/?q=zyxwvut", named),
    "the map for search engines": ("/sitemap.xml", mapped),
    "the profile": (f"{SEARCH}{SLUG}/", is_there),
}


@pytest.fixture
def workers(tmp_path: Path, django_db_blocker: DjangoDbBlocker) -> Iterator[list[Worker]]:
    """Several servers on one database, which is this process's own as well."""
    with ExitStack() as stack:
        stack.enter_context(django_db_blocker.unblock())
        address = stack.enter_context(own_database(tmp_path))
        started = [  # while they start, the database is filled
            (port, *stack.enter_context(served(port, address, tmp_path)))
            for port in (free_port() for _ in range(WORKERS))
        ]
        fill()
        for port, process, log in started:
            wait_until_it_answers(f"http://127.0.0.1:{port}/healthz", process, log)
        yield [Worker(port) for port, _process, _log in started]


def fill() -> None:
    """One who comes and goes, and others who stay."""
    vocabulary.load()
    load_spots()
    for name in (NAME, *(f"Other {number}" for number in range(OTHERS))):
        TherapistFactory(
            published=True,
            name=name,
            accepting="yes",
            techniques=["swedish"],
            conditions=["disc-herniation"],
            credentials=[{"checked": True}],
        )


@contextmanager
def served(port: int, address: str, folder: Path) -> Iterator[tuple[subprocess.Popen[bytes], Path]]:
    """One worker of the server that production runs, with its log."""
    log = folder / f"worker-{port}.log"
    command = [
        sys.executable, "-m", "gunicorn", "sciatica_site.wsgi", "--bind", f"127.0.0.1:{port}",
        "--workers", "1", "--threads", "4", "--no-control-socket",
    ]  # fmt: skip
    with log.open("wb") as output:
        process = subprocess.Popen(  # noqa: S603 (our own server)
            command, cwd=ROOT, env=environment(address), stdout=output, stderr=output
        )
        try:
            yield process, log
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(20)


def test_the_next_request_to_every_worker_knows(workers: list[Worker]) -> None:
    therapist = Therapist.objects.get(slug=SLUG)
    seen: dict[str, list[list[int]]] = {}

    for name, (path, count) in COUNTED_ON.items():

        def now(path: str = path, count: Callable[[Answer], int] = count) -> list[int]:
            return [count(worker.ask(path)) for worker in workers]

        seen[name] = [now(), now()]
        publishing.withdraw(therapist, to=ProfileStatus.SUSPENDED)
        seen[name].append(now())
        publishing.publish(therapist)
        seen[name].append(now())

    everybody, the_others = [OTHERS + 1] * WORKERS, [OTHERS] * WORKERS
    expected = [everybody, everybody, the_others, everybody]
    assert seen == dict.fromkeys(COUNTED_ON, expected)
