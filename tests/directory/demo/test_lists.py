from __future__ import annotations

import re

from directory.demo.lists import lists, states


def test_all_states_and_the_capital_are_there() -> None:
    assert len(states()) == 51


def test_a_license_number_starts_where_no_real_one_is() -> None:
    for code, state in states().items():
        assert state.number == "" or "9" in re.sub(r"#.*", "", state.number), code


def test_area_codes_have_three_digits() -> None:
    for state in states().values():
        assert state.area_codes
        assert all(200 <= code <= 999 for code in state.area_codes)


def test_metros_leave_room_for_the_rest_of_the_country() -> None:
    assert 40 < sum(lists()["metros"].values()) < 75
    assert lists()["metros"].keys() >= {"Denver, CO", "New York, NY"}
