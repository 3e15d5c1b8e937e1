"""Whoever visits is given no cookie, keeps nothing, and is shown to nobody else."""

from urllib.parse import urljoin, urlsplit

import pytest

from entrepairs.directory.tests.factories import EntryFactory

MOST = 40  # pages
A_FEW = 4

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
]


def next_pages(page, base):
    links = page.eval_on_selector_all("a[href]", "all => all.map(a => a.href)")
    for link in links:
        parts = urlsplit(urljoin(page.url, link))
        if f"{parts.scheme}://{parts.netloc}" == base and not parts.query:
            yield parts.path


def folder(path):
    return path.rsplit("/", 2)[0]


def test_all_public_pages_are_read_without_cookie_storage_or_third_party(
    page, live_server
):
    EntryFactory.create_batch(3)
    foreign, cookies, broken = [], [], []
    page.on(
        "request",
        lambda request: (
            foreign.append(request.url)
            if urlsplit(request.url).netloc != urlsplit(live_server.url).netloc
            and not request.url.startswith(("data:", "blob:"))
            else None
        ),
    )
    page.on(
        "response",
        lambda response: (
            cookies.append(response.url) if "set-cookie" in response.headers else None
        ),
    )
    waiting, seen, folders = ["/fr/", "/nl/", "/de/", "/en/"], set(), {}

    while waiting and len(seen) < MOST:
        path = waiting.pop(0)
        count = folders.get(folder(path), 0)
        if path in seen or count >= A_FEW * 3 or path.startswith(("/admin", "/media")):
            continue
        seen.add(path)
        folders[folder(path)] = count + 1
        if path.rsplit("/", 1)[-1].count("."):
            continue  # a file to take along
        response = page.goto(path)
        if response is None or response.status >= 500:
            broken.append(path)
        waiting += next_pages(page, live_server.url)

    kept = page.evaluate("localStorage.length + sessionStorage.length")
    assert len(seen) >= 30 and broken == []
    assert foreign == [] and cookies == []
    assert page.context.cookies() == [] and kept == 0
