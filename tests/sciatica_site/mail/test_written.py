"""Files of written mails become messages, however broken they are."""

from __future__ import annotations

import os
import string
from pathlib import Path

import pytest
from django.core.mail import EmailMultiAlternatives, get_connection
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from sciatica_site.mail import written


@pytest.fixture
def folder(tmp_path: Path, settings: Settings) -> Path:
    settings.EMAIL_FILE_PATH = tmp_path / "mail"
    settings.EMAIL_FILE_PATH.mkdir()
    return tmp_path / "mail"


def write(*subjects: str, to: str = "pat@example.com", html: str = "<p>Hello</p>") -> None:
    """As Django does it: all messages of one connection go into one file."""
    connection = get_connection("django.core.mail.backends.filebased.EmailBackend")
    messages = []
    for subject in subjects:
        message = EmailMultiAlternatives(subject, f"About {subject}", "site@example.com", [to])
        if html:
            message.attach_alternative(html, "text/html")
        messages.append(message)
    connection.send_messages(messages)


def put(folder: Path, name: str, content: bytes, *, age: int = 0) -> Path:
    path = folder / name
    path.write_bytes(content)
    os.utime(path, (2_000_000_000 - age,) * 2)
    return path


@pytest.mark.usefixtures("folder")
def test_one_file_holds_several_mails_and_the_last_comes_first() -> None:
    write("First", "Second – “ünï”", "Third")

    found = written.newest()

    assert [mail.subject for mail in found] == ["Third", "Second – “ünï”", "First"]
    assert found[1].text.strip() == "About Second – “ünï”"
    assert found[1].html.strip() == "<p>Hello</p>"
    assert found[1].recipients == ("pat@example.com",)
    assert found[1].sender == "site@example.com"
    assert found[1].message_id.startswith("<")


@pytest.mark.usefixtures("folder")
def test_a_mail_without_html_is_only_text() -> None:
    write("Plain", html="")

    assert [(mail.text.strip(), mail.html) for mail in written.newest()] == [("About Plain", "")]


def test_a_line_of_dashes_in_a_mail_does_not_end_it(folder: Path) -> None:
    dashes = "-" * 79
    connection = get_connection("django.core.mail.backends.filebased.EmailBackend")
    text = f"Before\n{dashes}\nAfter"
    connection.send_messages(
        [EmailMultiAlternatives("Dashes", text, "site@example.com", ["pat@example.com"])]
    )

    assert [mail.text.strip() for mail in written.newest()] == [text]


def test_newer_files_come_first_and_a_mail_is_found_by_its_id(folder: Path) -> None:
    put(folder, "a.log", b"Subject: Old\n\nx", age=60)
    put(folder, "b.log", b"Subject: New\n\nx")

    found = written.newest()

    assert [mail.subject for mail in found] == ["New", "Old"]
    assert [written.find(mail.id) for mail in found] == found
    assert written.find("a") is None


def test_no_more_than_the_newest_200_are_read(folder: Path) -> None:
    for number in range(210):
        put(folder, f"{number}.log", f"Subject: {number}\n\nx".encode(), age=number)
    put(folder, "many.log", b"\n".join([b"Content-Type: text/plain\n\nx\n" + b"-" * 79] * 300))

    assert len(written.newest()) == written.MOST


def test_only_files_of_the_folder_itself_are_read(folder: Path, tmp_path: Path) -> None:
    outside = put(tmp_path, "outside.log", b"Subject: Secret\n\nx")
    (folder / "link.log").symlink_to(outside)
    (folder / "inside.log").mkdir()
    put(folder, "notes.txt", b"Subject: No mail\n\nx")

    assert written.newest() == []


@pytest.mark.parametrize("path", [None, "", "/nonexistent/mail", __file__])
def test_without_a_folder_there_are_no_mails(settings: Settings, path: str | None) -> None:
    settings.EMAIL_FILE_PATH = path

    assert written.newest() == []


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00\xff\xfe",
        b"\n" * 5000,
        b"Subject: " + b"x" * 900_000,
        b"To: " + b"<" * 5000 + b"\nSubject: =?utf-8?q?=ED=A0=80?=\n\n\xed\xa0\x80",
        b"Content-Type: text/plain; charset=no-such\n\nx",
        b"Content-Type: multipart/alternative; boundary=x\n\n--x\n--x--",
        b"Content-Type: multipart/mixed\n\nx",
        b"Content-Type: text/html; charset=utf-16\nContent-Transfer-Encoding: base64\n\n%%%%",
        b"From: a\r\r\r\nTo: =?x?b?x\nDate: [\nMessage-ID: [\n\nx",
    ],
    ids=range(10),
)
def test_a_broken_or_huge_file_stops_nothing(folder: Path, content: bytes) -> None:
    put(folder, "broken.log", content, age=60)
    put(folder, "whole.log", b"Subject: Whole\nTo: pat@example.com\n\nx")

    found = written.newest()

    assert found[0].subject == "Whole"
    assert all(len(mail.text) <= written.MOST_BYTES for mail in found)
    for mail in found:
        (mail.subject + mail.text + mail.html + "".join(mail.recipients)).encode()


@given(
    headers=st.lists(
        st.tuples(
            st.sampled_from(["To", "Cc", "Subject", "From", "Content-Type", "Message-ID"]),
            st.text(st.sampled_from(string.printable + "é\udc80\x00"), max_size=40),
        ),
        max_size=6,
    ),
    body=st.binary(max_size=80),
)
def test_any_headers_are_read(headers: list[tuple[str, str]], body: bytes) -> None:
    lines = "".join(f"{name}: {value}\n" for name, value in headers)
    content = lines.encode("utf-8", errors="surrogateescape") + b"\n" + body

    mail = written._parse("id", written.datetime.now(), content)

    (mail.subject + mail.sender + mail.text + mail.html + "".join(mail.recipients)).encode()


@pytest.mark.usefixtures("folder")
def test_recipients_are_counted() -> None:
    write("One", "Two", to="b@example.com")
    write("Three", to="a@example.com")

    found = written.recipients_of(written.newest())

    assert found == [("a@example.com", 1), ("b@example.com", 2)]
