"""The form to open an account."""

from __future__ import annotations

import pytest
from django.core import mail
from django.test import Client

from accounts.models import User

ANSWERS = {"name": "Ana Ruiz", "email": "ana@example.com", "password1": "seven quiet lamps"}


@pytest.mark.django_db
def test_an_account_begins_with_a_mail_that_confirms_the_address(client: Client) -> None:
    response = client.post("/accounts/signup/", ANSWERS)

    assert response["Location"] == "/accounts/confirm-email/"
    assert User.objects.get().name == "Ana Ruiz"
    assert mail.outbox[0].to == ["ana@example.com"]
    assert "http://testserver/accounts/confirm-email/" in str(mail.outbox[0].body)


@pytest.mark.django_db
def test_nobody_is_signed_in_before_the_address_is_confirmed(client: Client) -> None:
    client.post("/accounts/signup/", ANSWERS)
    client.post("/accounts/login/", {"login": ANSWERS["email"], "password": ANSWERS["password1"]})

    assert "_auth_user_id" not in client.session


@pytest.mark.django_db
def test_an_address_that_is_taken_gets_the_same_answer_and_another_mail(client: Client) -> None:
    User.objects.create_user("ana@example.com", "another long password")

    response = client.post("/accounts/signup/", ANSWERS)

    assert response["Location"] == "/accounts/confirm-email/"
    assert User.objects.count() == 1
    assert "already exists" in str(mail.outbox[0].body)


@pytest.mark.django_db
def test_a_program_that_fills_in_everything_gets_nothing(client: Client) -> None:
    response = client.post("/accounts/signup/", ANSWERS | {"homepage": "https://spam.example"})

    assert response.status_code == 302
    assert not User.objects.exists()
    assert mail.outbox == []


@pytest.mark.django_db
def test_the_trap_is_hidden_without_an_inline_style(client: Client) -> None:
    text = client.get("/accounts/signup/").text

    assert 'name="homepage"' in text.split("<div hidden>")[1].split("</div>")[0]
    assert " style=" not in text


@pytest.mark.django_db
@pytest.mark.parametrize("password", ["short", "password1234", "ana@example.com"])
def test_a_weak_password_is_refused(client: Client, password: str) -> None:
    response = client.post("/accounts/signup/", ANSWERS | {"password1": password})

    assert response.status_code == 200
    assert not User.objects.exists()


@pytest.mark.django_db
def test_a_long_password_of_any_letters_is_accepted(client: Client) -> None:
    password = "שבע מנורות שקטות 七つの静かなランプ" * 2

    client.post("/accounts/signup/", ANSWERS | {"password1": password})

    assert User.objects.count() == 1


@pytest.mark.django_db
def test_a_name_that_is_too_long_is_explained(client: Client) -> None:
    response = client.post("/accounts/signup/", ANSWERS | {"name": "A" * 151})

    assert response.status_code == 200
    assert "at most 150 characters" in response.text
