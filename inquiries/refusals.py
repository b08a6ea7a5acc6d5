"""Why a step on a conversation was not taken, in words for the person who wanted it."""


class Refused(Exception):
    """Its text is translated and says what to do instead. `field` is the one of the form that the
    text belongs beside; without it, it belongs above the form."""

    field: str | None = None


class ProfileLeftHidden(Refused):
    """A report is closed as not right, and nobody said what becomes of the hidden profile."""

    field = "profile"
