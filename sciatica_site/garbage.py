"""How Python's collector of cyclic garbage is set while the site is served."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

#: Containers that may be made before the collector looks at the young ones; Python's own is 700.
YOUNG = 50_000
MIDDLE, OLD = 20, 100


def settle() -> None:
    """Call it once everything is loaded.

    What is loaded now stays for good, so it is never looked at again. A search makes thousands
    of tuples that live for milliseconds and are in no cycle; with Python's own threshold the
    collector went through them again and again, for up to half of the time of a large search.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, MIDDLE, OLD)


@contextmanager
def settled() -> Iterator[None]:
    """The same for a while, as for a measurement."""
    before = gc.get_threshold()
    settle()
    try:
        yield
    finally:
        gc.unfreeze()
        gc.set_threshold(*before)
