"""Knows the time zones of the states, and which names of zones are real."""

from __future__ import annotations

from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

#: Where the country has its middle, for who has stated no place.
ANYWHERE = "America/Chicago"

#: Where most people of a state live; the states that are not listed are in the middle.
OF_STATES = {
    **dict.fromkeys(
        ("CT", "DC", "DE", "FL", "GA", "IN", "KY", "MA", "MD", "ME", "MI", "NC", "NH", "NJ", "NY"),
        "America/New_York",
    ),
    **dict.fromkeys(("OH", "PA", "RI", "SC", "VA", "VT", "WV"), "America/New_York"),
    **dict.fromkeys(("CO", "ID", "MT", "NM", "UT", "WY"), "America/Denver"),
    **dict.fromkeys(("CA", "NV", "OR", "WA"), "America/Los_Angeles"),
    "AK": "America/Anchorage",
    "AZ": "America/Phoenix",
    "HI": "Pacific/Honolulu",
    "AS": "Pacific/Pago_Pago",
    "FM": "Pacific/Chuuk",
    "GU": "Pacific/Guam",
    "MH": "Pacific/Majuro",
    "MP": "Pacific/Saipan",
    "PR": "America/Puerto_Rico",
    "PW": "Pacific/Palau",
    "VI": "America/St_Thomas",
}


@lru_cache(maxsize=512)
def zone(name: str, state: str = "") -> ZoneInfo:
    """The zone of that name; where records hold a name that is none, the zone of the state."""
    for known in (name, OF_STATES.get(state, "")):
        try:
            return ZoneInfo(known)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            continue
    return ZoneInfo(ANYWHERE)
