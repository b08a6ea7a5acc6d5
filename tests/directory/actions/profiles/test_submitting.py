"""A therapist submits what they wrote: with consent, complete, and once."""

from __future__ import annotations

import pytest
import time_machine
from django.core.mail import EmailMessage
from django.utils import timezone

from accounts.models import User
from directory.actions import profiles
from directory.actions.refusals import Changed, Refused
from directory.choices import EventKind, ProfileStatus, RevisionStatus
from directory.models import ProfileEvent, Therapist
from directory.terms import TERMS_VERSION
from tests.directory.actions.steps import (
    ask,
    draft_of,
    kinds,
    loaded,
    published,
    started,
    submit,
    write,
    write_intro,
)
from tests.factories.directory import TherapistFactory
from tests.factories.profiles import UnsavedTextFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]

NOON = "2026-10-05 18:00:00+00:00"


class TestSubmit:
    def test_a_first_profile_waits_with_consent_and_its_therapist_is_told(
        self, mailoutbox: list[EmailMessage]
    ) -> None:
        therapist = started()
        with time_machine.travel(NOON, tick=False):
            revision = submit(therapist)
            now = timezone.now()

        row = loaded(therapist)
        assert row.status == ProfileStatus.PENDING
        assert (row.consented_at, row.consent_version) == (now, TERMS_VERSION)
        assert (revision.status, revision.submitted_at) == (RevisionStatus.SUBMITTED, now)
        assert kinds(therapist)[-2:] == [EventKind.CONSENTED, EventKind.SUBMITTED]
        (mail,) = mailoutbox
        assert mail.to == [therapist.owner.email]
        assert mail.subject == "We have received your profile"
        assert "http://testserver/dashboard/" in mail.body
        assert "your profile is not public" in mail.body

    def test_the_record_names_what_is_new_and_who_did_it_but_no_text(self) -> None:
        therapist = published()
        write(therapist, {"about": {"intro": "Secret."}, "rates": {"rates_note": "Secret."}})

        submit(therapist)

        event = ProfileEvent.objects.get(kind=EventKind.SUBMITTED, revision=2)
        assert event.fields == ["about", "rates"]
        assert event.actor == therapist.owner

    def test_without_agreeing_nothing_is_submitted(self) -> None:
        therapist = started()

        with pytest.raises(Refused, match="agree"):
            submit(therapist, agrees=False)

        assert draft_of(therapist).is_writable
        assert loaded(therapist).consented_at is None

    def test_who_has_agreed_to_this_text_is_not_asked_again(self) -> None:
        therapist = published()
        agreed_at = loaded(therapist).consented_at
        write_intro(therapist, "New.")

        submit(therapist, agrees=False)

        assert loaded(therapist).consented_at == agreed_at
        assert kinds(therapist).count(EventKind.CONSENTED) == 1

    def test_a_new_text_of_the_terms_needs_a_new_consent(self) -> None:
        therapist = published()
        Therapist.objects.update(consent_version="2020-01")
        write_intro(therapist, "New.")

        with pytest.raises(Refused, match="agree"):
            submit(therapist, agrees=False)
        submit(therapist)

        assert loaded(therapist).consent_version == TERMS_VERSION

    def test_a_public_profile_stays_public_and_as_it_was(
        self, mailoutbox: list[EmailMessage]
    ) -> None:
        therapist = published()
        write_intro(therapist, "New.")

        submit(therapist)

        row = loaded(therapist)
        assert (row.status, row.intro) == (ProfileStatus.PUBLISHED, "")
        assert "visitors see what was approved before" in mailoutbox[-1].body

    def test_a_profile_that_left_the_list_waits_again(self) -> None:
        therapist = published()
        Therapist.objects.update(status=ProfileStatus.DRAFT, consented_at=None, consent_version="")
        write_intro(therapist, "New.")

        submit(therapist)

        assert loaded(therapist).status == ProfileStatus.PENDING

    def test_what_is_missing_is_listed(self) -> None:
        therapist = TherapistFactory()
        UnsavedTextFactory(therapist=therapist)
        write(therapist, {"about": {"name": " "}})

        with pytest.raises(Refused) as refused:
            submit(therapist)

        assert refused.value.message == "Before you can send your profile, it needs:"
        assert len(refused.value.reasons) == 8
        assert "Your name." in str(refused.value)
        assert loaded(therapist).status == ProfileStatus.DRAFT

    def test_an_older_version_is_not_submitted(self) -> None:
        therapist = started()
        version = draft_of(therapist).version
        write_intro(therapist, "Another word.")

        with pytest.raises(Changed, match="saved in another tab"):
            profiles.submit(therapist, by=therapist.owner, version=version, agrees=True)

    def test_nothing_is_submitted_twice(self, mailoutbox: list[EmailMessage]) -> None:
        therapist = started()
        version = draft_of(therapist).version
        submit(therapist)

        with pytest.raises(Changed, match="waits for a moderator"):
            profiles.submit(therapist, by=therapist.owner, version=version, agrees=True)

        assert kinds(therapist).count(EventKind.SUBMITTED) == 1
        assert len(mailoutbox) == 1

    def test_without_a_draft_there_is_nothing_to_submit(self) -> None:
        therapist = TherapistFactory()

        with pytest.raises(Refused, match="no draft"):
            profiles.submit(therapist, by=therapist.owner, version=0, agrees=True)

    def test_submitting_again_takes_the_last_decision_off(self) -> None:
        therapist = started()
        ask(submit(therapist))
        write_intro(therapist, "Better.")

        revision = submit(therapist)

        assert (revision.decided_at, revision.decided_by) == (None, None)
        assert revision.reasons == "Name your school."
        assert loaded(therapist).status == ProfileStatus.PENDING

    def test_an_address_that_takes_no_mail_does_not_stop_it(
        self, mailoutbox: list[EmailMessage]
    ) -> None:
        therapist = started()
        User.objects.filter(pk=therapist.owner_id).update(email="nowhere")

        revision = submit(Therapist.objects.get(pk=therapist.pk))

        assert revision.status == RevisionStatus.SUBMITTED
        assert mailoutbox == []

    def test_overtaken_at_the_last_moment_nothing_of_it_stays(
        self, monkeypatch: pytest.MonkeyPatch, mailoutbox: list[EmailMessage]
    ) -> None:
        therapist = started()
        monkeypatch.setattr(profiles, "move", lambda *args, **values: False)

        with pytest.raises(Changed):
            submit(therapist)

        assert loaded(therapist).consented_at is None
        assert EventKind.CONSENTED not in kinds(therapist)
        assert mailoutbox == []
