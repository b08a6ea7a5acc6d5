"""Looks at a PDF from outside: it is stored as it is and never opened by this site."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

HEADER = b"%PDF-"
TRAILER = b"%%EOF"
#: Programs end their files with line breaks, some fill up with zeros.
PADDING = b"\0\t\n\f\r "
#: Any letter of a name may be written as its number: /J#61vaScript.
_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
_NAME_ENDS = rb"(?=[\0\t\n\f\r ()<>\[\]{}/%]|\Z)"
#: Scripts (also those that run on opening, whose action names /JavaScript), programs to start,
#: files inside the file. "/JS" is so short that packed data contains it by chance, so it counts
#: only before a text or a reference.
_ACTIVE = re.compile(
    rb"/(?:JavaScript|Launch|EmbeddedFiles?)" + _NAME_ENDS + rb"|/JS\s*(?:[(<]|\d+\s+\d+\s+R)"
)


def check(data: bytes) -> None:
    """Raises a `ValidationError` for what is no PDF, is damaged or openly carries active content.

    A plain search through the bytes, and no more than that: names inside packed object streams or
    an encrypted file stay unseen. What holds for all files is therefore the delivery: as a
    download, never shown inside a page of this site, to the owner and moderators only, and only
    after a scanner has seen it where one is set up.
    """
    if not data.startswith(HEADER) or not data.rstrip(PADDING).endswith(TRAILER):
        raise ValidationError(
            _(
                "This file is not a complete PDF. Open it, print it into a new PDF, or take a "
                "photo of the paper."
            ),
            code="unreadable",
        )
    if _ACTIVE.search(_ESCAPE.sub(lambda match: bytes([int(match[1], 16)]), data)):
        raise ValidationError(
            _(
                "This PDF contains a script or another file, which we do not accept. Print it "
                "into a new PDF, or take a photo of the paper."
            ),
            code="active",
        )
