"""What each answer tells browsers: load from here only, no frames, no sensors."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse

ADMIN = "/admin/"
OPEN = "/api/"  # open data may be read by any other site

SITE_POLICY = {
    "default-src": "'self'",
    "img-src": "'self'",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}
# Wagtail's back office writes style attributes and small scripts into its pages, shows
# a draft in a frame of itself, and draws small pictures in `data:` addresses.
ADMIN_POLICY = SITE_POLICY | {
    "script-src": "'self' 'unsafe-inline'",
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data: blob:",
    "font-src": "'self' data:",
    "base-uri": "'self'",
    "frame-ancestors": "'self'",
}
PERMISSIONS = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer",
        "autoplay",
        "browsing-topics",
        "camera",
        "display-capture",
        "encrypted-media",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "screen-wake-lock",
        "usb",
        "xr-spatial-tracking",
    )
)


def policy(directives: dict[str, str]) -> str:
    return "; ".join(f"{name} {value}" for name, value in directives.items())


def site_policy() -> str:
    """With the map's tiles, if the settings name somebody who serves them."""
    if not settings.TILES_ADDRESS:
        return policy(SITE_POLICY)
    host = urlsplit(settings.TILES_ADDRESS).netloc.replace("{s}", "*")
    return policy(SITE_POLICY | {"img-src": f"'self' https://{host}"})


class HeadersMiddleware:
    """
    First of all, so that files and errors of the others have them too. Django's
    SecurityMiddleware adds HSTS, nosniff, the referrer and opener policies.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.site_policy = site_policy()
        self.admin_policy = policy(ADMIN_POLICY)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        # Who has not signed in only sees its door, which is a page of ours.
        is_admin = (
            request.path.startswith(ADMIN)
            and settings.SESSION_COOKIE_NAME in request.COOKIES
        )
        sharing = "cross-origin" if request.path.startswith(OPEN) else "same-origin"
        headers = {
            "Content-Security-Policy": (
                self.admin_policy if is_admin else self.site_policy
            ),
            "X-Frame-Options": "SAMEORIGIN" if is_admin else "DENY",
            "Permissions-Policy": PERMISSIONS,
            "Cross-Origin-Resource-Policy": sharing,
        }
        if request.path.startswith(OPEN) and request.method in ("GET", "HEAD"):
            headers["Access-Control-Allow-Origin"] = "*"
        for name, value in headers.items():
            response.headers.setdefault(name, value)
        return response
