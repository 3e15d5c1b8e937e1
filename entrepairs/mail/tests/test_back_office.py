import pytest
from django.urls import reverse

from entrepairs.directory.tests.factories import EntryFactory
from entrepairs.mail import actions
from entrepairs.mail.models import MailState, OutgoingMail
from entrepairs.mail.reasons import Reason
from entrepairs.organisations.models import Network

pytestmark = pytest.mark.django_db
SECRET = "Rendez-vous discret"


@pytest.fixture
def administrator(client, django_user_model):
    person = django_user_model.objects.create_superuser("ada@site.example")
    client.force_login(person)
    return client


@pytest.fixture
def uncertain():
    return OutgoingMail.objects.create(
        network=Network.objects.get(host=None),
        kind="directory.still_right",
        to="equipe@exemple.example",
        language="fr",
        subject=SECRET,
        text=SECRET,
        message_id="<1@exemple.example>",
        state=MailState.UNCERTAIN,
    )


def test_staff_see_the_state_of_each_mail_never_its_content(administrator, uncertain):
    pages = [reverse("outbox:index"), reverse("wagtailadmin_home")]

    texts = [administrator.get(page).text for page in pages]

    assert all("directory.still_right" in text for text in texts)
    assert not any(SECRET in text or uncertain.to in text for text in texts)


def test_a_person_sends_an_uncertain_mail_once_more(administrator, uncertain):
    address = reverse("mail_again", args=[uncertain.pk])

    looked = administrator.get(address)
    administrator.post(address)

    uncertain.refresh_from_db()
    assert looked.status_code == 405
    assert uncertain.state == MailState.QUEUED
    assert actions.send_due() == 1


def test_who_is_no_administrator_does_not_reach_the_outbox(client, uncertain):
    answer = client.post(reverse("mail_again", args=[uncertain.pk]))

    uncertain.refresh_from_db()
    assert answer.status_code in (302, 404)
    assert uncertain.state == MailState.UNCERTAIN


def test_the_form_of_an_entry_tells_how_its_mails_fared(administrator):
    entry = EntryFactory()
    OutgoingMail.objects.create(
        network=Network.objects.get(host=None),
        kind="directory.still_right",
        about=f"directory.entry:{entry.pk}",
        to="equipe@exemple.example",
        language="fr",
        subject=SECRET,
        text=SECRET,
        message_id="<2@exemple.example>",
        state=MailState.FAILED,
        reason=Reason.FULL,
    )

    text = administrator.get(
        reverse("wagtailsnippets_directory_entry:edit", args=[entry.pk])
    ).text

    assert "boîte pleine" in text
    assert SECRET not in text
