"""Takes the words that one person writes for another: cleaned, not too long, giving nobody away."""

from __future__ import annotations

from django.utils.translation import gettext as _

from sciatica_site import hooks

from .refusals import Refused


def needed(text: str, *, longest: int, message: str) -> str:
    """What no database keeps is taken out first; then something must be left."""
    # Browsers count a line break as one character, and send two.
    text = text.replace("\r\n", "\n").replace("\0", "").encode(errors="replace").decode().strip()
    if not text:
        raise Refused(message)
    if len(text) > longest:
        raise Refused(
            _("Write at most %(longest)d characters. These are %(now)d.")
            % {"longest": longest, "now": len(text)}
        )
    return text


def refuse_what_gives_away(therapist_id: int, words: str) -> None:
    """For what a moderator writes to a therapist: raises `Refused` when it tells of somebody else.
    Call it once the moderator is known to have a say in this profile."""
    found = [
        why for _name, check in hooks.words_for_therapists for why in check(therapist_id, words)
    ]
    if found:
        raise Refused(" ".join(found))
