"""Refuses passwords that people who know this site would try first."""

from __future__ import annotations

import re
import unicodedata

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

#: The words of this site and those that people put around them.
SITE_WORDS = re.compile(
    r"sciatica|sciatic|nerves?|massages?|masseuse|therapists?|therapy|guide|clinic|practice"
    r"|bodywork(?:er)?|back|pain|legs?|relief|licensed?|healing|hands|health|wellness"
    r"|welcome|password|passwort|admin|moderator|login|account|website|site|online|office"
    r"|secret|love|letmein|changeme|the|and|for|my|of|in"
)
_NO_LETTERS = re.compile(r"[\W\d_]+")
#: Fewer letters than this beside those words, and fewer digits: somebody will try it.
OWN_LETTERS = 5
OWN_DIGITS = 10
FEWEST_DIFFERENT = 5


class GuessablePasswordValidator:
    """No rule about kinds of characters: only what is easy to guess here is refused."""

    def validate(self, password: str, user: AbstractBaseUser | None = None) -> None:
        if len(set(password)) < FEWEST_DIFFERENT:
            raise ValidationError(
                _("This password repeats very few characters. Use more different ones."),
                code="password_too_repetitive",
            )
        if is_made_of_site_words(password):
            raise ValidationError(
                _("This password is made of words that everybody here would try. Add others."),
                code="password_of_site_words",
            )

    def get_help_text(self) -> str:
        return _("Your password can’t be made of the words of this site.")


def is_made_of_site_words(password: str) -> bool:
    folded = unicodedata.normalize("NFKC", password).casefold()
    letters = _NO_LETTERS.sub("", folded)
    own = SITE_WORDS.sub("", letters)
    digits = sum(character.isdigit() for character in folded)
    return own != letters and len(own) < OWN_LETTERS and digits < OWN_DIGITS
