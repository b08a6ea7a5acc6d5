"""Dockerfile, compose.yaml and nginx.conf: what can be checked without starting a container."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.conf import settings
from django.urls import URLResolver, get_resolver, reverse

ROOT = Path(settings.BASE_DIR)
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text())
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
OF_THE_SITE = ("web", "mail", "timer")
DOCKERFILE = (ROOT / "Dockerfile").read_text()
NGINX = (ROOT / "deploy/nginx.conf").read_text()
EXAMPLE = re.findall(r"^([A-Z][A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE)
SECRETS = ("SECRET_KEY", "MESSAGE_KEYS", "DATABASE_URL", "EMAIL_URL", "MEDIA_STORAGE_URL")


def test_every_part_is_there_and_starts_again() -> None:
    assert SERVICES.keys() == {"database", *OF_THE_SITE, "proxy"}
    assert {one["restart"] for one in SERVICES.values()} == {"unless-stopped"}


@pytest.mark.parametrize("name", ["database", "web", "proxy"])
def test_whoever_others_wait_for_says_whether_it_is_well(name: str) -> None:
    assert SERVICES[name]["healthcheck"]["test"][0] == "CMD"


@pytest.mark.parametrize("name", OF_THE_SITE)
def test_variables_are_those_of_the_example(name: str) -> None:
    assert set(SERVICES[name]["environment"]) <= set(EXAMPLE)
    assert SERVICES[name]["env_file"] == [{"path": "/etc/guide/environment", "format": "raw"}]


@pytest.mark.parametrize("name", [*OF_THE_SITE, "proxy"])
def test_no_more_rights_than_needed(name: str) -> None:
    service = SERVICES[name]

    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]


def test_no_secret_is_in_a_file_of_the_project() -> None:
    for service in SERVICES.values():
        named = set(service.get("environment", {})) & {*SECRETS, "POSTGRES_PASSWORD"}
        assert named == set()
    kept = re.findall(r"^(?:ENV|ARG) .*", DOCKERFILE, re.MULTILINE)
    assert not any(name in line for line in kept for name in SECRETS)
    assert COMPOSE["secrets"]["postgres_password"]["file"].startswith("/etc/")


def test_only_the_proxy_is_reached_from_outside() -> None:
    assert [name for name, one in SERVICES.items() if "ports" in one] == ["proxy"]
    assert COMPOSE["networks"]["inside"]["internal"] is True
    assert SERVICES["database"]["networks"] == ["inside"]


def test_there_is_one_mail_worker() -> None:
    assert "work_mail" in SERVICES["mail"]["command"]
    assert "deploy" not in SERVICES["mail"]
    commands = [str(one.get("command", "")) for one in SERVICES.values()]
    assert sum("work_mail" in command for command in commands) == 1


def test_the_image_runs_as_nobody_in_particular_and_logs_no_requests() -> None:
    lines = DOCKERFILE.splitlines()

    assert lines.index("USER guide") < next(i for i, one in enumerate(lines) if "CMD [" in one)
    assert "--access-logfile" not in DOCKERFILE
    assert "--require-hashes" in DOCKERFILE
    bases = re.findall(r"^FROM (\S+)", DOCKERFILE, re.MULTILINE)
    assert bases
    for base in bases:
        assert re.search(r":\d+\.\d+", base), f"{base} is another image every month"
    for option in ("--timeout=30", "--graceful-timeout=30", "--max-requests=2000"):
        assert option in DOCKERFILE


def test_the_programs_of_postgresql_are_as_new_as_the_server() -> None:
    server = int(SERVICES["database"]["image"].partition(":")[2].partition("-")[0])
    programs = re.search(r"POSTGRES_MAJOR=(\d+)", DOCKERFILE)

    assert programs is not None
    assert int(programs[1]) == server


def test_the_image_takes_in_a_list_of_folders_and_nothing_else() -> None:
    lines = (ROOT / ".dockerignore").read_text().splitlines()
    named = [line.removeprefix("!") for line in lines if line.startswith("!")]

    assert "*" in lines
    assert all((ROOT / name).exists() for name in named)
    assert {app.partition(".")[0] for app in settings.INSTALLED_APPS if (ROOT / app).is_dir()} <= {
        *named
    }
    assert "tests" not in named


def test_every_file_that_compose_mounts_or_runs_exists() -> None:
    assert SERVICES["timer"]["command"] == ["sh", "deploy/timer.sh"]
    assert (ROOT / "deploy/timer.sh").exists()
    assert "./deploy/nginx.conf:/etc/nginx/nginx.conf:ro" in SERVICES["proxy"]["volumes"]


@pytest.mark.parametrize(
    "line",
    [
        "proxy_request_buffering on;",
        "proxy_buffering on;",
        "proxy_set_header Host $host;",
        "proxy_set_header X-Forwarded-Proto $scheme;",
        "proxy_set_header X-Forwarded-For $remote_addr;",
        "error_log /dev/stderr crit;",
        "return 301 https://www.example.com$request_uri;",
        "ssl_reject_handshake on;",
    ],
)
def test_the_proxy_is_set_up_as_documented(line: str) -> None:
    assert line in NGINX


def secret_paths(patterns: Iterable[Any], before: str = "/") -> Iterator[str]:
    """The routes of all pages whose address holds a token, or a key of a mail."""
    for one in patterns:
        route = before + str(one.pattern).removeprefix("^")
        if isinstance(one, URLResolver):
            yield from secret_paths(one.url_patterns, route)
        elif {"token", "key"} & {*one.pattern.converters, *one.pattern.regex.groupindex}:
            yield route


def unlogged(conf: str) -> re.Pattern[str]:
    """What the one location matches that writes nothing into the log."""
    found = re.findall(r"location ~ (\S+) \{\s+access_log off;", conf)
    assert len(found) == 1
    return re.compile(found[0])


@pytest.mark.parametrize("name", ["deploy/nginx.conf", "docs/deployment.md"])
def test_the_log_of_the_proxy_holds_no_token(name: str) -> None:
    paths = set(secret_paths(get_resolver().url_patterns))
    location = unlogged((ROOT / name).read_text())

    assert any(path.startswith("/invitation/") for path in paths)
    assert {path for path in paths if not location.match(path)} == set()


def test_addresses_of_messages_and_of_the_own_area_are_not_logged_either() -> None:
    for path in (reverse("inquiries:inbox"), reverse("accounts:account"), "/photos/1/a"):
        assert unlogged(NGINX).match(path)


def test_the_log_of_the_proxy_holds_no_query_and_no_address() -> None:
    formats = re.findall(r"log_format (\w+) '([^']*)'", NGINX)

    assert [name for name, _ in formats] == ["without_query"]
    for variable in ("$request ", "$request_uri", "$args", "$query_string", "$remote", "$http_"):
        assert variable not in f"{formats[0][1]} "
    assert set(re.findall(r"access_log ([^;]+);", NGINX)) == {"/dev/stdout without_query", "off"}


def test_the_proxy_adds_headers_only_where_the_site_does_not_answer() -> None:
    before, _, after = NGINX.partition("location @away {")

    assert "add_header" not in before
    assert "Retry-After 30" in after
    assert "return 503" in after


def test_blocks_of_the_proxy_are_closed() -> None:
    code = re.sub(r"#.*|'[^']*'", "", NGINX)

    assert code.count("{") == code.count("}")
    for line in filter(None, map(str.strip, code.splitlines())):
        assert line.endswith(("{", "}", ";")) or line.startswith("log_format"), line


def test_the_proxy_lets_through_what_the_site_takes() -> None:
    size = re.search(r"client_max_body_size (\d+)m;", NGINX)

    assert size is not None
    assert int(size[1]) * 2**20 > settings.UPLOAD_MAX_BYTES
