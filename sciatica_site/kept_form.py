"""What was typed into a form that cannot be taken as it came, ready to be sent once more."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.core.exceptions import DisallowedHost, SuspiciousOperation
from django.http import HttpRequest
from django.http.multipartparser import MultiPartParserError
from django.http.request import UnreadablePostError

MOST_BYTES = 500_000
TOKEN = "csrfmiddlewaretoken"  # noqa: S105 (the name of a field)
SECRET = "password"  # noqa: S105 (part of the names of fields)
#: Codes that work once, and what a passkey has signed.
SECRETS = {"code", "credential"}


@dataclass(frozen=True, slots=True)
class Kept:
    fields: list[tuple[str, str]]
    lacks_passwords: bool
    lacks_files: bool


def keep(request: HttpRequest) -> Kept | None:
    """None for a form that another site sent, one that cannot be read, and one that is too long.

    A page of this site is the only one that may have its words repeated: otherwise a stranger's
    page could put words into a form of ours.
    """
    if request.method != "POST" or not is_from_this_site(request):
        return None
    try:
        names = [name for name in request.POST if name != TOKEN]
        has_files = bool(request.FILES)
    except (SuspiciousOperation, MultiPartParserError, UnreadablePostError):
        return None
    shown = [name for name in names if SECRET not in name.casefold() and name not in SECRETS]
    fields = [
        (_whole(name), _whole(value)) for name in shown for value in request.POST.getlist(name)
    ]
    if sum(_bytes(name) + _bytes(value) for name, value in fields) > MOST_BYTES:
        return None
    return Kept(fields, lacks_passwords=len(shown) < len(names), lacks_files=has_files)


def is_from_this_site(request: HttpRequest) -> bool:
    """As the browser says it: no page can choose these headers."""
    try:
        own = f"{request.scheme}://{request.get_host()}"
        origin = request.headers.get("origin")
        if origin is not None:
            return origin == own
        parts = urlsplit(request.headers.get("referer", ""))
    except (DisallowedHost, ValueError):
        return False
    return f"{parts.scheme}://{parts.netloc}" == own


def _whole(text: str) -> str:
    """No page can hold half a character."""
    return text.encode(errors="replace").decode()


def _bytes(text: str) -> int:
    return len(text.encode(errors="replace"))
