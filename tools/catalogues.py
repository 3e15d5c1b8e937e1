"""
Catalogues without gettext installed: `extract` updates each app's .po files from its
code and templates, `compile` makes the .mo files, `check` lists what is untranslated,
breaks a placeholder, is said differently in two apps, is French in Dutch or German, or
lacks manners: no-break spaces in French, «u» in Dutch.
"""

import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file, extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

PACKAGE = Path(__file__).resolve().parent.parent / "entrepairs"
LANGUAGES = ("fr", "nl", "de")  # the code is in English
ALSO_GERMAN = {"adresse/", "adresse/<str:token>/", "profil/"}  # as in French
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

WRONG = {
    "fr": re.compile("[ ][:;?!»]|«[ ]"),  # a no-break space stands there
    "nl": re.compile(r"\b(?:je|jij|jou|jouw|jezelf)\b", re.IGNORECASE),
}


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


# No dates, names or versions: extracting twice changes nothing.
HEADER = """# Entrepairs, in {language}.
msgid ""
msgstr ""
"Project-Id-Version: Entrepairs\\n"
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plurals};\\n"

"""


def save(catalog: Catalog, file: Path, language: str) -> None:
    """Leaves the file alone when nothing changed."""
    opened = io.BytesIO()
    write_po(
        opened,
        catalog,
        omit_header=True,
        sort_output=True,
        include_lineno=False,
        width=88,
    )
    plurals = catalog.plural_forms.rstrip(";")
    header = HEADER.format(language=language, plurals=plurals)
    text = header.encode() + opened.getvalue()
    if not file.exists() or file.read_bytes() != text:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text)


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
            save(catalog, file, language)


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


def disagreements() -> list[str]:
    """What two apps say in different words; Django would take either."""
    said: dict[tuple[str, object, object], dict[str, list[str]]] = {}
    for app in apps():
        for language in LANGUAGES:
            for message in load(po_file(app, language), language):
                if message.id and message.string:
                    key = (language, message.context, str(message.id))
                    words = said.setdefault(key, {})
                    words.setdefault(str(message.string), []).append(app.name)
    return [
        f"{language}: {message!r} is said in different words: {words}"
        for (language, _, message), words in said.items()
        if len(words) > 1
    ]


def left_in_french() -> list[str]:
    """What Dutch or German say as French does, and not as the code does."""
    found = []
    for app in apps():
        french = load(po_file(app, "fr"), "fr")
        for language in ("nl", "de"):
            for message in load(po_file(app, language), language):
                source = message.id[0] if message.pluralizable else message.id
                known = french.get(source, message.context)
                text = str(message.string)
                if (
                    known is not None
                    and known.string == message.string != message.id
                    and re.search(r"\w\W+\w|/", text)
                    and not (language == "de" and text in ALSO_GERMAN)
                ):
                    found.append(f"{app.name} {language}: {text!r} is French")
    return found


def manners() -> list[str]:
    """French with an ordinary space at its signs; Dutch that is too familiar."""
    found = []
    for app in apps():
        for language, wrong in WRONG.items():
            for message in load(po_file(app, language), language):
                said = message.string
                strings = [said] if isinstance(said, str) else said
                if message.id and any(wrong.search(one) for one in strings):
                    found.append(f"{app.name} {language}: {said!r} breaks our manners")
    return found


def main() -> int:
    word = sys.argv[1] if len(sys.argv) == 2 else ""
    if word == "extract":
        extract()
    elif word == "compile":
        compile_all()
    elif word == "check":
        found = missing() + disagreements() + manners() + left_in_french()
        print(*found, sep="\n")
        return bool(found)
    else:
        print(__doc__)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
