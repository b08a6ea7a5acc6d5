"""The restore drill, short: backups under write load, restored into an empty place."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.db import connection

from scripts.drill.copy import Facts
from scripts.drill.run import Drill, drill

GOOD = {
    **{"expected": 10, "accounts": 8, "addresses": 8, "mails": 8, "files": 2, "wrong_files": 0},
    **{"brought_back": 0, "sent_while_held": 0, "sent_after_dropping": 0, "sent_of_new_mail": 1},
}


@pytest.fixture
def done() -> Drill:
    if connection.vendor == "postgresql" and not settings.PG_BIN:
        pytest.skip("PG_BIN does not say where programs are that fit this server")
    return drill(connection.vendor, backups=2, restores=1, writers=2)


def test_backups_under_load_are_whole_bring_back_nobody_and_send_nothing(done: Drill) -> None:
    assert done.faults == []
    assert done.facts is not None
    assert done.facts.accounts > 5
    assert done.facts.files > 0


def test_figures_that_add_up_are_no_fault() -> None:
    assert Facts(**GOOD).faults(erased_again=2) == []


@pytest.mark.parametrize(
    "wrong",
    [
        *({"accounts": 9}, {"addresses": 7}, {"mails": 9}, {"wrong_files": 1}),
        *({"brought_back": 1}, {"sent_while_held": 1}, {"sent_after_dropping": 1}),
        {"sent_of_new_mail": 0},
    ],
    ids=str,
)
def test_each_figure_that_does_not_is_one(wrong: dict[str, int]) -> None:
    assert Facts(**(GOOD | wrong)).faults(erased_again=2)
