"""The test suite: fast, closed off, and as strict as production."""

# ruff: noqa: TID251 (settings modules build on each other)

import os
import tempfile
from pathlib import Path

from . import env, logging
from .base import *  # noqa: F403 (settings are composed by name)
from .base import POST_OFFICE, STORAGES

DEBUG = False
SECRET_KEY = "only-for-tests"  # noqa: S105 (protects nothing)
MESSAGE_KEYS = ["b25seS1mb3ItdGVzdHMtcHJvdGVjdHMtbm90aGluZyE="]
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
# A backup of tests is written where its test says, if it says so.
BACKUP_DIR = ""
BACKUP_RECIPIENTS = list[str]()
SITE_URL = "http://testserver"
PASSKEY_HOST = "localhost"
STYLEGUIDE = True
# Only where a test asks for it: a thread writes the counts, past the transaction of a test.
COUNT_VIEWS = False
MAIL_PREVIEWS = True
# Nobody makes this folder: a test that wants mails in files names one of its own.
EMAIL_FILE_PATH = Path(tempfile.gettempdir()) / f"no-mail-of-tests-{os.getpid()}"

# Fast on purpose; the real hasher is slow on purpose.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

# Another test process, or a site that runs beside, sends by itself.
POST_OFFICE = POST_OFFICE | {"LOCK_FILE_NAME": f"post-office-test-{os.getpid()}"}

# Nothing is left on the disk, and tests that run at once do not see each other's files.
STORAGES = STORAGES | {"default": {"BACKEND": "django.core.files.storage.InMemoryStorage"}}

WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True

LOGGING = logging.config(level=env.text("LOG_LEVEL", "ERROR"))
