"""Moderators decide about exactly the text that they saw, each time once."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.core.mail import EmailMessage
from django.test import Client
from django.utils import timezone

from directory import tombstones
from directory.actions import addresses, moderation, profiles
from directory.actions.refusals import Changed, Refused
from directory.choices import EventKind, ProfileStatus, RevisionStatus
from directory.models import Credential, ProfileEvent, ProfileRevision, Technique, Therapist
from directory.search import rebuild, texts
from sciatica_site.fulltext import parse
from tests.directory.actions.steps import (
    approve,
    draft_of,
    kinds,
    loaded,
    published,
    started,
    submit,
    write,
    write_intro,
)
from tests.factories.accounts import ModeratorFactory, UserFactory
from tests.factories.directory import TherapistFactory
from tests.factories.profiles import PhotoFactory, RevisionFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]

REASONS = {"approve": {}, "ask_for_changes": {"reasons": "Why."}, "reject": {"reasons": "Why."}}
NOON = "2026-10-05 18:00:00+00:00"


def decide(step: str, revision: ProfileRevision, **changes: Any) -> ProfileRevision:
    values = {"version": revision.version, "by": None, **REASONS[step], **changes}
    values["by"] = values["by"] or ModeratorFactory()
    decided: ProfileRevision = getattr(moderation, step)(revision.pk, **values)
    return decided


class TestEveryDecision:
    @pytest.mark.parametrize("step", REASONS)
    def test_who_decided_and_when_is_kept(self, step: str) -> None:
        revision, moderator = submit(started()), ModeratorFactory()
        with time_machine.travel(NOON, tick=False):
            decided = decide(step, revision, by=moderator)

        assert decided.decided_by == moderator
        assert decided.decided_at == decided.decided_at.fromisoformat(NOON)
        assert decided.version == revision.version + 1

    @pytest.mark.parametrize("step", REASONS)
    @pytest.mark.parametrize(
        "status", [status for status in RevisionStatus if status != RevisionStatus.SUBMITTED]
    )
    def test_only_what_is_submitted_is_decided_about(
        self, step: str, status: RevisionStatus, mailoutbox: list[EmailMessage]
    ) -> None:
        revision = RevisionFactory(status=status)
        before = ProfileRevision.objects.values().get()

        with pytest.raises(Changed):
            decide(step, revision)

        assert ProfileRevision.objects.values().get() == before
        assert not ProfileEvent.objects.exists()
        assert mailoutbox == []

    @pytest.mark.parametrize("step", REASONS)
    def test_a_text_that_was_sent_anew_is_not_the_one_that_was_seen(self, step: str) -> None:
        therapist = started()
        seen = submit(therapist)
        profiles.withdraw(therapist, by=therapist.owner, version=seen.version)
        write_intro(therapist, "Something quite different.")
        submit(therapist)

        with pytest.raises(Changed, match="sent this anew on"):
            decide(step, seen)

        assert draft_of(therapist).revision.status == RevisionStatus.SUBMITTED  # type: ignore[union-attr]

    @pytest.mark.parametrize("step", REASONS)
    def test_a_text_that_was_taken_back_is_not_decided_about(self, step: str) -> None:
        therapist = started()
        seen = submit(therapist)
        profiles.withdraw(therapist, by=therapist.owner, version=seen.version)

        with pytest.raises(Changed, match="took this back"):
            decide(step, seen)

    @pytest.mark.parametrize("step", REASONS)
    def test_the_second_moderator_hears_what_the_first_decided(self, step: str) -> None:
        revision = submit(started())
        with time_machine.travel(NOON, tick=False):
            approve(revision)

        with pytest.raises(Changed, match="approved on October 5, 2026"):
            decide(step, revision)

    @pytest.mark.parametrize("step", REASONS)
    def test_nobody_decides_about_their_own_profile(self, step: str) -> None:
        moderator = ModeratorFactory()
        revision = submit(started(by=moderator))

        with pytest.raises(Refused, match="your own profile"):
            decide(step, revision, by=moderator)

        assert kinds(revision.therapist)[-1] == EventKind.SUBMITTED

    @pytest.mark.parametrize("step", REASONS)
    def test_only_moderators_decide(self, step: str) -> None:
        revision = submit(started())
        for somebody in (
            revision.therapist.owner,
            UserFactory(),
            UserFactory(is_staff=True),
            ModeratorFactory(is_active=False),
        ):
            with pytest.raises(PermissionDenied):
                decide(step, revision, by=somebody)

    @pytest.mark.parametrize("step", REASONS)
    def test_a_revision_that_was_erased_is_gone(self, step: str) -> None:
        revision = submit(started())
        ProfileRevision.objects.filter(pk=revision.pk).delete()

        with pytest.raises(Changed, match="erased"):
            decide(step, revision)

    @pytest.mark.parametrize("step", ["ask_for_changes", "reject"])
    @pytest.mark.parametrize(
        ("reasons", "told"),
        [("", "Write"), (" \n\t", "Write"), ("a" * 4_001, "at most 4000 characters")],
    )
    def test_a_refusal_needs_reasons(self, step: str, reasons: str, told: str) -> None:
        revision = submit(started())

        with pytest.raises(Refused, match=told):
            decide(step, revision, reasons=reasons)

        revision.refresh_from_db()
        assert revision.status == RevisionStatus.SUBMITTED


class TestApprove:
    def test_a_first_approval_publishes_and_tells(
        self, client: Client, mailoutbox: list[EmailMessage]
    ) -> None:
        therapist = started()
        write_intro(therapist, "Quiet hands.")
        with time_machine.travel(timezone.now() - timedelta(days=2)):
            submitted_on = timezone.localdate()
            revision = submit(therapist)

        approve(revision)

        row = loaded(therapist)
        assert (row.status, row.intro) == (ProfileStatus.PUBLISHED, "Quiet hands.")
        assert row.confirmed_on == submitted_on
        assert timezone.localdate(row.published_at) == timezone.localdate()
        assert "Quiet hands." in client.get(row.get_absolute_url()).text
        assert row.pk in texts.find(parse("quiet hands"))
        assert list(rebuild.differences()) == []
        mail = mailoutbox[-1]
        assert mail.subject == "Your profile was approved"
        assert f"http://testserver{row.get_absolute_url()}" in mail.body

    def test_the_record_names_the_sections_and_the_moderator(self) -> None:
        therapist, moderator = published(), ModeratorFactory()
        write(therapist, {"about": {"intro": "Secret."}, "sessions": {"note": "Secret."}})

        approve(submit(therapist), by=moderator)

        event = ProfileEvent.objects.get(kind=EventKind.APPROVED, revision=2)
        assert (event.fields, event.actor) == (["about", "sessions"], moderator)

    def test_a_public_profile_changes_only_now(self, client: Client) -> None:
        therapist = published()
        published_at = loaded(therapist).published_at
        write_intro(therapist, "Warm stones.")
        revision = submit(therapist)
        assert "Warm stones." not in client.get(therapist.get_absolute_url()).text

        approve(revision)

        assert "Warm stones." in client.get(therapist.get_absolute_url()).text
        assert loaded(therapist).published_at == published_at
        assert list(rebuild.differences()) == []

    def test_submitting_confirms_but_never_to_an_earlier_day(self) -> None:
        therapist = published()
        Therapist.objects.update(confirmed_on=date(2020, 1, 1))
        write_intro(therapist, "New.")
        approve(submit(therapist))
        assert loaded(therapist).confirmed_on == timezone.localdate()

        later = timezone.localdate() + timedelta(days=3)
        Therapist.objects.update(confirmed_on=later)
        write_intro(therapist, "Newer.")
        approve(submit(therapist))
        assert loaded(therapist).confirmed_on == later

    @pytest.mark.parametrize("status", [ProfileStatus.SUSPENDED, ProfileStatus.REMOVED])
    def test_what_was_taken_down_is_not_published_by_it(
        self, status: ProfileStatus, mailoutbox: list[EmailMessage]
    ) -> None:
        therapist = started()
        write_intro(therapist, "Quiet hands.")
        revision = submit(therapist)
        Therapist.objects.update(status=status)

        approve(revision)

        row = loaded(therapist)
        assert (row.status, row.intro) == (status, "Quiet hands.")
        assert row.published_at is None
        assert list(rebuild.differences()) == []
        assert "not public at the moment" in mailoutbox[-1].body
        assert row.slug not in mailoutbox[-1].body

    def test_whose_suspension_ended_meanwhile_is_published(self) -> None:
        therapist = started()
        Therapist.objects.update(status=ProfileStatus.SUSPENDED)
        revision = submit(therapist)
        Therapist.objects.update(status=ProfileStatus.DRAFT)

        approve(revision)

        assert loaded(therapist).status == ProfileStatus.PUBLISHED

    def test_without_consent_nothing_is_published(self) -> None:
        therapist = started()
        revision = submit(therapist)
        Therapist.objects.update(consented_at=None, consent_version="")

        approve(revision)

        assert loaded(therapist).status == ProfileStatus.DRAFT

    def test_whoever_left_the_list_is_back_at_the_same_address(self) -> None:
        therapist = published()
        slug = loaded(therapist).slug
        tombstones.leave(slug)
        Therapist.objects.update(
            status=ProfileStatus.DRAFT, consented_at=None, consent_version="", name="Other"
        )
        write(therapist, {"about": {"name": "Renamed Reyes"}})

        approve(submit(therapist))

        row = loaded(therapist)
        assert (row.status, row.slug) == (ProfileStatus.PUBLISHED, slug)
        assert not tombstones.is_covered(slug)

    def test_what_is_gone_meanwhile_is_named_and_nothing_is_approved(
        self, mailoutbox: list[EmailMessage]
    ) -> None:
        therapist = started()
        revision = submit(therapist)
        Technique.objects.filter(slug="swedish").delete()

        with pytest.raises(Refused, match="swedish") as refused:
            approve(revision)

        assert refused.value.reasons == ["swedish"]
        assert not isinstance(refused.value, Changed)
        revision.refresh_from_db()
        assert revision.status == RevisionStatus.SUBMITTED
        row = loaded(therapist)
        assert (row.status, row.credentials.count()) == (ProfileStatus.PENDING, 0)
        assert kinds(therapist)[-1] == EventKind.SUBMITTED
        assert len(mailoutbox) == 1

    def test_an_approved_photo_is_the_photo_of_the_profile(self) -> None:
        therapist = published()
        photo = PhotoFactory(therapist=therapist)
        write(therapist, {"about": {"photo": photo.token}})
        assert loaded(therapist).photo is None

        approve(submit(therapist))

        assert loaded(therapist).photo == photo

    def test_a_check_of_an_unchanged_credential_stays(self) -> None:
        therapist = published()
        Credential.objects.update(
            verification="document-seen", checked_on=date(2026, 1, 5), checked_by=ModeratorFactory()
        )
        write_intro(therapist, "New.")

        approve(submit(therapist))

        assert therapist.credentials.get().verification == "document-seen"

    def test_a_draft_that_is_older_than_a_field_is_approved(self) -> None:
        therapist = started()
        revision = submit(therapist)
        content = dict(revision.content)
        del content["rates"]
        ProfileRevision.objects.filter(pk=revision.pk).update(content=content)

        approve(revision)

        assert loaded(therapist).status == ProfileStatus.PUBLISHED

    def test_it_takes_a_limited_number_of_queries(self, django_assert_max_num_queries: Any) -> None:
        therapist = started()
        revision, moderator = submit(therapist), ModeratorFactory()

        with django_assert_max_num_queries(95):
            approve(revision, by=moderator)


class TestAddress:
    def test_the_first_approval_makes_the_address_of_the_approved_name(self) -> None:
        therapist = started("Ana Reyes")
        write(therapist, {"about": {"name": "Ana Maria Reyes"}})

        approve(submit(therapist))

        assert loaded(therapist).slug == "ana-maria-reyes"

    def test_later_the_address_stays(self) -> None:
        therapist = published("Ana Reyes")
        write(therapist, {"about": {"name": "Ana Maria Reyes"}})

        approve(submit(therapist))

        row = loaded(therapist)
        assert (row.name, row.slug) == ("Ana Maria Reyes", "ana-reyes")

    def test_whoever_has_the_name_of_another_gets_a_number_and_keeps_it(self) -> None:
        TherapistFactory(slug="ana-reyes")
        therapist = started("Ana Reyes")

        approve(submit(therapist))

        assert loaded(therapist).slug == "ana-reyes-2"

    @pytest.mark.parametrize(
        ("name", "slug"),
        [
            ("Compare", "compare-2"),
            ("Shortlist", "shortlist-2"),
            ("Ólafur Ægisson", "olafur-gisson"),
            ("李小龙", "therapist"),
            ("../../admin", "admin"),
            ("- _ -", "therapist"),
            ("a" * 120, "a" * 80),
        ],
    )
    def test_any_name_has_an_address(self, name: str, slug: str) -> None:
        assert addresses.free_slug(name) == slug

    def test_an_address_that_somebody_left_is_given_to_nobody(self) -> None:
        tombstones.leave("ana-reyes")

        assert addresses.free_slug("Ana Reyes") == "ana-reyes-2"

    def test_long_names_that_begin_alike_get_different_addresses(self) -> None:
        TherapistFactory(slug="a" * 80)
        TherapistFactory(slug="a" * 78 + "-2")

        assert addresses.free_slug("a" * 100) == "a" * 78 + "-3"

    def test_who_is_overtaken_takes_the_next(self, monkeypatch: pytest.MonkeyPatch) -> None:
        TherapistFactory(slug="taken")
        therapist = TherapistFactory(slug="draft", name="New")
        slugs = ["free", "taken"]
        monkeypatch.setattr(addresses, "free_slug", lambda name: slugs.pop())

        addresses.renew(therapist)

        assert loaded(therapist).slug == therapist.slug == "free"

    def test_who_is_always_overtaken_keeps_the_address(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        TherapistFactory(slug="taken")
        therapist = TherapistFactory(slug="draft", name="New")
        monkeypatch.setattr(addresses, "free_slug", lambda name: "taken")

        addresses.renew(therapist)

        assert loaded(therapist).slug == therapist.slug == "draft"


class TestAskForChanges:
    def test_the_therapist_may_write_again_and_is_told(
        self, mailoutbox: list[EmailMessage]
    ) -> None:
        therapist = started()
        revision = decide("ask_for_changes", submit(therapist), reasons="  Name your school. ")

        assert (revision.status, revision.reasons) == (
            RevisionStatus.CHANGES_ASKED,
            "Name your school.",
        )
        assert draft_of(therapist).is_writable
        assert loaded(therapist).status == ProfileStatus.DRAFT
        assert kinds(therapist)[-1] == EventKind.CHANGES_ASKED
        mail = mailoutbox[-1]
        assert mail.subject == "Please change something in your profile"
        assert "http://testserver/dashboard/" in mail.body
        assert "\n\nName your school.\n\n" in mail.body

    def test_a_public_profile_stays_as_it_is(self, mailoutbox: list[EmailMessage]) -> None:
        therapist = published()
        write_intro(therapist, "New.")

        decide("ask_for_changes", submit(therapist))

        row = loaded(therapist)
        assert (row.status, row.intro) == (ProfileStatus.PUBLISHED, "")
        assert "visitors see what was approved before" in mailoutbox[-1].body


class TestReject:
    def test_the_revision_is_closed_and_the_therapist_is_told(
        self, mailoutbox: list[EmailMessage]
    ) -> None:
        therapist = started()
        revision = decide("reject", submit(therapist), reasons="This is not massage.")

        assert (revision.status, revision.reasons) == (
            RevisionStatus.REJECTED,
            "This is not massage.",
        )
        assert draft_of(therapist).revision is None
        assert loaded(therapist).status == ProfileStatus.DRAFT
        assert mailoutbox[-1].subject == "We could not accept what you sent"
        assert "\n\nThis is not massage.\n\n" in mailoutbox[-1].body

    def test_a_public_profile_stays_as_it_is(self, mailoutbox: list[EmailMessage]) -> None:
        therapist = published()
        write_intro(therapist, "New.")

        decide("reject", submit(therapist))

        row = loaded(therapist)
        assert (row.status, row.intro) == (ProfileStatus.PUBLISHED, "")
        assert "Your page stays as it was approved before." in mailoutbox[-1].body
        event = ProfileEvent.objects.get(kind=EventKind.REJECTED)
        assert (event.fields, event.revision) == (["about"], 2)

    def test_the_therapist_may_begin_anew(self) -> None:
        therapist = started()
        decide("reject", submit(therapist))

        assert write_intro(therapist, "In other words.").number == 2
