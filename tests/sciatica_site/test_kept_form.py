"""A form that is refused for its token comes back with all that was typed."""

from __future__ import annotations

import html
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from lxml.html import fromstring

from sciatica_site.kept_form import MOST_BYTES
from tests.factories.accounts import PASSWORD, UserFactory

OWN = {"origin": "http://testserver"}
PATH = "/accounts/signup/?next=/dashboard/"
TEXT = 'Line one\r\nline "two" <b>&amp; 五 </b>\r\n\r\n'
TOKEN = "csrfmiddlewaretoken"
SENTENCE = "Your sign-in changed in another tab"


def strict() -> Client:
    return Client(enforce_csrf_checks=True)


def fields(page: str) -> list[tuple[str, str]]:
    found = fromstring(page).xpath("//main//form//input[@type='hidden']")
    return [
        (one.get("name"), one.get("value"))
        for one in found
        if one.get("name") != "csrfmiddlewaretoken"
    ]


def test_what_was_typed_on_this_site_comes_back(client: Client) -> None:
    data = {"name": TEXT, "rows": ["a", "b"], "empty": "", "password1": "a secret of mine"}

    response = strict().post(PATH, data, headers=OWN)

    assert response.status_code == 403
    assert SENTENCE in response.text
    kept = [(name, value.replace("\r\n", "\n")) for name, value in fields(response.text)]
    assert kept == [
        ("name", TEXT.replace("\r\n", "\n")),
        ("rows", "a"),
        ("rows", "b"),
        ("empty", ""),
    ]
    assert html.escape(TEXT, quote=True).replace("&#x27;", "&#39;") in response.text
    assert fromstring(response.text).xpath("//main//form/@action") == [PATH]


def test_passwords_and_files_are_never_repeated() -> None:
    secrets = {"password": "s3cret-a", "oldpassword": "s3cret-b", "newPassword2": "s3cret-c"}
    file = SimpleUploadedFile("name-of-file.txt", b"s3cret-d")

    response = strict().post(PATH, {**secrets, "file": file, "kept": "yes"}, headers=OWN)

    assert "s3cret" not in response.text
    assert "name-of-file" not in response.text
    assert fields(response.text) == [("kept", "yes")]
    assert "Only passwords are not kept" in response.text
    assert "Files are not kept" in response.text


@pytest.mark.django_db
def test_sent_again_the_form_arrives() -> None:
    client = strict()
    data = {"email": "new@example.com", "name": "Ana", "homepage": ""}
    page = client.post("/accounts/signup/", data, headers=OWN).text
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
    assert token

    answers = dict(fields(page)) | {"csrfmiddlewaretoken": token[1], "password1": PASSWORD}
    response = client.post("/accounts/signup/", answers, headers=OWN)

    assert response["Location"] == "/accounts/confirm-email/"


@pytest.mark.django_db
def test_signing_in_in_another_tab_makes_the_old_form_a_page_to_send_again() -> None:
    """The story that this page is for."""
    person, client = UserFactory(), strict()
    old = token_of(client, "/accounts/password/reset/")
    login = {"login": person.email, "password": PASSWORD}
    client.post(
        "/accounts/login/", login | {"csrfmiddlewaretoken": token_of(client, "/accounts/login/")}
    )

    late = client.post(
        "/accounts/password/reset/",
        {"csrfmiddlewaretoken": old, "email": "typed@example.com"},
        headers=OWN,
    )

    assert SENTENCE in late.text
    assert ("email", "typed@example.com") in fields(late.text)


def token_of(client: Client, path: str) -> str:
    found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', client.get(path).text)
    assert found
    return found[1]


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "https://testserver"},
        {"origin": "http://testserver.evil.example"},
        {"referer": "http://evil.example/http://testserver/"},
        {"referer": "http://[broken"},
        {"origin": "https://evil.example", "referer": "http://testserver/"},
    ],
)
def test_what_another_site_sent_is_not_repeated(headers: dict[str, str]) -> None:
    response = strict().post(PATH, {"name": "canary-7f3a"}, headers=headers)

    assert response.status_code == 403
    assert "canary-7f3a" not in response.text
    assert SENTENCE not in response.text


def test_a_browser_that_sends_only_the_referer_is_understood() -> None:
    response = strict().post(PATH, {"name": "Ana"}, headers={"referer": "http://testserver/x?y"})

    assert fields(response.text) == [("name", "Ana")]


@pytest.mark.parametrize(("size", "is_kept"), [(MOST_BYTES - 4, True), (MOST_BYTES - 3, False)])
def test_a_form_of_more_than_half_a_megabyte_is_not_repeated(size: int, is_kept: bool) -> None:
    response = strict().post(PATH, {"name": "x" * size}, headers=OWN)

    assert response.status_code == 403
    assert (SENTENCE in response.text) is is_kept


def test_the_page_asks_no_database_and_is_stored_nowhere() -> None:
    """This test may not use a database, and pytest-django sees to it."""
    response = strict().post(PATH, {"name": "Ana"}, headers=OWN)

    assert response["Cache-Control"] == "no-store"
    assert set(response.cookies) == {"csrftoken"}
    assert response.text.count("<h1") == 1


@given(st.dictionaries(st.text(min_size=1, max_size=20), st.text(max_size=80), max_size=5))
def test_nothing_that_is_typed_becomes_markup(data: dict[str, str]) -> None:
    response = strict().post(
        PATH,
        {"a": "<script>alert(1)</script>", **{f"f{name}": text for name, text in data.items()}},
        headers=OWN,
    )

    assert response.status_code in {400, 403}
    assert "<script>alert" not in response.text


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"\xff\xfe\0=%zz&&&==", "application/x-www-form-urlencoded"),
        (b'--x\r\nContent-Disposition: form-data; name="a', "multipart/form-data; boundary=x"),
        (b"broken", "multipart/form-data"),
        (b"&".join(b"a=%d" % n for n in range(1200)), "application/x-www-form-urlencoded"),
        (b"{}", "application/json"),
    ],
)
def test_a_body_that_cannot_be_read_is_an_answer(body: bytes, content_type: str) -> None:
    response = strict().generic("POST", PATH, body, content_type=content_type, headers=OWN)

    assert response.status_code in {400, 403}
