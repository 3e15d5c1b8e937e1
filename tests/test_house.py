"""The house checks itself: sizes, layers, addresses, retention, templates, papers."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import get_commands
from django.db.migrations.loader import MigrationLoader
from django.template import engines
from django.urls import URLPattern, URLResolver, get_resolver

from tests import house

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "entrepairs"
APPS = sorted(f.parent.name for f in PACKAGE.glob("*/apps.py"))
OTHERS_COMMANDS = ("django", "wagtail", "whitenoise", "template_partials", "treebeard")


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def sources(*suffixes: str, tests: bool = True) -> Iterator[Path]:
    for folder in (PACKAGE, ROOT / "tests", ROOT / "tools", ROOT / "bench"):
        for path in sorted(folder.rglob("*")):
            parts = set(path.relative_to(ROOT).parts)
            if path.suffix not in suffixes or parts & {"migrations", "vendor"}:
                continue
            if tests or not parts & {"tests", "tools", "bench"}:
                yield path


def papers() -> str:
    files = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *ROOT.glob("docs/**/*.md")]
    return "\n".join(file.read_text() for file in files)


def trees() -> Iterator[tuple[Path, ast.Module]]:
    for path in sources(".py", tests=False):
        yield path, ast.parse(path.read_text())


# Sizes


def test_a_file_can_be_read_in_one_sitting():
    sizes = {
        relative(path): path.read_text().count("\n")
        for path in sources(".py", ".js", ".css", ".html")
    }

    long = {name: size for name, size in sizes.items() if size > 400}

    assert {n: s for n, s in long.items() if s > house.LONG_FILES.get(n, 0)} == {}
    assert set(house.LONG_FILES) <= set(long), "shorten the list of exceptions"


def test_a_function_fits_on_a_screen():
    long = {}
    for path in sources(".py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                size = (node.end_lineno or 0) - node.lineno + 1
                if size > 50:
                    long[f"{relative(path)}:{node.name}"] = size

    assert {n: s for n, s in long.items() if s > house.LONG_FUNCTIONS.get(n, 0)} == {}
    assert set(house.LONG_FUNCTIONS) <= set(long), "shorten the list of exceptions"


# Layers inside an app; those between apps are import-linter's

ORDER = (
    ("urls", "wagtail_hooks"),  # Wagtail asks its hooks for addresses
    ("views", "api", "management"),
    ("tasks", "feeds", "searching"),
    ("actions",),
    ("mails", "forms"),
    ("models",),
)
RANK = {name: rank for rank, names in enumerate(ORDER) for name in names}


def imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_inside_an_app_the_rules_do_not_know_the_web():
    found = set()
    for path, tree in trees():
        app, *rest = path.relative_to(PACKAGE).with_suffix("").parts
        mine = RANK.get(rest[0]) if rest else None
        if mine is None:
            continue
        for name in imported(tree):
            words = name.split(".")
            inside = words[:2] == ["entrepairs", app] and len(words) > 2
            if inside and RANK.get(words[2], 99) < mine:
                found.add(f"{relative(path)} imports {'.'.join(words[:3])}")

    assert found == set()


# Addresses


def addresses(
    resolver: URLResolver, names: tuple[str, ...] = (), route: str = ""
) -> Iterator[tuple[str, str]]:
    """The dotted name of each address, and its whole route."""
    for pattern in resolver.url_patterns:
        whole = route + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            deeper = (*names, pattern.namespace) if pattern.namespace else names
            yield from addresses(pattern, deeper, whole)
        elif isinstance(pattern, URLPattern):
            yield ":".join((*names, pattern.name or "?")), whole


def example(route: str) -> str | None:
    """A path for a route; none for the few that are bare regular expressions."""
    if "(?" in route or "^" in route:
        return None
    numbers = r"<int:\w+>"
    unique = "00000000-0000-0000-0000-000000000000"
    path = re.sub(r"<uuid:\w+>", unique, re.sub(numbers, "1", route))
    return "/" + re.sub(r"<[^>]+>", "x", path).removesuffix("\\Z").removesuffix("$")


def is_public(name: str) -> bool:
    return name.split(":")[0] in house.PUBLIC_NAMESPACES or (
        name in house.PUBLIC_ADDRESSES
    )


@pytest.mark.django_db
def test_every_address_asks_who_you_are_unless_it_is_public(client):
    client.raise_request_exception = False
    open_doors = []
    for name, route in addresses(get_resolver()):
        path = example(route)
        if path is None or is_public(name):
            continue
        status = client.get(path).status_code
        if status not in (301, 302, 400, 401, 403, 404, 405):
            open_doors.append(f"{name} {path}: {status}")

    assert open_doors == []


GUARDS = {
    *("require_GET", "require_POST", "require_safe", "require_http_methods"),
    "link_page",  # which is one
}


def guards(node: ast.FunctionDef) -> set[str]:
    found = set()
    for decorator in node.decorator_list:
        call = decorator.func if isinstance(decorator, ast.Call) else decorator
        found.add(getattr(call, "id", getattr(call, "attr", "")))
    return found


def test_every_view_says_which_methods_it_answers():
    """So that no GET changes anything by accident. Error pages answer all."""
    silent = []
    for path, tree in trees():
        parts = path.relative_to(PACKAGE).parts
        if not (parts[1:2] == ("views.py",) or parts[1:2] == ("views",)):
            continue
        for node in tree.body:
            if not isinstance(node, ast.FunctionDef) or node.name.startswith("_"):
                continue
            takes = [argument.arg for argument in node.args.args]
            is_view = takes[:1] == ["request"] and "HttpResponse" in ast.unparse(
                node.returns or ast.Constant(None)
            )
            handles_error = takes == ["request", "exception"]
            if is_view and not handles_error and not guards(node) & GUARDS:
                silent.append(f"{relative(path)}:{node.name}")

    silent = [name for name in silent if not name.endswith(":server_error")]

    assert not silent, "\n".join(silent)


# Templates


def templates() -> list[Path]:
    found = PACKAGE.glob("*/templates/**/*")
    return sorted(f for f in found if f.suffix in (".html", ".txt", ".xml"))


def test_every_template_compiles():
    engine = engines["django"]

    for path in templates():
        engine.get_template(path.as_posix().split("/templates/", 1)[1])


def test_no_template_has_inline_style_or_script():
    inline = re.compile(
        r"<style|\sstyle=|\son[a-z]+=|javascript:|<script(?![^>]*\bsrc=)(?![^>]*json)",
        re.IGNORECASE,
    )
    found = []
    for path in templates():
        if "/mail/" in path.as_posix():
            continue
        text = re.sub(r"{#.*?#}|{% comment.*?endcomment %}", "", path.read_text())
        found += [f"{relative(path)}: {hit[0]}" for hit in inline.finditer(text)]

    assert found == []


def test_text_that_is_not_escaped_has_a_reason():
    marks = re.compile(r"\|safe\b|\bmark_safe\(|\bSafeString\(|{% autoescape off")
    found = {
        relative(path)
        for path in sources(".py", ".html", tests=False)
        if marks.search(path.read_text())
    }

    assert found - set(house.SAFE) == set()
    assert set(house.SAFE) - found == set(), "shorten the list"


# Database


def test_every_lock_says_which_rows_and_leaves_keys_alone():
    careless = []
    for path, tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                if node.func.attr != "select_for_update":
                    continue
                if {"of", "no_key"} - {word.arg for word in node.keywords}:
                    careless.append(f"{relative(path)}:{node.lineno}")

    assert careless == []


def test_each_app_has_one_newest_migration():
    graph = MigrationLoader(None).graph
    heads = [app for app, _ in graph.leaf_nodes() if app in APPS]

    assert sorted(heads) == sorted(set(heads))


# Papers


def test_every_command_of_ours_is_in_the_papers():
    text = papers()
    ours = {
        path.stem
        for path in PACKAGE.glob("*/management/commands/[a-z]*.py")
        if path.stem in get_commands()
    }
    ours |= {"demo", "serve", "migrate", "check", "work"}
    typed = {name.replace("_", "-") for name in ours}

    assert {name for name in typed if f"entrepairs {name}" not in text} == set()


def test_every_setting_is_in_the_papers():
    text = (ROOT / "docs/settings.md").read_text()
    read = re.compile(
        r"env\.(?:text|boolean|integer|words|path|https_address|database|cache|\w+)"
        r'\(\s*"([A-Z_]+)"'
    )
    names = set(read.findall((PACKAGE / "config/settings.py").read_text()))

    assert {name for name in names if f"`{name}`" not in text} == set()


def test_every_operation_of_the_api_is_in_the_papers():
    from entrepairs.config.api import api

    text = papers()

    assert {path for path in api.get_openapi_schema()["paths"] if path not in text} == (
        set()
    )


# Catalogues


def test_everything_a_person_reads_is_there_in_four_languages():
    from tools import catalogues

    assert catalogues.missing() == []
    assert catalogues.disagreements() == []
    assert catalogues.left_in_french() == []


def test_dutch_says_u_in_my_space_and_french_says_e_mail():
    from tools import catalogues

    people = PACKAGE / "people"
    dutch = catalogues.load(catalogues.po_file(people, "nl"), "nl")
    told = [str(m.string) for m in dutch if m.id]
    french = [
        str(message.string)
        for folder in PACKAGE.glob("*/locale")
        for message in catalogues.load(catalogues.po_file(folder.parent, "fr"), "fr")
        if message.id and message.context != "address"
    ]

    assert [
        text for text in told if re.search(r"\b(je|jij|jou|jouw)\b", text, re.I)
    ] == []
    assert [text for text in french if re.search(r"\b[Cc]ourriels?\b", text)] == []


def test_what_runs_and_what_tests_have_the_same_versions():
    run, dev = (
        set(re.findall(r"^([\w.\[\]-]+==\S+)", (ROOT / name).read_text(), re.MULTILINE))
        for name in ("requirements.lock", "requirements-dev.lock")
    )

    assert run <= dev
    assert not re.search(r"https?://", (ROOT / "requirements.lock").read_text())
    assert '"resolved"' not in (ROOT / "package-lock.json").read_text()


def test_the_package_asks_for_what_the_lock_is_made_from():
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    wanted = (ROOT / "requirements.in").read_text().splitlines()

    assert set(project["dependencies"]) <= set(wanted)
