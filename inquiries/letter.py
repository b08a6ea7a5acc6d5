"""What a patient writes in the form, as one value that is encrypted as a whole."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from typing import Any, Self


@dataclass(frozen=True, slots=True)
class Letter:
    """`cause` is a condition's slug, "not-sure", or empty; `times` are values of the form."""

    name: str
    email: str
    message: str
    phone: str = ""
    cause: str = ""
    times: tuple[str, ...] = ()
    #: (what it is about, what the patient wrote), only of items they chose to send.
    tell: tuple[tuple[str, str], ...] = ()

    def as_values(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def of(cls, values: dict[str, Any]) -> Self:
        """Reads what an earlier version wrote, too: unknown keys are left out."""
        known = {field.name: values[field.name] for field in fields(cls) if field.name in values}
        known["times"] = tuple(known.get("times", ()))
        known["tell"] = tuple((str(label), str(text)) for label, text in known.get("tell", ()))
        return cls(**known)
