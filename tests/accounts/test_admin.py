"""Accounts in the moderation area."""

from __future__ import annotations

import pytest
from allauth.account.models import EmailAddress
from django.contrib.admin.models import LogEntry
from django.contrib.sessions.models import Session
from django.test import Client
from post_office.models import STATUS, Email
from pytest_django import Settings

from accounts import admin as pages
from accounts.actions import CannotClose
from accounts.models import User
from sciatica_site.models import AuditEntry, ErasureMark
from tests.factories.directory import TherapistFactory

LIST = "/admin/accounts/user/"


@pytest.fixture
def admin_client(client: Client, settings: Settings) -> Client:
    settings.ADMIN_NEEDS_SECOND_FACTOR = False
    client.force_login(User.objects.create_superuser("root@example.com"))
    return client


@pytest.mark.django_db
def test_an_account_is_found_by_its_address(admin_client: Client) -> None:
    User.objects.create_user("ana@example.com", name="Ana Ruiz")

    text = admin_client.get("/admin/accounts/user/", {"q": "ana@"}).text

    assert "Ana Ruiz" in text
    assert "1 user" in text


@pytest.mark.django_db
def test_an_account_is_opened_without_a_username(admin_client: Client) -> None:
    answers = {
        "email": "ben@example.com",
        "name": "Ben",
        "usable_password": "true",
        "password1": "seven quiet lamps",
        "password2": "seven quiet lamps",
    }

    response = admin_client.post("/admin/accounts/user/add/", answers)

    assert response.status_code == 302
    assert User.objects.get(email="ben@example.com").check_password("seven quiet lamps")


@pytest.mark.django_db
def test_an_account_is_changed(admin_client: Client) -> None:
    user = User.objects.create_user("ana@example.com")

    answers = {"email": "ana@example.com", "name": "Ana Ruiz", "is_active": "on"}
    response = admin_client.post(f"/admin/accounts/user/{user.pk}/change/", answers)

    assert response.status_code == 302
    assert User.objects.get(pk=user.pk).name == "Ana Ruiz"


@pytest.mark.django_db
def test_an_address_is_changed_on_the_page_of_its_account_and_nowhere_else(
    admin_client: Client,
) -> None:
    """A page of its own would leave no line in the audit, and bring no second mail."""
    ana = User.objects.create_user("ana@example.com")
    one = EmailAddress.objects.create(user=ana, email=ana.email, primary=True)
    path = "/admin/account/emailaddress/"

    listed = admin_client.post(path, {"action": "make_verified", "_selected_action": [one.pk]})
    alone = admin_client.post(f"{path}{one.pk}/change/", {"email": "eve@example.com"})
    response = admin_client.post(
        f"{LIST}{ana.pk}/change/", {"email": "bea@example.com", "name": "", "is_active": "on"}
    )

    assert (listed.status_code, alone.status_code, response.status_code) == (404, 404, 302)
    assert not EmailAddress.objects.exists(), "The old one would still let somebody in."
    assert AuditEntry.objects.get().fields == ["email"]


@pytest.mark.django_db
def test_an_address_that_staff_took_off_is_in_no_mail_that_was_sent(admin_client: Client) -> None:
    """Closing the account later finds mails by the addresses that it has then."""
    ana = User.objects.create_user("ana@example.com")
    for email in (ana.email, "second@example.com"):
        EmailAddress.objects.create(user=ana, email=email)
    for to in ("Ana@example.com", "second@example.com", "bea@example.com", "other@example.com"):
        Email.objects.create(
            from_email="a@example.com", to=to, subject="Sent", message="Words", status=STATUS.sent
        )

    answers = {"email": "bea@example.com", "name": "", "is_active": "on"}
    admin_client.post(f"{LIST}{ana.pk}/change/", answers)

    left = {mail.to[0] for mail in Email.objects.all()}
    assert left == {"bea@example.com", "other@example.com"}


def delete_selected(client: Client, *users: User) -> str:
    answers = {
        "action": "delete_selected",
        "_selected_action": [user.pk for user in users],
        "post": "yes",
    }
    return client.post(LIST, answers, follow=True).text


@pytest.mark.django_db
def test_staff_deletes_an_account_as_its_owner_would_close_it(admin_client: Client) -> None:
    ana, other = User.objects.create_user("ana@example.com"), Client()
    other.force_login(ana)
    Email.objects.create(from_email="a@example.com", to="ana@example.com", subject="Waits")

    page = admin_client.get(f"{LIST}{ana.pk}/delete/")
    response = admin_client.post(f"{LIST}{ana.pk}/delete/", {"post": "yes"})

    assert page.status_code == 200
    assert response.status_code == 302
    assert not User.objects.filter(pk=ana.pk).exists()
    assert ErasureMark.objects.filter(kind="account").count() == 1
    assert not Email.objects.exists()
    assert LogEntry.objects.get().object_repr == ""
    assert all("ana@" not in str(one.get_decoded()) for one in Session.objects.all())
    assert other.get("/dashboard/account/").status_code == 302
    assert AuditEntry.objects.get().part == "deleted"


@pytest.mark.django_db
def test_selected_accounts_are_closed_one_by_one(admin_client: Client) -> None:
    chosen = [User.objects.create_user(f"{name}@example.com") for name in ("ana", "ben")]

    delete_selected(admin_client, *chosen)

    assert User.objects.get().email == "root@example.com"
    assert ErasureMark.objects.filter(kind="account").count() == 2


@pytest.mark.django_db
@pytest.mark.usefixtures("vocabulary")
def test_an_account_with_a_profile_is_left_to_its_therapist(admin_client: Client) -> None:
    therapist = TherapistFactory()

    text = admin_client.post(f"{LIST}{therapist.owner_id}/delete/", {"post": "yes"}).text
    delete_selected(admin_client, therapist.owner)

    assert "protected" in text
    assert User.objects.filter(pk=therapist.owner_id).exists()
    assert not ErasureMark.objects.exists()


@pytest.mark.django_db
def test_nobody_deletes_their_own_account_here(admin_client: Client) -> None:
    root = User.objects.get()

    response = admin_client.post(f"{LIST}{root.pk}/delete/", {"post": "yes"})
    delete_selected(admin_client, root)

    assert response.status_code == 403
    assert User.objects.exists()


@pytest.mark.django_db
def test_an_account_that_others_records_need_is_refused_with_a_message(
    admin_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The record came about while the question was on the screen."""
    ana, ben = (User.objects.create_user(f"{name}@example.com") for name in ("ana", "ben"))

    def refuse(user: User) -> None:
        if user == ben:
            raise CannotClose
        user.delete()

    monkeypatch.setattr(pages, "close_account", refuse)

    single = admin_client.post(f"{LIST}{ben.pk}/delete/", {"post": "yes"}, follow=True).text
    several = delete_selected(admin_client, ana, ben)

    assert "Nothing was deleted" in single
    assert "Nothing was deleted" in several
    assert User.objects.count() == 3
    assert not LogEntry.objects.exists()
