"""Finds the place that a text names, or says what could be meant instead."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from directory.models import Place

from . import suggestions
from .keys import key_of
from .parsing import PlaceText, Reading, parse
from .states import STATES, state_of

MOST_CHOICES = 30
#: A bare name means its largest place only if that is this many times the next in size.
CLEARLY_LARGER = 10
MOST_SHOWN = 60


#: By far the most frequent look-up; building this from expressions costs more than running it.
_BY_ZIP_CODE = "SELECT * FROM directory_place WHERE kind = 'zip' AND key = %s"


@dataclass(frozen=True)
class PlaceAnswer:
    """What became of a text.

    Either `place` is set, with smaller places of that name in `others`; or `choices` has the
    places it may mean; or neither, and `suggestions` has places that are written or lie
    much like it. `problem` says in words what the person can do.
    """

    place: Place | None = None
    choices: tuple[Place, ...] = ()
    suggestions: tuple[Place, ...] = ()
    problem: str = ""
    others: tuple[Place, ...] = ()


def resolve(text: str) -> PlaceAnswer:
    """The place that `text` names. One query if it is found, none if it is empty."""
    typed = parse(text)
    if not typed.shown:
        return PlaceAnswer()
    if typed.is_too_long:
        return PlaceAnswer(problem=_("That is too long for a place. Try a ZIP code or a city."))
    if typed.zip_code:
        return _resolve_zip_code(typed.zip_code)
    if typed.digits:
        return _wrong_zip_code(typed.digits)
    return _resolve_city(typed)


def _resolve_zip_code(zip_code: str) -> PlaceAnswer:
    for place in Place.objects.raw(_BY_ZIP_CODE, [zip_code]):
        return PlaceAnswer(place=place)
    problem = _("We do not know the ZIP code %(zip_code)s. Check it, or try a city.")
    return PlaceAnswer(
        suggestions=suggestions.near_zip_code(zip_code), problem=problem % {"zip_code": zip_code}
    )


def _wrong_zip_code(digits: str) -> PlaceAnswer:
    can_suggest = digits.isascii() and len(digits) >= 3
    return PlaceAnswer(
        suggestions=suggestions.near_zip_code(digits) if can_suggest else (),
        problem=_("A US ZIP code has five digits from 0 to 9, such as 80202."),
    )


def _resolve_city(typed: PlaceText) -> PlaceAnswer:
    if not typed.readings:
        return PlaceAnswer(problem=_problem_not_found(typed))
    rows = list(Place.objects.cities().filter(_any_of(typed.readings)).largest_first())
    for reading in typed.readings:
        matches = [row for row in rows if _fits(row, reading)]
        if matches:
            return _decide(matches, reading, typed)
    if state := _state_alone(typed):
        return _whole_state(state)
    return PlaceAnswer(suggestions=suggestions.like_city(typed), problem=_problem_not_found(typed))


def _any_of(readings: Iterable[Reading]) -> Q:
    condition = Q()
    for key, state in readings:
        condition |= Q(key=key, state=state) if state else Q(key=key)
    return condition


def _fits(row: Place, reading: Reading) -> bool:
    return row.key == reading.key and reading.state in ("", row.state)


def _decide(matches: Sequence[Place], reading: Reading, typed: PlaceText) -> PlaceAnswer:
    """The one place meant among places of a name (largest first), or the choice."""
    if typed.county_key:
        matches = [row for row in matches if key_of(row.county) == typed.county_key] or matches
    first, rest = matches[0], tuple(matches[1:MOST_CHOICES])
    state = _state_alone(typed)
    if state not in ("", first.state) and "".join(typed.name_words).upper() != state:
        return _state_or_city(state, matches)
    if not rest or (not reading.state and first.weight >= CLEARLY_LARGER * max(1, rest[0].weight)):
        return PlaceAnswer(place=first, others=rest)
    problem = _("There are several places called %(name)s. Which one do you mean?")
    return PlaceAnswer(choices=(first, *rest), problem=problem % {"name": first.name})


def _state_alone(typed: PlaceText) -> str:
    return state_of(list(typed.name_words)) if typed.name_words and "," not in typed.shown else ""


def _state_or_city(state: str, matches: Sequence[Place]) -> PlaceAnswer:
    """ "Delaware" is also a city in Ohio, but hardly what a person means who types it.

    (Who types "LA" hardly means Louisiana: codes do not come here.)
    """
    places = {*suggestions.largest_cities(state), *matches}
    choices = sorted(places, key=lambda place: (-place.weight, place.label))
    return PlaceAnswer(choices=tuple(choices[:MOST_CHOICES]), problem=_whole_state_problem(state))


def _whole_state(state: str) -> PlaceAnswer:
    return PlaceAnswer(
        suggestions=suggestions.largest_cities(state), problem=_whole_state_problem(state)
    )


def _whole_state_problem(state: str) -> str:
    problem = _("We search around a city or a ZIP code. Which place in %(state)s do you mean?")
    return problem % {"state": STATES[state]}


def _problem_not_found(typed: PlaceText) -> str:
    problem = _(
        "We could not find “%(place)s”. Check the spelling, or try a ZIP code or a city with its"
        " state, such as Denver, CO."
    )
    return problem % {"place": typed.shown[:MOST_SHOWN]}
