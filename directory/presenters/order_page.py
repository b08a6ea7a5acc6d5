"""The page that explains the order: today's turn, and an example that the real rule ordered."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from hashlib import sha256
from urllib.parse import urlencode

from django.urls import reverse

from directory.search import Sort
from directory.search import order as ordering
from directory.search.order import Standing

#: Made-up people near one place for a search with two techniques: each step of the rule decides
#: once, and the last two differ in nothing but their turn.
EXAMPLE = (
    Standing(8, tenths=23, specialties=1),
    Standing(12, tenths=8),
    Standing(31, tenths=23, specialties=1, is_confirmed=True),
    Standing(44, tenths=23, specialties=1, is_confirmed=True),
    Standing(57, tenths=23, specialties=2),
)

#: A search that finds somebody in most directories.
EXAMPLE_SEARCH = {"near": "10001", "miles": "25", "technique": "deep-tissue"}


@dataclass(frozen=True)
class ExampleRow:
    number: int
    miles: str
    specialties: int
    is_confirmed: bool
    turn: int


@dataclass(frozen=True)
class OrderPage:
    day: date
    seed: str = ordering.SEED
    digits: int = ordering.TURN_DIGITS

    @cached_property
    def example(self) -> list[ExampleRow]:
        return [
            ExampleRow(
                one.number,
                f"{one.tenths / 10:.1f}",
                one.specialties,
                one.is_confirmed,
                ordering.turn(one.number, self.day),
            )
            for one in ordering.arranged(EXAMPLE, Sort.DISTANCE, self.day)
        ]

    @cached_property
    def equals(self) -> tuple[ExampleRow, ExampleRow]:
        """The two of the example that only the turn tells apart, the earlier one first."""
        earlier, later = self.example[2:4]
        return earlier, later

    @property
    def sample(self) -> ExampleRow:
        """The therapist whose turn is worked out."""
        return self.equals[0]

    @property
    def sample_text(self) -> str:
        """What is hashed for that turn."""
        return f"{self.seed}:{self.day.isoformat()}:{self.sample.number}"

    @property
    def sample_hash(self) -> str:
        return sha256(self.sample_text.encode()).hexdigest()

    @property
    def search_url(self) -> str:
        return f"{reverse('directory:therapist-list')}?{urlencode(EXAMPLE_SEARCH)}"

    @property
    def json_url(self) -> str:
        return f"{reverse('directory:order-json')}?{urlencode(EXAMPLE_SEARCH)}"
