"""Log lines hold nothing that a visitor typed."""

from __future__ import annotations

import json
import logging

import pytest
from django.db import IntegrityError

from sciatica_site.logs import JsonFormatter, PrivacyFilter

CANARY = "canary@example.com"


def logged(message: str, *args: object, error: Exception | None = None) -> dict[str, object]:
    exc_info = (type(error), error, error.__traceback__) if error else None
    record = logging.LogRecord("site", logging.ERROR, "x.py", 1, message, args, exc_info)
    assert PrivacyFilter().filter(record)
    line: dict[str, object] = json.loads(JsonFormatter().format(record))
    return line


def raised(error: Exception) -> Exception:
    try:
        raise error
    except type(error) as caught:
        return caught


def test_a_line_is_json_with_time_level_and_logger() -> None:
    line = logged("Sent %s mails", 3)

    assert line["message"] == "Sent 3 mails"
    assert (line["level"], line["logger"]) == ("ERROR", "site")
    assert str(line["time"]).endswith("+00:00")


def test_a_query_string_is_cut_off() -> None:
    line = logged("Not Found: %s", f"/therapists/?near=80202&q={CANARY}")

    assert line["message"] == "Not Found: /therapists/?…"


@pytest.mark.parametrize(
    "path",
    [
        "/confirm/{}/",
        "/accounts/confirm-email/{}/",
        "/invitation/{}/",
        "/accounts/password/reset/key/{}/",
        "/dashboard/documents/{}/remove/",
        "/dashboard/photo/{}/",
        "/photos/{}.jpg",
    ],
)
def test_the_token_of_a_link_is_cut_off(path: str) -> None:
    line = logged("Forbidden (CSRF token missing.): %s", path.format("1-secret_token:x"))

    assert "secret" not in str(line["message"])
    assert path.partition("{")[0] in str(line["message"])


def test_a_database_error_is_named_by_its_constraint_without_the_values() -> None:
    text = (
        'duplicate key value violates unique constraint "email_is_unique"\n'
        f"DETAIL:  Key (lower(email))=({CANARY}) already exists."
    )

    line = logged("Internal Server Error", error=raised(IntegrityError(text)))

    assert str(line["error"]).endswith("IntegrityError (email_is_unique)")
    assert CANARY not in json.dumps(line)


def test_another_error_is_named_with_its_place_but_without_its_text() -> None:
    line = logged("Internal Server Error", error=raised(ValueError(f"bad {CANARY}")))

    assert str(line["error"]).endswith("ValueError")
    assert "test_logs.py" in str(line["error"])
    assert CANARY not in json.dumps(line)


def test_a_line_cannot_be_forged_with_a_line_break() -> None:
    record = logging.LogRecord("site", logging.INFO, "x.py", 1, "a\nb", (), None)
    PrivacyFilter().filter(record)

    assert "\n" not in JsonFormatter().format(record)
