"""The API: one document, one router per app."""

from functools import wraps
from typing import Any

from django.http import HttpRequest
from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema

from entrepairs import __version__
from entrepairs.directory.api import GEOJSON, LIST_GEOJSON
from entrepairs.directory.api import router as directory_router


class Api(NinjaAPI):
    def get_openapi_schema(self, **where: Any) -> OpenAPISchema:
        """Ninja knows one media type for all; GeoJSON has its own."""
        schema = super().get_openapi_schema(**where)
        for path in schema["paths"].values():
            for operation in path.values():
                if operation["operationId"] == LIST_GEOJSON:
                    content = operation["responses"][200]["content"]
                    content[GEOJSON] = content.pop("application/json")
        return schema


api = Api(
    title="Entrepairs",
    version=__version__,
    description="Teams that work with peer supporters. Public data only.",
    urls_namespace="api",
    docs_url=None,
)
api.add_router("", directory_router)


def answering_head(view: Any) -> Any:
    """With the headers of GET, whose body the server leaves out; ninja says 405."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        asked = request.method
        if asked == "HEAD":
            request.method = "GET"
        answer = view(request, *args, **kwargs)
        request.method = asked
        return answer

    return wrapped


urls = api.urls
for pattern in urls[0]:
    pattern.callback = answering_head(pattern.callback)
