"""Checks that count only after a second person has looked: who that is, and what they can do."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from post_office.models import Email

from accounts.models import User
from directory.actions import verifying
from directory.actions.refusals import Changed, Refused
from directory.models import Credential, ProfileEvent, VerificationRecord
from tests.directory.actions.looking import lines, look
from tests.factories.accounts import ModeratorFactory
from tests.factories.directory import CredentialFactory, TherapistFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]


@pytest.fixture(autouse=True)
def second_person(settings: Any) -> None:
    settings.VERIFICATION_NEEDS_SECOND_PERSON = True
    settings.EMAIL_BACKEND = "post_office.EmailBackend"


@pytest.fixture
def credential() -> Credential:
    made: Credential = CredentialFactory(therapist=TherapistFactory(published=True), number="MT.1")
    return made


@pytest.fixture
def moderator() -> User:
    made: User = ModeratorFactory()
    return made


def test_a_second_person_has_to_agree_before_it_counts(
    credential: Credential, moderator: User
) -> None:
    record = look(credential, moderator)
    credential.refresh_from_db()
    assert (record.applied_at, credential.verification) == (None, "self-declared")
    assert not Email.objects.exists()
    other = ModeratorFactory()

    record = verifying.agree(record.pk, by=other)

    credential.refresh_from_db()
    assert credential.verification == "register-checked"
    assert credential.checked_by == moderator
    assert (record.second_by, record.applied_at is None) == (other, False)
    assert Email.objects.count() == ProfileEvent.objects.count() == 1
    assert {line.kind for line in lines()} == {
        "credential.checked",
        "credential.check-agreed",
    }


def test_a_check_that_its_own_maker_takes_back_leaves_a_line(
    credential: Credential, moderator: User
) -> None:
    first = look(credential, moderator)

    look(credential, moderator)

    (line,) = [one for one in lines() if one.kind == "credential.check-withdrawn"]
    assert (line.actor_number, line.subject_number) == (moderator.pk, str(credential.pk))
    assert line.part.startswith(f"check {first.pk}:")


def test_a_second_person_may_refuse_it(credential: Credential, moderator: User) -> None:
    record = look(credential, moderator)

    record = verifying.refuse(record.pk, by=ModeratorFactory())

    credential.refresh_from_db()
    assert (credential.verification, record.applied_at) == ("self-declared", None)
    assert record.refused_at is not None
    assert not Email.objects.exists()
    assert "credential.check-refused" in {line.kind for line in lines()}


@pytest.mark.parametrize("step", [verifying.agree, verifying.refuse])
def test_a_second_person_is_somebody_else(
    credential: Credential, moderator: User, step: Any
) -> None:
    record = look(credential, moderator)

    with pytest.raises(Refused, match="yourself"):
        step(record.pk, by=moderator)


@pytest.mark.parametrize("step", [verifying.agree, verifying.refuse])
@pytest.mark.parametrize("before", [verifying.agree, verifying.refuse])
def test_a_second_person_decides_once(
    credential: Credential, moderator: User, step: Any, before: Any
) -> None:
    record = look(credential, moderator)
    before(record.pk, by=ModeratorFactory())

    with pytest.raises(Changed, match="decided already"):
        step(record.pk, by=ModeratorFactory())


def test_a_second_person_cannot_agree_about_another_number(
    credential: Credential, moderator: User
) -> None:
    record = look(credential, moderator)
    Credential.objects.update(number="MT.2")

    with pytest.raises(Refused, match="has changed since"):
        verifying.agree(record.pk, by=ModeratorFactory())


def test_a_second_person_cannot_agree_a_year_later(credential: Credential, moderator: User) -> None:
    record = look(credential, moderator)
    long_ago = timezone.localdate() - timedelta(days=366)
    VerificationRecord.objects.update(checked_on=long_ago)

    with pytest.raises(Refused, match="more than a year"):
        verifying.agree(record.pk, by=ModeratorFactory())


def test_a_second_person_comes_before_another_check(
    credential: Credential, moderator: User
) -> None:
    look(credential, moderator)

    with pytest.raises(Refused, match="waits for a second person"):
        look(credential, ModeratorFactory())


def test_a_second_person_is_not_asked_about_what_the_first_looked_up_again(
    credential: Credential, moderator: User
) -> None:
    first = look(credential, moderator)
    second = look(credential, moderator, result="not-found")

    first.refresh_from_db()
    assert first.refused_at is not None
    assert second.refused_at is None


def test_a_second_person_is_needed_by_what_was_written_while_the_setting_was_on(
    credential: Credential, moderator: User, settings: Any
) -> None:
    record = look(credential, moderator)
    settings.VERIFICATION_NEEDS_SECOND_PERSON = False

    verifying.agree(record.pk, by=ModeratorFactory())

    credential.refresh_from_db()
    assert credential.was_checked
