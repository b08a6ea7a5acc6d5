"""The check page gathers what each page says, needs and could word better."""

from __future__ import annotations

import pytest

from directory.choices import RevisionStatus
from directory.editing import drafts
from directory.models import Therapist
from directory.presenters.check_page import CheckPage
from directory.terms import TERMS_VERSION
from tests.factories.directory import TherapistFactory
from tests.factories.profiles import RevisionFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]


def check(therapist: Therapist) -> CheckPage:
    loaded = Therapist.objects.with_answers().get(pk=therapist.pk)
    return CheckPage(loaded, drafts.load(loaded))


def test_each_page_has_its_words_facts_and_gaps() -> None:
    found = {one.step.key: one for one in check(TherapistFactory(name="Ana")).pages}

    assert found["place"].lines == [("Name", "Ana")]
    assert found["place"].facts == [("Phone", "Not stated")]
    assert found["rates"].missing == ["A price (question 6)."]
    assert found["sessions"].lines == found["sessions"].missing == []


def test_doubtful_wording_is_counted() -> None:
    therapist = TherapistFactory()
    RevisionFactory(therapist=therapist, changes={"about": {"intro": "I cure sciatica."}})

    page = check(therapist)

    assert page.number_of_hints == 1
    assert [one.step.key for one in page.pages if one.hints] == ["place"]


def test_consent_is_asked_for_at_first_and_when_the_terms_have_changed() -> None:
    agreed = TherapistFactory(published=True)
    before = TherapistFactory(published=True, consent_version="2020-01")

    assert check(TherapistFactory()).needs_consent
    assert check(before).needs_consent
    assert not check(agreed).needs_consent
    assert agreed.consent_version == TERMS_VERSION


@pytest.mark.parametrize(
    ("status", "is_waiting", "can_discard"),
    [(RevisionStatus.DRAFT, False, True), (RevisionStatus.SUBMITTED, True, False),
     (RevisionStatus.CHANGES_ASKED, False, True), (RevisionStatus.APPROVED, False, False)],
)  # fmt: skip
def test_what_can_be_done_with_the_draft(
    status: RevisionStatus, is_waiting: bool, can_discard: bool
) -> None:
    therapist = TherapistFactory()
    RevisionFactory(therapist=therapist, status=status)

    page = check(therapist)

    assert (page.is_waiting, page.can_discard) == (is_waiting, can_discard)
