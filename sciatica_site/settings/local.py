"""A developer's own machine: works with no environment variable at all."""

# ruff: noqa: TID251 (settings modules build on each other)

from . import env, logging
from .base import *  # noqa: F403 (settings are composed by name)
from .base import BASE_DIR, INSTALLED_APPS, MIDDLEWARE, POST_OFFICE, TEMPLATES

DEBUG = env.flag("DEBUG", default=True)
SECRET_KEY = env.text("SECRET_KEY", "only-for-development-never-for-a-server-that-others-reach")
MESSAGE_KEYS = env.message_keys() or ["ZGV2ZWxvcG1lbnQtb25seS1ub3QtYS1zZWNyZXQtISE="]
ALLOWED_HOSTS = env.items("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
STYLEGUIDE = True
MAIL_PREVIEWS = True
ADMIN_NEEDS_SECOND_FACTOR = False

# Static files come straight from the source folders, by the same code as in production.
INSTALLED_APPS = ["whitenoise.runserver_nostatic", *INSTALLED_APPS]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
# Compresses what production has compressed beforehand, so that sizes are comparable.
MIDDLEWARE = ["django.middleware.gzip.GZipMiddleware", *MIDDLEWARE]
TEMPLATES[0]["OPTIONS"]["context_processors"].insert(  # type: ignore[index]
    0, "django.template.context_processors.debug"
)

# Mail is written into var/mail/, one file for each message.
POST_OFFICE = POST_OFFICE | {
    "BACKENDS": {"default": "django.core.mail.backends.filebased.EmailBackend"}
}
EMAIL_FILE_PATH = BASE_DIR / "var" / "mail"

LOGGING = logging.config(level=env.text("LOG_LEVEL", "INFO"), formatter="plain")
