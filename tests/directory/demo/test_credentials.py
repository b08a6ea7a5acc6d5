from __future__ import annotations

import re
from collections import Counter

from directory.checks import level_of
from directory.choices import RegisterKind, Verification
from directory.demo.chance import seeded
from directory.demo.credentials import build_record, fill_number
from directory.demo.profile import Profile
from directory.models import Credential
from tests.directory.demo.conftest import TODAY


def all_of(profiles: list[Profile]) -> list[Credential]:
    return [credential for profile in profiles for credential in profile.credentials]


def test_a_number_has_the_shape_of_its_state() -> None:
    assert re.fullmatch(r"MT\.0099[0-9]{3}", fill_number(seeded(1), "MT.0099###"))


def test_the_states_credential_comes_first_where_the_state_has_one(
    profiles: list[Profile],
) -> None:
    for profile in profiles:
        state = profile.locations[0].state
        kinds = [credential.kind.slug for credential in profile.credentials]
        if state == "KS":
            assert not any(kind.startswith("state-") for kind in kinds)
        elif kinds:
            assert kinds[0].startswith("state-")
            assert profile.credentials[0].register is not None
            assert profile.credentials[0].region == state


def test_the_kind_is_what_the_law_of_the_state_has(profiles: list[Profile]) -> None:
    expected = {
        RegisterKind.LICENSE: "state-license",
        RegisterKind.REGISTRATION: "state-registration",
        RegisterKind.CERTIFICATION: "state-certification",
        RegisterKind.BOARD_CERTIFICATION: "board-certification",
    }
    for credential in all_of(profiles):
        if credential.register:
            assert credential.kind.slug == expected[RegisterKind(credential.register.kind)]


def test_each_check_has_a_record_that_says_how(profiles: list[Profile]) -> None:
    for credential in all_of(profiles):
        record = build_record(credential)
        if credential.verification == Verification.SELF_DECLARED:
            assert record is None
            continue
        assert record is not None
        assert (record.number, record.checked_on) == (credential.number, credential.checked_on)
        assert level_of(record.method, record.result) == credential.verification


def test_what_was_checked_is_mixed(profiles: list[Profile]) -> None:
    licenses = [one for one in all_of(profiles) if one.kind.slug.startswith("state-")]
    levels = Counter(one.verification for one in licenses)

    assert 0.33 < levels[Verification.REGISTER_CHECKED] / len(licenses) < 0.57
    assert levels[Verification.DOCUMENT_SEEN] > 0
    assert levels[Verification.SELF_DECLARED] > 0
    assert levels[Verification.COULD_NOT_VERIFY] > 0


def test_some_have_lapsed_and_some_have_expired(profiles: list[Profile]) -> None:
    credentials = all_of(profiles)

    assert any(one.has_lapsed(TODAY) for one in credentials)
    assert any(one.is_expired(TODAY) for one in credentials)


def test_no_date_lies_before_the_one_it_follows(profiles: list[Profile]) -> None:
    for one in all_of(profiles):
        assert one.issued_on is None or one.issued_on <= TODAY
        assert (
            one.checked_on is None or (one.issued_on or one.checked_on) <= one.checked_on <= TODAY
        )
        assert (one.checked_on is None) == (one.checked_by is None)
