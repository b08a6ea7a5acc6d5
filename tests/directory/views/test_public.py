"""What holds for every public page of the directory: text stays text, and it can only be read."""

import pytest
from django.test import Client

from tests.directory.listing import add, profile
from tests.directory.pages import SEARCH, search
from tests.factories.directory import CredentialFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary", "real_places")]


NASTY = "</script><script>alert(1)</script><img src=x onerror=alert(2)>"


def test_nothing_a_therapist_wrote_becomes_markup(client: Client) -> None:
    therapist = add(
        NASTY, slug="nasty", intro=NASTY, pronouns="<b>", approach_text=NASTY, will_not_do=NASTY,
        refers_when=NASTY, experience_note=NASTY, practicing_since=2000, rates_note=NASTY,
        rates={60: 9000}, policies={"cancellation": NASTY}, styles_note=NASTY,
        techniques=["swedish"], hours_note=NASTY,
    )  # fmt: skip
    CredentialFactory(therapist=therapist, title=NASTY, issuer=NASTY)

    for page in (profile(client, therapist), search(client)):
        assert not page.all("//img[@src='x']")
        assert "alert(1)" not in [script.text for script in page.all("//script")]
        assert NASTY in page.text
    (data,) = profile(client, therapist).json_ld
    assert data["name"] == NASTY


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_public_pages_can_only_be_read(client: Client, method: str) -> None:
    therapist = add("Ana")

    for path in (SEARCH, therapist.get_absolute_url()):
        assert getattr(client, method)(path).status_code == 405


def test_a_reader_gets_no_cookie_and_needs_no_session(client: Client) -> None:
    therapist = add("Ana")

    for path in (SEARCH, f"{SEARCH}?near=80202", therapist.get_absolute_url()):
        response = client.get(path)
        assert not response.cookies
        assert "Cookie" not in response.headers.get("Vary", "")
