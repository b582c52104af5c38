"""A row of the matrix: an address, who may read it and who may send to it, and what each is answered."""

from typing import NamedTuple

from tests.matrix.register import ANONYMOUS, EVERYBODY, MEMBER
from tests.rights import ROLES

LED, REFUSED, MISSING, NO_SUCH_METHOD = 302, 403, 404, 405
STAFF, ANYBODY, NOBODY = frozenset(ROLES), frozenset(EVERYBODY), frozenset[str]()
STRANGERS = frozenset([ANONYMOUS, MEMBER])


class Row(NamedTuple):
    """What an address, as the resolver writes it (`route`) and as it is asked, answers to each role and method.

    `reads` are answered `get`, to HEAD as well, and all others `refusal`; `sends` are answered `post` to a form
    with nothing in it, and all others `refusal`. Where `login` is true, those who are not of the staff are led there.
    Those who do not see what is asked for (`sees`) are led away too: wherever it is looked for before their rights
    are (`sought_first`), and else where they have the right.
    """

    route: str
    address: str
    reads: frozenset[str] = ANYBODY
    get: int = 200
    sends: frozenset[str] = NOBODY
    post: int = NO_SUCH_METHOD
    refusal: int = MISSING
    login: bool = False
    sees: frozenset[str] = ANYBODY
    sought_first: bool = False
    options: int = NO_SUCH_METHOD

    def expected(self, role: str, method: str) -> int:
        if method == "OPTIONS":
            return self.options
        if method not in ("GET", "HEAD", "POST") or (method == "POST" and not (self.login or self.sends)):
            return NO_SUCH_METHOD
        allowed, answer = (self.sends, self.post) if method == "POST" else (self.reads, self.get)
        if self.login and role not in STAFF:
            return LED
        if role not in self.sees and (role in allowed or self.sought_first):
            return LED
        return answer if role in allowed else self.refusal

    def allowed(self, method: str) -> frozenset[str]:
        """Those who get what they ask for."""
        return (self.sends if method == "POST" else self.reads) & self.sees


def public(route: str, *addresses: str, **answers) -> list[Row]:
    """For everybody to read."""
    return [Row(route, address, **answers) for address in addresses or [route]]


def data(route: str, *addresses: str, **answers) -> list[Row]:
    """For everybody's programs, which may ask first what they may do."""
    return public(route, *addresses, options=200, **answers)


def desk(route: str, address="", **answers) -> list[Row]:
    """For staff."""
    of_staff = {"reads": STAFF, "sends": STAFF, "post": 200, "refusal": REFUSED, "login": True}
    return [Row(route, address or route, **{**of_staff, **answers})]
