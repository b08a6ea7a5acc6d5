from __future__ import annotations

from directory.choices import RegisterKind
from directory.demo.world import World
from directory.models import Technique


def test_only_what_therapists_offer_is_there(world: World) -> None:
    assert "deep-tissue" in world.techniques
    assert "self-massage" not in world.techniques


def test_each_state_has_its_register_and_unregulated_states_have_none(world: World) -> None:
    assert world.registers["CO"].kind == RegisterKind.LICENSE
    assert world.registers["VT"].kind == RegisterKind.REGISTRATION
    assert world.registers[""].kind == RegisterKind.BOARD_CERTIFICATION
    assert "KS" not in world.registers


def test_a_retired_term_is_left_out(vocabulary: None, world: World) -> None:
    Technique.objects.filter(slug="sports").update(is_active=False)

    again = World.from_database(today=world.today, checker=world.checker)

    assert "sports" not in again.techniques
