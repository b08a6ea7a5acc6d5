"""Settings that hold wherever the site runs."""

# ruff: noqa: TID251 (settings modules build on each other)

from __future__ import annotations

import datetime
from pathlib import Path

from . import env, logging
from .headers import *  # noqa: F403 (settings are composed by name)

BASE_DIR = Path(__file__).resolve().parent.parent.parent

SITE_NAME = "Sciatica & Massage Guide"
SITE_URL = env.text("SITE_URL", "http://127.0.0.1:8000").rstrip("/")
# Shown to visitors on the about, privacy and accessibility pages when it is set.
CONTACT_EMAIL = env.text("CONTACT_EMAIL")
SECURITY_CONTACT = env.text("SECURITY_CONTACT", "mailto:security@example.com")
STYLEGUIDE = False
MAIL_PREVIEWS = False
ADMIN_NEEDS_SECOND_FACTOR = True
# Keys that encrypt what patients write: the first encrypts, each opens. They belong into the
# environment alone, never into the database or a backup (docs/data-protection.md).
MESSAGE_KEYS = env.message_keys()
# Days after its last message for which the text of an inquiry is kept.
INQUIRY_TEXT_DAYS = 90
# For how many years the audit is kept; not fewer than six (docs/audit.md).
AUDIT_KEPT_YEARS = 6
# Where backups are written (docs/deployment.md), for how many days they are kept, and for whom
# they are encrypted: public keys of age. Without a folder there are none.
BACKUP_DIR = env.text("BACKUP_DIR")
BACKUP_KEEP_DAYS = env.number("BACKUP_KEEP_DAYS", 35)
BACKUP_RECIPIENTS = env.items("BACKUP_RECIPIENTS")
# The folder of pg_dump and pg_restore, where those on the PATH do not fit the server.
PG_BIN = env.text("PG_BIN")
# How often profiles are seen, for their therapists: numbers alone, nothing about who looked.
COUNT_VIEWS = True
# Whether a profile that a moderator hides waits for a second one to look. Turn it off only where
# there is one moderator alone; nobody counts as the second person then.
HIDING_NEEDS_SECOND_PERSON = env.flag("HIDING_NEEDS_SECOND_PERSON", True)
# Whether a check of a credential counts only after a second moderator has looked as well.
VERIFICATION_NEEDS_SECOND_PERSON = env.flag("VERIFICATION_NEEDS_SECOND_PERSON")

INSTALLED_APPS = [
    "sciatica_site",
    "accounts",
    # Before the directory: what patients wrote goes before the profile that it went to.
    "inquiries",
    "directory",
    "articles",
    "sciatica_site.apps.SiteAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    # Widgets are rendered with the project's own templates: see FORM_RENDERER.
    "django.forms",
    "django_filters",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "post_office",
    "csp",
]

# Headers come first, so that static files and error pages carry them too.
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "sciatica_site.middleware.CrossOriginHeadersMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    # Inside compression, whose random padding would make every answer look new.
    "django.middleware.http.ConditionalGetMiddleware",
    "sciatica_site.middleware.DatabaseDownMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    # Every page is closed unless its view says @login_not_required.
    "sciatica_site.middleware.ClosedByDefaultMiddleware",
    "sciatica_site.staff_sessions.StaffSessionMiddleware",
    "sciatica_site.middleware.PrivatePagesMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.middleware.TooManyTriesMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "sciatica_site.urls"
WSGI_APPLICATION = "sciatica_site.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "sciatica_site.context_processors.site",
            ],
        },
    },
]
FORM_RENDERER = "sciatica_site.forms.SiteFormRenderer"

DATABASES = {"default": env.database(BASE_DIR / "db.sqlite3", is_web=env.flag("WEB_PROCESS"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Sign-in limits count in the cache, so it must be one for all processes.
# The table is made by a migration of sciatica_site.
CACHES = {
    "default": env.cache(
        {
            "BACKEND": "django.core.cache.backends.db.DatabaseCache",
            "LOCATION": "shared_cache",
            "OPTIONS": {"MAX_ENTRIES": 20_000},
        }
    )
}
# Not in a cookie of its own, which could not carry the __Host- prefix.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

LANGUAGE_CODE = "en-us"
TIME_ZONE = "UTC"
USE_TZ = True
# Every string is marked for translation; looking each one up costs a quarter of a page until
# there is a second language to find.
USE_I18N = False
FORMAT_MODULE_PATH = ["sciatica_site.formats"]
LOCALE_PATHS = [BASE_DIR / "locale"]

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]

STORAGES = {
    # There is no MEDIA_URL: every uploaded file goes through a view that asks who wants it.
    "default": env.media_storage(BASE_DIR / "var" / "uploads"),
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# Refuses a huge request before it is read; smaller files that are too large get a message.
FILE_UPLOAD_HANDLERS = [
    "directory.uploads.handlers.BoundedUploads",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
UPLOAD_MAX_BYTES = 64 * 1024 * 1024
# One form takes one file.
DATA_UPLOAD_MAX_NUMBER_FILES = 4
# A callable that takes the bytes of a document and says whether they are clean, by its path.
DOCUMENT_SCANNER = env.text("DOCUMENT_SCANNER")

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in (
        ("UserAttributeSimilarityValidator", {"user_attributes": ("email", "name")}),
        ("MinimumLengthValidator", {"min_length": 12}),
        ("CommonPasswordValidator", {}),
    )
] + [{"NAME": "accounts.validators.GuessablePasswordValidator"}]
PASSWORD_RESET_TIMEOUT = 60 * 60
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "directory:dashboard"

CSRF_FAILURE_VIEW = "sciatica_site.views.errors.csrf_failure"

ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_SIGNUP_FORM_HONEYPOT_FIELD = "homepage"
ACCOUNT_FORMS = {
    "add_email": "accounts.forms.AddEmailForm",
    "change_password": "accounts.forms.ChangePasswordForm",
    "login": "accounts.forms.LoginForm",
    "reauthenticate": "accounts.forms.ReauthenticateForm",
    "reset_password": "accounts.forms.ResetPasswordForm",
    "reset_password_from_key": "accounts.forms.ResetPasswordKeyForm",
    "set_password": "accounts.forms.SetPasswordForm",
    "signup": "accounts.forms.SignupForm",
}
# Beside or instead of allauth's own limits.
ACCOUNT_RATE_LIMITS = {
    # Counts by a digest of the address that changes daily.
    "article_feedback": "10/h/key",
    # Messages to therapists and reports, by network in the same way, and by account.
    "inquiry": "3/m/key",
    "inquiry_day": "10/d/key",
    "inquiry_account": "20/d/user",
    "inquiry_report": "5/h/key",
    # Words that a patient adds, and new links, by message.
    "inquiry_write": "20/d/key",
    "inquiry_link": "3/d/key",
    # Every answer is a mail to somebody.
    "inquiry_answer": "30/h/user",
    # Typed text that is kept for somebody who has been signed out.
    "parked_text": "60/h/ip",
    # Photos and documents: each is read whole and checked. More than anybody needs in an hour.
    "upload": "20/h/user",
    # Nobody's mailbox is filled by a stranger who types its address here again and again.
    "confirm_email": "1/180s/key,6/d/key",
    "reset_password": "20/m/ip,5/m/key,10/h/key",
}
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_CONFIRMATION_EXPIRE_DAYS = 1
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_CHANGE_EMAIL = True
# A new address needs the password once more.
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_DEFAULT_HTTP_PROTOCOL = SITE_URL.partition(":")[0]
ACCOUNT_LOGOUT_REDIRECT_URL = "home"
# How many proxies of our own stand in front: without it X-Forwarded-For is ignored.
ALLAUTH_TRUSTED_PROXY_COUNT = env.number("TRUSTED_PROXY_COUNT", 0)
MFA_ADAPTER = "accounts.second_factor.SecondFactorAdapter"
MFA_FORMS = {
    "activate_totp": "accounts.second_factor_forms.ActivateAppForm",
    "add_webauthn": "accounts.second_factor_forms.AddPasskeyForm",
    "authenticate": "accounts.second_factor_forms.CodeForm",
    "authenticate_webauthn": "accounts.second_factor_forms.UsePasskeyForm",
    "edit_webauthn": "accounts.second_factor_forms.RenamePasskeyForm",
    "login_webauthn": "accounts.second_factor_forms.SignInWithPasskeyForm",
    "reauthenticate": "accounts.second_factor_forms.CodeAgainForm",
    "reauthenticate_webauthn": "accounts.second_factor_forms.UsePasskeyAgainForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = SITE_NAME
# Nobody signs in before an address is confirmed, so an open one is only a change in progress;
# without this, a second factor would forbid to change the address.
MFA_ALLOW_UNVERIFIED_EMAIL = True
# Passkeys belong to this host name. Browsers make none for an address such as 127.0.0.1.
PASSKEY_HOST = env.passkey_host(SITE_URL)
USERSESSIONS_TRACK_ACTIVITY = False

DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", f'"{SITE_NAME}" <hello@example.com>')
SERVER_EMAIL = DEFAULT_FROM_EMAIL
EMAIL_TIMEOUT = 10
# Sending puts a row into the queue; the one work_mail process delivers it.
EMAIL_BACKEND = "sciatica_site.mail.backend.QueueBackend"
POST_OFFICE = {
    "BACKENDS": {"default": "django.core.mail.backends.smtp.EmailBackend"},
    # One message at a time: a sender that dies repeats at most the one in flight.
    "BATCH_SIZE": 1,
    "THREADS_PER_PROCESS": 1,
    "MESSAGE_ID_ENABLED": True,
    "MESSAGE_ID_FQDN": (SITE_URL.partition("://")[2] or "localhost").partition(":")[0],
    # Two days with the pauses of mail/worker.py; its own one holds only if that is killed.
    "MAX_RETRIES": 19,
    "RETRY_INTERVAL": datetime.timedelta(minutes=20),
    "LOCK_FILE_NAME": "post-office-" + env.short_digest(str(BASE_DIR), env.text("DATABASE_URL")),
}

LOGGING = logging.config(level=env.text("LOG_LEVEL", "INFO"))
