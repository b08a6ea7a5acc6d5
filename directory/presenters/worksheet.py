"""The paper twin of the six questions: short answers, blanks to fill by phone, what to tell."""

from dataclasses import dataclass
from datetime import date

from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from directory import formatting
from directory.tell import TELL
from directory.vetting import QUESTIONS, Question

from .chosen import Chosen
from .profile import ProfilePage
from .short_answers import short_answer, shortened

MOST = 4
#: A sheet with fewer columns gets empty ones: whoever calls one therapist often calls a second.
LEAST = 2
#: Characters of an answer by number of columns: what its box on the paper holds.
ROOM = {2: 300, 3: 180, 4: 120}
LONGEST_NAME = 48


@dataclass(frozen=True)
class SheetColumn:
    """Whom a column is for; all empty where the visitor writes it in."""

    name: str = ""
    area: str = ""
    phone: str = ""
    is_demo: bool = False


@dataclass(frozen=True)
class SheetCell:
    """`text` is empty where there is something to ask, `name` where the visitor writes it in."""

    name: str = ""
    text: str = ""


@dataclass(frozen=True)
class SheetRow:
    question: Question
    cells: list[SheetCell]


@dataclass(frozen=True)
class Worksheet:
    """Therapists loaded `with_answers()`, on two pages; it asks the database for nothing."""

    chosen: Chosen
    today: date

    tell = TELL
    #: Lines for notes at the end of the second page.
    notes = range(11)

    @cached_property
    def profiles(self) -> list[ProfilePage]:
        return [ProfilePage(one, self.today) for one in self.chosen.therapists]

    @property
    def title(self) -> str:
        names = [one.name for one in self.chosen.therapists]
        if not names:
            return _("Worksheet to fill in by phone")
        return _("Worksheet for %(names)s") % {"names": _(", ").join(names)}

    @property
    def day(self) -> str:
        return formatting.day(self.today)

    @property
    def has_demo(self) -> bool:
        return any(one.is_demo for one in self.chosen.therapists)

    @property
    def blanks(self) -> range:
        return range(max(0, LEAST - len(self.profiles)))

    @cached_property
    def columns(self) -> list[SheetColumn]:
        return [*(_column(one) for one in self.profiles), *(SheetColumn() for _ in self.blanks)]

    @cached_property
    def rows(self) -> list[SheetRow]:
        return [SheetRow(one, self._cells(one)) for one in QUESTIONS]

    def _cells(self, question: Question) -> list[SheetCell]:
        room = ROOM[max(LEAST, len(self.profiles))]
        filled = [_cell(question, one, room) for one in self.profiles]
        return [*filled, *(SheetCell() for _ in self.blanks)]


def _cell(question: Question, profile: ProfilePage, room: int) -> SheetCell:
    said = " ".join(line.text for line in short_answer(question, profile))
    return SheetCell(profile.therapist.name, shortened(said, room))


def _column(profile: ProfilePage) -> SheetColumn:
    place = profile.main_location
    return SheetColumn(
        shortened(profile.therapist.name, LONGEST_NAME),
        shortened(place.area, LONGEST_NAME) if place else "",
        profile.phone,
        profile.therapist.is_demo,
    )
