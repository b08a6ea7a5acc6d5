"""The pages of the editor: what stands on each, and what is saved together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from directory import vetting
from directory.choices import LiveFact, SessionLength

from .access import AccessForm
from .approach import ApproachForm, ConditionForm
from .availability import AvailabilityForm, HoursForm
from .base import RowForm, SectionForm
from .credentials import CredentialForm
from .experience import ExperienceForm
from .place import MOST as MOST_PLACES
from .place import AboutForm, LocationForm, PhoneForm, PlaceForm
from .rates import PaymentForm, PolicyForm, RateForm, RatesForm
from .sessions import PhaseForm, SessionsForm
from .techniques import TechniqueForm, TechniquesForm

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True)
class Table:
    """A list of rows; `name` is its key in the document."""

    name: str
    form: type[RowForm]
    title: str | _StrPromise
    add_label: str | _StrPromise
    most: int


@dataclass(frozen=True)
class FormPart:
    """What is saved together; `target` is a section of the document, or a live fact."""

    target: str
    is_live: bool
    form: type[SectionForm] | None
    tables: tuple[Table, ...] = ()


@dataclass(frozen=True)
class EditorPage:
    key: str
    title: str | _StrPromise
    intro: str | _StrPromise
    parts: tuple[FormPart, ...]
    question: vetting.Question | None = None

    def tables(self) -> Iterator[tuple[str, Table]]:
        """Each table with the prefix of its fields."""
        for part in self.parts:
            for table in part.tables:
                yield f"{part.target}-{table.name}", table


PAGES: tuple[EditorPage, ...] = (
    EditorPage(
        "place",
        _("Place and contact"),
        _("Who you are, where you work, and how people reach you."),
        (
            FormPart("about", False, AboutForm),
            FormPart(LiveFact.PHONE.value, True, PhoneForm),
            FormPart(
                "place",
                False,
                PlaceForm,
                (Table("locations", LocationForm, _("Places"), _("Add a place"), MOST_PLACES),),
            ),
        ),
    ),
    EditorPage(
        "availability",
        _("New clients and hours"),
        _("People look here first. What you change on this page is public at once."),
        (
            FormPart(LiveFact.AVAILABILITY.value, True, AvailabilityForm),
            FormPart(
                LiveFact.HOURS.value,
                True,
                None,
                (Table("hours", HoursForm, _("Hours"), _("Add hours"), 28),),
            ),
        ),
    ),
    EditorPage(
        "credentials",
        _("Credentials"),
        _("What you hold and who issued it. We check what can be checked, and say what we did."),
        (
            FormPart(
                "credentials",
                False,
                None,
                (
                    Table(
                        "credentials",
                        CredentialForm,
                        _("Credentials"),
                        _("Add a credential"),
                        20,
                    ),
                ),
            ),
        ),
        vetting.BY_KEY["credentials"],
    ),
    EditorPage(
        "experience",
        _("Experience"),
        _("How long you have practiced, and how much of it is work with back and leg pain."),
        (FormPart("experience", False, ExperienceForm),),
        vetting.BY_KEY["experience"],
    ),
    EditorPage(
        "techniques",
        _("Types of massage"),
        _("What you offer, what you know best, and how firm your touch is."),
        (
            FormPart(
                "techniques",
                False,
                TechniquesForm,
                (
                    Table(
                        "techniques",
                        TechniqueForm,
                        _("Types of massage"),
                        _("Add a type of massage"),
                        20,
                    ),
                ),
            ),
        ),
        vetting.BY_KEY["techniques"],
    ),
    EditorPage(
        "approach",
        _("Sciatica approach"),
        _("How you find out what is going on, what you do then, and when you send people on."),
        (
            FormPart(
                "approach",
                False,
                ApproachForm,
                (
                    Table(
                        "conditions",
                        ConditionForm,
                        _("Causes you work with"),
                        _("Add a cause"),
                        20,
                    ),
                ),
            ),
        ),
        vetting.BY_KEY["approach"],
    ),
    EditorPage(
        "sessions",
        _("Sessions"),
        _("A usual plan for somebody new with sciatica. It binds neither of you."),
        (
            FormPart(
                "sessions",
                False,
                SessionsForm,
                (
                    Table(
                        "phases",
                        PhaseForm,
                        _("The plan, step by step"),
                        _("Add a step"),
                        6,
                    ),
                ),
            ),
        ),
        vetting.BY_KEY["sessions"],
    ),
    EditorPage(
        "rates",
        _("Rates and policies"),
        _("Prices and ways to pay are public at once; a moderator reads the policies first."),
        (
            FormPart(
                LiveFact.RATES.value,
                True,
                PaymentForm,
                (
                    Table(
                        "rates",
                        RateForm,
                        _("Prices"),
                        _("Add a price"),
                        len(SessionLength),
                    ),
                ),
            ),
            FormPart(
                "rates",
                False,
                RatesForm,
                (Table("policies", PolicyForm, _("Policies"), _("Add a policy"), 30),),
            ),
        ),
        vetting.BY_KEY["rates"],
    ),
    EditorPage(
        "access",
        _("Access and comfort"),
        _("“No” is an answer that saves somebody a trip. “Not stated” leaves them guessing."),
        (FormPart("access", False, AccessForm),),
    ),
)
BY_KEY = {page.key: page for page in PAGES}
