"""Where a made-up therapist works: places, access, comfort and opening hours."""

import re
from datetime import time

from directory.choices import Setting, Weekday
from directory.models import LocationAccess, OpeningHours, PracticeLocation, TherapistComfort

from .chance import happens, one_of, only
from .geography import Geography, Spot
from .lists import lists
from .subject import Subject
from .world import World

SETTINGS = {
    Setting.STUDIO: 38.0,
    Setting.CLINIC: 28.0,
    Setting.HOME_STUDIO: 16.0,
    Setting.HOME_VISITS: 8.0,
    Setting.SPORTS_CLUB: 7.0,
    Setting.HOSPITAL: 3.0,
}
#: Share that states a fact at all, and the share of those who say yes.
ACCESS = {
    "step-free": (0.7, 0.6), "parking-at-door": (0.6, 0.7), "accessible-restroom": (0.5, 0.55),
    "adjustable-table": (0.6, 0.65), "wheelchair-transfer": (0.45, 0.45),
    "near-transit": (0.5, 0.6),
}  # fmt: skip
COMFORT = {
    "side-lying": (0.75, 0.95), "seated": (0.45, 0.6), "clothed": (0.5, 0.85),
    "fragrance-free": (0.5, 0.75), "nut-free": (0.4, 0.8), "quiet-room": (0.5, 0.8),
    "chaperone-welcome": (0.55, 0.95), "talk-first": (0.45, 0.7),
}  # fmt: skip
#: Texts of directions that only suit a private house, and those that do not suit one.
HOUSE = re.compile(r"house|garage behind|driveway")
LARGE_CITY_ZIPS = 8
SECOND_PLACE_MILES = 14


def build_locations(world: World, subject: Subject, geography: Geography) -> list[PracticeLocation]:
    """One place; every twelfth therapist has two or three, not far apart."""
    rng = subject.rng
    count = 1 if subject.is_showcase else one_of(rng, {1: 92.0, 2: 6.5, 3: 1.5})
    spots = [subject.spot]
    while len(spots) < count:
        spots.append(geography.near(rng, subject.spot, SECOND_PLACE_MILES))
    first = Setting.STUDIO if subject.is_showcase else one_of(rng, SETTINGS)
    return [
        _location(world, subject, spot, first if position == 0 else one_of(rng, SETTINGS), position)
        for position, spot in enumerate(spots)
    ]


def _location(
    world: World, subject: Subject, spot: Spot, setting: Setting, position: int
) -> PracticeLocation:
    rng = subject.rng
    is_visited = setting != Setting.HOME_VISITS
    street = rng.choice(world.texts.street_names)
    # A therapist who works at home rarely shows the house number to everybody.
    shows_street = is_visited and happens(rng, 0.3 if setting == Setting.HOME_STUDIO else 0.88)
    house_number = rng.randint(2, 98) * rng.choice([1, 3, 10, 50])
    neighborhood = ""
    if spot.size >= LARGE_CITY_ZIPS and happens(rng, 0.35):
        neighborhood = rng.choice(lists()["neighborhoods"])
    return PracticeLocation(
        setting=setting,
        practice_name=_practice_name(subject, setting, street),
        street=f"{house_number} {street}" if shows_street else "",
        neighborhood=neighborhood,
        city=spot.city,
        state=spot.state,
        postal_code=spot.postal_code,
        latitude=spot.latitude,
        longitude=spot.longitude,
        directions=_directions(world, subject, setting) if shows_street else "",
        position=position,
    )


def _practice_name(subject: Subject, setting: Setting, street: str) -> str:
    rng = subject.rng
    section, share = {
        Setting.CLINIC: ("clinic_names", 0.85),
        Setting.SPORTS_CLUB: ("club_names", 0.95),
        Setting.HOSPITAL: ("hospital_names", 1.0),
        Setting.STUDIO: ("practice_names", 0.75),
    }.get(setting, ("practice_names", 0.3))
    if not happens(rng, share):
        return ""
    person = subject.person
    pattern: str = rng.choice(lists()[section])
    short_street = street.rpartition(" ")[0]
    return pattern.format(given=person.given, family=person.family, street=short_street)


def _directions(world: World, subject: Subject, setting: Setting) -> str:
    at_home = setting == Setting.HOME_STUDIO
    if setting not in (Setting.HOME_STUDIO, Setting.STUDIO, Setting.CLINIC):
        return ""
    if not happens(subject.rng, 0.5):
        return ""
    return subject.text(world, "directions", lambda text: bool(HOUSE.search(text)) == at_home)


def build_access(
    world: World, subject: Subject, locations: list[PracticeLocation]
) -> list[LocationAccess]:
    """Facts of each place that people come to: yes, no, or not stated at all."""
    rng = subject.rng
    rows = []
    for location in locations:
        if location.setting == Setting.HOME_VISITS:
            continue
        for slug in _stated(subject, only(dict.fromkeys(ACCESS, 1.0), world.access_features)):
            feature = world.access_features[slug]
            yes = happens(rng, ACCESS[slug][1])
            rows.append(LocationAccess(location=location, feature=feature, is_available=yes))
    return rows


def _stated(subject: Subject, known: dict[str, float]) -> list[str]:
    """Some state nothing at all; the demo therapist states everything."""
    if subject.is_showcase:
        return list(known)
    if happens(subject.rng, 0.15):
        return []
    return [slug for slug in known if happens(subject.rng, ACCESS[slug][0])]


def build_comforts(world: World, subject: Subject) -> list[TherapistComfort]:
    rng = subject.rng
    return [
        TherapistComfort(
            feature=world.comfort_features[slug], is_available=happens(rng, COMFORT[slug][1])
        )
        for slug in only(dict.fromkeys(COMFORT, 1.0), world.comfort_features)
        if happens(rng, COMFORT[slug][0])
    ]


def build_hours(subject: Subject) -> list[OpeningHours]:
    """Two to six days; some evenings, some weekends, some long lunches."""
    rng = subject.rng
    if not subject.is_showcase and happens(rng, 0.08):
        return []
    weekdays = [day for day in range(Weekday.SATURDAY) if happens(rng, 0.8)] or [1, 3]
    weekend = [Weekday.SATURDAY] if happens(rng, 0.34) else []
    if happens(rng, 0.1):
        weekend.append(Weekday.SUNDAY)
    opens, closes = rng.choice([8, 9, 9, 10, 10, 11]), rng.choice([15, 16, 17, 17, 18, 18])
    evenings = set(rng.sample(weekdays, min(len(weekdays), rng.choice([0, 0, 0, 1, 2, 3]))))
    lunch = happens(rng, 0.15)
    rows: list[OpeningHours] = []
    for day in weekdays:
        until = rng.choice([19, 19, 20, 20, 21]) if day in evenings else closes
        rows += _spans(day, opens, until, lunch=lunch)
    for day in weekend:
        start = rng.choice([9, 10])
        rows += _spans(int(day), start, start + rng.choice([3, 4, 6]), lunch=False)
    return rows


def _spans(day: int, opens: int, closes: int, *, lunch: bool) -> list[OpeningHours]:
    spans = [(opens, 12), (14, closes)] if lunch and closes > 15 else [(opens, closes)]
    return [OpeningHours(weekday=day, opens=time(a), closes=time(b)) for a, b in spans]
