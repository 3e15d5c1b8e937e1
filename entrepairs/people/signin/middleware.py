"""What holds for each page of somebody who is signed in."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from entrepairs.people import access
from entrepairs.people.signin import sessions
from entrepairs.people.signin.goals import user_of


class PrivatePages:
    """
    Nothing stays in the browser once one has signed out, and a session ends after its
    hours, or with the rights it was opened with. Visitors have no cookie: nothing is
    asked for them.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        signed_in = (
            settings.SESSION_COOKIE_NAME in request.COOKIES
            and request.user.is_authenticated
        )
        if signed_in and sessions.is_over(request, user_of(request)):
            access.sign_out(request)
        elif signed_in:
            sessions.keep_day(request)
        response = self.get_response(request)
        is_page = response.get("Content-Type", "").startswith("text/html")
        if signed_in and (is_page or "Cache-Control" not in response):
            response["Cache-Control"] = "no-store, private"
        return response
