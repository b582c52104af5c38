"""How often one may be wrong: counted for each account and each address, over all processes.

`ACCOUNT_RATE_LIMITS` says how often. A try counts before it is judged, so that many at once cannot pass together,
and is given back when it was right.
"""

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.internal import ratelimit

from . import devices


def take(request, what: str, name: str):
    """Count a try at the password or the code of an account; refuse it, with status 429, where it is one too many.

    `rollback()` of what is returned gives the try back.
    """
    device = devices.known(request, name)
    action = f"{what}_known" if device else what
    taken = ratelimit.consume(request, app="allauth.account", action=action, key=f"{what}:{device}:{name.lower()}")
    if taken is None:
        raise ImmediateHttpResponse(ratelimit.respond_429(request))
    return taken
