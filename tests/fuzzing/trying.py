"""Cases put to the site one after the other, each judged, and all undone together."""

from django.db import connection, transaction
from hypothesis import currently_in_test_context, note

from .cases import Case
from .judging import is_told, judge, refusals
from .pages import Offers
from .register import Written, complaints

SAFE = {"GET", "HEAD", "OPTIONS", "TRACE", "PROPFIND"}


class Trial:
    """A role at its browser. After the block, nothing of what was done has happened."""

    def __init__(self, world, role: str):
        self.world, self.role, self.written = world, role, Written()
        self.client = world.clients[role]
        self.client.cookies = world.cookies[role].copy()
        self.stored: dict[str, str] = {}

    def __enter__(self):
        self.block = transaction.atomic()
        self.block.__enter__()
        self.watch = connection.execute_wrapper(self.written)
        self.watch.__enter__()
        return self

    def __exit__(self, *raised):
        self.watch.__exit__(*raised)
        if not connection.needs_rollback:
            transaction.set_rollback(True)
        self.block.__exit__(*raised)

    def put(self, case: Case):
        """The answer and its body. What changed is kept in `stored`; a question, or a refusal, changes nothing."""
        if currently_in_test_context():
            note(repr(case))
        before = self.stored
        response = case.put(self.client)
        body = judge(response, case.path)
        self.world.outcomes[f"{case.method} {response.status_code}"] += 1
        self.stored = self.written.changed(self.world.before)
        if case.method in SAFE or response.status_code >= 400:
            assert self.stored == before, self.stored
        elif response.status_code == 200 and (said := refusals(response)):
            assert self.stored == before, self.stored
            self.world.outcomes["refused"] += 1
            text = body.decode()
            untold = [refusal for refusal in said if not is_told(text, refusal)]
            assert not untold, untold
        elif self.stored != before:
            self.world.outcomes["saved"] += 1
            wrong = [line for line in complaints() if line not in self.world.complaints]
            assert not wrong, wrong
        return response, body

    def page(self, path: str) -> Offers:
        """What an address offers to this role."""
        path, _mark, query = path.partition("?")
        return Offers(*self.put(Case(self.role, "GET", path, query)))
