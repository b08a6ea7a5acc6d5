from __future__ import annotations

from collections import Counter

from directory.choices import Gender
from directory.demo.chance import seeded
from directory.demo.people import PRONOUNS, draw_person
from directory.demo.texts import load_texts

PEOPLE = [draw_person(seeded(number), load_texts()) for number in range(400)]


def test_names_are_varied() -> None:
    assert len({person.name for person in PEOPLE}) > 380


def test_genders_are_mixed_and_not_always_stated() -> None:
    genders = Counter(person.gender for person in PEOPLE)

    assert genders[Gender.WOMAN] > genders[Gender.MAN] > genders[Gender.NONBINARY] > 0
    assert genders[Gender.NOT_STATED] > 20


def test_pronouns_fit_the_gender() -> None:
    for person in PEOPLE:
        assert person.pronouns in ("", PRONOUNS.get(person.gender))


def test_years_run_from_one_to_thirty_five() -> None:
    years = [person.years for person in PEOPLE]

    assert min(years) >= 1
    assert max(years) <= 35
    assert len(set(years)) > 20
