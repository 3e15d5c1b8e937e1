"""One mail of each kind in each language, judged as a mailbox would."""

import re
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from entrepairs.core.language import CODES
from entrepairs.mail import actions
from entrepairs.mail.kinds import kinds
from entrepairs.organisations.models import Network

pytestmark = pytest.mark.django_db
PACKAGE = Path(__file__).resolve().parents[2]
SAY = """These mails are not declared, so nobody can read, try or change their words:
{names}
In mails.py of the app: declare(MailKind(template, title=…, when=…, variables=(…)))"""


@pytest.fixture
def folder(settings, tmp_path):
    settings.EMAIL_BACKEND = "entrepairs.mail.folder.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path
    Network.objects.filter(host=None).update(sender_email="bonjour@exemple.example")
    return tmp_path


def write_all(folder, *, discreet=False):
    network = Network.objects.get(host=None)
    wanted = []
    for kind in kinds():
        values = {one.name: one.example for one in kind.variables}
        for language in CODES:
            actions.queue(
                kind.template,
                to="anne@exemple.example",
                network=network,
                language=language,
                context=values,
                discreet=discreet,
            )
            wanted.append((kind.name, language))
    assert actions.send_due() == len(wanted)
    return sorted(folder.glob("*.eml"))


def words(text):
    return re.findall(r"\w+", re.sub(r"<title>.*?</title>|<[^>]+>", " ", text))


def test_every_mail_is_declared():
    found = PACKAGE.glob("*/templates/*/mail/*.txt")
    known = {kind.template for kind in kinds()}

    names = sorted(
        name
        for name in (f.as_posix().split("/templates/")[1] for f in found)
        if name not in known
    )

    assert not names, SAY.format(names=names)


@pytest.mark.parametrize("discreet", [False, True])
def test_every_mail_is_fit_for_every_mailbox_in_each_language(folder, discreet):
    files = write_all(folder, discreet=discreet)

    seen = set()
    for file in files:
        raw = file.read_bytes()
        mail = message_from_bytes(raw, policy=policy.default)
        text = mail.get_body(("plain",)).get_content()
        html = mail.get_body(("html",)).get_content()
        assert not mail.defects
        assert raw.isascii() and max(map(len, raw.split(b"\r\n"))) < 998
        assert [len(mail.get_all(name)) for name in ("To", "From", "Subject")] == [
            1
        ] * 3
        assert len(mail["To"].addresses) == 1
        assert mail["Cc"] is None and mail["Bcc"] is None
        assert mail["Auto-Submitted"] == "auto-generated"
        assert mail["List-Unsubscribe"] is None  # for mails to many only
        assert f'lang="{mail["Content-Language"]}"' in html
        assert words(text) == words(html.replace("&#x27;", "'").replace("&amp;", "&"))
        assert not re.search(r"\{[{%]|\bNone\b|%\(|\{\w+\}", text)
        assert not re.search(r"<(img|link|script|iframe)|url\(", html)
        seen.add((str(mail["Subject"]), text))
    assert len(files) == len(kinds()) * len(CODES)
    assert len({text for _subject, text in seen}) == len(files)  # each in its language


def test_an_editor_starts_from_words_that_can_be_saved_as_they_are():
    from entrepairs.core.language import Language
    from entrepairs.mail.texts import check_words
    from entrepairs.mail.views import Place

    network = Network.objects.get(host=None)
    for kind in kinds():
        for language in Language:
            letter = Place(kind, language, network).words(None)
            check_words(kind, letter.subject, letter.text)
