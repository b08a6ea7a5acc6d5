"""Tells visitors apart for a day without keeping where they come from."""

from __future__ import annotations

import ipaddress

from allauth.account.adapter import get_adapter
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

#: One line of the internet: a whole house or office shares it.
IPV6_PREFIX = 64


def network_digest(request: HttpRequest, purpose: str) -> str:
    """Names a network for as long as a limit lasts. It is made with the site's secret key, the
    purpose and the day, so that it cannot be turned back into an address or followed over days."""
    return salted_hmac(f"{purpose} {timezone.localdate()}", _network(request)).hexdigest()


def _network(request: HttpRequest) -> str:
    address = ipaddress.ip_address(get_adapter().get_client_ip(request))
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped:
        # As a server tells it that listens for both kinds: all of these share one prefix.
        address = address.ipv4_mapped
    if isinstance(address, ipaddress.IPv6Address):
        address = ipaddress.ip_network((address, IPV6_PREFIX), strict=False).network_address
    return str(address)
