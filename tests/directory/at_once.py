"""Does the same several times at one moment, each time with a connection of its own."""

from __future__ import annotations

import copy
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connections

from directory.actions import vocabulary
from tests.own_database import own_database


@contextmanager
def shared_database(folder: Path) -> Iterator[None]:
    """A database that holds what is committed, with the vocabulary, for the time of a test."""
    with own_database(folder):
        vocabulary.load()
        yield


def at_once(*acts: Callable[[], object]) -> list[str]:
    """What became of each: its answer, or the name of its error; sorted."""
    here = connections["default"]
    barrier = threading.Barrier(len(acts))
    outcomes: list[str] = []

    def try_it(act: Callable[[], object]) -> None:
        own = type(here)(copy.deepcopy(here.settings_dict), "default")
        connections["default"] = own
        try:
            barrier.wait(20)
            outcomes.append(str(act()))
        except Exception as error:  # whatever it is, the test compares its name
            outcomes.append(type(error).__name__)
        finally:
            own.close()

    threads = [threading.Thread(target=try_it, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return sorted(outcomes)
