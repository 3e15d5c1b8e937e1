"""For tests of signing in: a visitor who fills in our forms as a browser does."""

import re

from django.core import mail
from django.test import Client

from entrepairs.core.guard import new_token
from entrepairs.mail.models import OutgoingMail

LOGIN, CODE = "/fr/connexion/", "/fr/connexion/code/"
FACTOR, CONFIRM = "/fr/connexion/deuxieme-cle/", "/fr/connexion/confirmer/"
KEYS, SESSIONS, OUT = "/fr/espace/cles/", "/fr/espace/sessions/", "/fr/deconnexion/"
PURPOSE = {LOGIN: "sign-in", CODE: "code", FACTOR: "factor", CONFIRM: "factor"}


class Visitor(Client):
    """Sends a form with the hidden fields of its page."""

    def fill(self, path, *, page=None, **fields):
        shown = self.get(page or path).content.decode()
        token = re.search(r'name="form_token" value="([^"]+)"', shown)
        csrf = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', shown)
        # Where the page has no form any more: that of a page left open.
        hidden = {"form_token": token[1] if token else new_token(PURPOSE.get(path, ""))}
        if csrf:
            hidden["csrfmiddlewaretoken"] = csrf[1]
        return self.post(path, {**hidden, **fields})

    def ask(self, email, **more):
        return self.fill(LOGIN, email=email, **more)

    def type(self, code):
        return self.fill(CODE, code=code)

    @property
    def is_in(self):
        return "_auth_user_id" in self.session


def code_in_mail():
    """That of the last mail: waiting, or gone already where a worker runs at once."""
    text = OutgoingMail.objects.filter(kind="people.code").latest("pk").text
    text = text or mail.outbox[-1].body
    return re.search(r"^(\d{4} \d{4})$", text, re.MULTILINE)[1]


def wrong(code):
    """Another code, as long."""
    return "".join(str((int(c) + 1) % 10) if c.isdigit() else c for c in code)


def enter(visitor, person, **more):
    """Sign in with a code; gives the answer to it."""
    visitor.ask(person.email, **more)
    return visitor.type(code_in_mail())
