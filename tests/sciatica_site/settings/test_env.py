"""Reading settings from the environment."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from sciatica_site.settings import env  # noqa: TID251 (what is tested)

FILE = Path("/srv/site/db.sqlite3")


def test_required_gives_the_values(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SITE_URL", " https://www.example.com ")

    assert env.required("SITE_URL") == {"SITE_URL": "https://www.example.com"}


def test_required_names_every_missing_variable_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THERE", "1")
    monkeypatch.setenv("EMPTY", "")
    monkeypatch.delenv("ABSENT", raising=False)

    with pytest.raises(ImproperlyConfigured, match="EMPTY, ABSENT"):
        env.required("THERE", "EMPTY", "ABSENT")


@pytest.mark.parametrize(
    ("value", "expected"), [("1", True), ("Yes", True), ("on", True), ("0", False), ("", False)]
)
def test_flag_reads_words(monkeypatch: pytest.MonkeyPatch, value: str, expected: bool) -> None:
    monkeypatch.setenv("FLAG", value)

    assert env.flag("FLAG", default=not expected) is expected


def test_flag_refuses_a_word_it_does_not_know(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FLAG", "perhaps")

    with pytest.raises(ImproperlyConfigured, match="FLAG must be 1 or 0"):
        env.flag("FLAG")


def test_number_refuses_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COUNT", "many")

    with pytest.raises(ImproperlyConfigured, match="COUNT must be a whole number"):
        env.number("COUNT", 1)


def test_items_are_split_at_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOSTS", "a.example, b.example,")

    assert env.items("HOSTS") == ["a.example", "b.example"]


def test_the_default_database_is_sqlite_that_waits_for_its_lock(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # An empty variable is what a shell or a container leaves behind.
    monkeypatch.setenv("DATABASE_URL", "")

    config = env.database(FILE)

    assert config["ENGINE"] == "django.db.backends.sqlite3"
    assert config["NAME"] == str(FILE)
    assert config["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert config["OPTIONS"]["timeout"] == 20
    assert "synchronous=FULL" in config["OPTIONS"]["init_command"]
    assert "secure_delete=ON" in config["OPTIONS"]["init_command"]


def test_postgresql_keeps_connections_and_gives_up_soon_when_it_is_away(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://user:p%40ss@db.example:5433/guide")

    config = env.database(FILE)

    assert config["ENGINE"] == "django.db.backends.postgresql"
    assert (config["HOST"], config["PORT"], config["PASSWORD"]) == ("db.example", 5433, "p@ss")
    assert config["CONN_MAX_AGE"] == 60
    assert config["CONN_HEALTH_CHECKS"] is True
    assert config["OPTIONS"] == {"connect_timeout": 2}


def test_only_web_processes_get_time_limits_for_statements(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://user@db.example/guide")

    assert "statement_timeout=5s" in env.database(FILE, is_web=True)["OPTIONS"]["options"]
    assert "options" not in env.database(FILE)["OPTIONS"]


def test_the_cache_is_redis_when_its_url_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CACHE_URL", "redis://localhost:6379/1")

    assert env.cache({"BACKEND": "other"})["BACKEND"].endswith("RedisCache")


def test_a_cache_of_an_unknown_kind_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CACHE_URL", "memcached://localhost")

    with pytest.raises(ImproperlyConfigured, match="CACHE_URL"):
        env.cache({})


@pytest.mark.parametrize(
    ("url", "port", "use_tls", "use_ssl"),
    [
        ("smtp://user:p%23ss@mail.example:587", 587, True, False),
        ("smtps://user:p%23ss@mail.example", 465, False, True),
        ("smtp://user:p%23ss@mail.example:25?tls=0", 25, False, False),
    ],
)
def test_the_mail_server_comes_from_one_url(
    monkeypatch: pytest.MonkeyPatch, url: str, port: int, use_tls: bool, use_ssl: bool
) -> None:
    monkeypatch.setenv("EMAIL_URL", url)

    settings = env.mail_server()

    assert settings["EMAIL_HOST"] == "mail.example"
    assert settings["EMAIL_HOST_PASSWORD"] == "p#ss"
    assert settings["EMAIL_PORT"] == port
    assert settings["EMAIL_USE_TLS"] is use_tls
    assert settings["EMAIL_USE_SSL"] is use_ssl


def test_a_mail_url_without_a_server_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EMAIL_URL", "mail.example:25")

    with pytest.raises(ImproperlyConfigured, match="EMAIL_URL must look like"):
        env.mail_server()


def test_uploads_are_kept_in_a_folder_that_only_the_site_may_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("MEDIA_STORAGE_URL", raising=False)
    monkeypatch.delenv("UPLOADS_DIR", raising=False)
    assert env.media_storage(Path("/srv/a"))["OPTIONS"]["location"] == "/srv/a"

    monkeypatch.setenv("UPLOADS_DIR", "/srv/uploads")
    options = env.media_storage(Path("/srv/a"))["OPTIONS"]

    assert options["location"] == "/srv/uploads"
    assert options["file_permissions_mode"] == 0o600
    assert "base_url" not in options


@pytest.mark.parametrize("folder", ["", "uploads", "./uploads"])
def test_a_folder_for_uploads_is_named_in_full(
    monkeypatch: pytest.MonkeyPatch, folder: str
) -> None:
    monkeypatch.delenv("MEDIA_STORAGE_URL", raising=False)
    monkeypatch.setenv("UPLOADS_DIR", folder)

    with pytest.raises(ImproperlyConfigured, match="UPLOADS_DIR must be a whole path"):
        env.media_storage()


def test_a_bucket_comes_from_one_url(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UPLOADS_DIR", "/srv/uploads")
    monkeypatch.setenv(
        "MEDIA_STORAGE_URL", "s3://KEY:se%2Fcret@s3.example:9000/guide/?region=eu-west-1"
    )

    storage = env.media_storage()
    options = storage["OPTIONS"]

    assert storage["BACKEND"] == "storages.backends.s3.S3Storage"
    assert (options["access_key"], options["secret_key"]) == ("KEY", "se/cret")
    assert (options["bucket_name"], options["region_name"]) == ("guide", "eu-west-1")
    assert options["endpoint_url"] == "https://s3.example:9000"
    assert options["default_acl"] == "private"
    assert options["file_overwrite"] is False


def test_a_bucket_may_refuse_access_lists(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MEDIA_STORAGE_URL", "s3://K:S@s3.example/guide?acl=none&addressing=virtual")

    options = env.media_storage()["OPTIONS"]

    assert options["default_acl"] is None
    assert options["client_config"].s3 == {"addressing_style": "virtual"}


@pytest.mark.parametrize(
    "url", ["https://s3.example/guide", "s3://s3.example/guide", "s3://K:S@s3.example", "guide"]
)
def test_a_bucket_without_key_or_name_is_refused(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("MEDIA_STORAGE_URL", url)

    with pytest.raises(ImproperlyConfigured, match="MEDIA_STORAGE_URL must look like"):
        env.media_storage()
