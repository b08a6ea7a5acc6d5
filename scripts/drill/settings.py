"""Settings of the site in a drill: as in production, but on loopback, and mail becomes files."""

# ruff: noqa: TID251 (settings modules build on each other)

import os
from pathlib import Path

from sciatica_site.settings import logging
from sciatica_site.settings.base import *  # noqa: F403 (settings are composed by name)
from sciatica_site.settings.base import POST_OFFICE

DEBUG = False
SECRET_KEY = "only-for-a-drill-that-throws-everything-away"  # noqa: S105 (protects nothing)
MESSAGE_KEYS = ["b25seS1mb3ItZHJpbGwtcHJvdGVjdHMtbm90aGluZyE="]
ALLOWED_HOSTS = ["127.0.0.1"]
COUNT_VIEWS = False
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

POST_OFFICE = POST_OFFICE | {
    "BACKENDS": {"default": "django.core.mail.backends.filebased.EmailBackend"}
}
EMAIL_FILE_PATH = Path(os.environ["DRILL_FOLDER"]) / "sent"
STATIC_ROOT = Path(os.environ["DRILL_FOLDER"]) / "static"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True

LOGGING = logging.config(level="ERROR")
