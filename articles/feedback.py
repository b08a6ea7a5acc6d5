"""Keeps what readers say about articles, and nothing about the readers."""

import datetime
import ipaddress

from allauth.account.adapter import get_adapter
from allauth.core import ratelimit
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from .choices import Helpful
from .models import Article, ArticleFeedback

#: Its rate is in settings.ACCOUNT_RATE_LIMITS, counted by key in the cache of all processes.
LIMIT = "article_feedback"
TEXTS_LAST = datetime.timedelta(days=365)
#: One line of the internet: a whole house or office shares it.
IPV6_PREFIX = 64


def keep(article: Article, helpful: Helpful, missing: str) -> None:
    ArticleFeedback.objects.create(article=article, helpful=helpful, missing=missing)


def is_within_limit(request: HttpRequest) -> bool:
    """Whether one more may come from this network address for now; counts this one."""
    return bool(ratelimit.consume(request, action=LIMIT, key=_sender(request)))


def _sender(request: HttpRequest) -> str:
    """Tells senders apart for as long as the limit lasts. It is made with the site's secret key
    and the day, so that it cannot be turned back into an address or followed over days."""
    address = ipaddress.ip_address(get_adapter().get_client_ip(request))
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped:
        # As a server tells it that listens for both kinds: all of these share one prefix.
        address = address.ipv4_mapped
    network = address
    if isinstance(address, ipaddress.IPv6Address):
        network = ipaddress.ip_network((address, IPV6_PREFIX), strict=False).network_address
    return salted_hmac(f"articles.feedback {timezone.localdate()}", str(network)).hexdigest()


def remove_old_texts(now: datetime.datetime) -> str:
    """Answers stay, since they say nothing about anybody; words might."""
    oldest = timezone.localdate(now) - TEXTS_LAST
    old = ArticleFeedback.objects.exclude(missing="").filter(given_on__lte=oldest)
    return f"{old.update(missing='')} texts of feedback removed"
