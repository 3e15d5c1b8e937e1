import os
import time

import pytest
from django.core.mail import EmailMessage

from entrepairs.mail import folder
from entrepairs.mail.folder import EmailBackend


@pytest.fixture(autouse=True)
def mails(settings, tmp_path):
    settings.EMAIL_FILE_PATH = tmp_path
    for to in ("Anna@site.example", "Léa <lea@site.example>", "anna@site.example.org"):
        EmailBackend().send_messages(
            [EmailMessage("Bonjour", "…", "a@b.example", [to])]
        )
    return tmp_path


def test_mails_to_who_is_erased_go_and_no_others(mails):
    assert folder.forget("anna@site.example") == 1
    assert folder.forget("LEA@site.example") == 1

    (left,) = mails.glob("*.eml")
    assert "anna@site.example.org" in left.read_text()
    assert folder.forget("") == 0


def test_old_files_go_and_new_ones_stay(mails):
    old = next(mails.glob("*.eml"))
    os.utime(old, (1, 1))

    assert folder.forget_older(time.time() - 3600) == 1
    assert not old.exists()
