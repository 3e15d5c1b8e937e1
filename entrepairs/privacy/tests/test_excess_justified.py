"""Whoever asks too much says why, and the data-protection contact reads it."""

import pytest

from entrepairs.core.errors import Refused
from entrepairs.mail.models import OutgoingMail
from entrepairs.organisations.models import Network
from entrepairs.privacy.excess import justify, warnings_of

pytestmark = pytest.mark.django_db
QUESTIONS = ["Prénom", "Date de naissance", "Diagnostic"]


def justified(questions, reason):
    network = Network.objects.get(host=None)
    return justify(questions, reason=reason, where="Atelier du mardi", network=network)


def test_a_list_of_questions_tells_which_ask_too_much():
    found = warnings_of(QUESTIONS, "fr")

    assert {question: one.code for question, one in found.items()} == {
        "Date de naissance": "birth",
        "Diagnostic": "health",
    }


@pytest.mark.parametrize("reason", ["", "   ", "parce que"])
def test_without_a_reason_it_is_not_asked(reason):
    with pytest.raises(Refused):
        justified(QUESTIONS, reason)

    assert not OutgoingMail.objects.exists()


def test_the_contact_reads_what_is_asked_where_and_why():
    Network.objects.update(controller_email="donnees@asbl.example")

    found = justified(QUESTIONS, "L’assureur du séjour le demande.")

    mail = OutgoingMail.objects.get()
    assert set(found) == {"Date de naissance", "Diagnostic"}
    assert mail.to == "donnees@asbl.example"
    for told in ("Atelier du mardi", "- Diagnostic", "L’assureur du séjour"):
        assert told in mail.text
    assert "Prénom" not in mail.text


def test_harmless_questions_need_no_reason_and_no_mail():
    assert justified(["Prénom", "Adresse e-mail"], "") == {}
    assert not OutgoingMail.objects.exists()
