"""
Catalogues without gettext installed: `extract` updates each app's .po files from its
code and templates, `compile` makes the .mo files, `check` lists what is untranslated.
"""

import io
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file, extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

PACKAGE = Path(__file__).resolve().parent.parent / "entrepairs"
LANGUAGES = ("fr", "nl", "de")  # the code is in English
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
PLURALS = {"fr": "nplurals=2; plural=(n > 1);"}


def extract_template(fileobj, keywords, comment_tags, options):
    """Django's own reading of a template, handed to Babel as Python."""
    import django
    from django.conf import settings

    if not settings.configured:
        settings.configure(USE_I18N=True)
        django.setup()
    from django.utils.translation.template import templatize

    source = templatize(fileobj.read().decode(), origin=getattr(fileobj, "name", ""))
    source = "\n".join(line.lstrip() for line in source.splitlines())  # no indents
    return extract_python(
        io.BytesIO(source.encode()), keywords, comment_tags, {"encoding": "utf-8"}
    )


def apps() -> Iterator[Path]:
    for folder in sorted(PACKAGE.iterdir()):
        if (folder / "__init__.py").exists():
            yield folder


def sources(app: Path) -> Iterator[tuple[Path, object]]:
    for file in sorted(app.rglob("*")):
        if {"tests", "migrations"} & set(file.parts):
            continue
        if file.suffix == ".py":
            yield file, "python"
        elif file.suffix in (".html", ".txt") and "templates" in file.parts:
            yield file, extract_template


def template_of(app: Path) -> Catalog:
    catalog = Catalog(project="Entrepairs", charset="utf-8")
    for file, method in sources(app):
        for _, message, comments, context in extract_from_file(
            method, file, keywords=KEYWORDS, comment_tags=("Translators:",)
        ):
            catalog.add(
                message,
                locations=[(file.relative_to(PACKAGE.parent).as_posix(), 0)],
                auto_comments=comments,
                context=context,
            )
    return catalog


def po_file(app: Path, language: str) -> Path:
    return app / "locale" / language / "LC_MESSAGES" / "django.po"


def load(file: Path, language: str) -> Catalog:
    if not file.exists():
        return Catalog(locale=language, charset="utf-8")
    with file.open("rb") as opened:
        return read_po(opened, locale=language)


def extract() -> None:
    for app in apps():
        template = template_of(app)
        for language in LANGUAGES:
            file = po_file(app, language)
            if not len(template):
                continue
            catalog = load(file, language)
            catalog.update(template, no_fuzzy_matching=True, update_creation_date=False)
            catalog.obsolete.clear()
            catalog.fuzzy = False
            file.parent.mkdir(parents=True, exist_ok=True)
            with file.open("wb") as opened:
                write_po(
                    opened,
                    catalog,
                    omit_header=False,
                    sort_output=True,
                    include_lineno=False,
                    width=88,
                )


def compile_all() -> None:
    for file in sorted(PACKAGE.rglob("django.po")):
        with file.open("rb") as opened:
            catalog = read_po(opened, locale=file.parts[-3])
        with file.with_suffix(".mo").open("wb") as opened:
            write_mo(opened, catalog)


def missing() -> list[str]:
    """What is untranslated, misses in the catalogue, or breaks its placeholders."""
    found = []
    for app in apps():
        template = template_of(app)
        for language in LANGUAGES:
            catalog = load(po_file(app, language), language)
            for message in template:
                if not message.id:
                    continue
                known = catalog.get(
                    message.id[0] if message.pluralizable else message.id,
                    message.context,
                )
                strings = [] if known is None else known.string
                strings = [strings] if isinstance(strings, str) else strings
                if not strings or not all(strings):
                    found.append(f"{app.name} {language}: {message.id!r}")
                elif errors := [str(e) for e in known.check(catalog)]:
                    found.append(f"{app.name} {language}: {message.id!r}: {errors}")
    return found


def main() -> int:
    word = sys.argv[1] if len(sys.argv) == 2 else ""
    if word == "extract":
        extract()
    elif word == "compile":
        compile_all()
    elif word == "check":
        found = missing()
        print(*found, sep="\n")
        return bool(found)
    else:
        print(__doc__)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
