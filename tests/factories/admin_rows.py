"""Makes one more row of each kind that has a list in the admin, with everything it leads to."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group
from django.db import models
from django.utils import timezone
from post_office.models import Email

from accounts.models import User
from articles.models import Article, ArticleFeedback, Claim, Reference, Topic
from directory.models import (
    Appeal,
    Credential,
    Document,
    Hiding,
    Invitation,
    Place,
    PossiblePair,
    PracticeLocation,
    ProfileEvent,
    ProfileRevision,
    RosterEntry,
    RosterImport,
    RosterProposal,
    RosterSource,
    SearchDoc,
    SearchText,
    SessionPlan,
    Therapist,
    VerificationRecord,
    WordingCount,
)
from inquiries.choices import BlockScope, CaseState, ComplaintReason, ReportReason
from inquiries.models import (
    Block,
    Complaint,
    Conversation,
    Inquiry,
    InquiryBox,
    InquiryEvent,
    Report,
)
from sciatica_site import audit, sealing
from sciatica_site.models import AuditEntry, QueuedMail
from tests.factories.accounts import ModeratorFactory, UserFactory
from tests.factories.articles import ArticleFactory, ClaimFactory, ReferenceFactory, TopicFactory
from tests.factories.directory import CredentialFactory, SessionPlanFactory, TherapistFactory
from tests.factories.inquiries import ConversationFactory
from tests.factories.moderation import (
    AppealFactory,
    HidingFactory,
    InvitationFactory,
    PossiblePairFactory,
    RosterEntryFactory,
    RosterImportFactory,
    RosterProposalFactory,
    RosterSourceFactory,
    VerificationRecordFactory,
)
from tests.factories.places import PlaceFactory
from tests.factories.profiles import DocumentFactory, EventFactory, RevisionFactory


def therapist() -> Therapist:
    made: Therapist = TherapistFactory(
        published=True,
        credentials=[{"kind": "state-license", "checked": True}],
        techniques=["sports"],
    )
    return made


def factor() -> None:
    Authenticator.objects.create(
        user=UserFactory(), type=Authenticator.Type.TOTP, data={"secret": "unused"}
    )


def mail() -> None:
    Email.objects.create(from_email="a@example.com", to="b@example.com", subject="Queued")


def complaint() -> None:
    Complaint.objects.create(
        conversation=ConversationFactory(answered=True),
        reason=ComplaintReason.OTHER,
        state=CaseState.OPEN,
        sealed=sealing.seal({"note": "Rude."}),
    )


def report() -> None:
    Report.objects.create(
        key=uuid.uuid4(),
        therapist=therapist(),
        reason=ReportReason.OTHER,
        sealed=sealing.seal({"text": "Not so."}),
    )


def block() -> None:
    Block.objects.create(
        sender_digest=uuid.uuid4().hex * 2,
        scope=BlockScope.THERAPIST,
        therapist=therapist(),
        actor=ModeratorFactory(),
    )


def event_of_conversation() -> None:
    number = ConversationFactory().number
    InquiryEvent.objects.create(conversation_number=number, kind="sent", actor=ModeratorFactory())


def wording() -> None:
    WordingCount.objects.create(
        therapist=therapist(), listed=1, found_at=timezone.now(), looked_at=timezone.now()
    )


def line_of_audit() -> None:
    profile = therapist()
    audit.record(
        "profile.approved", by=ModeratorFactory(), subject="profile", number=str(profile.pk)
    )


#: How to make one more row, by the model that has the list.
MAKERS: dict[type[models.Model], Callable[[], Any]] = {
    AuditEntry: line_of_audit,
    QueuedMail: mail,
    User: UserFactory,
    Group: lambda: Group.objects.create(name=uuid.uuid4().hex),
    Authenticator: factor,
    InquiryBox: lambda: InquiryBox.objects.create(therapist=therapist()),
    Block: block,
    Complaint: complaint,
    InquiryEvent: event_of_conversation,
    Inquiry: lambda: ConversationFactory().inquiry,
    Conversation: ConversationFactory,
    Report: report,
    Appeal: AppealFactory,
    Hiding: HidingFactory,
    SearchDoc: therapist,
    SearchText: therapist,
    Credential: lambda: CredentialFactory(checked=True),
    Document: DocumentFactory,
    ProfileEvent: lambda: EventFactory(actor=ModeratorFactory(), fields=["name"]),
    ProfileRevision: lambda: RevisionFactory(status="approved"),
    Therapist: therapist,
    PracticeLocation: therapist,
    SessionPlan: SessionPlanFactory,
    Place: lambda: PlaceFactory(key=uuid.uuid4().hex[:12]),
    VerificationRecord: VerificationRecordFactory,
    RosterEntry: RosterEntryFactory,
    RosterImport: RosterImportFactory,
    RosterProposal: RosterProposalFactory,
    RosterSource: RosterSourceFactory,
    Invitation: InvitationFactory,
    PossiblePair: PossiblePairFactory,
    WordingCount: wording,
    Article: lambda: ArticleFactory(published=True, reviewed=True),
    ArticleFeedback: lambda: ArticleFeedback.objects.create(
        article=ArticleFactory(), helpful="yes"
    ),
    Claim: lambda: ClaimFactory(references=[ReferenceFactory()]),
    Topic: TopicFactory,
    Reference: ReferenceFactory,
}
