"""Read settings from environment variables, with errors that say what to do."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import dj_database_url
from cryptography.fernet import Fernet
from django.core.exceptions import ImproperlyConfigured

TRUE_WORDS = frozenset({"1", "true", "yes", "on"})
FALSE_WORDS = frozenset({"", "0", "false", "no", "off"})

MAKE_MESSAGE_KEY = (
    'python -c "from cryptography.fernet import Fernet; print(Fernet.generate_key().decode())"'
)

SQLITE_OPTIONS = {
    "timeout": 20,
    # A transaction takes the write lock at its start: a reader that upgrades
    # half-way could not wait for the lock and would fail with "database is locked".
    "transaction_mode": "IMMEDIATE",
    # What is deleted is overwritten with zeros: an erased profile leaves no words in the file.
    "init_command": ("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;"),
}
POSTGRESQL_OPTIONS = {"connect_timeout": 2}
# Only for processes that answer visitors: a migration may take its time.
POSTGRESQL_WEB_OPTIONS = {"options": "-c lock_timeout=2s -c statement_timeout=5s"}


def text(name: str, default: str = "") -> str:
    """The variable's text; an empty variable counts as one that is not set."""
    return os.environ.get(name, "").strip() or default


def required(*names: str) -> dict[str, str]:
    """The values of all these variables, or one error that names every missing one."""
    missing = [name for name in names if not text(name)]
    if missing:
        raise ImproperlyConfigured(
            f"Set these environment variables first: {', '.join(missing)}. "
            "The file .env.example explains each of them."
        )
    return {name: text(name) for name in names}


def flag(name: str, default: bool = False) -> bool:
    value = os.environ.get(name)
    if value is None:
        return default
    word = value.strip().lower()
    if word in TRUE_WORDS:
        return True
    if word in FALSE_WORDS:
        return False
    raise ImproperlyConfigured(f"{name} must be 1 or 0, not {value!r}.")


def number(name: str, default: int) -> int:
    value = text(name, str(default))
    try:
        return int(value)
    except ValueError:
        raise ImproperlyConfigured(f"{name} must be a whole number, not {value!r}.") from None


def items(name: str, default: str = "") -> list[str]:
    """A list written with commas: `a.example, b.example`."""
    return [item.strip() for item in text(name, default).split(",") if item.strip()]


def database(default_file: Path, *, is_web: bool = False) -> dict[str, Any]:
    """The database of DATABASE_URL, else SQLite in the given file."""
    url = text("DATABASE_URL", f"sqlite:///{default_file}")
    config: dict[str, Any] = dict(
        dj_database_url.parse(url, conn_max_age=60, conn_health_checks=True)
    )
    if config["ENGINE"] == "django.db.backends.sqlite3":
        wanted: dict[str, Any] = dict(SQLITE_OPTIONS)
        config["CONN_MAX_AGE"] = 0
    else:
        wanted = POSTGRESQL_OPTIONS | (POSTGRESQL_WEB_OPTIONS if is_web else {})
    # What the URL itself says wins.
    config["OPTIONS"] = wanted | dict(config.get("OPTIONS") or {})
    return config


def cache(default: dict[str, Any]) -> dict[str, Any]:
    """Redis if CACHE_URL is set, else the given default."""
    url = text("CACHE_URL")
    if not url:
        return default
    if not url.startswith(("redis://", "rediss://", "unix://")):
        raise ImproperlyConfigured("CACHE_URL must start with redis://, rediss:// or unix://.")
    return {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": url}


def mail_server() -> dict[str, Any]:
    """Django's EMAIL_* settings out of EMAIL_URL: smtp://user:password@host:587."""
    parts = urlsplit(text("EMAIL_URL", "smtp://localhost:25"))
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        raise ImproperlyConfigured(
            "EMAIL_URL must look like smtp://user:password@host:587 (STARTTLS) "
            "or smtps://user:password@host:465. Quote special characters, as in %40 for @."
        )
    is_implicit = parts.scheme == "smtps"
    wants_tls = parse_qs(parts.query).get("tls", ["1" if parts.username else "0"])[0]
    return {
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or (465 if is_implicit else 587),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": is_implicit,
        "EMAIL_USE_TLS": not is_implicit and wants_tls in TRUE_WORDS,
    }


def media_storage(default_folder: Path | None = None) -> dict[str, Any]:
    """Where uploaded files are kept: a bucket, else a folder. Nothing serves either directly."""
    url = text("MEDIA_STORAGE_URL")
    if url:
        return _bucket(url)
    folder = Path(text("UPLOADS_DIR", str(default_folder or "")))
    if not folder.is_absolute():
        raise ImproperlyConfigured(
            "UPLOADS_DIR must be a whole path such as /srv/uploads, in no folder that is served."
        )
    return {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        # Nobody but the site's own user reads them: these are copies of licenses and policies.
        "OPTIONS": {
            "location": str(folder),
            "file_permissions_mode": 0o600,
            "directory_permissions_mode": 0o700,
        },
    }


def _bucket(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    name = parts.path.strip("/")
    if parts.scheme != "s3" or not all((parts.username, parts.password, parts.hostname, name)):
        raise ImproperlyConfigured(
            "MEDIA_STORAGE_URL must look like s3://KEY:SECRET@host/bucket?region=us-east-1. "
            "Quote special characters, as in %2F for /."
        )
    from botocore.config import Config  # type: ignore[import-untyped]  # it has no types

    options = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    scheme = "http" if options.get("tls") == "0" else "https"
    host = parts.hostname if parts.port is None else f"{parts.hostname}:{parts.port}"
    return {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "access_key": unquote(parts.username or ""),
            "secret_key": unquote(parts.password or ""),
            "bucket_name": name,
            "endpoint_url": f"{scheme}://{host}",
            "region_name": options.get("region", "us-east-1"),
            # A private object in a private bucket; buckets without access lists refuse to be
            # told more than this.
            "default_acl": None if options.get("acl") == "none" else "private",
            "file_overwrite": False,
            "client_config": Config(
                signature_version="s3v4",
                s3={"addressing_style": options.get("addressing", "path")},
                # Not every service that speaks S3 knows the newer checksums.
                request_checksum_calculation="when_required",
                response_checksum_validation="when_required",
                connect_timeout=3,
                read_timeout=10,
                retries={"max_attempts": 2},
            ),
        },
    }


def passkey_host(site_url: str) -> str:
    """The name in the site's address; for a number, the only name it can have: localhost."""
    host = urlsplit(site_url).hostname or ""
    is_number = ":" in host or host.replace(".", "").isdigit()
    return "localhost" if is_number or not host else host


def message_keys() -> list[str]:
    """Fernet keys, the newest first; none where a settings module has its own."""
    keys = items("MESSAGE_KEYS")
    for number, key in enumerate(keys, start=1):
        try:
            Fernet(key)
        except ValueError:
            raise ImproperlyConfigured(
                f"Key {number} of MESSAGE_KEYS is no key. Make one with: {MAKE_MESSAGE_KEY}"
            ) from None
    return keys


def short_digest(*parts: str) -> str:
    """A few characters that tell one installation's files from another's."""
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:12]
