"""The page about one's own account, and the files with one's own data."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth.base_user import AbstractBaseUser
from django.test import Client
from post_office.models import Email
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from sciatica_site import hooks
from tests.accounts.test_pages import faults
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
PAGE = "/dashboard/account/"


@pytest.fixture
def exporter() -> Any:
    def export(user: AbstractBaseUser) -> dict[str, Any]:
        return {"greeting": "=1+1", "things": [{"name": "@SUM(1)", "of": user.pk}]}

    hooks.exporters.register("test", export)
    yield export
    hooks.exporters.unregister("test")


def test_the_page_leads_to_all_that_one_can_do(signed_in: Client) -> None:
    text = signed_in.get(PAGE).text

    assert faults(text) == []
    for address in (
        "/accounts/email/",
        "/accounts/password/change/",
        "/accounts/2fa/",
        "/accounts/sessions/",
        "/dashboard/account/data.json",
        "/dashboard/account/data.zip",
        "/dashboard/account/close/",
    ):
        assert f'href="{address}"' in text
    assert "ana@example.com" in text


def test_the_page_asks_the_database_few_questions(
    signed_in: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    signed_in.get(PAGE)

    # Session, person, the person in the form, profile, passkeys, app, browsers, new address.
    with django_assert_num_queries(8):
        signed_in.get(PAGE)


def test_the_name_is_changed(signed_in: Client, user: User) -> None:
    response = signed_in.post(PAGE, {"name": "Ana María Ruiz"}, follow=True)

    user.refresh_from_db()
    assert user.name == "Ana María Ruiz"
    assert "Your name is saved." in response.text


@pytest.mark.parametrize("name", ["A" * 151, "Ana\0Ruiz"])
def test_a_name_that_does_not_fit_is_explained_and_kept_in_the_box(
    signed_in: Client, user: User, name: str
) -> None:
    response = signed_in.post(PAGE, {"name": name})

    assert response.status_code == 200
    assert 'id="id_name_error"' in response.text
    user.refresh_from_db()
    assert user.name == "Ana Ruiz"


def test_nothing_but_the_name_can_be_slipped_in(signed_in: Client, user: User) -> None:
    signed_in.post(
        PAGE, {"name": "Ana", "is_staff": "on", "is_superuser": "on", "email": "x@example.com"}
    )

    user.refresh_from_db()
    assert (user.is_staff, user.is_superuser, user.email) == (False, False, "ana@example.com")


@pytest.mark.parametrize("path", ["", "data.json", "data.zip", "close/", "sign-out-everywhere/"])
def test_visitors_sign_in_first(client: Client, path: str) -> None:
    for response in (client.get(PAGE + path), client.post(PAGE + path)):
        assert response["Location"].startswith("/accounts/login/")


def test_the_data_holds_all_about_the_account_and_no_secret(signed_in: Client, user: User) -> None:
    TOTP.activate(user, "JBSWY3DPEHPK3PXP")
    Email.objects.create(from_email="a@example.com", to="ANA@example.com", subject="For Ana")
    Email.objects.create(from_email="a@example.com", to="diana@example.com", subject="No")

    response = signed_in.get("/dashboard/account/data.json")
    account = json.loads(response.content)["account"]

    assert "attachment" in response["Content-Disposition"]
    assert "no-store" in response["Cache-Control"]
    assert (account["email"], account["name"]) == ("ana@example.com", "Ana Ruiz")
    assert account["addresses"][0]["confirmed"] is True
    assert account["second_factors"][0]["kind"]
    assert account["signed_in_devices"][0]["internet_address"] == "127.0.0.1"
    assert [mail["subject"] for mail in account["mails"]] == ["For Ana"]
    assert "JBSWY3DPEHPK3PXP" not in response.text
    assert user.password not in response.text


def test_the_data_of_others_is_not_in_it(signed_in: Client) -> None:
    UserFactory(email="canary@example.com", name="Canary")

    assert "canary" not in signed_in.get("/dashboard/account/data.json").text.casefold()


def test_the_tables_hold_the_same(signed_in: Client, exporter: Any) -> None:
    response = signed_in.get("/dashboard/account/data.zip")
    with zipfile.ZipFile(io.BytesIO(response.content)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}

    assert {"account.csv", "account-addresses.csv", "test.csv", "test-things.csv"} <= set(files)
    assert all(content.startswith(b"\xef\xbb\xbf") for content in files.values())
    rows = list(csv.DictReader(io.StringIO(files["account.csv"].decode("utf-8-sig"))))
    assert {"what": "email", "value": "ana@example.com"} in rows
    things = list(csv.reader(io.StringIO(files["test-things.csv"].decode("utf-8-sig"))))
    assert things[1][0] == "'@SUM(1)"


def test_files_are_read_and_not_written(signed_in: Client) -> None:
    assert signed_in.post("/dashboard/account/data.json").status_code == 405
    assert signed_in.head("/dashboard/account/data.zip").status_code == 200
