"""Question 6: prices by region and length, ways to pay, and written policies."""

import re
from functools import partial
from random import Random

from directory.models import Policy, Rate

from .chance import each, happens, only, several
from .geography import Spot
from .lists import states
from .subject import Subject
from .world import World

#: Share of therapists who offer a length, and its price as a part of that for an hour.
LENGTHS = {
    30: (0.42, 0.58), 45: (0.33, 0.8), 60: (0.97, 1.0),
    75: (0.2, 1.22), 90: (0.82, 1.43), 120: (0.2, 1.88),
}  # fmt: skip
HOUR_DOLLARS = 92
LARGE_CITY_ZIPS = 20

PAYMENTS = {
    "card": 0.85, "cash": 0.75, "check": 0.35, "mobile": 0.45,
    "insurance": 0.25, "hsa-fsa": 0.4, "sliding-scale": 0.2,
}  # fmt: skip
#: Policies that everybody may have; those that follow from another fact are left to `_implied`.
POLICIES = {
    "cancellation": 100.0, "late-arrival": 45.0, "no-show": 45.0, "payment-methods": 35.0,
    "packages": 25.0, "tipping": 35.0, "medical-clearance": 40.0, "intake-consent": 45.0,
    "draping": 50.0, "minors": 22.0, "accessibility": 15.0, "illness": 30.0, "privacy": 28.0,
    "conduct": 40.0, "complaints": 22.0,
}  # fmt: skip
NO_HOME_VISITS = "No home visits at present."
#: What the words of a policy about paying name.
PAYMENT_WORDS = {
    "card": r"\b(?<!gift )[Cc]ards?\b",
    "cash": r"\b[Cc]ash\b",
    "check": r"\bcheck\b",
    "mobile": "payment apps",
}


def build_rates(world: World, subject: Subject) -> list[Rate]:
    if not subject.answers("rates"):
        return []
    rng = subject.rng
    hour = hour_price(rng, subject.spot, subject.years)
    offered = [minutes for minutes, (share, _part) in LENGTHS.items() if happens(rng, share)]
    if subject.is_showcase or not offered:
        offered = sorted({60, *offered})
    tidy = rng.choice([4, 5, 5, 5, 5, 10])
    shorter_hands_on = rng.choice([5, 10]) if happens(rng, 0.22) else 0
    return [
        Rate(
            minutes=minutes,
            price_cents=max(2500, _tidy(hour * LENGTHS[minutes][1], tidy, rng)),
            hands_on_minutes=minutes - shorter_hands_on if shorter_hands_on else None,
        )
        for minutes in offered
    ]


def hour_price(rng: Random, spot: Spot, years: int) -> float:
    """Dollars for an hour: by state, a little more in large cities and with experience."""
    price = HOUR_DOLLARS * states()[spot.state].price
    price *= 1.08 if spot.size >= LARGE_CITY_ZIPS else 0.96
    price *= 1 + min(years, 20) * 0.005
    return float(min(240, max(45, price * rng.lognormvariate(0, 0.19))))


def _tidy(dollars: float, step: int, rng: Random) -> int:
    cents = round(dollars / step) * step * 100
    return cents - 50 if happens(rng, 0.02) else cents


def build_policies(
    world: World, subject: Subject, payments: list[str], comforts: set[str], makes_visits: bool
) -> list[Policy]:
    """Four to ten, none of which contradicts another fact of the profile."""
    if not subject.answers("rates"):
        return []
    rng = subject.rng
    weights = only(POLICIES, world.policy_kinds)
    chosen = set(several(rng, weights, rng.randint(4, 8)))
    chosen |= set(only(_implied(rng, payments, comforts, makes_visits), world.policy_kinds))
    policies = []
    for slug in sorted(chosen, key=lambda slug: world.policy_kinds[slug].position)[:10]:
        text = subject.text(
            world, f"policies.{slug}", partial(_agrees, slug, makes_visits, payments)
        )
        if text:
            policies.append(_policy(world, slug, text))
    return policies


def _policy(world: World, slug: str, text: str) -> Policy:
    notice, fee = terms_of(slug, text)
    kind = world.policy_kinds[slug]
    return Policy(kind=kind, text=text, notice_hours=notice, fee_percent=fee)


def _implied(
    rng: Random, payments: list[str], comforts: set[str], makes_visits: bool
) -> dict[str, float]:
    """Policies that go with a fact stated elsewhere."""
    shares = {
        "insurance-billing": 0.8 if "insurance" in payments else 0.0,
        "hsa-fsa": 0.7 if "hsa-fsa" in payments else 0.0,
        "sliding-scale": 0.9 if "sliding-scale" in payments else 0.0,
        "scent-free": 0.6 if "fragrance-free" in comforts else 0.0,
        "chaperone": 0.6 if "chaperone-welcome" in comforts else 0.0,
        "home-visits": 1.0 if makes_visits else 0.06,
    }
    return dict.fromkeys(each(rng, shares), 1.0)


def _agrees(slug: str, makes_visits: bool, payments: list[str], text: str) -> bool:
    """Whether a text of a policy agrees with the facts of the profile."""
    if slug == "home-visits":
        return (text != NO_HOME_VISITS) == makes_visits
    if slug == "payment-methods":
        return payments_in(text) <= set(payments)
    return True


def terms_of(slug: str, text: str) -> tuple[int | None, int | None]:
    """Hours of notice and the fee in percent, where the words of the policy name them."""
    notice = fee = None
    if slug == "cancellation":
        hours = re.search(r"(\d+) hours", text)
        notice = int(hours[1]) if hours else 48 if "Two working days" in text else None
    if slug in ("cancellation", "no-show"):
        half, whole = "half" in text, "in full" in text
        fee = 50 if half else 100 if whole else None
    return notice, fee


def payments_in(text: str) -> set[str]:
    return {slug for slug, words in PAYMENT_WORDS.items() if re.search(words, text)}


def ways_to_pay(world: World, subject: Subject) -> list[str]:
    if not subject.answers("rates"):
        return []
    return each(subject.rng, only(PAYMENTS, world.payment_kinds))
