"""The first who decides has decided; nobody is found at fault unheard; both sides hear of it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.mail import EmailMessage

from accounts.models import User
from directory.choices import ProfileStatus
from directory.models import Hiding
from inquiries.actions import reports_decision
from inquiries.choices import CaseState
from inquiries.refusals import Refused
from sciatica_site.models import AuditEntry
from tests.factories.accounts import ModeratorFactory, UserFactory
from tests.factories.reports import EMAIL, SAID, ReportFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def moderator() -> User:
    return ModeratorFactory()


def decide(report: Any, by: User, *, is_right: bool, tells_reporter: bool = False) -> Any:
    return reports_decision.decide(
        report.pk, is_right=is_right, tells_reporter=tells_reporter, by=by
    )


def kinds() -> list[str]:
    kinds = AuditEntry.objects.filter(subject="report").order_by("pk")
    return list(kinds.values_list("kind", flat=True))


@pytest.mark.parametrize(
    ("is_right", "state"), [(True, CaseState.UPHELD), (False, CaseState.DISMISSED)]
)
def test_a_report_is_decided_once(moderator: User, is_right: bool, state: CaseState) -> None:
    report = ReportFactory(serious=True)

    decide(report, moderator, is_right=is_right)

    with pytest.raises(Refused, match="decided about this meanwhile"):
        decide(report, ModeratorFactory(), is_right=not is_right)
    report.refresh_from_db()
    assert (report.state, report.decided_by) == (state, moderator)
    assert kinds() == [f"report.{state}"]


def test_nobody_is_found_at_fault_unheard(moderator: User) -> None:
    for report, why in (
        (ReportFactory(), "Tell them first"),
        (ReportFactory(is_told=True), "still has time"),
    ):
        with pytest.raises(Refused, match=why):
            decide(report, moderator, is_right=True)
        decide(report, moderator, is_right=False)

    decide(ReportFactory(answered=True), moderator, is_right=True)


def test_who_was_told_of_serious_conduct_has_the_time_that_was_promised(moderator: User) -> None:
    report = ReportFactory(serious=True, is_told=True)

    with pytest.raises(Refused, match="still has time"):
        decide(report, moderator, is_right=True)
    reports_decision.hide_profile(report.pk, "We look into it.", by=moderator)

    assert Hiding.objects.get().therapist == report.therapist
    decide(ReportFactory(serious=True, answered=True), moderator, is_right=True)


def test_a_therapist_who_was_told_hears_how_it_ended(
    moderator: User, mailoutbox: list[EmailMessage]
) -> None:
    told, untold = ReportFactory(answered=True), ReportFactory()

    decide(told, moderator, is_right=True)
    decide(untold, moderator, is_right=False)

    (mail,) = mailoutbox
    assert mail.to == [told.therapist.owner.email]
    assert f"/dashboard/reports/{told.pk}/" in mail.body


@pytest.mark.parametrize(("is_right", "words"), [(True, "agreed"), (False, "could not confirm")])
def test_whoever_reported_it_hears_the_outcome_and_no_more(
    moderator: User, is_right: bool, words: str, mailoutbox: list[EmailMessage]
) -> None:
    report = ReportFactory(serious=True, therapist__name="CanaryOfTheTherapist")

    decided = decide(report, moderator, is_right=is_right, tells_reporter=True)

    assert decided.result_told_at
    (mail,) = mailoutbox
    assert mail.to == [EMAIL]
    assert words in mail.body
    assert "act on it" not in mail.body
    for word in ("Canary", "forty", "onduct", "/therapists/"):
        assert word not in str(mail.message())
    with pytest.raises(Refused, match="told already"):
        reports_decision.tell_result(report.pk, by=moderator)
    assert len(mailoutbox) == 1
    assert kinds()[-1] == "report.result-told"


@pytest.mark.parametrize("email", ["", '"a,b"@example.com'])
def test_an_address_that_no_mail_reaches_does_not_stop_the_decision(
    moderator: User, email: str, mailoutbox: list[EmailMessage]
) -> None:
    report = ReportFactory(serious=True, email=email)

    decide(report, moderator, is_right=True, tells_reporter=True)

    report.refresh_from_db()
    assert (report.state, report.result_told_at) == (CaseState.UPHELD, None)
    with pytest.raises(Refused, match="No mail can go there"):
        reports_decision.tell_result(report.pk, by=moderator)
    assert mailoutbox == []


@pytest.mark.parametrize("sealed", ["lost", None])
def test_a_decision_needs_no_words(moderator: User, sealed: str | None) -> None:
    report = ReportFactory(serious=True, sealed=sealed)

    assert decide(report, moderator, is_right=True, tells_reporter=True).state == "upheld"


def test_before_the_decision_there_is_no_result(moderator: User) -> None:
    with pytest.raises(Refused, match="Decide first"):
        reports_decision.tell_result(ReportFactory().pk, by=moderator)


def test_serious_conduct_is_hidden_at_once_and_waits_for_a_second_person(moderator: User) -> None:
    report = ReportFactory(serious=True)

    reports_decision.hide_profile(report.pk, "We look into a report.", by=moderator)

    hiding = Hiding.objects.get()
    assert (hiding.therapist, hiding.hidden_by, hiding.is_urgent) == (
        report.therapist,
        moderator,
        True,
    )
    report.therapist.refresh_from_db()
    assert report.therapist.status == ProfileStatus.SUSPENDED
    with pytest.raises(Refused, match="hidden already"):
        reports_decision.hide_profile(report.pk, "Again.", by=moderator)


@pytest.mark.parametrize("values", [{}, {"serious": True, "dismissed": True}])
def test_other_profiles_are_hidden_on_their_own_page(moderator: User, values: Any) -> None:
    with pytest.raises(Refused, match="serious conduct"):
        reports_decision.hide_profile(ReportFactory(**values).pk, "x", by=moderator)


def test_the_reasons_of_a_hiding_give_nobody_away(moderator: User) -> None:
    with pytest.raises(Refused, match="stand in the report"):
        reports_decision.hide_profile(ReportFactory(serious=True).pk, SAID, by=moderator)

    assert not Hiding.objects.exists()


STEPS: list[Callable[[int, User], Any]] = [
    lambda number, by: reports_decision.decide(number, is_right=False, tells_reporter=False, by=by),
    lambda number, by: reports_decision.tell_result(number, by=by),
    lambda number, by: reports_decision.hide_profile(number, "x", by=by),
]


@pytest.mark.parametrize("step", STEPS)
def test_who_may_not_and_whom_it_is_about_do_nothing(
    moderator: User, step: Callable[[int, User], Any]
) -> None:
    report = ReportFactory(serious=True)
    own = ReportFactory(serious=True, therapist__owner=moderator)

    with pytest.raises(PermissionDenied):
        step(report.pk, UserFactory(is_staff=True))
    with pytest.raises(Refused, match="your own profile"):
        step(own.pk, moderator)
    with pytest.raises(Refused, match="gone"):
        step(own.pk + 1_000, moderator)
