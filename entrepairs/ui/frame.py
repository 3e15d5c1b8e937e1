"""What the base page needs to know of a request, each fact when it is first read."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import cached_property
from django.utils.translation import override

from entrepairs.core.language import Language, current
from entrepairs.organisations.models import Network, languages_of
from entrepairs.ui.brand import Brand


@dataclass(frozen=True)
class Version:
    """This page in one language of the network."""

    code: str
    label: str
    path: str  # with the parameters of the page
    address: str  # absolute, without them
    is_current: bool


class Frame:
    """The page around the content: network, languages, addresses."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @cached_property
    def network(self) -> Network:
        network: Network = self.request.network  # type: ignore[attr-defined]
        return network

    @cached_property
    def brand(self) -> Brand | None:
        return Brand.of(self.network)

    @cached_property
    def view(self) -> str:
        """The name of the page's address; nothing on an error page."""
        match = self.request.resolver_match
        return match.view_name if match else ""

    @cached_property
    def versions(self) -> list[Version]:
        return [self._version(language) for language in languages_of(self.network)]

    @property
    def canonical(self) -> str:
        return self.request.build_absolute_uri(self.request.path)

    @property
    def is_canonical(self) -> bool:
        return not self.request.META.get("QUERY_STRING")

    @property
    def default_address(self) -> str:
        """For readers of any other language."""
        if self.view == "website:home":
            return self.absolute("/")
        return self.versions[0].address

    def absolute(self, path: str) -> str:
        return self.request.build_absolute_uri(path)

    def _version(self, language: Language) -> Version:
        query = self.request.META.get("QUERY_STRING", "")
        path = self._path_in(language.value)
        return Version(
            code=language.value,
            label=str(language.label),
            path=f"{path}?{query}" if query and self._is_translated else path,
            address=self.absolute(path),
            is_current=language.value == current(),
        )

    @cached_property
    def _is_translated(self) -> bool:
        """The page has an address in each language."""
        return bool(self.view) and self.request.path.startswith(f"/{current()}/")

    def _path_in(self, code: str) -> str:
        """This page in another language, else the home page in it."""
        match = self.request.resolver_match
        if match and self._is_translated:
            arguments: dict[str, Any] = {
                "args": match.args or None,
                "kwargs": match.kwargs or None,
            }
            try:
                with override(code):
                    return reverse(match.view_name, **arguments)
            except NoReverseMatch:
                pass
        return f"/{code}/"


def frame(request: HttpRequest) -> dict[str, Frame]:
    """Context processor."""
    return {"frame": Frame(request)}
