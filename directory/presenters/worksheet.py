"""The paper twin of the six questions: short answers, blanks to fill by phone, what to tell."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from directory import formatting
from directory.vetting import QUESTIONS, Question

from .chosen import Chosen
from .profile import ProfilePage
from .short_answers import short_answer, shortened

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

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
class Tell:
    """Something to tell before the session; `blank` leaves a line to write on."""

    text: "str | _StrPromise"
    blank: bool = True


TELL: tuple[Tell, ...] = (
    Tell(gettext_lazy("I have read the warning signs, and none of them fits me today."), False),
    Tell(gettext_lazy("What makes my leg pain better or worse:")),
    Tell(gettext_lazy("Positions that hurt:")),
    Tell(gettext_lazy("My medicines, above all blood thinners and strong painkillers:")),
    Tell(gettext_lazy("Blood clots now or in the past, varicose veins, easy bruising:")),
    Tell(gettext_lazy("Where my skin is numb or feels less:")),
    Tell(gettext_lazy("I am pregnant, or I could be."), False),
    Tell(gettext_lazy("Operations, injections, implants, and when:")),
    Tell(gettext_lazy("Fragile bones, cancer, heart trouble, fever; what my doctor said:")),
    Tell(gettext_lazy("Allergies, asthma, sensitive skin, scents that bother me:")),
    Tell(gettext_lazy("A massage that went badly for me, and how:")),
    Tell(gettext_lazy("Areas that I do not want touched:")),
    Tell(gettext_lazy("I would like to stay dressed, or to bring someone:")),
    Tell(gettext_lazy("How firm I like it, from 0 (barely there) to 10:")),
    Tell(gettext_lazy("My word for “stop now”:")),
)


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
    def is_wide(self) -> bool:
        return len(self.profiles) > LEAST

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
