"""Places that a text may become as it is typed on."""

from collections.abc import Iterable

from django.db.models import Q

from directory.models import Place
from directory.models.bytewise import Bytewise, begins_with

from .keys import key_of, key_of_words, words_of
from .parsing import COUNTRY, PlaceText, parse
from .states import LONGEST_NAME, SHORT_FORMS, STATES

MOST_COMPLETIONS = 8
#: Spellings under which the table lists one place, at most; only its first is shown.
MOST_SPELLINGS = 4
ZIP_CODE_DIGITS = 5
#: Fewer letters would lead to Los Angeles from "d", for DTLA.
SHORTEST_ALIAS_BEGINNING = 3

_NAMES = [
    *((code.lower(), code) for code in STATES),
    *((key_of(name), code) for code, name in STATES.items()),
    *SHORT_FORMS.items(),
]


def complete(text: str, limit: int = MOST_COMPLETIONS) -> list[Place]:
    """The largest places whose ZIP code or name begins like `text`, each once, in one query."""
    typed = parse(text)
    condition = _condition(typed)
    if not condition:
        return []
    order = ("-weight", Bytewise("key"), Bytewise("state"), Bytewise("county"))
    rows = Place.objects.filter(condition).order_by(*order)[: limit * MOST_SPELLINGS]
    by_label: dict[str, Place] = {}
    for place in rows:
        if key_of(place.county).startswith(typed.county_key):
            by_label.setdefault(place.label, place)
    return list(by_label.values())[:limit]


def _condition(typed: PlaceText) -> Q:
    """What the rows must meet; empty if nothing can begin like this."""
    if typed.is_too_long:
        return Q()
    if number := typed.zip_code or typed.digits:
        return begins_with("key", number[:ZIP_CODE_DIGITS]) if number.isascii() else Q()
    name = COUNTRY.sub("", typed.shown.partition("(")[0])
    parts = [words_of(part) for part in name.split(",")]
    if len(parts) > 1 and (city := _last(parts[:-1])):
        if not parts[-1]:
            return _begins_like(city)
        if states := _states_begun(parts[-1]):
            return _begins_like(city) & Q(state__in=states)
    return _without_comma([word for words in parts for word in words])


def _without_comma(words: list[str]) -> Q:
    """A name that is not finished ("new yo"), or one with the beginning of its state."""
    if not words:
        return Q()
    condition = _begins_like(words)
    for length in range(1, min(LONGEST_NAME, len(words) - 1) + 1):
        if states := _states_begun(words[-length:]):
            condition |= Q(key=key_of_words(words[:-length]), state__in=states)
    return condition


def _last(parts: Iterable[list[str]]) -> list[str]:
    """The last part with something in it: the city, where a street stands before it."""
    return next((words for words in reversed(list(parts)) if words), [])


def _begins_like(words: list[str]) -> Q:
    # The last word may be a short form or only begun: "S" is for South Bend and San Diego.
    keys = {key_of_words(words), key_of_words(words[:-1]) + words[-1]}
    condition = Q()
    for key in sorted(keys):
        begins = begins_with("key", key)
        if len(key) < SHORTEST_ALIAS_BEGINNING:
            begins &= Q(canonical_name="") | Q(key=key)
        condition |= begins
    return condition


def _states_begun(words: list[str]) -> list[str]:
    """Codes of the states whose code, name or short form begins like this."""
    beginnings = ("".join(words), key_of_words(words))
    return sorted({code for name, code in _NAMES if name.startswith(beginnings)})
