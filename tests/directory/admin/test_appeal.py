"""Appeals in the moderation area: what waits, both sides' words, and the second decision."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from directory.choices import AppealState, RevisionStatus
from directory.queues.hidings import appeals_waiting
from tests.directory.actions.test_appeals import asked, rejected
from tests.factories.accounts import ModeratorFactory
from tests.factories.moderation import AppealFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]

LIST = "/admin/directory/appeal/"


@pytest.fixture
def second(client: Client) -> Client:
    client.force_login(ModeratorFactory())
    return client


def test_the_page_has_the_reasons_the_words_and_the_way_to_the_text(second: Client) -> None:
    made = AppealFactory(text="I was <b>right</b>.")

    page = second.get(f"{LIST}{made.pk}/change/").text

    assert "It promises a cure." in page
    assert "I was &lt;b&gt;right&lt;/b&gt;." in page
    assert f"/admin/directory/profilerevision/{made.revision_id}/change/" in page
    about_hiding = AppealFactory(hidden=True)
    page = second.get(f"{LIST}{about_hiding.pk}/change/").text
    assert f"/admin/directory/hiding/{about_hiding.hiding_id}/change/" in page


def test_granted_the_text_is_in_the_review_queue(second: Client) -> None:
    made = asked(rejected())

    response = second.post(
        f"{LIST}{made.pk}/decide/", {"step": "grant", "answer": "Right."}, follow=True
    )

    assert "in the review queue" in response.text
    made.refresh_from_db()
    assert made.revision is not None
    assert made.revision.status == RevisionStatus.SUBMITTED


def test_granted_without_a_way_back_says_what_to_do(second: Client) -> None:
    made = AppealFactory()

    response = second.post(
        f"{LIST}{made.pk}/decide/", {"step": "grant", "answer": "Right."}, follow=True
    )

    assert "has to send the text again" in response.text


def test_granted_a_hiding_ends_and_denied_it_stays(second: Client) -> None:
    right, wrong = AppealFactory(hidden=True), AppealFactory(hidden=True)

    second.post(f"{LIST}{right.pk}/decide/", {"step": "grant", "answer": "Right."})
    response = second.post(
        f"{LIST}{wrong.pk}/decide/", {"step": "deny", "answer": "No."}, follow=True
    )

    assert "The decision stays." in response.text
    right.hiding.refresh_from_db()
    wrong.hiding.refresh_from_db()
    assert (right.hiding.ended_at is None, wrong.hiding.ended_at) == (False, None)


@pytest.mark.parametrize("answer", ["", "x" * 2_001, "a\0b"])
def test_a_bad_answer_is_refused_and_stays(second: Client, answer: str) -> None:
    made = AppealFactory()

    response = second.post(f"{LIST}{made.pk}/decide/", {"step": "deny", "answer": answer})

    assert response.status_code == 200
    assert "This was not done." in response.text
    assert answer.replace("\0", "") in response.text or "\0" in answer
    made.refresh_from_db()
    assert made.state == AppealState.OPEN


def test_a_second_click_is_told_and_keeps_what_was_typed(second: Client) -> None:
    made = AppealFactory(denied=True)

    response = second.post(f"{LIST}{made.pk}/decide/", {"step": "grant", "answer": "My words."})

    assert "decided already" in response.text


def test_the_first_decider_has_no_button_and_is_refused(client: Client) -> None:
    made = AppealFactory()
    client.force_login(made.decided_first_by)

    assert "<textarea" not in client.get(f"{LIST}{made.pk}/change/").text
    response = client.post(f"{LIST}{made.pk}/decide/", {"step": "grant", "answer": "Mine."})
    assert "The decision was yours" in response.text


@pytest.mark.parametrize("is_superuser", [False, True])
def test_who_decided_about_the_own_profile_is_told_nowhere(
    client: Client, is_superuser: bool
) -> None:
    owner = ModeratorFactory(is_superuser=is_superuser)
    made = AppealFactory(hidden=True, hiding__therapist__owner=owner)
    client.force_login(owner)

    decided = client.post(f"{LIST}{made.pk}/decide/", {"step": "grant", "answer": "Mine."})

    assert decided.status_code == 404
    assert client.get(f"{LIST}{made.pk}/change/").status_code == 404
    assert client.get(LIST).context["cl"].result_list.count() == 0
    assert appeals_waiting(owner).count == 0
    assert appeals_waiting(ModeratorFactory()).count == 1


def test_who_confirmed_the_hiding_is_asked_to_leave_it_to_others(client: Client) -> None:
    made = AppealFactory(hidden=True, hiding__confirmed=True)
    client.force_login(made.hiding.confirmed_by)

    assert "leave it to them" in client.get(f"{LIST}{made.pk}/change/").text


def test_what_waits_longest_comes_first(second: Client) -> None:
    now = timezone.now()
    for name, days, values in (
        ("Decided", 30, {"denied": True}), ("Newer", 1, {}), ("Older", 9, {}),
    ):  # fmt: skip
        AppealFactory(
            hidden=True, hiding__therapist__name=name, made_at=now - timedelta(days=days), **values
        )

    page = second.get(LIST).text

    places = [page.index(f">{name}<") for name in ("Older", "Newer", "Decided")]
    assert places == sorted(places)
    assert "9 days" in page


def test_the_list_asks_as_often_for_many_rows_as_for_few(
    root: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    root.get(LIST)
    AppealFactory()
    with django_assert_num_queries(4):
        root.get(LIST)
    for _one in range(5):
        AppealFactory(denied=True)
        AppealFactory(hidden=True)
    with django_assert_num_queries(4):
        root.get(LIST)


def test_after_a_decision_the_next_one_for_this_person_is_offered(client: Client) -> None:
    moderator = ModeratorFactory()
    client.force_login(moderator)
    first, second = AppealFactory(hidden=True), AppealFactory()
    AppealFactory(decided_first_by=moderator)

    done = client.post(
        f"{LIST}{first.pk}/decide/", {"step": "deny", "answer": "It stays."}, follow=True
    )

    assert f'<a href="{LIST}{second.pk}/change/">Open the next one (1 left)</a>' in done.text
