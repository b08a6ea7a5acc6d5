"""The addresses of every URL pattern: one for each object that it can be asked for."""

from __future__ import annotations

import re

from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.urls import NoReverseMatch, reverse

from accounts.models import User
from directory.choices import RevisionStatus
from directory.models import Hiding, ProfileRevision, Therapist
from inquiries.models import Report
from tests.authz.walking import patterns
from tests.authz.world import THERAPISTS, message_number

#: What a pattern is asked for when it does not matter whose it is.
PLAIN: dict[str, dict[str, str]] = {
    "stylesheet": {"name": "site", "digest": "0"},
    "articles:topic-feed": {"slug": "a-topic"},
    "articles:topic-detail": {"slug": "a-topic"},
    "articles:article-detail": {"slug": "an-article"},
    "articles:feedback": {"slug": "an-article"},
    "articles:feedback-thanks": {"slug": "an-article"},
    "articles:technique-detail": {"slug": "swedish"},
    "articles:condition-detail": {"slug": "disc-herniation"},
    "directory:profile-edit": {"page": "experience"},
    "directory:profile-autosave": {"page": "experience"},
    "directory:upkeep-link": {"token": "not-a-token"},
    "directory:invitation": {"token": "not-a-token"},
    # Texts are numbered for each therapist: everybody has a first one, and sees their own.
    "directory:decision": {"number": "1"},
    "directory:decision-appeal": {"number": "1"},
    **{
        f"inquiries:{name}": {"token": "not-a-token"}
        for name in (
            *("thread", "thread-confirm", "thread-write", "thread-says", "thread-accuracy"),
            *("thread-copy", "thread-link", "thread-delete"),
        )
    },
    "mail-preview": {"name": "account-email-confirmation"},
    "mail-preview-html": {"name": "account-email-confirmation"},
    "mailbox-message": {"id": "nothing"},
    "mailbox-html": {"id": "nothing"},
    "account_confirm_email": {"key": "not-a-key"},
    "account_reset_password_from_key": {"uidb36": "1", "key": "not-a-key"},
}
#: Patterns that name something of one therapist, by the keyword that does.
OWNED = {
    "directory:therapist-detail": ("slug", "a-{role}"),
    "directory:photo": ("token", "shown-photo-of-{role}"),
    "directory:photo-draft": ("token", "photo-of-{role}"),
    "directory:document": ("token", "document-of-{role}"),
    "directory:document-remove": ("token", "document-of-{role}"),
    "inquiries:inquire": ("slug", "a-{role}"),
    "inquiries:inquire-sent": ("slug", "a-{role}"),
    "inquiries:report": ("slug", "a-{role}"),
    "inquiries:report-sent": ("slug", "a-{role}"),
}
#: Patterns that name a row of one therapist by its key, and the model that has it.
NUMBERED: dict[str, type[models.Model]] = {
    "directory:hiding": Hiding,
    "directory:hiding-reply": Hiding,
    "directory:hiding-appeal": Hiding,
    "inquiries:told": Report,
}
#: Steps on one message, which has its number from the world.
MESSAGES = (
    *("conversation", "reply", "decline", "reveal", "phoned", "close", "complain", "block"),
)


def addresses() -> dict[str, dict[str, str]]:
    """For each pattern the paths to ask, by whose object they name ("" where that is nobody's)."""
    found = {}
    for name in patterns():
        if name in OWNED:
            keyword, text = OWNED[name]
            found[name] = {
                role: reverse(name, kwargs={keyword: text.format(role=role)}) for role in THERAPISTS
            }
        elif name in NUMBERED:
            rows = NUMBERED[name]._default_manager
            found[name] = {
                role: reverse(name, kwargs={"number": rows.get(therapist__slug=f"a-{role}").pk})
                for role in THERAPISTS
            }
        elif name.removeprefix("inquiries:") in MESSAGES:
            found[name] = {
                role: reverse(name, kwargs={"number": message_number(role)}) for role in THERAPISTS
            }
        elif name in ("mfa_edit_webauthn", "mfa_remove_webauthn"):
            key = Authenticator.objects.get(type=Authenticator.Type.WEBAUTHN)
            found[name] = {"": reverse(name, kwargs={"pk": key.pk})}
        elif name.startswith("admin:"):
            found[name] = {"": _in_admin(name)}
        else:
            found[name] = {"": reverse(name, kwargs=PLAIN.get(name))}
    return found


def _in_admin(name: str) -> str:
    short = name.removeprefix("admin:")
    if short == "view_on_site":
        content_type = ContentType.objects.get_for_model(Therapist)
        return reverse(name, args=[content_type.pk, _row(Therapist)])
    if short == "auth_user_password_change":
        return reverse(name, args=[_row(User)])
    if short == "app_list":
        return reverse(name, kwargs={"app_label": "directory"})
    if "/" in short:  # an old address without a name: app/model/<object_id>/
        app, model = re.findall(r"admin/(\w+)/(\w+)/", short)[0]
        return f"/admin/{app}/{model}/{_row(_model(app, model))}/"
    for model in admin.site._registry:
        label = f"{model._meta.app_label}_{model._meta.model_name}_"
        if short.startswith(label):
            return _of_model(name, short.removeprefix(label), model)
    return reverse(name)


def _of_model(name: str, page: str, model: type[models.Model]) -> str:
    row = _row(model)
    if page == "step":
        return reverse(name, args=[row, "submit"])
    try:
        return reverse(name)  # a page about the whole list
    except NoReverseMatch:
        return reverse(name, args=[row])


def _model(app: str, name: str) -> type[models.Model]:
    return next(
        model
        for model in admin.site._registry
        if (model._meta.app_label, model._meta.model_name) == (app, name)
    )


def _row(model: type[models.Model]) -> object:
    rows = model._default_manager.order_by("pk")
    if model is ProfileRevision:  # no moderator reads a draft
        rows = rows.filter(status=RevisionStatus.SUBMITTED)
    row = rows.first()
    assert row, f"The world has no {model._meta.label}."
    return row.pk
