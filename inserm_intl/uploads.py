"""How much may be sent to the site: a file that is too large is cut, and refused by its form with a sentence."""

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler

LARGEST_FILE = 25_000_000
LARGEST_REQUEST = 4 * LARGEST_FILE


class Bounded(FileUploadHandler):
    """First among the handlers: what a file has beyond its limit is read, but kept by none of the others."""

    received = 0

    def receive_data_chunk(self, raw_data, start):
        self.received += len(raw_data)
        if self.received > LARGEST_REQUEST:
            raise RequestDataTooBig
        return None if start > LARGEST_FILE else raw_data

    def file_complete(self, file_size):
        return None
