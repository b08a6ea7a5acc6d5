from __future__ import annotations

from directory.demo.chance import each, happens, one_of, only, seeded, several


def test_what_always_or_never_happens() -> None:
    rng = seeded(1)

    assert all(happens(rng, 1.0) for _ in range(50))
    assert not any(happens(rng, 0.0) for _ in range(50))


def test_one_of_follows_the_weights() -> None:
    rng = seeded(1)

    drawn = [one_of(rng, {"often": 9, "seldom": 1}) for _ in range(1000)]

    assert 850 < drawn.count("often") < 950


def test_several_are_different_and_no_more_than_there_are() -> None:
    rng = seeded(1)

    assert sorted(several(rng, {"a": 1, "b": 1, "c": 5}, 9)) == ["a", "b", "c"]
    assert len(set(several(rng, {"a": 1, "b": 1, "c": 5}, 2))) == 2


def test_each_is_drawn_for_itself() -> None:
    assert each(seeded(1), {"sure": 1.0, "never": 0.0}) == ["sure"]


def test_only_keeps_what_is_known() -> None:
    assert only({"a": 1, "gone": 2}, ["a", "b"]) == {"a": 1}


def test_the_same_parts_give_the_same_draws() -> None:
    assert seeded(7, "place", 1).random() == seeded(7, "place", 1).random()
    assert seeded(7, "place", 1).random() != seeded(7, "place", 2).random()
