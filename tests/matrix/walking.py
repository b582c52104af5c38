"""The walk through the matrix: each address, asked by each role, and what is wrong with the answers.

Each role is refused in every cell that refuses it, and reads each page that is not for all. To what costs as much
again they take turns: to send nothing where they may, to ask by HEAD, to read what visitors read or what is as another
page of its noun.
"""

from collections import defaultdict

from inserm_intl.undone import undone
from tests.matrix import headers, secrets
from tests.matrix.asking import Answer, ask, watched, whole_database
from tests.matrix.forms import forged
from tests.matrix.register import ANONYMOUS, EVERYBODY
from tests.matrix.rows import ANYBODY, STAFF, STRANGERS, Row
from tests.rights import ADMINISTRATOR, PUBLISHERS

REFUSED_AT_ONCE = ("OPTIONS", "PUT", "PATCH", "DELETE", "TRACE")
BY_TURNS = ("/compare/", "/recover/", "/history/")
BAD_COOKIES = "sessionid=x; csrftoken=x; messages=x; device=x; django_language=%00; a=b=c; =; \x7f"


class Walk:
    def __init__(self, cookies: dict[str, str]):
        self.cookies = cookies
        self.before = whole_database()
        self.faults: list[str] = []
        self.shown: dict[str, set[str]] = defaultdict(set)

    def through(self, rows: list[Row]) -> None:
        for number, row in enumerate(rows):
            page = self.read(row, number)
            self.send(row, number, forged(page))
            for method in REFUSED_AT_ONCE:
                self.judge(row, ADMINISTRATOR, method)

    def read(self, row: Row, number: int) -> Answer | None:
        """Return the page as an administrator reads it, where one does."""
        page = None
        for role in reversed(EVERYBODY):
            if self.has_turn(role, row, "GET", number) or role in always_read(row):
                answer = self.judge(row, role, "GET")
                page = answer if role == ADMINISTRATOR and answer.status == 200 else page
            if role in (ANONYMOUS, EVERYBODY[number % len(EVERYBODY)]):
                self.judge(row, role, "HEAD")
        return page

    def send(self, row: Row, number: int, form: dict) -> None:
        """Nothing, where one may send; where one may not, what the administrator's own page would send."""
        for role in EVERYBODY:
            if role not in row.allowed("POST"):
                self.judge(row, role, "POST", form)
            elif self.has_turn(role, row, "POST", number):
                with undone():
                    self.judge(row, role, "POST", {}, writes=True)

    @staticmethod
    def has_turn(role: str, row: Row, method: str, number: int) -> bool:
        allowed = [other for other in EVERYBODY if other in row.allowed(method)]
        return role not in allowed or allowed[number % len(allowed)] == role

    def judge(self, row: Row, role: str, method: str, form=None, *, writes=False) -> Answer:
        """Ask, and note what is wrong with the answer."""
        cookies = self.cookies[role]
        if role == ANONYMOUS and method == "HEAD":
            cookies = BAD_COOKIES
        with watched() as statements:
            answer = ask(method, row.address, cookies, form)
        expected = row.expected(role, method)
        found = [*headers.faults(row.address, answer, known=bool(cookies))]
        if answer.status != expected:
            found.append(f"{answer.status}, not {expected}")
        if method in REFUSED_AT_ONCE and statements:
            found.append("It looked who asks.")
        if not writes and any(map(changes, statements)) and whole_database() != self.before:
            found.append(f"It changed {changed(self.before, whole_database())}")
        found += self.tells(row, role, answer)
        self.faults += [f"{role} {method} {row.address}: {fault}" for fault in found]
        return answer

    def tells(self, row: Row, role: str, answer: Answer) -> list[str]:
        """What is restricted is for publishers, and what is private for staff; what their address says, they know."""
        text = answer.text.replace(row.address.removeprefix("/fr").casefold(), "")
        secret = secrets.restricted(text)
        if role in PUBLISHERS:
            self.shown[row.route] |= secret
            return []
        if role in STAFF:
            return sorted(secret)
        return sorted(secret | secrets.private(text))


def always_read(row: Row) -> frozenset[str]:
    """Those who take no turns: at what is for all, visitors; at what reads like another page of its noun, one."""
    if row.reads == ANYBODY and not row.login:
        return STRANGERS
    if row.sees == PUBLISHERS or any(part in row.address for part in BY_TURNS):
        return frozenset([ADMINISTRATOR])
    return ANYBODY


def changed(before: dict, after: dict) -> list[str]:
    return [table for table in after if after[table] != before[table]]


def changes(statement: str) -> bool:
    return statement.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE"))
