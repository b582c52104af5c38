"""Sessions, for the pages that read them."""

from django.contrib.sessions import middleware


class SessionMiddleware(middleware.SessionMiddleware):
    """Django's, but where nothing has read it, a cookie that is no session's is left alone: data sets none."""

    def process_response(self, request, response):
        if not (request.session.accessed or request.session.modified):
            return response
        return super().process_response(request, response)
