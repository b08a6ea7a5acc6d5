"""Settings of the site in a chaos run: as in production, but on loopback and impatient."""

# ruff: noqa: TID251 (settings modules build on each other)

import datetime
import os
from pathlib import Path

from sciatica_site.settings import logging
from sciatica_site.settings.base import *  # noqa: F403 (settings are composed by name)
from sciatica_site.settings.base import INSTALLED_APPS, POST_OFFICE, STORAGES

INSTALLED_APPS = [*INSTALLED_APPS, "scripts.chaos.impatience.ImpatienceConfig"]
DEBUG = False
SECRET_KEY = "only-for-a-run-that-throws-everything-away"  # noqa: S105 (protects nothing)
MESSAGE_KEYS = ["b25seS1mb3ItY2hhb3MtcHJvdGVjdHMtbm90aGluZyE="]
ALLOWED_HOSTS = ["127.0.0.1"]
COUNT_VIEWS = False
# A visitor who sends a thousand inquiries is exactly what limits are for.
ACCOUNT_RATE_LIMITS = False  # type: ignore[assignment]  # what allauth calls none
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

EMAIL_HOST = "127.0.0.1"
EMAIL_PORT = int(os.environ["CHAOS_SMTP_PORT"])
EMAIL_TIMEOUT = 1
POST_OFFICE = POST_OFFICE | {
    "MESSAGE_ID_FQDN": "chaos.example.com",
    "RETRY_INTERVAL": datetime.timedelta(seconds=1),
    "MAX_RETRIES": 100,
}
if os.environ.get("CHAOS_NAIVE"):
    EMAIL_BACKEND = "scripts.chaos.naive.MemoryBackend"

STORAGES = STORAGES | {"default": {"BACKEND": "django.core.files.storage.InMemoryStorage"}}
STATIC_ROOT = Path(os.environ["CHAOS_FOLDER"]) / "static"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True

LOGGING = logging.config(level="WARNING")
