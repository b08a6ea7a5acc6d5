"""The demo accounts that one can sign in to: a therapist, two moderators, the editorial desk."""

from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import QuerySet

from accounts.models import User
from accounts.roles import merged, sync
from sciatica_site.hooks import roles
from sciatica_site.roles import MODERATOR

from .profile import THERAPIST_EMAIL

MODERATOR_EMAIL = "moderator@example.com"
COLLEAGUE_EMAIL = "colleague@example.com"
#: The group of demo data that was seeded before there were roles; it could do more.
FORMER_GROUP = "Moderators"
#: Who works at the desk, by the role that the account has where an app offers that role.
DESK = {
    "editor@example.com": ("Demo Editor", "Content editor"),
    "reviewer@example.com": ("Demo Reviewer", "Clinical reviewer"),
}
#: Known to everybody: only ever set where DEBUG is on.
PASSWORD = "demo-password-only"  # noqa: S105 (protects nothing)


def get_moderator() -> User:
    """The demo moderator, who is also named as the one who checked demo credentials."""
    return _moderator(MODERATOR_EMAIL, "Demo Moderator")


def get_colleague() -> User:
    """Some decisions need a second moderator, and about an appeal another one decides."""
    return _moderator(COLLEAGUE_EMAIL, "Demo Colleague")


@transaction.atomic
def _moderator(email: str, name: str) -> User:
    user = User.objects.filter(email__iexact=email).first()
    if user is None:
        user = User.objects.create_user(email, None, name=name, is_staff=True)
    user.groups.add(moderators())
    user.groups.remove(*Group.objects.filter(name=FORMER_GROUP))
    return user


def moderators() -> Group:
    """The group with the rights of the role, as `sync_roles` makes it."""
    return sync(merged(roles)[MODERATOR]).group


@transaction.atomic
def get_desk() -> list[User]:
    """The demo editor and the demo reviewer: two people, since nobody reviews their own words."""
    offered = merged(roles)
    users = []
    for email, (name, role) in DESK.items():
        if role not in offered:
            continue
        user = User.objects.filter(email__iexact=email).first()
        user = user or User.objects.create_user(email, None, name=name, is_staff=True)
        user.groups.add(sync(offered[role]).group)
        users.append(user)
    return users


def demo_users() -> QuerySet[User]:
    emails = (THERAPIST_EMAIL, MODERATOR_EMAIL, COLLEAGUE_EMAIL, *DESK)
    return User.objects.filter(email__in=emails)


@transaction.atomic
def open_accounts(password: str) -> list[User]:
    """Let the demo accounts sign in; one that already has a password keeps it."""
    opened = []
    for user in demo_users():
        _confirm_address(user)
        if not user.has_usable_password():
            user.set_password(password)
            user.save(update_fields=["password"])
            opened.append(user)
    return opened


def _confirm_address(user: User) -> None:
    EmailAddress.objects.update_or_create(
        user=user, email=user.email, defaults={"verified": True, "primary": True}
    )
