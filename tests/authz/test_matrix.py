"""Who gets which answer, at every address, by every method: the whole site against one table."""

from __future__ import annotations

import logging

import pytest
from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from django.core.cache import cache
from django.test import Client

from accounts.models import User
from tests.authz import world as people
from tests.authz.addresses import addresses
from tests.authz.expectations import ODD, READ, by_pattern
from tests.authz.fingerprints import fingerprints
from tests.authz.walking import METHODS, Answer, ask, patterns
from tests.authz.world import ANONYMOUS, PUBLIC, ROLES, STAFF, THERAPISTS, canary

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]
#: To the admin all of these are the same: people without the right to be there.
OUTSIDE_THE_ADMIN = set(THERAPISTS) - {"published"}
#: Who asks the admin by methods that no page is made for: it takes them for GET, which is slow.
ODD_IN_THE_ADMIN = {ANONYMOUS, "published", "moderator"}
#: These read by writing what they undo themselves: a preview is the page as it would be.
UNDONE = {"directory:profile-preview-page", "admin:directory_profilerevision_preview"}
#: A moderator who opens somebody's document is put on record, or reads who reported a profile.
#: So is it when a therapist first opens a message.
RECORDED = {
    "directory:document": {"directory_profileevent", "sciatica_site_auditentry"},
    "admin:inquiries_report_change": {"sciatica_site_auditentry"},
    "inquiries:conversation": {"inquiries_conversation"},
}


def test_every_address_is_in_the_matrix_and_the_matrix_names_no_other() -> None:
    assert set(by_pattern()) == set(patterns())


@pytest.mark.parametrize("role", ROLES)
def test_every_address_answers_as_the_matrix_says(
    role: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    world = people.build()
    client = Client(raise_request_exception=False)
    if role != ANONYMOUS:
        sign_in(client, world.users[role], has_shown_factor=role in STAFF)
    matrix = by_pattern()
    wrong: list[str] = []
    before = fingerprints()

    for pattern, paths in addresses().items():
        if pattern.startswith("admin:") and role in OUTSIDE_THE_ADMIN:
            continue
        for owner, path in paths.items():
            for method in methods(pattern, role):
                cache.clear()  # limits are tested elsewhere
                answer = ask(client, method, path)
                expected = matrix[pattern].expected(method, role, owner)
                said = f"{role} {method} {path}"
                if answer.status not in expected:
                    wrong.append(f"{said}: {answer.status}, not {sorted(expected)}")
                wrong += faults(said, role, method, pattern, answer)

    assert not wrong, "\n".join(wrong)
    assert fingerprints() == before
    assert not leaks(caplog.text, role=ANONYMOUS)


def sign_in(client: Client, user: User, *, has_shown_factor: bool) -> None:
    """With the record that signing in leaves of how it was done."""
    client.force_login(user)
    if has_shown_factor:
        session = client.session
        session[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "mfa", "type": "totp"}]
        session["account_authentication_methods_user"] = str(user.pk)
        session.save()


def methods(pattern: str, role: str) -> tuple[str, ...]:
    if pattern.startswith("admin:") and role not in ODD_IN_THE_ADMIN:
        return (*READ, "POST")
    return METHODS


def faults(said: str, role: str, method: str, pattern: str, answer: Answer) -> list[str]:
    """What no answer may do, whatever its status: show what is private, or write on the way."""
    found = [f"{said} shows what {owner} keeps private" for owner in leaks_of(answer, role)]
    reads = method in READ or method == "OPTIONS"
    written = answer.written - RECORDED.get(pattern, set())
    if (reads or answer.is_refusal) and written and pattern not in UNDONE:
        found.append(f"{said} ({answer.status}) wrote to {sorted(written)}")
    if method in ODD and answer.written:
        found.append(f"{said} wrote to {sorted(answer.written)}")
    return found


def leaks_of(answer: Answer, role: str) -> list[str]:
    return leaks(answer.body + answer.headers, role=role)


def leaks(text: str, *, role: str) -> list[str]:
    """Whose private words stand in the text, though this person may not see them."""
    if role in STAFF:
        return []
    return [owner for owner in THERAPISTS if owner != role and canary(owner) in text]


def test_a_leak_would_be_noticed(client: Client) -> None:
    """The control: what is public is seen by the same eyes."""
    people.build()

    for owner in PUBLIC:
        assert f"Shown {owner}" in ask(client, "GET", f"/therapists/a-{owner}/").body
    assert leaks(f"… {canary('draft')} …", role="published") == ["draft"]
    assert leaks(f"… {canary('draft')} …", role="draft") == []


def test_a_write_would_be_noticed(client: Client) -> None:
    """The control: a sign-up writes, and both ways of looking see it."""
    before = fingerprints()
    data = "email=new%40example.com&password1=seven+quiet+lamps+outside"

    answer = ask(client, "POST", "/accounts/signup/", data)

    assert "accounts_user" in answer.written
    assert fingerprints() == before, "What a request wrote is undone after it."
    client.post("/accounts/signup/", {"email": "new@example.com", "password1": "seven quiet lamps"})
    assert fingerprints() != before
