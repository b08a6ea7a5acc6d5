"""The data file of warning signs keeps its ids, its levels and its order."""

from articles.data_files import read_data
from articles.warning_signs import warning_signs


def test_ids_are_stable_and_in_order() -> None:
    guide = warning_signs()

    ids = [[sign.id for sign in level.signs] for level in guide.levels]
    assert ids == [
        [f"E{n}" for n in range(1, 11)],
        [f"U{n}" for n in range(1, 7)],
        [f"S{n}" for n in range(1, 5)],
    ]
    assert [item.id for item in guide.ask_first.items] == [f"D{n}" for n in range(1, 12)]


def test_a_sign_reads_as_its_text() -> None:
    sign = warning_signs().levels[0].signs[0]

    assert str(sign) == sign.text


def test_every_source_is_a_known_reference() -> None:
    known = {entry["key"] for entry in read_data("references")}

    assert set(warning_signs().references) <= known


def test_no_sign_is_given_as_a_percentage() -> None:
    for level in warning_signs().levels:
        assert not any("%" in sign.text or "percent" in sign.text for sign in level.signs)
