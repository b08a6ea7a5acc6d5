"""Writes a row of everything into the served site, and prints who opens which admin page."""

from __future__ import annotations

import json
import time
from importlib import import_module

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import admin
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.test import Client
from django.urls import NoReverseMatch, reverse

from accounts.models import User
from accounts.roles import merged, sync
from sciatica_site.hooks import roles
from tests.authz.walking import patterns
from tests.factories.accounts import UserFactory
from tests.factories.admin_rows import MAKERS

ROLES = {
    "moderator": "Directory moderator",
    "editor": "Content editor",
    "reviewer": "Clinical reviewer",
    "superuser": "",
}
#: Nothing to look at: signing in and out, and what only leads on.
LEFT_OUT = ("login", "logout", "view_on_site", "jsi18n", "autocomplete", "password_change_done")


def write() -> None:
    """For `manage.py shell`."""
    for make in MAKERS.values():
        make()
    people = {name: _person(name, group) for name, group in ROLES.items()}
    sessions = {name: session_of(user) for name, user in people.items()}
    opened = {name: _opened(session) for name, session in sessions.items()}
    print(json.dumps({"sessions": sessions, "opened": opened}))  # noqa: T201 (is read)


def _person(name: str, group: str) -> User:
    email = f"{name}-of-scenes@example.com"
    if not group:
        user = User.objects.create_superuser(email)
    else:
        user = UserFactory(email=email, is_staff=True)
        user.groups.add(sync(merged(roles)[group]).group)
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "unused"})
    return user


def session_of(user: User) -> str:
    """As after a sign-in with a second factor just now."""
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    now = time.time()
    session.update(
        {
            SESSION_KEY: str(user.pk),
            BACKEND_SESSION_KEY: settings.AUTHENTICATION_BACKENDS[0],
            HASH_SESSION_KEY: user.get_session_auth_hash(),
            "account_authentication_methods_user": str(user.pk),
            "account_authentication_methods": [{"method": "mfa", "at": now}],
            "staff_since": now,
            "staff_seen": now,
        }
    )
    session.create()
    return str(session.session_key)


def _opened(session: str) -> dict[str, str]:
    """Names and addresses of the pages that answer with a page."""
    client = Client(headers={"host": "127.0.0.1"})
    client.cookies[settings.SESSION_COOKIE_NAME] = session
    found = {}
    for name, path in _addresses().items():
        answer = client.get(path)
        is_page = answer.headers.get("Content-Type", "").startswith("text/html")
        if answer.status_code == 200 and is_page and "Content-Disposition" not in answer.headers:
            found[name] = path
    return found


def _addresses() -> dict[str, str]:
    """Of every pattern of the admin that has a name, asked for the newest row of its model."""
    rows = {
        f"{model._meta.app_label}_{model._meta.model_name}_": (
            model._default_manager.order_by("-pk").values_list("pk", flat=True).first()
        )
        for model in admin.site._registry
    }
    found = {}
    for pattern in patterns():
        name = pattern.removeprefix("admin:")
        if name == pattern or "/" in name or name in LEFT_OUT:
            continue
        row = next((pk for stem, pk in rows.items() if name.startswith(stem)), None)
        for args in ((), (row,), (row, "submit"), ("directory",)):
            try:
                found[name] = reverse(pattern, args=args)
            except NoReverseMatch:
                continue
            break
    return found
