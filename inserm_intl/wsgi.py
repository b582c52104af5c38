"""What the server runs."""

import os

import django
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "inserm_intl.settings")


class Utf8Request(WSGIRequest):
    """Read as UTF-8, whatever charset its Content-Type names.

    Nothing here is sent in another, and Python knows some that are for no text (`charset=base64`): the address
    could not be read, and no view nor page of ours would be reached to say so.
    """

    @property
    def encoding(self):
        return self._encoding

    @encoding.setter
    def encoding(self, charset):
        pass


STALLED = 60  # seconds


class Handler(WSGIHandler):
    """Whoever reads nothing of a large answer for so long loses the connection: it would keep a thread for good."""

    request_class = Utf8Request

    def __call__(self, environ, start_response):
        if connection := environ.get("gunicorn.socket"):
            connection.settimeout(STALLED)
        return super().__call__(environ, start_response)

    def get_response(self, request):
        """What HEAD asks for is written for what its head says of it, and goes no further."""
        response = super().get_response(request)
        if request.method == "HEAD":
            if response.streaming:
                response.streaming_content = []
            else:
                response.content = b""
        return response


django.setup(set_prefix=False)
application = Handler()
