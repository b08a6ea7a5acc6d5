"""The chaos run in short: real processes are killed, nothing is lost, and a loss is noticed."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from dataclasses import replace
from typing import Any

import psutil
import pytest
from django.conf import settings

from scripts.chaos import options, report
from scripts.chaos.clients import Form

IS_POSTGRESQL = settings.DATABASES["default"]["ENGINE"].endswith("postgresql")
#: Some times what a run needs on a machine with nothing else to do.
MOST_SECONDS = 240

GOOD = report.Figures(
    database="sqlite",
    seed=1,
    naive=False,
    wanted=1000,
    acknowledged=1000,
    lost_rows=0,
    lost_mails=0,
    senders_with_several_rows=0,
    keys_with_several_message_ids=0,
    rows_in_wrong_state=0,
    mails_taken=1000,
    duplicates=0,
    interruptions=12,
    failed_mails=0,
    still_waiting=0,
    drain_seconds=3.0,
    seconds=60.0,
)


def start(*arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(  # noqa: S603 (the project's own program)
        [sys.executable, "-m", "scripts.chaos", "--seed=4", *arguments],
        cwd=settings.BASE_DIR,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def figures_in(output: str) -> dict[str, Any]:
    line = next(line for line in output.splitlines() if line.startswith("{") and '"lost"' in line)
    return dict(json.loads(line))


@pytest.mark.skipif(IS_POSTGRESQL, reason="The chaos run has a database of its own: once is enough")
def test_nothing_is_lost_while_everything_is_killed() -> None:
    run = start("--inquiries=25")
    output, _nothing = run.communicate(timeout=MOST_SECONDS)

    assert run.returncode == 0, output
    figures = figures_in(output)
    assert figures["acknowledged"] == 25
    assert figures["lost"] == 0
    assert sum(figures["acts"].values()) >= 5


@pytest.mark.skipif(IS_POSTGRESQL, reason="The chaos run has a database of its own: once is enough")
def test_a_run_that_is_stopped_leaves_no_process_behind() -> None:
    run = start("--inquiries=5000")
    assert run.stdout is not None
    while "sabotage begins" not in run.stdout.readline():
        assert run.poll() is None
    started = psutil.Process(run.pid).children(recursive=True)
    assert len(started) >= 2

    run.send_signal(signal.SIGINT)
    rest = run.stdout.read()

    assert run.wait(60) == 130, rest
    run.stdout.close()
    _gone, alive = psutil.wait_procs(started, timeout=5)
    assert alive == []


def test_a_good_run_has_no_problems() -> None:
    assert report.problems(GOOD) == []
    assert "1000 of 1000" in report.table(GOOD)
    assert json.loads(json.dumps(GOOD.as_json()))["lost"] == 0


@pytest.mark.parametrize(
    "wrong",
    [
        {"acknowledged": 999},
        {"lost_rows": 1},
        {"lost_mails": 1},
        {"senders_with_several_rows": 1},
        {"keys_with_several_message_ids": 1},
        {"rows_in_wrong_state": 1},
        {"duplicates": 10},
        {"duplicates": 4, "interruptions": 3},
        {"failed_mails": 1},
        {"still_waiting": 1},
        {"answers": {"POST 500": 1}},
        {"errors": ["database restarted: no"]},
    ],
    ids=str,
)
def test_each_fault_of_a_run_is_a_problem(wrong: dict[str, Any]) -> None:
    assert len(report.problems(replace(GOOD, **wrong))) == 1


def test_answers_of_a_time_without_a_database_are_no_problem() -> None:
    answers = {"GET 503": 5, "POST 503": 5, "POST ConnectionResetError": 5, "POST 302": 1000}

    assert report.problems(replace(GOOD, answers=answers, duplicates=9)) == []


def test_a_naive_run_has_to_lose_some() -> None:
    naive = replace(GOOD, naive=True)

    assert report.problems(naive) != []
    assert report.problems(replace(naive, lost_mails=1)) == []


def test_mails_are_counted_by_recipient_and_message_id() -> None:
    taken = [
        {"to": "a@example.com", "message_id": "<1>"},
        {"to": "a@example.com", "message_id": "<1>"},
        {"to": "b@example.com", "message_id": "<2>"},
        {"to": "b@example.com", "message_id": "<3>"},
    ]

    mails = report.count_mails(taken)

    assert (mails.total, mails.duplicates) == (4, 1)
    assert mails.ids == {"a@example.com": {"<1>"}, "b@example.com": {"<2>", "<3>"}}


def test_a_client_sends_what_a_browser_would() -> None:
    page = """
      <form><input name="q" value="other form"></form>
      <form method="post">
        <input type="hidden" name="key" value="k&amp;1"><input name="email">
        <input type="radio" name="numb" value="yes"><input type="checkbox" name="blind" checked>
        <button name="send">Send</button>
      </form>"""

    assert Form(page).values == {"key": "k&1", "email": "", "blind": ""}


def test_options_have_the_values_that_the_documentation_says() -> None:
    chosen = options.read([])

    assert (chosen.database, chosen.inquiries, chosen.clients) == ("sqlite", 1000, 4)
    assert not chosen.naive
    with pytest.raises(SystemExit):
        options.read(["--inquiries", "0"])
