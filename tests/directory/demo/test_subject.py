from __future__ import annotations

from directory.demo.chance import seeded
from directory.demo.people import draw_person
from directory.demo.subject import Subject
from directory.demo.world import World
from tests.factories.demo import demo_geography


def someone(world: World, turn: int) -> Subject:
    rng = seeded(turn)
    person = draw_person(rng, world.texts)
    spot = demo_geography().at_code(seeded(1), "80202")
    return Subject(turn, rng, person, spot, turn, frozenset({"rates"}))


def test_a_question_may_be_left_open(world: World) -> None:
    assert not someone(world, 1).answers("rates")
    assert someone(world, 1).answers("approach")


def test_neighbors_have_texts_of_their_own(world: World) -> None:
    assert someone(world, 1).text(world, "intros") != someone(world, 2).text(world, "intros")
    first = someone(world, 1).several_texts(world, "refers_when", 3, most=4)
    second = someone(world, 2).several_texts(world, "refers_when", 3, most=4)
    assert not set(first) & set(second)
