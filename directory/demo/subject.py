"""One made-up person in the making: who they are, where, and what they leave unanswered."""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from .geography import Spot
from .people import Person
from .texts import Texts, any_text
from .world import World


@dataclass(frozen=True)
class Subject:
    """Passed to every builder; builders draw from `rng` in a fixed order."""

    number: int
    rng: Random
    person: Person
    spot: Spot
    #: Their place among the people of the same area, which deals the texts.
    turn: int
    #: Keys of the vetting questions that they leave open.
    unanswered: frozenset[str]
    #: The one whose account the demo therapist signs in to: a whole, current profile.
    is_showcase: bool = False

    @property
    def years(self) -> int:
        return self.person.years

    def answers(self, question: str) -> bool:
        return question not in self.unanswered

    def text(self, world: World, section: str, fits: Callable[[str], bool] = any_text) -> str:
        return world.texts.deal(section, self.spot.area, self.turn, fits)

    def several_texts(self, world: World, section: str, count: int, *, most: int) -> list[str]:
        texts: Texts = world.texts
        return texts.deal_several(section, self.spot.area, self.turn, count, most=most)
