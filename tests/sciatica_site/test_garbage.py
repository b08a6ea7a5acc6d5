"""The collector of garbage is set for serving, and back again after a measurement."""

import gc

from sciatica_site.garbage import YOUNG, settled


def test_what_is_loaded_is_left_alone_for_a_while() -> None:
    before = gc.get_threshold()

    with settled():
        assert gc.get_threshold()[0] == YOUNG
        assert gc.get_freeze_count() > 0

    assert gc.get_threshold() == before
    assert gc.get_freeze_count() == 0


def test_cycles_are_still_collected() -> None:
    class Node:
        pass

    with settled():
        one = Node()
        one.itself = one  # type: ignore[attr-defined]
        del one

        assert gc.collect() > 0
