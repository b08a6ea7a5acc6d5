"""A therapist saves what they write: it goes into the draft, and nothing of it is public."""

from __future__ import annotations

from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied

from directory.actions import profiles
from directory.actions.refusals import Changed, Refused
from directory.choices import ProfileStatus, RevisionStatus
from directory.editing import content, drafts
from directory.models import ProfileRevision, Therapist
from tests.directory.actions.steps import (
    approve,
    ask,
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
from tests.factories.profiles import RevisionFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]

NOON = "2026-10-05 18:00:00+00:00"


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

        with pytest.raises(Changed, match=r"sent on October 5, 2026.*Take it back"):
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


def save_from(tab: drafts.Draft, therapist: Therapist) -> ProfileRevision | None:
    """A tab that shows this draft sends another introduction."""
    sections = sections_of(tab, {"about": {"intro": "From this tab."}})
    return profiles.save(
        therapist, by=therapist.owner, sections=sections, seen=drafts.seen(tab, sections)
    )
