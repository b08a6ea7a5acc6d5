"""Nothing that moderators write to a therapist tells who has reported the profile."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from directory import reasons
from directory.choices import AppealState, ProfileStatus, RevisionStatus
from directory.models import Appeal, Hiding, ProfileRevision, Therapist
from inquiries.models import Report
from inquiries.reports.confidence import words_for_therapist
from tests.factories.accounts import ModeratorFactory
from tests.factories.directory import TherapistFactory
from tests.factories.moderation import AppealFactory
from tests.factories.profiles import RevisionFactory
from tests.factories.reports import EMAIL, SAID, TOLD, ReportFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]

WHY = "Somebody has reported this profile, and your words could tell who."
Way = Callable[[Client, Therapist, str], Any]


@pytest.fixture(autouse=True)
def one_factor(settings: Any) -> None:
    settings.ADMIN_NEEDS_SECOND_FACTOR = False


@pytest.fixture
def moderator(client: Client) -> User:
    found: User = ModeratorFactory()
    client.force_login(found)
    return found


@pytest.fixture
def therapist() -> Therapist:
    found: Therapist = TherapistFactory(published=True)
    return found


def hide(client: Client, therapist: Therapist, words: str) -> Any:
    sent = {"action": "suspend", "_selected_action": [therapist.pk], "hide": "1", "why": words}
    return client.post("/admin/directory/therapist/", sent)


def answer_appeal(client: Client, therapist: Therapist, words: str) -> Any:
    appeal = Appeal.objects.first() or AppealFactory(hidden=True, hiding__therapist=therapist)
    path = f"/admin/directory/appeal/{appeal.pk}/decide/"
    return client.post(path, {"step": "deny", "answer": words})


def decide(client: Client, therapist: Therapist, words: str, step: str = "ask", **sent: Any) -> Any:
    revision = ProfileRevision.objects.first() or RevisionFactory(
        therapist=therapist, status=RevisionStatus.SUBMITTED
    )
    sent |= {"version": revision.version, "decision": step, "reasons": words}
    return client.post(f"/admin/directory/profilerevision/{revision.pk}/decide/", sent)


def reject(client: Client, therapist: Therapist, words: str) -> Any:
    return decide(client, therapist, words, "reject")


WAYS: list[Way] = [hide, answer_appeal, decide, reject]


@pytest.mark.usefixtures("moderator")
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    "words", [f"We were told: {SAID}", f"Ask {EMAIL.upper()}"], ids=["words", "address"]
)
def test_words_that_give_somebody_away_are_refused_and_stay_on_the_page(
    client: Client, therapist: Therapist, way: Way, words: str, mailoutbox: list[Any]
) -> None:
    ReportFactory(therapist=therapist)

    refused = way(client, therapist, words)

    assert refused.status_code == 200
    page = refused.content.decode()
    assert WHY in page
    assert words in " ".join(re.findall(r"<textarea.*?</textarea>", page, re.DOTALL))
    assert mailoutbox == []
    # Only the appeal is about a hiding that was there before.
    assert Hiding.objects.count() == (way is answer_appeal)
    assert not ProfileRevision.objects.exclude(status=RevisionStatus.SUBMITTED).exists()
    assert not Appeal.objects.exclude(state=AppealState.OPEN).exists()


@pytest.mark.usefixtures("moderator")
@pytest.mark.parametrize("way", WAYS)
def test_a_moderators_own_words_go_through(client: Client, therapist: Therapist, way: Way) -> None:
    ReportFactory(therapist=therapist)

    assert way(client, therapist, TOLD).status_code == 302


@pytest.mark.usefixtures("moderator")
def test_of_several_profiles_only_the_reported_one_is_not_hidden(
    client: Client, therapist: Therapist
) -> None:
    other = TherapistFactory(name="Bo Other", published=True)
    ReportFactory(therapist=therapist)
    sent = {"action": "suspend", "_selected_action": [therapist.pk, other.pk], "hide": "1"}

    page = client.post("/admin/directory/therapist/", {**sent, "why": SAID})

    assert f"{therapist.name}: {WHY}" in page.content.decode()
    statuses = {one.pk: one.status for one in Therapist.objects.all()}
    assert statuses == {
        therapist.pk: ProfileStatus.PUBLISHED,
        other.pk: ProfileStatus.SUSPENDED,
    }


@pytest.mark.usefixtures("moderator")
def test_a_report_that_repeats_a_ready_reason_does_not_stop_it(
    client: Client, therapist: Therapist
) -> None:
    ready = next(one for one in reasons.READY if "ask" in one.decisions)
    ReportFactory(therapist=therapist, said=ready.text)

    assert decide(client, therapist, "Thank you.", ready=[ready.key]).status_code == 302


@pytest.mark.parametrize("values", [{"upheld": True}, {"dismissed": True}])
def test_decided_reports_count_as_long_as_their_words_are_kept(
    therapist: Therapist, values: dict[str, bool]
) -> None:
    ReportFactory(therapist=therapist, **values)
    assert words_for_therapist(therapist.pk, SAID)

    Report.objects.update(sealed=None)
    assert words_for_therapist(therapist.pk, SAID) == []


def test_reports_of_others_say_nothing(therapist: Therapist) -> None:
    ReportFactory()

    assert words_for_therapist(therapist.pk, SAID) == []


def test_a_report_that_no_key_opens_stops_nothing_and_the_others_still_count(
    therapist: Therapist, caplog: pytest.LogCaptureFixture
) -> None:
    lost = ReportFactory(therapist=therapist, sealed="lost")
    assert words_for_therapist(therapist.pk, SAID) == []
    assert f"No key opens report {lost.pk}," in caplog.text

    ReportFactory(therapist=therapist)
    assert words_for_therapist(therapist.pk, SAID)[0] == WHY


def test_what_is_wrong_about_the_own_phone_number_can_be_said(therapist: Therapist) -> None:
    Therapist.objects.filter(pk=therapist.pk).update(phone="+13035550142")
    ReportFactory(therapist=therapist, said="Nobody answers under 303 555 0142.")

    assert words_for_therapist(therapist.pk, "Is +1 (303) 555-0142 still right?") == []


@pytest.mark.parametrize("count", [1, 20])
def test_many_reports_are_one_question(
    therapist: Therapist, count: int, django_assert_num_queries: Any
) -> None:
    ReportFactory.create_batch(count, therapist=therapist)

    with django_assert_num_queries(1):
        assert len(words_for_therapist(therapist.pk, SAID)) == 2
