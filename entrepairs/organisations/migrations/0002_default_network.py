"""The network that answers for every host no other network has."""

from django.db import migrations

DEFAULT = {
    "code": "entrepairs",
    "name": "Entrepairs",
    "tagline_fr": "Trouver une équipe qui travaille avec des pairs-aidants",
    "tagline_nl": "Vind een team dat met ervaringsdeskundigen werkt",
    "tagline_de": "Ein Team finden, das mit Genesungsbegleitern arbeitet",
    "tagline_en": "Find a team that works with peer supporters",
    "country": "BE",
    "authority_name": (
        "Autorité de protection des données / Gegevensbeschermingsautoriteit"
    ),
    "authority_address": "Rue de la Presse 35, 1000 Bruxelles",
    "authority_phone": "+32 2 274 48 00",
    "authority_website": "https://www.autoriteprotectiondonnees.be",
    # To be filled in by whoever runs the site: the pages show these as they are.
    "controller_name": "[À compléter\u00a0: nom de l’association responsable]",
    "controller_address": "[À compléter\u00a0: adresse postale]",
    "controller_email": "a-completer@entrepairs.example",
    "sender_name": "Entrepairs",
    "sender_email": "a-completer@entrepairs.example",
    "phone": "[À compléter\u00a0: numéro de téléphone]",
}


def load(apps, schema_editor):
    Network = apps.get_model("organisations", "Network")
    if not Network.objects.filter(host=None).exists():
        Network.objects.create(**DEFAULT)


class Migration(migrations.Migration):
    dependencies = [("organisations", "0001_initial")]

    # Going back keeps the row, as organisations may be in it; `load` then finds it.
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
