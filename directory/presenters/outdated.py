"""Says what a document names that is no longer there."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from directory.editing.applying import OutdatedContent
from directory.editing.content import Content


@dataclass(frozen=True)
class MissingWord:
    """`page_key` is the page of the editor on which it can be put right."""

    text: str
    page_key: str


def missing_words(outdated: OutdatedContent, content: Content) -> list[MissingWord]:
    return [_missing(name, content) for name in outdated.names]


def _missing(name: str, content: Content) -> MissingWord:
    if name == content["about"]["photo"]:
        return MissingWord(_("Your photo was removed."), "place")
    if name in {row["postal_code"] for row in content["place"]["locations"]}:
        text = _("We do not know the ZIP code %(code)s.") % {"code": name}
        return MissingWord(text, "place")
    text = _("“%(word)s” can no longer be chosen.") % {"word": name.replace("-", " ")}
    return MissingWord(text, _page_of(name, content))


def _page_of(name: str, content: Content) -> str:
    """The page that names the word."""
    for key, section in content.items():
        if name in _strings(section):
            return "place" if key == "about" else key
    return "place"


def _strings(value: object) -> set[str]:
    """All texts within a section, its keys too: answers stand by their words."""
    if isinstance(value, dict):
        return set(value).union(*map(_strings, value.values()))
    if isinstance(value, list):
        return set().union(*map(_strings, value))
    return {value} if isinstance(value, str) else set()
