"""Static files under names that change with their content, compressed beforehand."""

from typing import Any

from django.conf import settings
from whitenoise.storage import CompressedManifestStaticFilesStorage


def our_modules() -> tuple[str, ...]:
    """The modules of our apps; those of others import by rules of their own."""
    prefix = "entrepairs."
    names = [name for name in settings.INSTALLED_APPS if name.startswith(prefix)]
    return tuple(f"{name.removeprefix(prefix)}/*.js" for name in names)


class HashedStorage(CompressedManifestStaticFilesStorage):
    """
    Also hashes the relative imports of our modules.

    A page with a file that is not collected is shown without it rather than not.
    """

    manifest_strict = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        _, imports = self._js_module_import_aggregation_patterns
        # Without the last, `import("…")`: JSDoc writes types so, in circles too.
        imports = imports[:3]
        self.patterns += tuple((glob, imports) for glob in our_modules())
        super().__init__(*args, **kwargs)

    def stored_name(self, name: str) -> str:
        try:
            return str(super().stored_name(name))
        except ValueError:
            return name
