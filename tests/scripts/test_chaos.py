"""The chaos run in short: real processes are killed, nothing is lost, and a loss is noticed."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from dataclasses import asdict, fields, replace
from typing import Any

import psutil
import pytest
from django.conf import settings
from django.core.mail import EmailMultiAlternatives

from scripts.chaos import losses, mails, options, report
from scripts.chaos.browser import Form
from scripts.chaos.clients import Line

IS_POSTGRESQL = settings.DATABASES["default"]["ENGINE"].endswith("postgresql")
#: Some times what a run needs on a machine with nothing else to do.
MOST_SECONDS = 240

NOTHING_LOST = losses.Losses(
    lost_rows=0,
    lost_confirm_mails=0,
    not_sent=0,
    lost_new_mails=0,
    lost_copy_mails=0,
    not_held=0,
    mails_for_others=0,
)
GOOD = report.Figures(
    database="sqlite",
    seed=1,
    naive=False,
    wanted=1000,
    acknowledged=1000,
    to_confirm=500,
    confirmed=500,
    losses=NOTHING_LOST,
    senders_with_several_rows=0,
    mails_with_several_ids=0,
    mails_taken=2000,
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
    assert figures["confirmed"] == 12
    assert figures["lost"] == 0
    assert figures["mails"]["new"] >= 12
    assert figures["mails"]["copy"] >= 12
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
    assert "500 of 500" in report.table(GOOD)
    assert json.loads(json.dumps(GOOD.as_json()))["lost"] == 0


@pytest.mark.parametrize(
    "wrong",
    [
        {"acknowledged": 999},
        {"confirmed": 499},
        {"senders_with_several_rows": 1},
        {"mails_with_several_ids": 1},
        {"duplicates": 20},
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


@pytest.mark.parametrize("name", [field.name for field in fields(losses.Losses)])
def test_each_loss_is_a_problem(name: str) -> None:
    found = replace(GOOD, losses=replace(NOTHING_LOST, **{name: 1}))

    assert len(report.problems(found)) == 1


def test_answers_of_a_time_without_a_database_are_no_problem() -> None:
    answers = {"GET 503": 5, "POST 503": 5, "POST ConnectionResetError": 5, "POST 302": 1000}

    assert report.problems(replace(GOOD, answers=answers, duplicates=12)) == []


def test_a_naive_run_has_to_lose_some() -> None:
    naive = replace(GOOD, naive=True)

    assert report.problems(naive) != []
    assert report.problems(replace(naive, losses=replace(NOTHING_LOST, lost_new_mails=1))) == []


PURPOSES = {"Please confirm": "confirm", "For you": "new", "It was sent": "copy"}
CONVERSATIONS = {"k1": [("c1", "therapist@example.com")]}


def taken(to: str, message_id: str, subject: str, link: str = "/messages/t/") -> dict[str, Any]:
    return {"to": to, "message_id": message_id, "subject": subject, "link": link}


#: One who confirmed, and one who did not.
TAKEN = [
    taken("a@example.com", "<1>", "Please confirm"),
    taken("b@example.com", "<2>", "Please confirm"),
    taken("Therapist@example.com", "<3>", "For you", "/dashboard/inquiries/c1/"),
    taken("a@example.com", "<4>", "It was sent", "/messages/u/"),
]
ACKNOWLEDGED = [
    {"key": "k1", "email": "a@example.com"},
    {"key": "k2", "email": "b@example.com"},
]
CONFIRMED = ACKNOWLEDGED[:1]
STATES = {"k1": "sent", "k2": "held"}


def lost(
    *mailed: dict[str, Any],
    states: dict[str, str] = STATES,
    conversations: dict[str, list[tuple[str, str]]] = CONVERSATIONS,
) -> dict[str, int]:
    counted = mails.count(list(mailed), PURPOSES)
    found = losses.count(ACKNOWLEDGED, CONFIRMED, states, conversations, counted)
    return {name: count for name, count in asdict(found).items() if count}


def test_a_mail_that_arrives_again_is_no_second_mail() -> None:
    counted = mails.count([*TAKEN, TAKEN[2]], PURPOSES)

    assert (counted.total, counted.duplicates, counted.with_several_ids) == (5, 1, 0)
    assert counted.by_purpose == {"confirm": 2, "new": 2, "copy": 1}
    assert lost(*TAKEN, TAKEN[2]) == {}


@pytest.mark.parametrize("mail", TAKEN, ids=lambda mail: str(mail["subject"]))
def test_two_message_ids_for_one_purpose_are_counted(mail: dict[str, Any]) -> None:
    counted = mails.count([*TAKEN, mail | {"message_id": "<5>"}], PURPOSES)

    assert (counted.duplicates, counted.with_several_ids) == (0, 1)


def test_two_conversations_of_one_therapist_have_a_mail_each() -> None:
    other = TAKEN[2] | {"message_id": "<5>", "link": "/dashboard/inquiries/c2/"}

    assert mails.count([*TAKEN, other], PURPOSES).with_several_ids == 0


@pytest.mark.parametrize(
    ("missing", "name"),
    [(1, "lost_confirm_mails"), (2, "lost_new_mails"), (3, "lost_copy_mails")],
)
def test_each_missing_mail_is_a_loss(missing: int, name: str) -> None:
    assert lost(*TAKEN[:missing], *TAKEN[missing + 1 :]) == {name: 1}


def test_what_was_confirmed_is_sent_and_what_was_not_is_held() -> None:
    assert lost(*TAKEN, states={"k1": "held", "k2": "held"}) == {"not_sent": 1}
    assert lost(*TAKEN, states={"k1": "sent", "k2": "sent"}) == {"not_held": 1}
    assert lost(*TAKEN, states={"k1": "sent"}) == {"lost_rows": 1}


def test_a_confirmed_inquiry_without_a_conversation_reached_nobody() -> None:
    assert lost(*TAKEN, conversations={}) == {"lost_new_mails": 1, "mails_for_others": 1}


@pytest.mark.parametrize(
    "mail",
    [
        taken("b@example.com", "<5>", "It was sent"),
        taken("other@example.com", "<5>", "For you", "/dashboard/inquiries/c2/"),
        taken("a@example.com", "<5>", "Something else"),
    ],
    ids=lambda mail: str(mail["subject"]),
)
def test_a_mail_that_nobody_asked_for_is_counted(mail: dict[str, Any]) -> None:
    assert lost(*TAKEN, mail) == {"mails_for_others": 1}


def test_the_link_is_read_from_the_text_of_a_mail() -> None:
    message = EmailMultiAlternatives(
        "Ä subject", f"Open it: http://site.example.com/messages/{'a1-_:' * 30}/\n"
    )
    message.attach_alternative('<a href="/messages/not-this-one/">', "text/html")
    message.extra_headers["Message-ID"] = "<1@example.com>"

    assert mails.read(message.message().as_bytes()) == mails.Read(
        "<1@example.com>", "Ä subject", f"/messages/{'a1-_:' * 30}/"
    )
    assert mails.read(b"no mail at all").link == ""


def test_every_second_client_confirms_once_the_mail_is_there() -> None:
    line = Line(5)
    patients = [line.next_sender() for _number in range(6)]
    assert patients[-1] is None
    confirming = [one for one in patients if one and one.wants_to_confirm]
    for one in confirming:
        line.wait_for_mail(one)

    assert (len(confirming), line.to_confirm) == (2, 2)
    assert line.next_to_confirm(lambda _email: None) is None
    assert line.next_to_confirm(lambda email: email == confirming[1].email) == confirming[1]
    assert not line.is_over
    assert line.next_to_confirm(lambda _email: "/messages/t/") == confirming[0]
    assert line.is_over


def test_a_client_sends_what_a_browser_would() -> None:
    page = """
      <form><input name="q" value="other form"></form>
      <form method="post" action="/send/">
        <input type="hidden" name="key" value="k&amp;1"><input name="email">
        <input type="radio" name="numb" value="yes"><input type="checkbox" name="blind" checked>
        <button name="send">Send</button>
      </form>"""

    assert Form(page, "key").values == {"key": "k&1", "email": "", "blind": ""}
    assert Form(page, "key").action == "/send/"
    assert Form(page, "key", "number").values == {}


def test_options_have_the_values_that_the_documentation_says() -> None:
    chosen = options.read([])

    assert (chosen.database, chosen.inquiries, chosen.clients) == ("sqlite", 1000, 4)
    assert not chosen.naive
    with pytest.raises(SystemExit):
        options.read(["--inquiries", "0"])
