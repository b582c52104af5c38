"""The lines of gunicorn: of itself, and one for each request when it is answered."""

from gunicorn import glogging

from . import requests
from .lines import Line


class Logger(glogging.Logger):
    def setup(self, cfg):
        """`--log-level warning` leaves out requests as well: whoever tries the site on a terminal reads what fails."""
        super().setup(cfg)
        self.access_log.setLevel(self.loglevel)

    def _set_handler(self, log, output, fmt, stream=None):
        """To stderr, both."""
        super()._set_handler(log, output, Line())

    def access(self, resp, req, environ, request_time):
        """What the site refused to read (a header, a host) has no route."""
        said = environ.get(requests.ABOUT) or {"method": requests.known(environ.get("REQUEST_METHOD", ""))}
        figures = {
            "status": int(str(resp.status).split()[0]),
            "seconds": round(request_time.total_seconds(), 3),
            "bytes": resp.sent,
        }
        self.access_log.info("request", extra={"about": {**said, **figures}})


def forget(worker, request, environ, response):
    """After an answer: what its thread writes next is about another."""
    requests.CURRENT.set(None)
