"""The scratch databases of the benchmark: made, filled in pieces, kept or removed."""

import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stdout
from datetime import timedelta
from io import StringIO
from pathlib import Path

from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.db.models import Max
from django.test.utils import override_settings
from django.utils import timezone

from accounts.models import User
from directory.actions import vocabulary
from directory.models import (
    Credential,
    Place,
    PracticeLocation,
    SearchDoc,
    SearchText,
    Therapist,
)
from directory.search import generation

from .bulk import Table, after_filling
from .people import People

#: Rows that are in memory at a time, and lost when the filling is stopped.
BATCH = 5_000
#: Made-up rows lapse after this; see `people.FIRST_LAPSE_DAYS`.
KEPT_FOR = timedelta(days=60)

#: In the order in which `People.draw` gives their rows.
MODELS = (User, Therapist, PracticeLocation, Credential, SearchDoc, SearchText)

Say = Callable[[str], object]


@contextmanager
def scratch_database(profiles: int, say: Say, keep: Path | None = None) -> Iterator[None]:
    """A database of so many profiles beside the real one, which is not read.

    With `keep` it stays for the next run: on SQLite as a file in that folder, else on the server.
    Debugging is off, since with it every statement of the filling would be recorded.
    """
    real_name = str(connection.settings_dict["NAME"])
    with override_settings(DEBUG=False), tempfile.TemporaryDirectory() as passing:
        _name_it(f"test_bench_{profiles}", keep or Path(passing))
        is_kept = keep is not None
        with redirect_stdout(StringIO()):  # the table of the cache is announced regardless
            connection.creation.create_test_db(
                verbosity=0, autoclobber=True, serialize=False, keepdb=is_kept
            )
        try:
            _relax()
            _load_words_and_places(say)
            fill(profiles, say)
            yield
        finally:
            connection.creation.destroy_test_db(real_name, verbosity=0, keepdb=is_kept)


@transaction.atomic
def _load_words_and_places(say: Say) -> None:
    if not Place.objects.exists():
        say("Loading vocabulary and places …")
        vocabulary.load()
        call_command("load_places", verbosity=0, stdout=StringIO())


def _name_it(name: str, folder: Path) -> None:
    if connection.vendor == "sqlite":
        folder.mkdir(parents=True, exist_ok=True)
        connection.settings_dict["TEST"]["NAME"] = str(folder / f"{name}.sqlite3")
    else:
        connection.settings_dict["TEST"]["NAME"] = name


def _relax() -> None:
    """SQLite: a power cut may cost a scratch database, and indexes grow in memory."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous = OFF")
            cursor.execute("PRAGMA cache_size = -131072")


def fill(profiles: int, say: Say) -> None:
    """Bring the number of published profiles up to `profiles`; stopped, it goes on where it was."""
    first = 1 + (Therapist.objects.aggregate(last=Max("pk"))["last"] or 0)
    if first > profiles and generation.current() is not None:
        _refuse_old_rows()
        return
    people = People()
    tables = [Table(model) for model in MODELS]
    began = time.monotonic()
    for start in range(first, profiles + 1, BATCH):
        numbers = range(start, min(start + BATCH, profiles + 1))
        _add(numbers, people, tables)
        pace = (numbers.stop - first) / (time.monotonic() - began)
        say(f"{numbers.stop - 1:,} of {profiles:,} profiles ({pace:,.0f} a second)")
    after_filling(tables)
    generation.renew()  # says, too, that the filling came to its end


@transaction.atomic
def _add(numbers: range, people: People, tables: list[Table]) -> None:
    drawn = zip(*(people.draw(number) for number in numbers), strict=True)
    for table, rows in zip(tables, drawn, strict=True):
        table.write([table.row(**values) for values in rows])


def _refuse_old_rows() -> None:
    """In a kept database rows begin to lapse one day, which would be measured as well."""
    oldest = Therapist.objects.values_list("published_at", flat=True).first()
    if oldest and oldest < timezone.now() - KEPT_FOR:
        raise CommandError(f"The kept database is of {oldest:%Y-%m-%d}. Remove it and start again.")
