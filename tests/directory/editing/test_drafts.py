"""A draft is the open revision, or else what the tables say; looking at it writes nothing."""

from __future__ import annotations

from typing import Any

import pytest

from directory.actions import moderation, profiles
from directory.choices import (
    OPEN_REVISIONS,
    WRITABLE_REVISIONS,
    ProfileStatus,
    RevisionStatus,
)
from directory.editing import content, drafts
from directory.models import ProfileRevision
from tests.directory.actions.steps import draft_of, loaded, started, submit, write_intro
from tests.factories.accounts import ModeratorFactory
from tests.factories.directory import TherapistFactory
from tests.factories.profiles import RevisionFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]


def test_without_an_open_revision_it_is_what_the_tables_say() -> None:
    therapist = TherapistFactory(intro="Approved.")

    draft = draft_of(therapist)

    assert draft == drafts.Draft(None, content.read(loaded(therapist)), True, 0)
    assert not ProfileRevision.objects.exists()


@pytest.mark.parametrize("status", OPEN_REVISIONS)
def test_an_open_revision_is_the_draft(status: RevisionStatus) -> None:
    therapist = TherapistFactory(intro="Approved.")
    revision = RevisionFactory(
        therapist=therapist, status=status, version=7, changes={"about": {"intro": "New."}}
    )

    draft = draft_of(therapist)

    assert (draft.revision, draft.version) == (revision, 7)
    assert draft.content["about"]["intro"] == "New."
    assert draft.is_writable == (status in WRITABLE_REVISIONS)


@pytest.mark.parametrize(
    "status", [status for status in RevisionStatus if status not in OPEN_REVISIONS]
)
def test_a_closed_revision_is_no_draft(status: RevisionStatus) -> None:
    therapist = TherapistFactory(published=True, intro="Approved.")
    RevisionFactory(therapist=therapist, status=status, changes={"about": {"intro": "New."}})

    draft = draft_of(therapist)

    assert (draft.revision, draft.version, draft.is_writable) == (None, 0, True)
    assert draft.content["about"]["intro"] == "Approved."


def test_whoever_was_rejected_before_being_public_goes_on_from_what_they_wrote() -> None:
    therapist = started()
    revision = write_intro(therapist, "I cure sciatica.")
    submitted = submit(therapist)
    moderation.reject(
        submitted.pk, version=submitted.version, by=ModeratorFactory(), reasons="No promises."
    )

    draft = draft_of(therapist)

    assert (draft.revision, draft.version) == (None, 0)
    assert draft.content == revision.content
    write_intro(therapist, "I listen first.")
    assert draft_of(therapist).content == revision.content | {
        "about": revision.content["about"] | {"intro": "I listen first."}
    }


def test_what_was_thrown_away_does_not_come_back() -> None:
    therapist = started()
    write_intro(therapist, "Nonsense.")
    profiles.discard(therapist, by=therapist.owner, version=draft_of(therapist).version)

    assert draft_of(therapist).content["about"]["intro"] == ""


@pytest.mark.parametrize("has_draft", [True, False])
def test_the_draft_of_a_removed_profile_is_not_written(has_draft: bool) -> None:
    therapist = TherapistFactory(status=ProfileStatus.REMOVED)
    if has_draft:
        RevisionFactory(therapist=therapist)

    assert not draft_of(therapist).is_writable


def test_what_an_older_draft_does_not_name_is_taken_from_the_tables() -> None:
    therapist = TherapistFactory(intro="Approved.", rates_note="Cash only.")
    RevisionFactory(therapist=therapist, content={"about": {"name": "New"}, "unknown": {}})

    document = draft_of(therapist).content

    assert tuple(document) == content.SECTION_KEYS
    assert (document["about"]["name"], document["about"]["intro"]) == ("New", "Approved.")
    assert document["rates"]["rates_note"] == "Cash only."


def test_a_draft_of_a_loaded_profile_takes_one_query(django_assert_num_queries: Any) -> None:
    therapist = TherapistFactory(published=True, techniques=["swedish"], rates={60: 9500})
    RevisionFactory(therapist=therapist)
    therapist = loaded(therapist)

    with django_assert_num_queries(1):
        drafts.load(therapist)


class TestSeen:
    def test_it_is_the_same_in_any_order_and_whether_read_or_stored(self) -> None:
        therapist = TherapistFactory(published=True, intro="“Zoë” – 李 🙂", practicing_since=2001)
        of_tables = draft_of(therapist)
        RevisionFactory(therapist=therapist)
        of_revision = draft_of(therapist)

        keys = content.SECTION_KEYS
        assert drafts.seen(of_tables, keys) == drafts.seen(of_revision, keys[::-1])
        assert drafts.seen(of_tables, [*keys, *keys]) == drafts.seen(of_tables, keys)

    @pytest.mark.parametrize("key", content.SECTION_KEYS)
    def test_it_differs_with_its_own_sections_and_no_other(self, key: str) -> None:
        therapist = TherapistFactory()
        before = draft_of(therapist)
        changed = {**before.content, key: before.content[key] | {"extra": 1}}
        after = drafts.Draft(None, changed, True, 0)

        for other in content.SECTION_KEYS:
            assert (drafts.seen(before, [other]) == drafts.seen(after, [other])) == (other != key)

    def test_it_fits_a_hidden_field(self) -> None:
        assert len(drafts.seen(draft_of(TherapistFactory()), content.SECTION_KEYS)) == 20

    def test_nothing_seen_has_a_digest_too(self) -> None:
        draft = draft_of(TherapistFactory())

        assert drafts.seen(draft, []) == drafts.seen(draft, ())


def test_changed_sections_come_in_the_order_of_the_editor() -> None:
    before = draft_of(TherapistFactory()).content
    after = {**before, "rates": {}, "about": {}}

    assert drafts.changed_sections(before, after) == ["about", "rates"]
    assert drafts.changed_sections(before, before) == []
