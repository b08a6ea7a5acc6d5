"""A network is told apart for one purpose and one day, and its address is kept nowhere."""

from __future__ import annotations

from datetime import timedelta

import time_machine
from django.test import RequestFactory
from django.utils import timezone

from sciatica_site.visitors import network_digest


def digest(rf: RequestFactory, address: str, purpose: str = "one") -> str:
    return network_digest(rf.post("/", REMOTE_ADDR=address), purpose)


def test_a_network_has_one_digest_for_a_purpose(rf: RequestFactory) -> None:
    assert digest(rf, "192.0.2.1") == digest(rf, "192.0.2.1")
    assert digest(rf, "192.0.2.1") != digest(rf, "192.0.2.2")
    assert digest(rf, "192.0.2.1") != digest(rf, "192.0.2.1", "another")


def test_the_next_day_it_has_another(rf: RequestFactory) -> None:
    today = digest(rf, "192.0.2.1")

    with time_machine.travel(timezone.now() + timedelta(days=1)):
        assert digest(rf, "192.0.2.1") != today


def test_a_line_with_many_addresses_is_one_network(rf: RequestFactory) -> None:
    assert digest(rf, "2001:db8:0:1::1") == digest(rf, "2001:db8:0:1::2")
    assert digest(rf, "2001:db8:0:1::1") != digest(rf, "2001:db8:0:2::1")
    assert digest(rf, "::ffff:192.0.2.1") == digest(rf, "192.0.2.1")
