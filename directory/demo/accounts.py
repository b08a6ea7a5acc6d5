"""The demo accounts that one can sign in to: a therapist, a moderator, the editorial desk."""

from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import Q, QuerySet

from accounts.models import User
from accounts.roles import sync
from sciatica_site.hooks import roles

from .profile import THERAPIST_EMAIL

MODERATOR_EMAIL = "moderator@example.com"
MODERATORS = "Moderators"
MODERATED_APPS = ("directory", "inquiries", "articles")
#: Who works at the desk, by the role that the account has where an app offers that role.
DESK = {
    "editor@example.com": ("Demo Editor", "Content editor"),
    "reviewer@example.com": ("Demo Reviewer", "Clinical reviewer"),
}
#: Known to everybody: only ever set where DEBUG is on.
PASSWORD = "demo-password-only"  # noqa: S105 (protects nothing)


@transaction.atomic
def get_moderator() -> User:
    """The demo moderator, who is also named as the one who checked demo credentials."""
    user = User.objects.filter(email__iexact=MODERATOR_EMAIL).first()
    if user is None:
        user = User.objects.create_user(MODERATOR_EMAIL, None, name="Demo Moderator", is_staff=True)
    user.groups.add(moderators())
    return user


def moderators() -> Group:
    """May look at and change what is moderated; may not add or delete, and is no superuser."""
    group, _created = Group.objects.get_or_create(name=MODERATORS)
    group.permissions.add(
        *Permission.objects.filter(
            Q(codename__startswith="view_") | Q(codename__startswith="change_"),
            content_type__app_label__in=MODERATED_APPS,
        )
    )
    return group


@transaction.atomic
def get_desk() -> list[User]:
    """The demo editor and the demo reviewer: two people, since nobody reviews their own words."""
    offered = dict(roles)
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
    return User.objects.filter(email__in=(THERAPIST_EMAIL, MODERATOR_EMAIL, *DESK))


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
