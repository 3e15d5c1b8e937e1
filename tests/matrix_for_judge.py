"""
The matrix of a running demonstration as JSON, for an outside judge of access:

    python -m tests.matrix_for_judge http://127.0.0.1:8000 > matrix.json

It goes in by the doors of the demonstration, and looks at the pages of its
administrator for what the addresses need.
"""

import json
import os
import re
import sys
from http.cookies import SimpleCookie
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPRedirectHandler, Request, build_opener

DOORS = {"peer": "peer", "team": "team", "coordinator": "coordinator"}
DOORS |= {"administrator": "administrator", "technical": ""}
NAMES = {"anon": "visitor", "team": "team_contact"}
SECRETS = ["Odette", "Mireille", "Idriss", r"@porche-hirondelles\.example"]


class Stay(HTTPRedirectHandler):
    def redirect_request(self, *args, **kwargs):
        return None


def ask(url, *, form=None, cookie=""):
    """Text and cookie of the answer."""
    data = urlencode(form).encode() if form is not None else None
    request = Request(url, data=data, headers={"Cookie": cookie} if cookie else {})
    try:
        answer = build_opener(Stay).open(request, timeout=30)
    except HTTPError as error:
        answer = error
    found = SimpleCookie(answer.headers.get("Set-Cookie", ""))
    session = found.get("sessionid")
    return answer.read().decode(), f"sessionid={session.value}" if session else ""


def matrix_of(base):
    from tests import matrix

    roles = {"anon": {}}  # as the judge calls a visitor
    for who, door in DOORS.items():
        form = {"as": door} if door else {}
        roles[who] = {"Cookie": ask(f"{base}/demo/", form=form)[1]}
    there = found_there(base, roles)
    urls = []
    for name, row in matrix.asked():
        if row.form is not None or row.leads_on or name == "root:sitemap_part":
            continue
        if any(not there.keys() >= needed(text) for text in row.arguments.values()):
            continue  # the demonstration has none
        ok = [who for who in roles if NAMES.get(who, who) in row.ok]
        url = {"path": row.path(name, there), "ok": ok}
        if "slug" in row.arguments or "pk" in row.arguments:
            gone = dict.fromkeys(there, "99999999") | {"house": there["house"]}
            url["absent"] = row.path(name, gone)
        urls.append(url)
    # What a role is refused elsewhere may still be told on a page it may open.
    leak = {"anon": SECRETS, "peer": SECRETS, "technical": SECRETS}
    return {"roles": roles, "urls": urls, "secret": SECRETS, "leak": leak}


def needed(text):
    return set(re.findall(r"{(\w+)}", text))


def found_there(base, roles):
    cookie = roles["administrator"]["Cookie"]
    home, _ = ask(f"{base}/fr/espace/", cookie=cookie)
    house = re.search(r"/fr/espace/personnes/([\w-]+)/", home)[1]
    persons, _ = ask(f"{base}/fr/espace/personnes/{house}/", cookie=cookie)
    person, role = everyday_role(base, house, persons, roles["coordinator"]["Cookie"])
    entries, _ = ask(f"{base}/fr/espace/fiches/", cookie=roles["team"]["Cookie"])
    team = re.search(r"/fr/espace/fiches/([\w-]+)/", entries)[1]
    return {"house": house, "role": role, "person": person, "team": team}


def everyday_role(base, house, persons, cookie):
    """Somebody whose role a coordinator may change too."""
    for person in re.findall(rf"/personnes/{house}/(\d+)/", persons):
        page, _ = ask(f"{base}/fr/espace/personnes/{house}/{person}/", cookie=cookie)
        if found := re.search(r"/fr/espace/roles/(\d+)/", page):
            return person, found[1]
    raise LookupError("nobody here has an everyday role")


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "entrepairs.config.settings_test")
    django.setup()
    sys.stdout.write(json.dumps(matrix_of(sys.argv[1].rstrip("/")), indent=1))
