"""Does the site answer? The exit status says so: python deploy/alive.py 8000, or the path of its socket.

For a container's health check and for `deploy/upgrade`: there is no curl in the image.
"""

import http.client
import os
import socket
import sys

PATIENCE = 4  # seconds


class Site(http.client.HTTPConnection):
    """At a port of this machine, or at a socket's path."""

    def connect(self):
        if self.host.isdecimal():
            self.sock = socket.create_connection(("127.0.0.1", int(self.host)), PATIENCE)
        else:
            self.sock = socket.socket(socket.AF_UNIX)
            self.sock.settimeout(PATIENCE)
            self.sock.connect(self.host)


def is_alive(where: str) -> bool:
    """Asked as the proxy asks, for the first of the names that the site answers to."""
    site = Site("localhost")
    site.host = where
    host = os.environ.get("DJANGO_ALLOWED_HOSTS", "localhost").split(",")[0].strip().lstrip(".")
    try:
        site.request("GET", "/health/live", headers={"Host": host, "X-Forwarded-Proto": "https"})
        return site.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.exit(not is_alive(sys.argv[1]))
