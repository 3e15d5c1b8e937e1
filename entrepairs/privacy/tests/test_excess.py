import pytest

from entrepairs.privacy.excess import RULES, excessive

EXCESSIVE = {
    "fr": {
        "Date de naissance": "birth",
        "Votre date de naissance (JJ/MM/AAAA)": "birth",
        "Lieu de naissance": "birth",
        "Né(e) le": "birth",
        "Âge": "birth",
        "Diagnostic": "health",
        "Quel est votre diagnostic ?": "health",
        "Avez-vous des troubles psychiques ?": "health",
        "Maladie(s)": "health",
        "Médicaments pris": "health",
        "Traitement médicamenteux en cours": "health",
        "Nombre d’hospitalisations": "health",
        "Allergies": "health",
        "Handicap": "health",
        "Médecin traitant": "health",
        "Votre état de santé": "health",
        "Numéro national": "national",
        "N° de registre national (NISS)": "national",
        "Copie de la carte d’identité": "national",
        "IBAN": "money",
        "Numéro de compte bancaire": "money",
        "Vos revenus mensuels": "money",
        "Religion": "belief",
        "Nationalité": "belief",
        "Orientation sexuelle": "belief",
        "Appartenance syndicale": "belief",
        "Extrait de casier judiciaire": "justice",
        "État civil": "family",
        "Nombre d’enfants": "family",
    },
    "nl": {
        "Geboortedatum": "birth",
        "Geboren op": "birth",
        "Leeftijd": "birth",
        "Diagnose": "health",
        "Welke medicatie neemt u?": "health",
        "Ziekte of aandoening": "health",
        "Allergieën": "health",
        "Huisarts": "health",
        "Aantal opnames": "health",
        "Gezondheidstoestand": "health",
        "Rijksregisternummer": "national",
        "Kopie identiteitskaart": "national",
        "Rekeningnummer": "money",
        "Inkomen": "money",
        "Geloof": "belief",
        "Nationaliteit": "belief",
        "Vakbond": "belief",
        "Strafblad": "justice",
        "Burgerlijke staat": "family",
        "Aantal kinderen": "family",
    },
    "de": {
        "Geburtsdatum": "birth",
        "Ihr Alter": "birth",
        "Diagnose": "health",
        "Welche Medikamente nehmen Sie?": "health",
        "Krankheiten": "health",
        "Psychische Störung": "health",
        "Behinderung": "health",
        "Hausarzt": "health",
        "Nationalregisternummer": "national",
        "Nummer des Personalausweises": "national",
        "Kontonummer": "money",
        "Bankverbindung": "money",
        "Religionszugehörigkeit": "belief",
        "Staatsangehörigkeit": "belief",
        "Führungszeugnis": "justice",
        "Familienstand": "family",
    },
    "en": {
        "Date of birth": "birth",
        "DOB": "birth",
        "How old are you?": "birth",
        "Diagnosis": "health",
        "Current medication": "health",
        "Do you have a mental illness?": "health",
        "Medical history": "health",
        "Disability": "health",
        "Pregnant?": "health",
        "National number": "national",
        "Passport number": "national",
        "Bank account number": "money",
        "Monthly income": "money",
        "Religion": "belief",
        "Ethnic origin": "belief",
        "Political views": "belief",
        "Criminal record": "justice",
        "Marital status": "family",
    },
}

HARMLESS = {
    "fr": [
        "Date de naissance du projet",
        "Naissance de l’équipe",
        "Anniversaire de l’asbl",
        "Tranche d’âge du public",
        "Groupe d’âge",
        "Secteur : santé mentale",
        "Service de santé mentale",
        "Maison médicale",
        "Équipe psychiatrique",
        "Diagnostic des besoins du quartier",
        "Comment souhaitez-vous être appelé·e ?",
        "Adresse e-mail",
        "Ce qui vous aide à participer",
        "Ce que vous ne mangez pas",
        "Avez-vous 18 ans ou plus ?",
        "Langue préférée",
        "Compte bancaire de l’asbl",
        "Atelier en prison",
        "Partage d’expérience",
        "Message",
        "Problème technique",
        "Âgisme et entraide",
        "Nombre de pairs-aidants",
        "Image de marque",
        "Appartenance à une équipe",
        "Traitement de vos données",
        "Alter ego",
    ],
    "nl": [
        "Leeftijdsgroep",
        "Geestelijke gezondheidszorg",
        "Wijkgezondheidscentrum",
        "Rekeningnummer van de vzw",
        "Wat helpt u om deel te nemen?",
        "Voornaam",
        "Telefoon",
        "Verjaardag van de vzw",
        "Werk in de gevangenis",
        "Toestemming voor opnames",
    ],
    "de": [
        "Altersgruppe",
        "Psychische Gesundheit",
        "Gesundheitszentrum",
        "Was hilft Ihnen, teilzunehmen?",
        "Vorname",
        "Zielgruppe",
        "Bankkonto des Vereins",
        "Geburtstag des Vereins",
    ],
    "en": [
        "Age group",
        "Mental health services",
        "Health centre",
        "First name",
        "What helps you take part?",
        "The birth of the project",
        "Workshop in prison",
        "Bank account of the organisation",
        "Managed by",
        "Village",
        "Image",
        "Race to the top",
        "Treatment of your data",
    ],
}


def cases(told):
    return [(language, label) for language, labels in told.items() for label in labels]


@pytest.mark.parametrize(("language", "label"), cases(EXCESSIVE))
def test_a_question_that_asks_too_much_is_seen(language, label):
    warning = excessive(label, language)

    assert warning is not None and warning.code == EXCESSIVE[language][label]


@pytest.mark.parametrize(("language", "label"), cases(HARMLESS))
def test_a_harmless_question_is_left_alone(language, label):
    assert excessive(label, language) is None


def test_there_are_more_than_eighty_labels():
    assert len(cases(EXCESSIVE)) + len(cases(HARMLESS)) > 130


@pytest.mark.parametrize(
    "label", ["DATE DE NAISSANCE", "  date  de   naissance ", "iban:"]
)
def test_case_accents_and_spaces_do_not_matter(label):
    assert excessive(label)


def test_the_gravest_is_told():
    warning = excessive("Date de naissance et diagnostic")

    assert warning.code == "health" and warning.special


def test_each_rule_says_something_of_its_own():
    texts = {str(rule.warning.text) for rule in RULES}

    assert len(texts) == len(RULES) == len({rule.warning.code for rule in RULES})
