"""A server that visitors reach: refuses to start until all it needs is set."""

# ruff: noqa: TID251 (settings modules build on each other)

import copy

from . import env
from .base import *  # noqa: F403 (settings are composed by name)
from .base import CONTENT_SECURITY_POLICY, SITE_URL

_needed = env.required(
    "SECRET_KEY",
    # SQLite serves one machine well, but nobody should end up on it by accident:
    # it has to be written down, as in sqlite:////srv/data/db.sqlite3.
    "DATABASE_URL",
    "ALLOWED_HOSTS",
    "SITE_URL",
    "DEFAULT_FROM_EMAIL",
    "SECURITY_CONTACT",
    "MESSAGE_KEYS",
    # Files of therapists must be where backups find them and nothing serves them: a folder or
    # a bucket, and neither by accident.
    *(() if env.text("MEDIA_STORAGE_URL") else ("UPLOADS_DIR",)),
)

DEBUG = False
SECRET_KEY = _needed["SECRET_KEY"]
SECRET_KEY_FALLBACKS = env.items("SECRET_KEY_FALLBACKS")
ALLOWED_HOSTS = env.items("ALLOWED_HOSTS")
CSRF_TRUSTED_ORIGINS = [SITE_URL]

STORAGES = {
    "default": env.media_storage(),
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

SECURE_SSL_REDIRECT = True
# A load balancer asks for these inside the network, without TLS.
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 63_072_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
if env.flag("BEHIND_TLS_PROXY"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

CONTENT_SECURITY_POLICY = copy.deepcopy(CONTENT_SECURITY_POLICY)
CONTENT_SECURITY_POLICY["DIRECTIVES"]["upgrade-insecure-requests"] = True

# The prefix makes browsers refuse the cookie unless it is secure, host-only and for "/".
SESSION_COOKIE_NAME = "__Host-sessionid"
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_NAME = "__Host-csrftoken"
CSRF_COOKIE_SECURE = True
LANGUAGE_COOKIE_SECURE = True

vars().update(env.mail_server())
