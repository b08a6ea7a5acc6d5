"""An address that an account no longer has: its mails are forgotten with it."""

from __future__ import annotations

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from post_office.models import STATUS, Email

from accounts import earlier_address
from accounts.actions import close_account
from accounts.models import User
from tests.factories.accounts import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("queued_mail")]
PAGE = "/accounts/email/"
OLD, NEW = "ana@example.com", "new@example.com"


def mail(to: str, subject: str = "Hello", status: int = STATUS.sent) -> Email:
    return Email.objects.create(
        from_email="site@example.com", to=[to], subject=subject, message="Text", status=status
    )


def subjects(address: str) -> list[str]:
    return [one.subject for one in Email.objects.order_by("pk") if address in one.to]


def change(client: Client) -> None:
    client.post(PAGE, {"email": NEW, "action_add": ""})
    (row,) = [one for one in Email.objects.all() if one.to == [NEW]]
    client.post(row.message.split("http://testserver")[1].split()[0])


def test_after_a_change_nothing_that_was_sent_names_the_old_address(
    user: User, trusted: Client
) -> None:
    mail(OLD, status=STATUS.sent)
    mail("Ana@Example.com", status=STATUS.failed)

    change(trusted)

    user.refresh_from_db()
    assert user.email == NEW
    assert subjects("Ana@Example.com") == []
    assert subjects(OLD) == [
        "A new email address was asked for",
        "Your email address was changed",
    ]


def test_a_warning_on_its_way_cannot_be_hushed_by_changing_the_address(
    user: User, trusted: Client
) -> None:
    for status in (STATUS.queued, STATUS.requeued):
        mail(OLD, f"Your password was changed {status}", status)

    change(trusted)

    assert len([one for one in subjects(OLD) if "password" in one]) == 2


def test_closing_the_account_then_leaves_only_what_was_on_its_way(
    user: User, trusted: Client
) -> None:
    mail(OLD, "Long ago")
    change(trusted)
    mail(NEW, "Lately")
    user.refresh_from_db()

    close_account(user)

    assert subjects(NEW) == []
    assert "Long ago" not in subjects(OLD)


def test_a_change_that_was_stopped_forgets_the_address_that_was_wished_for(
    user: User, trusted: Client
) -> None:
    trusted.post(PAGE, {"email": NEW, "action_add": ""})
    Email.objects.update(status=STATUS.sent)
    kept = mail(OLD, "About the profile")

    trusted.post(PAGE, {"email": NEW, "action_remove": "1"})

    assert not EmailAddress.objects.filter(email=NEW).exists()
    assert subjects(NEW) == []
    assert Email.objects.filter(pk=kept.pk).exists()


def test_mails_to_other_addresses_stay() -> None:
    UserFactory(email="banana@example.com")
    for address in ("banana@example.com", "ana@example.com.example.org"):
        mail(address)

    earlier_address.forget(OLD)

    assert Email.objects.count() == 2
