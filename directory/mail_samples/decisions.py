"""Made-up samples of the mails about hidden profiles and appeals, for people to look at."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.conf import settings
from django.urls import reverse

from directory import hidings
from sciatica_site.hooks import MailSample

#: By the name of the sample: the template, and what the mail knows beside its links.
SAMPLES: dict[str, tuple[str, dict[str, Any]]] = {
    "hidden": ("hidden", {}),
    "shown-again": ("shown_again", {"is_public": True}),
    "shown-again-not-public": ("shown_again", {"is_public": False}),
    "appeal-received": ("appeal_received", {"days": hidings.AIM_DAYS}),
    "appeal-granted-text": (
        "appeal_granted",
        {"is_hiding": False, "is_public": False, "waits_again": True},
    ),
    "appeal-granted-text-not-in-line": (
        "appeal_granted",
        {"is_hiding": False, "is_public": False, "waits_again": False},
    ),
    "appeal-granted-hiding": (
        "appeal_granted",
        {"is_hiding": True, "is_public": True, "waits_again": False},
    ),
    "appeal-denied-text": ("appeal_denied", {"is_hiding": False}),
    "appeal-denied-hiding": ("appeal_denied", {"is_hiding": True}),
    "second-look": ("second_look", {"is_urgent": True, "is_reminder": False}),
    "second-look-reminder": ("second_look", {"is_urgent": False, "is_reminder": True}),
}


def previews() -> dict[str, Callable[[], MailSample]]:
    return {
        name: partial(_sample, template, context) for name, (template, context) in SAMPLES.items()
    }


def _sample(template: str, context: dict[str, Any]) -> MailSample:
    links = {
        "decision_url": reverse("directory:hiding", args=[1]),
        "dashboard_url": reverse("directory:dashboard"),
        "admin_url": reverse("admin:directory_hiding_change", args=[1]),
    }
    urls = {name: settings.SITE_URL + path for name, path in links.items()}
    return MailSample(f"directory/emails/{template}", context | urls)
