"""A therapist asks once for each decision, and somebody else than the first one decides."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.mail import EmailMessage
from django.test import Client
from django.utils import timezone

from accounts.models import User
from directory.actions import appeals, hiding, listing, moderation, profiles
from directory.actions.refusals import Changed, Refused
from directory.choices import AppealState, ProfileStatus, RevisionStatus
from directory.models import Appeal, Hiding, ProfileRevision, Therapist
from directory.queues.review import left_for
from sciatica_site.models import AuditEntry
from tests.directory.actions.steps import (
    ask,
    draft_of,
    kinds,
    loaded,
    published,
    started,
    submit,
    write_intro,
)
from tests.factories.accounts import ModeratorFactory
from tests.factories.directory import TherapistFactory
from tests.factories.moderation import AppealFactory, HidingFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]

TEXT = "I did name my school."


@pytest.fixture
def second() -> User:
    made: User = ModeratorFactory()
    return made


def rejected() -> ProfileRevision:
    revision = submit(started())
    by = ModeratorFactory()
    return moderation.reject(revision.pk, version=revision.version, by=by, reasons="No school.")


def given_back(decision: str) -> ProfileRevision:
    return rejected() if decision == "rejected" else ask(submit(started()))


def asked(about: ProfileRevision | Hiding, text: str = TEXT) -> Appeal:
    owner = about.therapist.owner
    return appeals.appeal(about.therapist_id, about=about, text=text, by=owner)


def granted(appeal: Appeal, by: User) -> Appeal:
    return appeals.decide(appeal.pk, is_granted=True, answer="You are right.", by=by)


class TestAppeal:
    @pytest.mark.parametrize("decision", ["rejected", "changes asked"])
    def test_it_names_the_decision_and_the_therapist_gets_a_mail(
        self, decision: str, mailoutbox: list[EmailMessage]
    ) -> None:
        revision = given_back(decision)

        made = asked(revision, f" {TEXT} ")

        assert (made.revision, made.revision_version) == (revision, revision.version)
        assert (made.decided_first_by, made.text) == (revision.decided_by, TEXT)
        assert kinds(revision.therapist)[-1] == "appealed"
        assert AuditEntry.objects.filter(kind="profile.appealed").count() == 1
        mail = mailoutbox[-1]
        assert f"/dashboard/decisions/text/{revision.number}/" in str(mail.body)
        assert "within 7 days" in str(mail.body)
        assert TEXT not in str(mail.body)

    def test_a_hiding_is_appealed_before_and_after_the_second_look(self, second: User) -> None:
        fresh, confirmed = HidingFactory(), HidingFactory(confirmed=True)

        for one in (fresh, confirmed):
            made = asked(one)
            assert (made.hiding, made.decided_first_by) == (one, one.hidden_by)

    @pytest.mark.parametrize("decision", ["rejected", "changes asked"])
    def test_it_is_made_once_for_each_decision(self, decision: str, second: User) -> None:
        revision = given_back(decision)
        first = asked(revision)
        with pytest.raises(Changed, match="already"):
            asked(revision)

        appeals.decide(first.pk, is_granted=False, answer="It stays.", by=second)
        with pytest.raises(Changed, match="already"):
            asked(revision)

        assert Appeal.objects.count() == 1

    def test_writing_on_makes_no_new_decision(self) -> None:
        revision = given_back("changes asked")
        asked(revision)
        write_intro(revision.therapist, "Another one.")
        revision.refresh_from_db()

        with pytest.raises(Changed, match="already"):
            asked(revision)

    def test_a_hiding_is_appealed_once(self) -> None:
        made = HidingFactory()
        asked(made)

        with pytest.raises(Changed, match="already"):
            asked(made)

    def test_a_text_given_back_a_second_time_is_a_decision_of_its_own(self, second: User) -> None:
        revision = given_back("rejected")
        granted(asked(revision), second)
        revision.refresh_from_db()
        moderation.reject(revision.pk, version=revision.version, by=second, reasons="Still no.")
        revision.refresh_from_db()

        again = asked(revision)

        assert again.decided_first_by == second
        assert Appeal.objects.count() == 2

    def test_what_was_sent_or_thrown_away_since_makes_it_too_late(self) -> None:
        revision = given_back("rejected")
        write_intro(revision.therapist, "New.")
        newer = submit(revision.therapist)
        with pytest.raises(Refused, match="does not count any more"):
            asked(revision)
        with pytest.raises(Refused, match="does not count any more"):
            asked(newer)

        other = given_back("changes asked")
        version = draft_of(other.therapist).version
        profiles.discard(other.therapist, by=other.therapist.owner, version=version)
        with pytest.raises(Refused, match="does not count any more"):
            asked(other)

    def test_a_hiding_that_ended_leaves_nothing_to_ask_for(self) -> None:
        over = HidingFactory(ended=True)

        with pytest.raises(Refused, match="not hidden any more"):
            asked(over)

    def test_nobody_asks_for_somebody_else(self, second: User) -> None:
        revision, stranger = rejected(), TherapistFactory()
        for by in (second, stranger.owner):
            with pytest.raises(PermissionDenied):
                appeals.appeal(revision.therapist_id, about=revision, text=TEXT, by=by)

        with pytest.raises(Refused, match="does not count"):
            appeals.appeal(stranger.pk, about=revision, text=TEXT, by=stranger.owner)
        with pytest.raises(Refused, match="not hidden"):
            appeals.appeal(stranger.pk, about=HidingFactory(), text=TEXT, by=stranger.owner)

    @pytest.mark.parametrize("text", ["", " \0 ", "x" * 2_001])
    def test_it_needs_words_and_not_too_many(self, text: str) -> None:
        with pytest.raises(Refused, match="Write"):
            asked(HidingFactory(), text)

    def test_a_removed_or_erased_profile_asks_for_nothing(self) -> None:
        removed = HidingFactory(therapist__status=ProfileStatus.REMOVED)
        with pytest.raises(Refused, match="removed"):
            asked(removed)

        owner = removed.therapist.owner
        with pytest.raises(Refused, match="gone"):
            appeals.appeal(0, about=removed, text=TEXT, by=owner)


class TestNoLongerNeeded:
    @pytest.mark.parametrize("decision", ["rejected", "changes asked"])
    def test_sending_the_text_again_ends_it(self, decision: str) -> None:
        revision = given_back(decision)
        made = asked(revision)
        if decision == "rejected":
            write_intro(revision.therapist, "New.")

        submit(revision.therapist)

        made.refresh_from_db()
        assert (made.state, made.decided_by) == (AppealState.WITHDRAWN, None)
        assert made.decided_at is not None

    def test_throwing_this_text_away_ends_it_and_another_one_does_not(self) -> None:
        about_this, about_older = given_back("changes asked"), given_back("rejected")
        first, second = asked(about_this), asked(about_older)
        write_intro(about_older.therapist, "New.")

        for therapist in (about_this.therapist, about_older.therapist):
            version = draft_of(therapist).version
            profiles.discard(therapist, by=therapist.owner, version=version)

        first.refresh_from_db()
        second.refresh_from_db()
        assert first.state == AppealState.WITHDRAWN
        assert second.state == AppealState.OPEN

    def test_an_appeal_about_a_hiding_stays_when_a_text_is_sent(self) -> None:
        therapist = published()
        made = asked(hiding.hide(therapist.pk, by=ModeratorFactory(), why="Nobody there."))
        write_intro(therapist, "New.")

        submit(therapist)

        made.refresh_from_db()
        assert made.state == AppealState.OPEN


class TestDecide:
    @pytest.mark.parametrize("decision", ["rejected", "changes asked"])
    def test_granted_the_text_waits_again_and_may_be_approved(
        self, decision: str, second: User, mailoutbox: list[EmailMessage]
    ) -> None:
        revision = given_back(decision)
        sent_at = revision.submitted_at

        made = granted(asked(revision), second)

        revision.refresh_from_db()
        assert appeals.waits_again(made)
        assert (revision.status, revision.submitted_at) == (RevisionStatus.SUBMITTED, sent_at)
        assert (revision.decided_by, revision.decided_at) == (None, None)
        assert loaded(revision.therapist).status == ProfileStatus.PENDING
        assert "in line again" in str(mailoutbox[-1].body)
        assert kinds(revision.therapist)[-1] == "appeal-granted"
        assert AuditEntry.objects.filter(kind="profile.appeal-granted").count() == 1

        moderation.approve(revision.pk, version=revision.version, by=second)
        assert list(Therapist.objects.public()) == [revision.therapist]

    @pytest.mark.parametrize("decision", ["rejected", "changes asked"])
    def test_reasons_that_were_overturned_do_not_stay_on_the_approved_text(
        self, decision: str, second: User, client: Client
    ) -> None:
        revision = given_back(decision)
        ProfileRevision.objects.update(reason_keys=["promise"])
        granted(asked(revision), second)
        revision.refresh_from_db()
        assert revision.reasons

        moderation.approve(revision.pk, version=revision.version, by=second)

        reasons = revision.reasons
        revision.refresh_from_db()
        assert (revision.reasons, revision.reason_keys) == ("", [])
        assert AuditEntry.objects.get(kind="profile.approved").why == ""
        client.force_login(revision.therapist.owner)
        page = client.get(f"/dashboard/decisions/text/{revision.number}/").text
        assert "Your text was approved." in page
        assert reasons not in page

    def test_a_public_profile_stays_public_meanwhile(self, second: User) -> None:
        therapist = published()
        write_intro(therapist, "Cures all.")
        revision = submit(therapist)
        moderation.reject(
            revision.pk, version=revision.version, by=ModeratorFactory(), reasons="No cures."
        )
        revision.refresh_from_db()

        granted(asked(revision), second)

        assert loaded(therapist).status == ProfileStatus.PUBLISHED

    def test_denied_all_stays_and_the_therapist_reads_the_answer(
        self, second: User, mailoutbox: list[EmailMessage]
    ) -> None:
        revision = rejected()

        made = appeals.decide(asked(revision).pk, is_granted=False, answer="No.\0 ", by=second)

        revision.refresh_from_db()
        assert (made.state, made.answer, made.decided_by) == ("denied", "No.", second)
        assert revision.status == RevisionStatus.REJECTED
        assert "keeps the decision" in str(mailoutbox[-1].body)
        assert kinds(revision.therapist)[-1] == "appeal-denied"

    @pytest.mark.parametrize("obstacle", ["another text", "no agreement", "older terms", "unsaved"])
    def test_a_text_that_cannot_wait_stays_and_the_therapist_is_asked_to_send_it(
        self, obstacle: str, second: User, mailoutbox: list[EmailMessage]
    ) -> None:
        revision = rejected()
        therapist = revision.therapist
        made = asked(revision)
        if obstacle == "another text":
            write_intro(therapist, "New.")
        elif obstacle == "no agreement":
            listing.unlist(therapist, by=therapist.owner)
        elif obstacle == "older terms":
            Therapist.objects.filter(pk=therapist.pk).update(consent_version="older")
        else:
            therapist.unsaved_texts.create(page="approach", typed_at=timezone.now())

        decided = granted(made, second)

        revision.refresh_from_db()
        assert decided.state == AppealState.GRANTED
        assert not appeals.waits_again(decided)
        assert revision.status == RevisionStatus.REJECTED
        assert "send your text again" in str(mailoutbox[-1].body)

    @pytest.mark.parametrize("is_first", [True, False])
    def test_what_was_written_since_and_never_sent_does_not_wait(
        self, is_first: bool, second: User
    ) -> None:
        """A text that was given back is written on in the same row."""
        therapist = started() if is_first else published()
        write_intro(therapist, "The words that I sent.")
        revision = submit(therapist)
        moderation.ask_for_changes(
            revision.pk, version=revision.version, by=ModeratorFactory(), reasons="Why?"
        )
        revision.refresh_from_db()
        appeal = asked(revision)
        write_intro(therapist, "Half-written")

        granted(appeal, second)

        revision.refresh_from_db()
        assert revision.status == RevisionStatus.CHANGES_ASKED
        assert not appeals.waits_again(Appeal.objects.select_related("revision").get())

    def test_after_it_is_granted_the_first_decider_is_not_asked_again(self, second: User) -> None:
        therapist, first = started(), ModeratorFactory()
        revision = submit(therapist)
        moderation.reject(revision.pk, version=revision.version, by=first, reasons="Why?")
        revision.refresh_from_db()
        granted(asked(revision), second)
        revision.refresh_from_db()

        assert left_for(first).next_pk is None
        with pytest.raises(Refused, match="somebody else has to decide about it now"):
            moderation.reject(revision.pk, version=revision.version, by=first, reasons="Still.")
        assert left_for(second).next_pk == revision.pk
        moderation.approve(revision.pk, version=revision.version, by=second)

    def test_two_who_overturned_each_other_leave_the_text_to_one_of_them(
        self, second: User
    ) -> None:
        revision, first = submit(started()), ModeratorFactory()
        for by, judge in ((first, second), (second, first)):
            revision.refresh_from_db()
            moderation.reject(revision.pk, version=revision.version, by=by, reasons="Why?")
            revision.refresh_from_db()
            granted(asked(revision), judge)

        assert left_for(second).next_pk is None
        assert left_for(first).next_pk == revision.pk

    def test_granted_a_hiding_ends_with_one_mail(
        self, second: User, mailoutbox: list[EmailMessage]
    ) -> None:
        therapist = published()
        made = asked(hiding.hide(therapist.pk, by=ModeratorFactory(), why="Nobody there."))
        mailoutbox.clear()

        decided = granted(made, second)

        assert decided.state == AppealState.GRANTED
        assert Hiding.objects.get().ended_by == second
        assert list(Therapist.objects.public()) == [therapist]
        assert [mail.subject for mail in mailoutbox] == ["Another moderator agrees with you"]
        assert kinds(therapist)[-2:] == ["shown", "appeal-granted"]

    @pytest.mark.parametrize("is_granted", [True, False])
    def test_neither_the_first_decider_nor_the_owner_nor_anybody_else(
        self, is_granted: bool
    ) -> None:
        made = AppealFactory(hidden=True)
        owner, first = made.therapist.owner, made.decided_first_by
        owner.is_staff = True
        owner.save()
        owner.groups.set(first.groups.all())
        values: dict[str, Any] = {"is_granted": is_granted, "answer": "Mine."}

        with pytest.raises(Refused, match="The decision was yours"):
            appeals.decide(made.pk, by=first, **values)
        with pytest.raises(Refused, match="your own profile"):
            appeals.decide(made.pk, by=User.objects.get(pk=owner.pk), **values)
        with pytest.raises(PermissionDenied):
            appeals.decide(made.pk, by=TherapistFactory().owner, **values)
        made.refresh_from_db()
        assert made.state == AppealState.OPEN

    def test_one_moderator_alone_decides_no_appeal_but_may_end_the_hiding(
        self, settings: Any
    ) -> None:
        settings.HIDING_NEEDS_SECOND_PERSON = False
        alone = ModeratorFactory()
        therapist = published()
        made = asked(hiding.hide(therapist.pk, by=alone, why="Nobody there."))

        with pytest.raises(Refused, match="The decision was yours"):
            granted(made, alone)
        hiding.end(Hiding.objects.get().pk, by=alone)

        made.refresh_from_db()
        assert made.state == AppealState.WITHDRAWN

    def test_it_is_decided_once(self, second: User) -> None:
        made = asked(rejected())
        granted(made, second)

        with pytest.raises(Changed, match="decided already"):
            appeals.decide(made.pk, is_granted=False, answer="No.", by=ModeratorFactory())

        made.refresh_from_db()
        assert made.state == AppealState.GRANTED

    @pytest.mark.parametrize("answer", ["", "  ", "x" * 2_001])
    def test_an_answer_is_needed(self, answer: str, second: User) -> None:
        made = AppealFactory()

        with pytest.raises(Refused, match="Write"):
            appeals.decide(made.pk, is_granted=True, answer=answer, by=second)

    def test_no_appeal_brings_back_a_removed_profile(self, second: User) -> None:
        made = AppealFactory(hidden=True, hiding__therapist__status=ProfileStatus.REMOVED)

        with pytest.raises(Refused, match="removed"):
            granted(made, second)
        made.refresh_from_db()
        assert made.state == AppealState.OPEN
        appeals.decide(made.pk, is_granted=False, answer="It was removed.", by=second)

    def test_what_was_erased_is_gone(self, second: User) -> None:
        with pytest.raises(Refused, match="erased"):
            appeals.decide(0, is_granted=True, answer="Yes.", by=second)
