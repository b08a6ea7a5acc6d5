"""Builds what belongs to a therapist's own area: revisions, files, reminders, links, counts."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import factory
from django.core.files.base import ContentFile
from django.utils import timezone

from directory.choices import Counted, LiveFact, ReminderKind, RevisionStatus
from directory.editing import content
from directory.models import (
    CredentialKind,
    DailyCount,
    Document,
    LiveChange,
    Photo,
    ProfileEvent,
    ProfileRevision,
    Reminder,
    Therapist,
    Tombstone,
    UnsavedText,
    UpkeepLink,
)
from tests.factories.accounts import ModeratorFactory
from tests.factories.directory import TherapistFactory, term

DECIDED = (RevisionStatus.APPROVED, RevisionStatus.REJECTED, RevisionStatus.CHANGES_ASKED)


class RevisionFactory(factory.django.DjangoModelFactory):
    """A draft of what the profile says now; `status="submitted"` and others come with their days.

    `changes={"about": {"intro": "New."}}` is put over the present content.
    """

    class Meta:
        model = ProfileRevision

    class Params:
        changes = factory.LazyFunction(dict)

    therapist = factory.SubFactory(TherapistFactory)
    number = factory.LazyAttribute(lambda revision: revision.therapist.revisions.count() + 1)
    status = RevisionStatus.DRAFT
    content = factory.LazyAttribute(lambda revision: changed(revision.therapist, revision.changes))
    submitted_at = factory.LazyAttribute(
        lambda revision: None if revision.status == RevisionStatus.DRAFT else timezone.now()
    )
    decided_at = factory.LazyAttribute(
        lambda revision: timezone.now() if revision.status in DECIDED else None
    )
    decided_by = None

    @classmethod
    def _create(cls, model_class: type[ProfileRevision], *args: Any, **kwargs: Any) -> Any:
        if kwargs["status"] in DECIDED and not kwargs["decided_by"]:
            kwargs["decided_by"] = ModeratorFactory()
        return super()._create(model_class, *args, **kwargs)


def changed(therapist: Therapist, changes: dict[str, dict[str, Any]]) -> content.Content:
    """What the profile says now, with these values over it."""
    loaded = Therapist.objects.with_answers().get(pk=therapist.pk)
    document = content.read(loaded)
    for section, values in changes.items():
        document[section] |= values
    return document


class UnsavedTextFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = UnsavedText

    therapist = factory.SubFactory(TherapistFactory)
    page = "experience"
    data = factory.LazyFunction(lambda: {"experience-practicing_since": ["20"]})


class LiveChangeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = LiveChange

    therapist = factory.SubFactory(TherapistFactory)
    fact = LiveFact.PHONE
    before = factory.LazyFunction(lambda: {"phone": ""})
    after = factory.LazyFunction(lambda: {"phone": "+13035550142"})


class EventFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ProfileEvent

    therapist_number = 1
    kind = "submitted"


class TombstoneFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Tombstone

    digest = factory.Sequence(lambda number: f"{number:064x}")


class UpkeepLinkFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = UpkeepLink

    therapist = factory.SubFactory(TherapistFactory)
    digest = factory.Sequence(lambda number: f"{number:064x}")
    expires_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=30))


class ReminderFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Reminder

    therapist = factory.SubFactory(TherapistFactory)
    kind = ReminderKind.CONFIRM_76
    due_on = factory.LazyFunction(timezone.localdate)


class DailyCountFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = DailyCount

    therapist = factory.SubFactory(TherapistFactory)
    day = factory.LazyFunction(timezone.localdate)
    kind = Counted.VIEW
    count = 1


class PhotoFactory(factory.django.DjangoModelFactory):
    """A stored photo that nobody has approved yet."""

    class Meta:
        model = Photo

    therapist = factory.SubFactory(TherapistFactory)
    file = factory.LazyFunction(lambda: ContentFile(b"not really a picture", "photo.jpg"))
    width = 800
    height = 600


class DocumentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Document

    therapist = factory.SubFactory(TherapistFactory)
    kind = factory.LazyFunction(lambda: term(CredentialKind, "insurance"))
    file = factory.LazyFunction(lambda: ContentFile(b"%PDF-1.7 not really", "document.pdf"))
    format = "pdf"
    size = 20
    delete_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=180))
