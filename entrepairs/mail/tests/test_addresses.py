import pytest
from django import forms
from django.utils.translation import override

from entrepairs.mail.addresses import AddressField, probable


class Form(forms.Form):
    email = AddressField(label="E-mail")


def told(form):
    with override("fr"):
        return " ".join(form.errors.get("email", []))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("gmial.com", "gmail.com"),
        ("gmail.con", "gmail.com"),
        ("gmail.be", "gmail.com"),
        ("gmailcom", "gmail.com"),
        ("hotmial.be", "hotmail.be"),
        ("hotmail.co", "hotmail.com"),
        ("skyent.be", "skynet.be"),
        ("telenet.com", "telenet.be"),
        ("yaho.fr", "yahoo.fr"),
    ],
)
def test_a_slip_in_a_common_domain_is_guessed(typed, meant):
    assert probable(typed) == meant


@pytest.mark.parametrize(
    "domain",
    [
        *("gmail.com", "ymail.com", "mail.be", "hotmail.es", "live.nl", "free.be"),
        *("vob.be", "entrepairs.be", "münchen.example", "x" * 300 + ".com"),
    ],
)
def test_other_domains_are_left_in_peace(domain):
    assert probable(domain) == ""


def test_the_form_comes_back_once_with_the_question_and_what_was_typed():
    first = Form({"email": "anne@gmial.com"})
    question, page = told(first), str(first)
    again = Form({"email": "anne@gmial.com", "email_kept": "anne@gmial.com"})

    assert "Vouliez-vous dire anne@gmail.com\u00a0?" in question
    assert 'value="anne@gmial.com"' in page and 'name="email_kept"' in page
    assert again.is_valid()
    assert again.cleaned_data["email"] == "anne@gmial.com"


def test_another_slip_is_asked_about_again():
    form = Form({"email": "anne@hotmial.com", "email_kept": "anne@gmial.com"})

    assert "anne@hotmail.com" in told(form)


def test_an_address_that_is_there_already_is_not_asked_about():
    page = str(Form(initial={"email": "anne@gmial.com"})["email"])

    assert 'name="email_kept" value="anne@gmial.com"' in page


def test_an_impossible_address_is_refused_with_the_likely_one():
    form = Form({"email": "anne@gmail,com", "email_kept": "anne@gmail,com"})

    assert "anne@gmail.com" in told(form)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (" \u200bAnne@GMAIL.com. ", "Anne@gmail.com"),
        ("mailto:anne@skynet.be", "anne@skynet.be"),
        ("ａnne＠skynet.be", "anne@skynet.be"),
        ("anne@münchen.example", "anne@münchen.example"),
    ],
)
def test_what_pasting_adds_is_taken_away(typed, kept):
    form = Form({"email": typed})

    assert form.is_valid()
    assert form.cleaned_data["email"] == kept


@pytest.mark.parametrize(
    "typed",
    [
        "anne@exemple.example\r\nBcc: tous@exemple.example",
        "anne@exemple.example\u2028Bcc: tous@exemple.example",
        "anne\x00@exemple.example",
        "anne@exemple.example, tous@exemple.example",
        "anne%0aBcc:tous@exemple.example",
        "Anne <anne@exemple.example>",
        "x" * 250 + "@exemple.example",
    ],
)
def test_what_would_be_more_than_one_address_is_refused(typed):
    assert told(Form({"email": typed}))
