"""The command of the benchmark: its sizes, its letters, and the file that it writes."""

from __future__ import annotations

import json
from argparse import ArgumentTypeError
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection

from directory.benchmark import setup
from directory.benchmark.measures import MEANING
from directory.management.commands.bench_search import size
from directory.models import Therapist
from tests.factories.places import load_real_places


@pytest.mark.parametrize(
    ("text", "number"),
    [("10000", 10_000), ("10k", 10_000), ("100K", 100_000), ("1m", 1_000_000), ("0", 0)],
)
def test_a_size_is_a_number_of_profiles(text: str, number: int) -> None:
    assert size(text) == number


@pytest.mark.parametrize("text", ["", "m", "ten", "-5", "1.5m", "٣", "10kk"])
def test_anything_else_is_no_size(text: str) -> None:
    with pytest.raises(ArgumentTypeError, match="no number of profiles"):
        size(text)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, Path | None]]:
    """The scratch databases that were asked for; the one of the tests grows instead."""
    sizes: list[tuple[int, Path | None]] = []

    @contextmanager
    def this_database(
        profiles: int, say: Callable[[str], object], keep: Path | None = None
    ) -> Iterator[None]:
        sizes.append((profiles, keep))
        setup.fill(profiles, say)
        yield

    monkeypatch.setattr(setup, "scratch_database", this_database)
    return sizes


def bench(output: Path, *arguments: str) -> str:
    out = StringIO()
    call_command(
        "bench_search", "--rounds=1", f"--output={output}", *arguments, stdout=out, stderr=out
    )
    return out.getvalue()


@pytest.mark.django_db
@pytest.mark.usefixtures("vocabulary")
def test_every_letter_is_printed_and_written_beside_those_of_the_other_engine(
    tmp_path: Path, asked: list[tuple[int, Path | None]]
) -> None:
    load_real_places()
    output = tmp_path / "bench.json"
    output.write_text('{"another": {"A": 1}}')

    printed = bench(output, "--profiles=20", "--growth=25", "--size=30", f"--keep={tmp_path}")

    assert asked == [(20, tmp_path), (25, tmp_path), (30, tmp_path)]
    written = json.loads(output.read_text())
    assert written["another"] == {"A": 1}
    assert set(written[connection.vendor]) == set(MEANING)
    for name, meaning in MEANING.items():
        assert f"\n{name:14}" in f"\n{printed}"
        assert meaning in printed


@pytest.mark.django_db
@pytest.mark.usefixtures("vocabulary")
def test_what_was_not_asked_for_is_not_measured(
    tmp_path: Path, asked: list[tuple[int, Path | None]]
) -> None:
    load_real_places()
    output = tmp_path / "bench.json"

    bench(output, "--profiles=20", "--growth=0")

    assert asked == [(20, None)]
    assert Therapist.objects.count() == 20
    letters = {name[0] for name in json.loads(output.read_text())[connection.vendor]}
    assert letters == {"A", "B", "C", "D", "G", "I", "s"}
