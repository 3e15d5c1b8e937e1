import pytest
from django.urls import reverse
from django.utils.html import escape
from django.utils.translation import override

from entrepairs.core.errors import Refused
from entrepairs.mail import actions
from entrepairs.mail.kinds import WrongVariables, kind_named
from entrepairs.mail.models import MailText, OutgoingMail
from entrepairs.organisations.models import Network

pytestmark = pytest.mark.django_db
KIND = "directory.still_right"
DUTCH = "Dag! Klopt {team} nog? {address}"


@pytest.fixture
def administrator(client, django_user_model):
    people = django_user_model.objects
    client.force_login(people.create_superuser("ada@site.example", called="Ada"))
    return client


@pytest.fixture
def network():
    return Network.objects.get(host=None)


def change(network, *, language="nl", subject="Klopt het?", text=DUTCH):
    return actions.change_text(
        kind_named(KIND),
        network=network,
        language=language,
        subject=subject,
        text=text,
        by=None,
    )


def mail_in(language, network, team="Sambre"):
    values = {"team": team, "address": "https://exemple.example/a/", "days": 60}
    return actions.queue(
        "directory/mail/still_right.txt",
        to="equipe@exemple.example",
        network=network,
        language=language,
        context=values,
    )


def test_changing_the_dutch_words_changes_only_dutch_mails(network):
    before = {code: mail_in(code, network).text for code in ("fr", "nl", "de", "en")}

    change(network)

    after = {code: mail_in(code, network).text for code in before}
    assert after["nl"] == "Dag! Klopt Sambre nog? https://exemple.example/a/\n"
    assert {code for code in before if before[code] != after[code]} == {"nl"}


def test_the_words_of_one_network_are_not_those_of_another(network):
    other = Network.objects.create(code="other", name="Other", sender_email="a@b.cd")
    change(network)

    assert "Dag!" not in mail_in("nl", other).text


def test_back_to_the_text_of_the_house_in_one_step_and_what_was_written_stays(network):
    house = mail_in("nl", network).text
    change(network)

    actions.back_to_the_house(kind_named(KIND), network=network, language="nl", by=None)

    assert mail_in("nl", network).text == house
    assert DUTCH in MailText.objects.values_list("text", flat=True)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("{address} {prenom}", "{prenom}"),
        ("{address} {team.slug}", "{team.slug}"),
        ("{address} {{ team }}", "{"),
        ("{address} {team", "{"),
        ("{address} {% load x %}", "{% load x %}"),
    ],
)
def test_an_unknown_variable_is_refused_by_name_with_those_allowed(
    network, text, named
):
    with override("fr"), pytest.raises(Refused) as refused:
        change(network, text=text)

    told = str(refused.value)
    assert named in told
    assert "{team}, {address}, {days}, {network}, {phone}" in told
    assert not MailText.objects.exists()


def test_a_mail_that_needs_its_link_is_not_saved_without_it(network):
    with pytest.raises(Refused, match=r"\{address\}"):
        change(network, text="Klopt {team} nog?")


def test_what_a_value_holds_is_never_read_as_a_variable_or_as_code(network):
    change(network, subject="{team}")

    mail = mail_in("nl", network, team="{phone} {% now 'Y' %} {{ phone }}\r\nBcc: x")

    assert mail.subject == "{phone} {% now 'Y' %} {{ phone }} Bcc: x"


def test_words_that_no_longer_fit_give_way_to_those_of_the_house(network):
    house = mail_in("nl", network).text
    MailText.objects.create(
        network=network, kind=KIND, language="nl", subject="x", text="{gone}"
    )

    assert mail_in("nl", network).text == house


def test_a_mail_is_given_the_variables_it_declares_and_no_others(network):
    with pytest.raises(WrongVariables, match="team"):
        actions.queue(
            "directory/mail/still_right.txt",
            to="a@exemple.example",
            network=network,
            language="fr",
            context={"address": "x", "days": 1},
        )


# In the back office


def page(language="nl"):
    return reverse("mail_text", args=[KIND, language])


def press(client, what, **words):
    data = {"subject": "Klopt het?", "text": DUTCH, "seen": 0, "do": what, **words}
    return client.post(page(), data)


def test_looking_shows_the_words_with_examples_and_saves_nothing(administrator):
    answer = press(administrator, "preview")

    assert "Klopt Équipe mobile Sambre nog?" in answer.text
    assert not MailText.objects.exists()


def test_an_editor_starts_from_the_words_of_the_house(administrator):
    text = administrator.get(page("fr")).text

    assert "{team}" in text and "{address}" in text
    assert "%(team)" not in text


def test_saving_and_going_back_tell_who_and_when(administrator):
    press(administrator, "save")
    administrator.post(reverse("mail_text_of_house", args=[KIND, "nl"]))

    versions = MailText.objects.values_list("text", "written_by__called")
    assert list(versions) == [("", "Ada"), (DUTCH, "Ada")]
    assert "Ada" in administrator.get(page()).text


def test_a_mistake_is_told_and_what_was_typed_is_kept(administrator):
    answer = press(administrator, "save", text="Dag {naam} {address}")

    assert answer.status_code == 422
    assert "{naam}" in answer.text and escape("{team}, {address}") in answer.text
    assert "Dag {naam} {address}</textarea>" in answer.text


def test_of_two_editors_the_second_is_told_before_writing_over(administrator):
    first = press(administrator, "save")
    second = press(administrator, "save", text="Hallo {address}")

    assert (first.status_code, second.status_code) == (302, 422)
    assert MailText.objects.count() == 1
    again = press(
        administrator, "save", text="Hallo {address}", seen=MailText.objects.get().pk
    )
    assert again.status_code == 302


def test_a_trial_goes_to_who_writes_it_and_nobody_else(administrator):
    press(administrator, "trial")

    mail = OutgoingMail.objects.get()
    assert mail.to == "ada@site.example"
    assert "Klopt het?" in mail.subject and mail.subject != "Klopt het?"
    assert not MailText.objects.exists()


def test_the_trial_of_who_wishes_discreet_mails_is_discreet(
    administrator, django_user_model
):
    Network.objects.update(neutral_email="info@exemple.example")
    django_user_model.objects.update(discreet_mails=True)

    press(administrator, "trial")

    mail = OutgoingMail.objects.get()
    assert mail.discreet and "Klopt het?" not in mail.subject
    assert "exemple.example" in mail.message_id


def test_who_is_no_administrator_does_not_reach_the_texts(client):
    addresses = [reverse("mail_texts"), page()]

    assert {client.get(address).status_code for address in addresses} <= {302, 404}
    assert client.post(page(), {"do": "save"}).status_code in (302, 404)
