"""Therapists begin, save, submit, take back and throw away; nothing of it is public."""

from __future__ import annotations

from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.core.mail import EmailMessage
from django.utils import timezone

from accounts.models import User
from directory.actions import moderation, profiles
from directory.actions.refusals import Changed, Refused
from directory.choices import EventKind, ProfileStatus, RevisionStatus
from directory.editing import content, drafts
from directory.models import ProfileEvent, ProfileRevision, Therapist
from directory.terms import TERMS_VERSION
from tests.directory.actions.steps import (
    approve,
    draft_of,
    kinds,
    loaded,
    published,
    sections_of,
    seen_by,
    started,
    submit,
    write,
    write_intro,
)
from tests.factories.accounts import ModeratorFactory, UserFactory
from tests.factories.directory import TherapistFactory
from tests.factories.profiles import RevisionFactory, UnsavedTextFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]

NOON = "2026-10-05 18:00:00+00:00"


def ask(revision: ProfileRevision) -> ProfileRevision:
    return moderation.ask_for_changes(
        revision.pk, version=revision.version, by=ModeratorFactory(), reasons="Name your school."
    )


class TestStart:
    def test_a_new_profile_is_a_draft_with_an_address_made_of_the_name(self) -> None:
        user = UserFactory()

        therapist = profiles.start(by=user, name="  Zoë Reyes ")

        assert (therapist.owner, therapist.name, therapist.slug) == (user, "Zoë Reyes", "zoe-reyes")
        assert therapist.status == ProfileStatus.DRAFT
        assert not therapist.revisions.exists()

    def test_starting_again_gives_the_profile_that_there_is(self) -> None:
        user = UserFactory()

        first = profiles.start(by=user, name="Ana Reyes")

        assert profiles.start(by=user, name="Another Name") == first
        assert Therapist.objects.get().name == "Ana Reyes"

    @pytest.mark.parametrize("name", ["", "   ", "a" * 121])
    def test_a_name_that_is_none_is_refused(self, name: str) -> None:
        with pytest.raises(Refused, match="name"):
            profiles.start(by=UserFactory(), name=name)

        assert not Therapist.objects.exists()

    def test_the_same_click_twice_at_once_gives_one_profile(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        user = UserFactory()
        quicker: list[Therapist] = []

        def overtaken(name: str) -> str:
            if not quicker:
                quicker.append(TherapistFactory(owner=user))
            return "free"

        monkeypatch.setattr(profiles, "free_slug", overtaken)

        assert profiles.start(by=user, name="Ana") == quicker[0]

    def test_somebody_who_is_always_overtaken_is_told_to_try_again(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        TherapistFactory(slug="taken")
        monkeypatch.setattr(profiles, "free_slug", lambda name: "taken")

        with pytest.raises(Changed, match="Try again"):
            profiles.start(by=UserFactory(), name="Ana")


class TestSave:
    def test_the_first_save_begins_a_draft_and_leaves_the_tables_alone(self) -> None:
        therapist = TherapistFactory(published=True, intro="Old.")

        revision = write_intro(therapist, "New.")

        assert (revision.number, revision.version, revision.based_on) == (1, 1, None)
        assert revision.status == RevisionStatus.DRAFT
        assert revision.content["about"]["intro"] == "New."
        assert tuple(revision.content) == content.SECTION_KEYS
        assert loaded(therapist).intro == "Old."
        assert kinds(therapist) == []

    def test_saving_what_is_there_already_begins_no_draft(self) -> None:
        therapist = TherapistFactory(published=True, intro="Old.")
        about = {"about": draft_of(therapist).content["about"]}

        revision = profiles.save(
            therapist, by=therapist.owner, sections=about, seen=seen_by(therapist, about)
        )

        assert revision is None
        assert not ProfileRevision.objects.exists()

    def test_saving_the_same_draft_again_changes_nothing(self) -> None:
        therapist = TherapistFactory()
        first = write_intro(therapist, "New.")

        assert write_intro(therapist, "New.").version == first.version

    def test_the_next_save_goes_into_the_same_draft(self) -> None:
        therapist = TherapistFactory()
        with time_machine.travel(NOON, tick=False):
            write_intro(therapist, "First.")
        second = write(therapist, {"rates": {"rates_note": "Cash only."}})

        assert (second.number, second.version) == (1, 2)
        assert second.saved_at > second.saved_at.fromisoformat(NOON)
        assert second.content["about"]["intro"] == "First."
        assert second.content["rates"]["rates_note"] == "Cash only."

    def test_two_tabs_on_different_pages_both_save(self) -> None:
        therapist = TherapistFactory()
        write_intro(therapist, "First.")
        tab = draft_of(therapist)  # both tabs are open now
        write_intro(therapist, "Second.")

        sections = sections_of(tab, {"rates": {"rates_note": "Cash only."}})
        profiles.save(
            therapist, by=therapist.owner, sections=sections, seen=drafts.seen(tab, sections)
        )

        now = draft_of(therapist).content
        assert (now["about"]["intro"], now["rates"]["rates_note"]) == ("Second.", "Cash only.")

    def test_the_older_of_two_tabs_on_one_page_is_refused_and_told_when(self) -> None:
        therapist = TherapistFactory()
        tab = draft_of(therapist)
        with time_machine.travel(NOON, tick=False):
            write_intro(therapist, "From the other tab.")

        with pytest.raises(Changed) as refused:
            save_from(tab, therapist)

        assert "saved in another tab or window on October 5, 2026" in refused.value.message
        assert draft_of(therapist).content["about"]["intro"] == "From the other tab."

    def test_what_is_submitted_is_not_written_into(self) -> None:
        therapist = started()
        tab = draft_of(therapist)
        with time_machine.travel(NOON, tick=False):
            submit(therapist)

        with pytest.raises(Changed, match=r"submitted on October 5, 2026.*Take it back"):
            save_from(tab, therapist)

    def test_a_tab_that_is_older_than_an_approval_is_refused(self) -> None:
        therapist = started()
        tab = draft_of(therapist)
        write_intro(therapist, "New.")
        approve(submit(therapist))

        with pytest.raises(Changed, match="A moderator approved this on"):
            save_from(tab, therapist)

    def test_a_tab_with_a_draft_that_was_thrown_away_is_refused(self) -> None:
        therapist = TherapistFactory()
        revision = write_intro(therapist, "New.")
        tab = draft_of(therapist)
        profiles.discard(therapist, by=therapist.owner, version=revision.version)

        with pytest.raises(Changed, match="thrown away"):
            save_from(tab, therapist)

    def test_a_digest_that_we_never_gave_is_refused(self) -> None:
        therapist = TherapistFactory()

        with pytest.raises(Changed, match="older text"):
            profiles.save(
                therapist,
                by=therapist.owner,
                sections=sections_of(draft_of(therapist), {"about": {"intro": "New."}}),
                seen="\x00",
            )

    def test_asked_for_changes_a_therapist_goes_on_in_the_same_text(self) -> None:
        therapist = started()
        revision = ask(submit(therapist))

        again = write_intro(therapist, "Better.")

        assert again.pk == revision.pk
        assert again.status == RevisionStatus.CHANGES_ASKED
        assert again.reasons == "Name your school."

    def test_a_draft_says_which_approved_text_it_changes(self) -> None:
        therapist = published()

        revision = write_intro(therapist, "New.")

        assert (revision.number, revision.based_on) == (2, 1)

    def test_a_draft_that_is_older_than_a_field_takes_it_from_the_tables(self) -> None:
        therapist = TherapistFactory(rates_note="Cash only.")
        revision = write_intro(therapist, "New.")
        del revision.content["rates"], revision.content["about"]["pronouns"]
        revision.save()

        again = write(therapist, {"experience": {"practicing_since": 2001}})

        assert again.content["rates"]["rates_note"] == "Cash only."
        assert again.content["about"]["pronouns"] == ""

    def test_a_removed_profile_is_not_written(self) -> None:
        therapist = TherapistFactory(status=ProfileStatus.REMOVED)

        with pytest.raises(Refused, match="removed"):
            write_intro(therapist, "New.")

        assert not ProfileRevision.objects.exists()

    def test_a_suspended_profile_is_written_and_submitted_and_stays_suspended(self) -> None:
        therapist = started()
        Therapist.objects.update(status=ProfileStatus.SUSPENDED)
        write_intro(therapist, "Better.")

        revision = submit(therapist)

        assert revision.status == RevisionStatus.SUBMITTED
        assert loaded(therapist).status == ProfileStatus.SUSPENDED

    def test_nobody_else_writes(self) -> None:
        therapist = TherapistFactory()
        draft = draft_of(therapist)
        sections = sections_of(draft, {"about": {"intro": "Mine now."}})

        for somebody in (UserFactory(), ModeratorFactory(), UserFactory(is_superuser=True)):
            with pytest.raises(PermissionDenied):
                profiles.save(
                    therapist, by=somebody, sections=sections, seen=drafts.seen(draft, sections)
                )

    def test_whose_account_is_closed_writes_no_more(self) -> None:
        therapist = TherapistFactory(owner=UserFactory(is_active=False))

        with pytest.raises(PermissionDenied):
            write_intro(therapist, "New.")

    def test_an_erased_profile_is_gone(self) -> None:
        therapist = TherapistFactory()
        owner, draft = therapist.owner, draft_of(therapist)
        Therapist.objects.all().delete()

        with pytest.raises(Refused, match="erased"):
            profiles.save(therapist, by=owner, sections={}, seen=drafts.seen(draft, []))

    def test_a_draft_begun_at_the_same_moment_is_written_into(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        therapist = TherapistFactory()
        sections = sections_of(draft_of(therapist), {"about": {"intro": "New."}})
        seen = seen_by(therapist, sections)
        looks = [draft_of(therapist)]  # the first look is from before the other tab
        quicker = RevisionFactory(therapist=therapist, changes={"rates": {"rates_note": "Cash."}})
        load = drafts.load
        monkeypatch.setattr(
            profiles.drafts, "load", lambda row: looks.pop() if looks else load(row)
        )

        profiles.save(therapist, by=therapist.owner, sections=sections, seen=seen)

        (revision,) = ProfileRevision.objects.all()
        assert revision == quicker
        assert revision.content["about"]["intro"] == "New."
        assert revision.content["rates"]["rates_note"] == "Cash."

    def test_who_is_overtaken_every_time_is_told_so(self, monkeypatch: pytest.MonkeyPatch) -> None:
        therapist = TherapistFactory()
        write_intro(therapist, "First.")
        tab = draft_of(therapist)
        monkeypatch.setattr(profiles, "move", lambda *args, **values: False)

        with pytest.raises(Changed, match="saved in another tab"):
            save_from(tab, therapist)

    def test_a_save_takes_few_queries(self, django_assert_max_num_queries: Any) -> None:
        therapist = TherapistFactory()
        write_intro(therapist, "First.")
        draft = draft_of(therapist)
        sections = sections_of(draft, {"about": {"intro": "Second."}})

        with django_assert_max_num_queries(26):
            profiles.save(
                therapist, by=therapist.owner, sections=sections, seen=drafts.seen(draft, sections)
            )


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

        assert refused.value.message == "Before you can submit your profile, it needs:"
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


class TestWithdrawAndDiscard:
    def test_what_is_taken_back_is_a_draft_again(self) -> None:
        therapist = started()
        revision = submit(therapist)

        back = profiles.withdraw(therapist, by=therapist.owner, version=revision.version)

        assert (back.status, back.submitted_at) == (RevisionStatus.DRAFT, None)
        assert back.content == revision.content
        assert loaded(therapist).status == ProfileStatus.DRAFT
        assert kinds(therapist)[-1] == EventKind.WITHDRAWN

    def test_a_public_profile_stays_public_when_a_change_is_taken_back(self) -> None:
        therapist = published()
        write_intro(therapist, "New.")
        revision = submit(therapist)

        profiles.withdraw(therapist, by=therapist.owner, version=revision.version)

        assert loaded(therapist).status == ProfileStatus.PUBLISHED

    def test_what_was_decided_is_not_taken_back(self) -> None:
        therapist = started()
        revision = submit(therapist)
        approve(revision)

        with pytest.raises(Changed, match="A moderator approved this"):
            profiles.withdraw(therapist, by=therapist.owner, version=revision.version)

    def test_a_draft_is_not_taken_back(self) -> None:
        therapist = started()

        with pytest.raises(Changed):
            profiles.withdraw(therapist, by=therapist.owner, version=draft_of(therapist).version)

    def test_a_draft_that_is_thrown_away_stays_in_the_history(self) -> None:
        therapist = TherapistFactory(published=True, intro="Old.")
        revision = write_intro(therapist, "New.")

        gone = profiles.discard(therapist, by=therapist.owner, version=revision.version)

        assert gone.status == RevisionStatus.WITHDRAWN
        assert gone.content["about"]["intro"] == "New."
        assert draft_of(therapist).content["about"]["intro"] == "Old."
        assert write_intro(therapist, "Again.").number == 2

    def test_what_is_submitted_is_not_thrown_away(self) -> None:
        therapist = started()
        revision = submit(therapist)

        with pytest.raises(Changed, match="Take it back"):
            profiles.discard(therapist, by=therapist.owner, version=revision.version)

    @pytest.mark.parametrize("step", [profiles.withdraw, profiles.discard])
    def test_an_older_version_is_refused(self, step: Any) -> None:
        therapist = started()
        revision = submit(therapist)

        with pytest.raises(Changed):
            step(therapist, by=therapist.owner, version=revision.version - 1)

    @pytest.mark.parametrize("step", [profiles.withdraw, profiles.discard])
    def test_without_a_draft_there_is_nothing_to_do(self, step: Any) -> None:
        therapist = TherapistFactory()

        with pytest.raises(Refused, match="no draft"):
            step(therapist, by=therapist.owner, version=0)

    @pytest.mark.parametrize("step", [profiles.withdraw, profiles.discard])
    def test_nobody_else_does_it(self, step: Any) -> None:
        therapist = started()
        revision = submit(therapist)

        with pytest.raises(PermissionDenied):
            step(therapist, by=ModeratorFactory(), version=revision.version)


def save_from(tab: drafts.Draft, therapist: Therapist) -> ProfileRevision | None:
    """A tab that shows this draft sends another introduction."""
    sections = sections_of(tab, {"about": {"intro": "From this tab."}})
    return profiles.save(
        therapist, by=therapist.owner, sections=sections, seen=drafts.seen(tab, sections)
    )
