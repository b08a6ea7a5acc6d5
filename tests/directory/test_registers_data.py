"""The list of registers covers every state, and claims no more than is known."""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import yaml
from django.conf import settings

from directory.models import Register
from directory.places.states import STATES

DATA_FILE = Path(settings.BASE_DIR) / "directory" / "data" / "registers.yaml"
ISLANDS = {"AS", "FM", "GU", "MH", "MP", "PW", "VI"}


@pytest.fixture(scope="module")
def registers() -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = yaml.safe_load(DATA_FILE.read_text("utf-8"))["registers"]
    return rows


def test_every_state_is_listed_once(registers: list[dict[str, Any]]) -> None:
    states = [row["state"] for row in registers if row["state"]]

    assert sorted(states) == sorted(STATES.keys() - ISLANDS)


def test_only_regulated_states_have_something_to_look_up(registers: list[dict[str, Any]]) -> None:
    by_kind: dict[str, set[str]] = {}
    for row in registers:
        by_kind.setdefault(row["kind"], set()).add(row["state"])
        assert bool(row["lookup_url"]) == (row["kind"] != "none")

    assert by_kind["none"] == {"KS", "MN", "WY"}
    assert by_kind["registration"] == {"VT"}
    assert by_kind["certification"] == {"CA"}
    assert by_kind["board-certification"] == {""}


def test_addresses_are_secure(registers: list[dict[str, Any]]) -> None:
    assert {urlsplit(row["lookup_url"]).scheme for row in registers if row["lookup_url"]} == {
        "https"
    }


def test_how_far_each_address_is_known_is_said(registers: list[dict[str, Any]]) -> None:
    assert {row["evidence"] for row in registers} <= {None, "stored copy", "named elsewhere"}


def test_rows_fit_the_model(registers: list[dict[str, Any]]) -> None:
    for row in registers:
        values = {name: value for name, value in row.items() if name != "evidence"}
        Register(**values).clean_fields()
