"""One address that asks for more than its share: refused in its turn, while all others are answered."""

import http.client
import json
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

from tests.sites import eventually

from .stage import HOST, Stage

CROWD, OTHER, HASTY = "127.0.3.1", "127.0.3.2", "127.0.3.3"
PAGE, DATA = "/fr/agreements/", "/api/v1/agreements/"
# As deploy/nginx says.
AT_ONCE, A_SECOND, IN_ADVANCE = 10, 20, 300


def nobody_takes_the_place_of_others(stage: Stage) -> None:
    at_once(stage)
    in_haste(stage)


def at_once(stage: Stage) -> None:
    """Those who have begun to send, and go no further, are at work for nginx."""
    busy = [stage.connected(of=CROWD) for _ in range(AT_ONCE)]
    for sender in busy:
        sender.sendall(f"POST {PAGE} HTTP/1.1\r\nHost: {HOST}\r\nContent-Length: 9\r\n\r\n".encode())
    eventually(lambda: stage.ask(PAGE, of=CROWD).status == 429)
    for path, accept in ((PAGE, "text/html"), ("/admin/", "text/html"), (DATA, "application/json")):
        refused = stage.ask(path, of=CROWD)
        assert (refused.status, refused.headers["Retry-After"]) == (429, "15")
        assert refused.headers.get_content_type() == accept
        assert refused.headers["Cache-Control"] == "no-store"
    assert refused.headers["Access-Control-Allow-Origin"] == "*"
    assert list(json.loads(refused.text)["errors"]) == ["request"]
    page = stage.ask(PAGE, of=CROWD)
    assert "Trop de demandes" in page.text
    assert "Access-Control-Allow-Origin" not in page.headers
    assert stage.ask("/static/inserm_intl/site.css", of=CROWD).status == 200
    assert [stage.ask(path, of=OTHER).status for path in (PAGE, DATA)] == [200, 200]
    for sender in busy:
        sender.close()
    eventually(lambda: stage.ask(PAGE, of=CROWD).status == 200)


def in_haste(stage: Stage) -> None:
    """Twice as many as are let through in advance, by some connections that wait for nothing."""
    begun = time.monotonic()
    with ThreadPoolExecutor(6) as hasty:
        found = Counter(status for statuses in hasty.map(asked_for, [stage] * 6) for status in statuses)
    gone = time.monotonic() - begun
    assert set(found) == {200, 429}
    assert IN_ADVANCE <= found[200] <= IN_ADVANCE + A_SECOND * gone + 1
    assert stage.ask(PAGE, of=OTHER).status == 200


def asked_for(stage: Stage) -> list[int]:
    caller = http.client.HTTPSConnection(HOST, timeout=60)
    caller.sock, statuses = stage.connected(of=HASTY), []
    for _ in range(IN_ADVANCE // 3):
        caller.request("HEAD", "/health/live")
        answer = caller.getresponse()
        answer.read()
        statuses.append(answer.status)
    caller.close()
    return statuses
