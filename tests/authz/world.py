"""A small world of people and profiles in every state; what is private carries a canary."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import timedelta

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import admin
from django.utils import timezone
from post_office.models import Email

from accounts.models import User
from accounts.roles import sync
from articles.models import ArticleFeedback
from articles.roles import EDITOR, REVIEWER
from directory.choices import ProfileStatus
from directory.models import Therapist
from directory.search import doc
from inquiries.choices import BlockScope, CaseState, ComplaintReason, ReportReason
from inquiries.letter import Letter
from inquiries.models import (
    AccuracyAnswer,
    Block,
    Complaint,
    Conversation,
    InquiryBox,
    InquiryEvent,
    Report,
)
from sciatica_site import sealing
from tests.factories.accounts import PASSWORD, ModeratorFactory, UserFactory
from tests.factories.admin_rows import MAKERS
from tests.factories.articles import ArticleFactory, ClaimFactory, ReferenceFactory, TopicFactory
from tests.factories.directory import CredentialFactory, SessionPlanFactory, TherapistFactory
from tests.factories.inquiries import ConversationFactory, MessageFactory
from tests.factories.moderation import HidingFactory
from tests.factories.places import PlaceFactory
from tests.factories.profiles import (
    DailyCountFactory,
    DocumentFactory,
    EventFactory,
    LiveChangeFactory,
    PhotoFactory,
    RevisionFactory,
    UnsavedTextFactory,
)

ANONYMOUS = "anonymous"
#: Each owns a profile in that state; "second" is published as well: the other therapist.
THERAPISTS = ("draft", "pending", "published", "second", "hidden", "suspended", "removed")
STAFF = ("moderator", "editor", "reviewer", "superuser")
#: Signed in, but without a profile, switched off, or staff without a second factor.
OTHERS = ("newcomer", "deactivated", "staff-without-factor")
ROLES = (ANONYMOUS, *THERAPISTS, *STAFF, *OTHERS)
PUBLIC = ("published", "second")


@dataclass
class World:
    users: dict[str, User] = field(default_factory=dict)
    therapists: dict[str, Therapist] = field(default_factory=dict)

    def user(self, role: str) -> User | None:
        return self.users.get(role)


def canary(role: str) -> str:
    """Stands in all that only this therapist and moderators may see."""
    return f"Canary{role.capitalize()}Private"


def message_number(role: str) -> str:
    """Names the message that a patient sent to this therapist: 22 characters, as all have."""
    return f"message-to-{role}".ljust(22, "-")


def build() -> World:
    world = World()
    for role in THERAPISTS:
        world.therapists[role] = _therapist(role)
        world.users[role] = world.therapists[role].owner
    Authenticator.objects.create(
        user=UserFactory(email="has-a-passkey@example.com"),
        type=Authenticator.Type.WEBAUTHN,
        data={"name": canary("draft"), "credential": {}},
    )
    world.users["newcomer"] = UserFactory(email="newcomer@example.com")
    world.users["deactivated"] = UserFactory(email="deactivated@example.com", is_active=False)
    world.users["moderator"] = ModeratorFactory(email="moderator@example.com")
    world.users["staff-without-factor"] = ModeratorFactory(email="no-factor@example.com")
    for name, role in (("editor", EDITOR), ("reviewer", REVIEWER)):
        world.users[name] = UserFactory(email=f"{name}@example.com", is_staff=True)
        world.users[name].groups.add(sync(role).group)
    _add_what_only_the_admin_shows(world)
    world.users["superuser"] = User.objects.create_superuser("root@example.com", PASSWORD)
    root = world.users["superuser"]
    EmailAddress.objects.create(user=root, email=root.email, verified=True, primary=True)
    for name in STAFF:
        Authenticator.objects.create(
            user=world.users[name], type=Authenticator.Type.TOTP, data={"secret": "unused"}
        )
    return world


def _add_what_only_the_admin_shows(world: World) -> None:
    """One row of every kind that has pages in the admin."""
    topic = TopicFactory(slug="a-topic")
    article = ArticleFactory(slug="an-article", topic=topic, published=True)
    ReferenceFactory()
    ClaimFactory()
    ArticleFeedback.objects.create(article=article, helpful="yes")
    PlaceFactory()
    SessionPlanFactory(therapist=world.therapists["published"])
    for model, make in MAKERS.items():
        if admin.site.is_registered(model) and not model._default_manager.exists():
            make()
    UserSession.objects.create(
        user=world.users["published"], ip="192.0.2.1", session_key="none", user_agent="none"
    )
    Email.objects.create(from_email="a@example.com", to="b@example.com", subject="Queued")
    EventFactory()


def _therapist(role: str) -> Therapist:
    """Its tables are private as well unless it is public; then only what waits is."""
    secret = canary(role)
    shown = f"Shown {role}" if role in PUBLIC else secret
    therapist: Therapist = TherapistFactory(
        published=role not in ("draft", "pending"),
        owner=UserFactory(email=f"{role}@example.com", name=f"{secret} Account"),
        slug=f"a-{role}",
        name=shown,
        intro=shown,
        approach_text=shown,
        phone="+13035550142" if role in PUBLIC else "",
        confirmed_days_ago=200 if role == "hidden" else 3,
        place="Denver",
        techniques=["swedish"],
        rates={60: 9500},
    )
    states = {"pending": "pending", "suspended": "suspended", "removed": "removed"}
    if role in states:
        therapist.status = ProfileStatus(states[role])
        therapist.save()
        doc.refresh(therapist)
    CredentialFactory(therapist=therapist, number=f"{shown[:30]}1")
    RevisionFactory(therapist=therapist, status="rejected", reasons=f"{secret} is wrong.")
    HidingFactory(therapist=therapist, why=f"{secret} why.", ended=role != "suspended")
    RevisionFactory(
        therapist=therapist,
        status="submitted" if role in ("pending", "second") else "draft",
        changes={"approach": {"approach_text": f"{secret} says how."}},
    )
    UnsavedTextFactory(therapist=therapist, data={"experience-experience_note": [secret]})
    LiveChangeFactory(therapist=therapist, before={"phone": secret})
    PhotoFactory(therapist=therapist, token=f"photo-of-{role}")
    DocumentFactory(therapist=therapist, token=f"document-of-{role}")
    DailyCountFactory(therapist=therapist, day=timezone.localdate() - timedelta(days=9))
    _message(therapist, role)
    if role in PUBLIC:
        therapist.photo = PhotoFactory(therapist=therapist, token=f"shown-photo-of-{role}")
        therapist.save()
    return therapist


def _message(therapist: Therapist, role: str) -> None:
    """What a patient wrote to this therapist, answered and reported; all of it is private."""
    secret = canary(role)
    letter = Letter(
        name=f"{secret} Patient",
        email=f"{secret}@example.com",
        phone="+13035550199",
        message=f"{secret} hurts.",
    )
    conversation: Conversation = ConversationFactory(
        number=message_number(role),
        therapist=therapist,
        inquiry__letter=letter,
        answered=True,
    )
    MessageFactory(conversation=conversation, text=f"{secret} answers.")
    Complaint.objects.create(
        conversation=conversation,
        reason=ComplaintReason.OTHER,
        state=CaseState.OPEN,
        sealed=sealing.seal({"note": f"{secret} noted."}),
    )
    Report.objects.create(
        key=uuid.uuid4(),
        therapist=therapist,
        reason=ReportReason.OTHER,
        sealed=sealing.seal({"text": f"{secret} said.", "email": f"{secret}@example.com"}),
        told=f"{secret} was told.",
        told_at=timezone.now(),
    )
    AccuracyAnswer.objects.create(conversation=conversation, therapist=therapist, reachable=True)
    InquiryEvent.objects.create(conversation_number=conversation.number, kind="sent")
    InquiryBox.objects.create(therapist=therapist)
    Block.objects.create(sender_digest="0" * 64, scope=BlockScope.THERAPIST, therapist=therapist)
