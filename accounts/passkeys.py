"""What a browser says about a passkey, checked before any of it is used or stored."""

from __future__ import annotations

import json
import re
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

#: An attestation with its certificates is a few kilobytes.
MOST_CHARACTERS = 60_000
BASE64URL = re.compile(r"[A-Za-z0-9_-]+={0,2}", re.ASCII)
NEEDED = ("id", "rawId")
RESPONSE = ("clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle")
TRANSPORTS = frozenset({"usb", "nfc", "ble", "smart-card", "hybrid", "internal"})
# What the libraries raise when bytes inside are not what they say: they trust browsers.
MISLEADING = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    InvalidSignature,
    LookupError,
    NotImplementedError,
    RecursionError,
    TypeError,
    UnsupportedAlgorithm,
    ValueError,
    struct.error,
)


class CredentialField(forms.Field):
    """A credential as the browser writes it in JSON; gives only the parts that are known."""

    widget = forms.HiddenInput

    def to_python(self, value: Any) -> dict[str, Any] | None:
        if value in self.empty_values:
            return None
        try:
            return tidy(json.loads(str(value)[: MOST_CHARACTERS + 1]))
        except (*MISLEADING, KeyError):
            raise refusal() from None

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(data)


def tidy(credential: Any) -> dict[str, Any]:
    """Everything else is left out: what is stored must fit into every database."""
    parts = {name: _base64(credential[name]) for name in NEEDED}
    given = credential["response"]
    response: dict[str, Any] = {
        name: _base64(given[name]) for name in RESPONSE if given.get(name) is not None
    }
    transports = given.get("transports")
    if isinstance(transports, list):
        response["transports"] = [one for one in transports if one in TRANSPORTS]
    results = credential.get("clientExtensionResults") or {}
    is_resident = (results.get("credProps") or {}).get("rk")
    known = {"credProps": {"rk": is_resident}} if isinstance(is_resident, bool) else {}
    return {
        **parts,
        "type": "public-key",
        "response": response,
        "clientExtensionResults": known,
    }


@contextmanager
def believed() -> Iterator[None]:
    """Bytes that mislead the libraries are an answer that is refused, not a fault of ours."""
    try:
        yield
    except MISLEADING as error:
        raise refusal() from error


def refusal() -> ValidationError:
    return ValidationError(_("That did not work. Please try again."), code="incorrect_code")


def _base64(value: Any) -> str:
    if not isinstance(value, str) or not BASE64URL.fullmatch(value):
        raise ValueError
    return value
