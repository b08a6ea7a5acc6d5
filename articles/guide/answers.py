"""What somebody answered, in the codes of the rules."""

from dataclasses import dataclass, fields

#: Fields with any number of codes; every other field has one.
SEVERAL = ("red", "health", "pattern")


@dataclass(frozen=True)
class Answers:
    """An empty value means: not said. Pain that is not said to have been checked has not been."""

    red: frozenset[str] = frozenset()
    health: frozenset[str] = frozenset()
    stage: str = "unsure"
    pressure: str = ""
    pattern: frozenset[str] = frozenset()
    both_legs_new: str = ""
    cause: str = ""
    assessed: str = "no"
    active: str = "no"

    def codes(self, name: str) -> frozenset[str]:
        value: str | frozenset[str] = getattr(self, name)
        return frozenset({value}) if isinstance(value, str) else value


FIELDS = tuple(field.name for field in fields(Answers))
