"""How often one may be wrong: counted for each account and each address, over all processes.

`ACCOUNT_RATE_LIMITS` says how often. A try counts before it is judged, so that many at once cannot pass together,
and is given back when it was right.
"""

import time

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.internal import ratelimit
from django.core.cache import cache

from inserm_intl.pages import errors

from . import devices

APP = "allauth.account"


def take(request, what: str, name: str):
    """Count a try at the password or the code of an account; refuse it, with status 429, where it is one too many.

    `rollback()` of what is returned gives the try back.
    """
    device = devices.known(request, name)
    action, key = f"{what}_known" if device else what, f"{what}:{device}:{name.lower()}"
    taken = ratelimit.consume(request, app=APP, action=action, key=key)
    if taken is None:
        raise ImmediateHttpResponse(errors.too_many(request, pause(request, action, key)))
    return taken


def pause(request, action: str, key: str) -> float:
    """The seconds until another try counts; one where only too many came in the same moment."""
    left = [1.0]
    for rate in ratelimit.get_rates(app=APP, action=action):
        counted = cache.get(ratelimit.get_cache_key(request, app=APP, action=action, rate=rate, key=key), [])
        if len(counted) >= rate.amount:
            left.append(counted[-1] + rate.duration - time.time())
    return max(left)
