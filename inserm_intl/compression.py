"""Compression for those who can read it and do not refuse it: Django looks for the name of gzip alone."""

import re

from django.middleware import gzip

# RFC 9110 (12.5.3): a weight of zero refuses a coding.
REFUSED = re.compile(r";\s*q=0(\.0*)?\s*$", re.IGNORECASE)


class GZipMiddleware(gzip.GZipMiddleware):
    def process_request(self, request):
        codings = request.META.get("HTTP_ACCEPT_ENCODING", "").split(",")
        request.META["HTTP_ACCEPT_ENCODING"] = ",".join(coding for coding in codings if not REFUSED.search(coding))
