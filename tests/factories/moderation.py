"""Builds what moderators work with: hidings, appeals, checks, lists of boards, invitations."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from directory.choices import (
    AppealState,
    CheckMethod,
    CheckResult,
    ImportState,
    ProfileStatus,
    ProposalKind,
    ProposalState,
)
from directory.duplicates import plain_number
from directory.models import (
    Appeal,
    Hiding,
    Invitation,
    PossiblePair,
    Register,
    RosterEntry,
    RosterImport,
    RosterProposal,
    RosterSource,
    VerificationRecord,
)
from tests.factories.accounts import ModeratorFactory
from tests.factories.directory import CredentialFactory, TherapistFactory
from tests.factories.profiles import RevisionFactory


def register(slug: str = "co-massage") -> Register:
    return Register.objects.get(slug=slug)


class HidingFactory(DjangoModelFactory):
    """A profile that one moderator has hidden; `confirmed=True`, `ended=True` for what follows."""

    class Meta:
        model = Hiding

    class Params:
        confirmed = factory.Trait(
            confirmed_at=factory.LazyFunction(timezone.now),
            confirmed_by=factory.SubFactory(ModeratorFactory),
        )
        ended = factory.Trait(
            ended_at=factory.LazyFunction(timezone.now),
            ended_by=factory.SubFactory(ModeratorFactory),
        )

    therapist = factory.SubFactory(TherapistFactory, published=True, status=ProfileStatus.SUSPENDED)
    hidden_by = factory.SubFactory(ModeratorFactory)
    why = "Two people could not reach you under this address."


class AppealFactory(DjangoModelFactory):
    """About a rejected text; `hidden=True` for one about a hiding; `granted`, `denied` are over."""

    class Meta:
        model = Appeal

    class Params:
        hidden = factory.Trait(
            hiding=factory.SubFactory(HidingFactory),
            therapist=factory.SelfAttribute("hiding.therapist"),
            revision=None,
            decided_first_by=factory.SelfAttribute("hiding.hidden_by"),
        )
        granted = factory.Trait(state=AppealState.GRANTED, answer="You are right.")
        denied = factory.Trait(state=AppealState.DENIED, answer="It stays as it is.")

    hiding = None
    revision = factory.SubFactory(RevisionFactory, status="rejected", reasons="It promises a cure.")
    revision_version = factory.LazyAttribute(
        lambda made: made.revision.version if made.revision else None
    )
    therapist = factory.SelfAttribute("revision.therapist")
    decided_first_by = factory.SelfAttribute("revision.decided_by")
    text = "I think that this was a mistake."
    state = AppealState.OPEN
    decided_at = factory.LazyAttribute(
        lambda made: None if made.state == AppealState.OPEN else timezone.now()
    )

    @classmethod
    def _create(cls, model_class: type[Appeal], *args: Any, **kwargs: Any) -> Appeal:
        if kwargs.get("decided_at") and "decided_by" not in kwargs:
            kwargs["decided_by"] = ModeratorFactory()
        appeal: Appeal = super()._create(model_class, *args, **kwargs)
        return appeal


class VerificationRecordFactory(DjangoModelFactory):
    """Looked up on Colorado's register today, and counting at once."""

    class Meta:
        model = VerificationRecord

    class Params:
        waiting = factory.Trait(needs_second=True, applied_at=None)

    credential = factory.SubFactory(CredentialFactory)
    method = CheckMethod.REGISTER
    register = factory.LazyFunction(register)
    lookup_url = "https://register.example.com/lookup"
    number = factory.SelfAttribute("credential.number")
    result = CheckResult.CONFIRMED
    checked_on = factory.LazyFunction(timezone.localdate)
    checked_by = factory.SubFactory(ModeratorFactory)
    applied_at = factory.LazyFunction(timezone.now)


class RosterSourceFactory(DjangoModelFactory):
    class Meta:
        model = RosterSource
        django_get_or_create = ("register",)

    register = factory.LazyFunction(register)
    columns = factory.LazyFunction(
        lambda: {"number": "License", "name": "Name", "status": "Status", "expires": "Expires"}
    )
    active_words = factory.LazyFunction(lambda: ["active"])


class RosterImportFactory(DjangoModelFactory):
    """A file that was read to its end."""

    class Meta:
        model = RosterImport

    source = factory.SubFactory(RosterSourceFactory)
    file_name = "colorado.csv"
    file_digest = factory.LazyFunction(lambda: uuid.uuid4().hex * 2)
    state = ImportState.DONE
    ended_at = factory.LazyAttribute(
        lambda made: (
            timezone.now() if made.state in (ImportState.DONE, ImportState.FAILED) else None
        )
    )


class RosterEntryFactory(DjangoModelFactory):
    class Meta:
        model = RosterEntry

    source = factory.SelfAttribute("seen_in.source")
    seen_in = factory.SubFactory(RosterImportFactory)
    number = factory.Sequence(lambda number: f"MT{number:07}")
    name = "Ana Silva"
    status = "Active"


class RosterProposalFactory(DjangoModelFactory):
    """Waits for a moderator."""

    class Meta:
        model = RosterProposal

    credential = factory.SubFactory(CredentialFactory)
    roster_import = factory.SubFactory(RosterImportFactory)
    kind = ProposalKind.CONFIRMS
    number = factory.LazyAttribute(lambda made: plain_number(made.credential.number))
    listed_name = "Ana Silva"
    listed_status = "Active"
    state = ProposalState.OPEN
    decided_at = factory.LazyAttribute(
        lambda made: None if made.state == ProposalState.OPEN else timezone.now()
    )


class InvitationFactory(DjangoModelFactory):
    """Sent, and neither accepted nor over."""

    class Meta:
        model = Invitation

    batch = factory.LazyFunction(uuid.uuid4)
    line = factory.Sequence(lambda number: number + 2)
    email = factory.Sequence(lambda number: f"invited-{number}@example.com")
    name = "Ana Silva"
    digest = factory.LazyFunction(lambda: uuid.uuid4().hex * 2)
    invited_by = factory.SubFactory(ModeratorFactory)
    delete_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=30))


class PossiblePairFactory(DjangoModelFactory):
    """Two profiles that waited for nobody's look yet; `settled=True` when somebody has looked."""

    class Meta:
        model = PossiblePair

    class Params:
        settled = factory.Trait(
            settled_at=factory.LazyFunction(timezone.now),
            settled_by=factory.SubFactory(ModeratorFactory),
        )

    first = factory.SubFactory(TherapistFactory, published=True)
    second = factory.SubFactory(TherapistFactory, published=True)
    shared = "0123456789abcdef"
