"""Why a step on a conversation was not taken, in words for the person who wanted it."""


class Refused(Exception):
    """Its text is translated and says what to do instead."""
