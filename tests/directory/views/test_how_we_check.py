"""The page about checks says what our checks mean, and where to check for oneself."""

from __future__ import annotations

import pytest
from django.test import Client
from lxml import html
from pytest_django import DjangoAssertNumQueries

from directory.models import CredentialKind, Register

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]
PAGE = "/how-we-check/"


def test_every_office_can_be_looked_up(client: Client) -> None:
    text = client.get(PAGE).content.decode()

    for register in Register.objects.exclude(lookup_url=""):
        assert f'href="{register.lookup_url}"' in text, register


def test_offices_are_closed_state_by_state_by_their_names(client: Client) -> None:
    page = html.document_fromstring(client.get(PAGE).text)
    shown = page.xpath("//div[@class='offices']/details")
    names = [one.xpath("string(./summary)") for one in shown]

    assert names[0] == "All states"
    assert names[1:] == sorted(names[1:])
    assert {"Alabama", "Alaska", "District of Columbia"} < set(names)
    assert [name for name, one in zip(names, shown, strict=True) if "open" in one.attrib] == [
        "All states"
    ]


def test_every_kind_of_credential_says_what_a_check_does_not_tell(client: Client) -> None:
    kinds = CredentialKind.objects.filter(is_active=True)
    text = client.get(PAGE).content.decode()

    assert kinds
    for kind in kinds:
        assert kind.name.replace("'", "&#x27;") in text


def test_a_state_without_a_license_says_so(client: Client) -> None:
    assert "Kansas does not license massage therapists" in client.get(PAGE).content.decode()


def test_only_decisions_with_an_appeal_are_said_to_have_one(client: Client) -> None:
    text = client.get(PAGE).content.decode()

    assert "Against each decision" not in text
    assert "If we give back or refuse their text, or hide their profile, they can ask" in text


def test_the_page_takes_two_queries(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(2):
        client.get(PAGE)
