from __future__ import annotations

from statistics import mean

import pytest

from directory.demo.chance import seeded
from directory.demo.prices import NO_HOME_VISITS, hour_price, payments_in, terms_of
from directory.demo.profile import Profile
from tests.factories.demo import demo_geography


def test_longer_sessions_cost_more(profiles: list[Profile]) -> None:
    for profile in profiles:
        prices = [rate.price_cents for rate in sorted(profile.rates, key=lambda r: r.minutes)]
        assert prices == sorted(prices)
        assert all(2000 <= price <= 60000 for price in prices)


def test_prices_follow_the_region() -> None:
    geography = demo_geography()

    def usual(postal_code: str) -> float:
        spot = geography.at_code(seeded(1), postal_code)
        return mean(hour_price(seeded(number), spot, 5) for number in range(200))

    assert usual("10001") > 1.2 * usual("67202")


def test_four_to_ten_policies(profiles: list[Profile]) -> None:
    counts = {len(profile.policies) for profile in profiles}

    assert counts <= {0, *range(3, 11)}
    assert len(counts) > 5


def test_policies_agree_with_the_facts(profiles: list[Profile]) -> None:
    for profile in profiles:
        visits = any(location.setting == "home-visits" for location in profile.locations)
        for policy in profile.policies:
            if policy.kind.slug == "home-visits":
                assert (policy.text == NO_HOME_VISITS) == (not visits)
            if policy.kind.slug == "payment-methods":
                assert payments_in(policy.text) <= set(profile.payment_kinds)
            if policy.kind.slug == "sliding-scale":
                assert "sliding-scale" in profile.payment_kinds


@pytest.mark.parametrize(
    ("slug", "text", "terms"),
    [
        ("cancellation", "Please give me 24 hours. Inside that I charge half.", (24, 50)),
        ("cancellation", "Two working days' notice, please.", (48, None)),
        ("no-show", "A missed visit is charged in full.", (None, 100)),
        ("tipping", "Half the people tip, half do not.", (None, None)),
    ],
)
def test_terms_are_read_from_the_words(
    slug: str, text: str, terms: tuple[int | None, int | None]
) -> None:
    assert terms_of(slug, text) == terms


def test_ways_to_pay_are_read_from_the_words() -> None:
    assert payments_in("Cash or check only.") == {"cash", "check"}
    assert payments_in("Cards and payment apps are fine.") == {"card", "mobile"}
    assert payments_in("A gift card bought here counts too.") == set()


def test_open_rates_leave_out_everything_about_money(profiles: list[Profile]) -> None:
    silent = [profile for profile in profiles if not profile.rates]

    assert silent
    assert not any(profile.policies or profile.payment_kinds for profile in silent)
