"""Access and comfort of one profile in words: yes, no, and nothing at all where nobody said."""

from django.utils.translation import gettext as _

from directory.models import PracticeLocation

from .profile import ProfilePage
from .short_answers import Line

#: By the name of the feature; a feature that is not in it was not stated, which is not "no".
Facts = dict[str, list[Line]]


def comfort(profile: ProfilePage) -> Facts:
    facts = profile.therapist.comfort_facts.all()
    return {fact.feature.name: [_answer(fact.is_available)] for fact in facts}


def access(profile: ProfilePage) -> Facts:
    """Where the places of one therapist differ, each place is named."""
    by_place = [(place, _stated(place)) for place in profile.locations]
    names = dict.fromkeys(name for _place, facts in by_place for name in facts)
    return {name: _at_places(name, by_place) for name in names}


def _stated(place: PracticeLocation) -> dict[str, bool]:
    return {fact.feature.name: fact.is_available for fact in place.access_facts.all()}


def _at_places(name: str, by_place: list[tuple[PracticeLocation, dict[str, bool]]]) -> list[Line]:
    answers = {facts.get(name) for _place, facts in by_place}
    if len(answers) == 1:
        return [_answer(bool(answers.pop()))]
    return [_answer_at(place, facts.get(name)) for place, facts in by_place]


def _answer(is_available: bool) -> Line:
    return Line(_("Yes"), "good") if is_available else Line(_("No"), "quiet")


def _answer_at(place: PracticeLocation, is_available: bool | None) -> Line:
    area = {"area": place.area}
    if is_available is None:
        return Line(_("%(area)s: not stated") % area)
    if is_available:
        return Line(_("%(area)s: yes") % area, "good")
    return Line(_("%(area)s: no") % area, "quiet")
