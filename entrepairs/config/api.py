"""The API: one document, one router per app."""

from ninja import NinjaAPI

from entrepairs import __version__
from entrepairs.directory.api import router as directory_router

api = NinjaAPI(
    title="Entrepairs",
    version=__version__,
    description="Teams that work with peer supporters. Public data only.",
    urls_namespace="api",
    docs_url=None,
)
api.add_router("", directory_router)
