"""Requests that no page of ours would send do nothing."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.auth.models import Permission
from django.test import Client

from accounts.models import User
from directory.choices import RevisionStatus
from directory.models import ProfileRevision, Therapist
from tests.directory.admin.forms import address
from tests.directory.admin.revision.steps import (
    LIST,
    as_page,
    decide,
    get,
    page_of,
    sub,
    waiting,
)
from tests.factories.accounts import UserFactory
from tests.factories.directory import TherapistFactory
from tests.factories.profiles import RevisionFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]


def test_a_decision_is_behind_a_button(
    client: Client, moderator: User, therapist: Therapist
) -> None:
    revision = waiting(therapist)

    assert client.get(sub(revision, "decide")).status_code == 405
    assert client.post(sub(revision, "preview")).status_code == 405


@pytest.mark.parametrize("name", ["decide", "preview", "change"])
def test_only_who_may_change_texts_of_therapists_gets_there(
    client: Client, therapist: Therapist, name: str
) -> None:
    revision = waiting(therapist)
    path = page_of(revision) if name == "change" else sub(revision, name)
    send = client.post if name == "decide" else client.get
    desk = UserFactory(is_staff=True)
    desk.user_permissions.add(Permission.objects.get(codename="change_article"))

    for user in (None, UserFactory(), therapist.owner):
        if user:
            client.force_login(user)
        assert send(path).status_code == 302
    client.force_login(desk)
    assert send(path).status_code == 403
    revision.refresh_from_db()
    assert revision.status == RevisionStatus.SUBMITTED


def test_who_may_only_look_cannot_decide(client: Client, therapist: Therapist) -> None:
    revision = waiting(therapist)
    viewer = UserFactory(is_staff=True)
    viewer.user_permissions.add(Permission.objects.get(codename="view_profilerevision"))
    client.force_login(viewer)

    assert not get(client, page_of(revision)).all("//textarea")
    assert decide(client, revision, "approve").status_code == 403


def test_nothing_is_added_deleted_or_typed_over_even_by_a_superuser(
    root: Client, therapist: Therapist
) -> None:
    revision = waiting(therapist)

    assert root.get(address(ProfileRevision, "add")).status_code == 403
    assert root.get(address(ProfileRevision, "delete", revision.pk)).status_code == 403
    assert root.post(page_of(revision), {"reasons": "x", "status": "approved"}).status_code == 200
    revision.refresh_from_db()
    assert (revision.status, revision.reasons) == (RevisionStatus.SUBMITTED, "")


@pytest.mark.parametrize("number", ["0", "x", "99999999", "9" * 40, "1/2", "%00"])
def test_a_number_that_nobody_has_is_not_found(
    client: Client, moderator: User, number: str
) -> None:
    for name in ("change", "preview", "history"):
        assert client.get(f"{LIST}{number}/{name}/").status_code in (302, 404)
    assert client.post(f"{LIST}{number}/decide/", {}).status_code == 404


@pytest.mark.parametrize(
    "data",
    [
        {"version": "", "decision": "approve"},
        {"version": "x", "decision": "approve"},
        {"version": "9" * 40, "decision": "approve"},
        {"version": "1", "decision": "publish"},
        {"version": "1"},
        {"version": "1", "decision": "ask", "reasons": "x" * 5_000},
        {"version": "1", "decision": "ask", "reasons": "a\0b"},
        {},
    ],
)
def test_a_crafted_decision_decides_nothing(
    client: Client, moderator: User, therapist: Therapist, data: dict[str, str]
) -> None:
    revision = waiting(therapist)

    response = client.post(sub(revision, "decide"), data)

    assert response.status_code == 200
    assert "This was not done." in as_page(response).text
    revision.refresh_from_db()
    assert revision.status == RevisionStatus.SUBMITTED


def small(**values: Any) -> ProfileRevision:
    therapist = TherapistFactory(published=True)
    return waiting(therapist, based_on=1, changes={"place": {"hours_note": "New."}}, **values)


def rows() -> list[dict[str, Any]]:
    return list(ProfileRevision.objects.order_by("pk").values())


def test_rows_of_a_form_that_the_list_does_not_have_change_nothing(
    client: Client, moderator: User
) -> None:
    revision = small()
    before = rows()
    forged = {
        "form-TOTAL_FORMS": "2",
        "form-INITIAL_FORMS": "1",
        "form-0-id": str(revision.pk),
        "form-0-status": "approved",
        "form-1-therapist": str(revision.therapist_id),
        "form-1-status": "approved",
        "_save": "Save",
    }

    client.post(LIST, forged)
    client.post(page_of(revision), forged | {"status": "approved", "content": "{}"})

    assert rows() == before


def test_an_action_reaches_nothing_outside_the_list(client: Client, moderator: User) -> None:
    texts = [
        RevisionFactory(therapist=TherapistFactory(published=True), based_on=1, status=status)
        for status in (RevisionStatus.DRAFT, RevisionStatus.WITHDRAWN)
    ]
    before = rows()
    numbers = [str(one.pk) for one in texts] + ["0", "-1", "x", "9" * 40]
    for number in numbers:
        sent = {"action": "approve_together", ACTION_CHECKBOX_NAME: [number], "index": "0"}
        response = client.post(LIST, sent)
        assert response.status_code in (200, 302)
        if response.status_code == 200:
            assert b'name="seen"' not in response.content
    client.post(f"{LIST}together/", {"seen": [f"{one.pk}-{one.version}" for one in texts]})

    assert rows() == before


def test_selecting_across_all_pages_approves_nothing_and_is_limited(
    client: Client, moderator: User
) -> None:
    for _ in range(21):
        small()
    before = rows()

    sent = {"action": "approve_together", "select_across": "1", ACTION_CHECKBOX_NAME: ["1"]}
    response = client.post(LIST, sent, follow=True)

    assert "Choose at most 20 at once" in as_page(response).text
    assert rows() == before


@pytest.mark.parametrize("action", ["delete_selected", "publish", "approve", "", "x" * 500])
def test_an_action_that_is_not_offered_does_nothing(
    client: Client, moderator: User, action: str
) -> None:
    revision = small()
    before = rows()

    response = client.post(LIST, {"action": action, ACTION_CHECKBOX_NAME: [str(revision.pk)]})

    assert response.status_code in (200, 302)
    assert rows() == before


@pytest.mark.parametrize(
    "seen",
    [[""], ["x"], ["1"], ["1-2-3"], ["-1--1"], ["9" * 18 + "-1"], ["٣-١"], ["0-0"] * 500, []],
)
def test_a_crafted_confirmation_approves_nothing(
    client: Client, moderator: User, seen: list[str]
) -> None:
    small()
    before = rows()

    response = client.post(f"{LIST}together/", {"seen": seen})

    assert response["Location"] == LIST
    assert rows() == before


def test_who_may_only_look_approves_nothing_together(client: Client) -> None:
    revision = small()
    viewer = UserFactory(is_staff=True)
    viewer.user_permissions.add(Permission.objects.get(codename="view_profilerevision"))
    client.force_login(viewer)

    assert "approve_together" not in get(client, LIST).source
    seen = {"seen": f"{revision.pk}-{revision.version}"}
    assert client.post(f"{LIST}together/", seen).status_code == 403
    assert client.get(f"{LIST}next/").status_code == 403
    assert client.get(f"{LIST}together/").status_code == 405
    assert client.post(f"{LIST}next/").status_code == 405
    revision.refresh_from_db()
    assert revision.status == RevisionStatus.SUBMITTED


@pytest.mark.parametrize(
    "skipped", ["x", "1-", "1" * 5000, "-".join(["7"] * 900), "\0", "٣", "1--2"]
)
def test_a_crafted_list_of_skipped_texts_is_nobodys_error(
    client: Client, moderator: User, skipped: str
) -> None:
    revision = small()

    assert client.get(f"{LIST}next/", {"skipped": skipped}).status_code == 302
    assert client.get(page_of(revision), {"skipped": skipped}).status_code == 200
    response = decide(client, revision, "show", skipped=skipped)
    assert response.status_code == 200


def test_an_inline_without_the_right_to_add_takes_no_new_row(client: Client) -> None:
    """On the page of a therapist, who has inlines: a right to change is none to add."""
    therapist = TherapistFactory(name="Ana Ruiz")
    editor = UserFactory(is_staff=True)
    for codename in ("change_therapist", "view_credential", "view_rate"):
        editor.user_permissions.add(Permission.objects.get(codename=codename))
    client.force_login(editor)
    path = address(Therapist, "change", therapist.pk)
    sent = {
        "name": "Ana Ruiz",
        "slug": therapist.slug,
        "credentials-TOTAL_FORMS": "1",
        "credentials-INITIAL_FORMS": "0",
        "credentials-0-kind": "1",
        "credentials-0-issuer": "Forged",
        "rates-TOTAL_FORMS": "1",
        "rates-INITIAL_FORMS": "0",
        "rates-0-minutes": "60",
        "rates-0-price_cents": "1",
    }

    client.post(path, sent)

    assert not therapist.credentials.exists()
    assert not therapist.rates.exists()
