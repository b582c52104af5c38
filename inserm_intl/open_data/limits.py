"""How often one address may ask for data: so many requests in a minute, counted in the cache "requests".

A minute is one of the clock's: within any sixty seconds up to twice as many may be answered. The counts stand
in the cache of CACHE_URL; without one each process counts for itself, so that a site served by two processes
answers up to twice as many. The cache drops what was not used for longest: who asks often stays counted.
Without its cache the site answers all the same, and counts nobody.
"""

import re
import time
from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings
from django.core.cache import caches
from redis import RedisError
from rest_framework.throttling import BaseThrottle

MINUTE = 60
# What some proxies write: a port after the address, brackets around one of IPv6.
WITH_PORT = re.compile(r"\[(?P<six>.+)\](:\d+)?|(?P<four>[\d.]+):\d+")


class PerAddress(BaseThrottle):
    """Every request counts alike: HEAD as GET, a 304 as a 200. A view's `counted_as` says which limit is its own.

    Whose address it is, REMOTE_ADDR says, or the last trusted proxy (`NUM_PROXIES`): nobody else is believed.
    """

    def allow_request(self, request, view):
        what = getattr(view, "counted_as", "documents")
        most = settings.DATA_REQUESTS_A_MINUTE.get(what)
        if most is None:
            return True
        minute, gone = divmod(time.time(), MINUTE)
        self.left = MINUTE - gone
        return count(f"data-{what}-{minute:.0f}-{address_of(request)}") <= most

    def wait(self):
        return self.left


def address_of(request) -> str:
    """Who asks, as `PerAddress` says: also where fewer addresses are given than there are proxies of ours."""
    return subscriber(BaseThrottle().get_ident(request) or "")


def count(key: str) -> int:
    cache = caches["requests"]
    try:
        cache.add(key, 0, MINUTE)
        return cache.incr(key)
    except (ValueError, RedisError):  # dropped in between; out of reach
        return 1


def subscriber(address: str) -> str:
    """An address of IPv4; of IPv6 the network (/64) that a subscriber has whole; "" for what is no address."""
    written = WITH_PORT.fullmatch(address.strip())
    try:
        found = ip_address((written["six"] or written["four"]) if written else address.strip())
    except ValueError:
        return ""
    if not isinstance(found, IPv6Address):
        return str(found)
    return str(found.ipv4_mapped or ip_network((int(found), 64), strict=False).network_address)
