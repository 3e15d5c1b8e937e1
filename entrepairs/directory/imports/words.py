"""The words people head their columns with, and what they write in them."""

import re

from entrepairs.core.text import fold

NOTHING = frozenset(
    fold(word)
    for word in (
        *("", "néant", "aucun", "aucune", "nihil", "geen", "keine", "none", "null"),
        *("n/a", "na", "nc", "nr", "nan", "sans objet", "inconnu", "onbekend"),
        *("unbekannt", "nvt", "rien", "pas de site", "à compléter"),
    )
)
ROLES = frozenset(
    (
        *("info", "contact", "accueil", "secretariat", "service", "direction"),
        *("team", "equipe", "admin", "onthaal", "welcome", "coordination"),
        *("coordinatie", "centre", "centrum", "asbl", "vzw", "cpas", "ocmw"),
        *("hopital", "hospital", "clinique", "maison", "plateforme", "bureau"),
        *("agence", "point", "mediation", "social", "sociale", "permanence"),
        *("ecoute", "aide", "mail", "courrier", "office", "support", "dienst"),
        *("praxis", "beratung", "urgence", "urgences", "formation", "jeunes"),
        *("adultes", "antenne", "site", "ville", "mairie", "commune", "cellule"),
        *("pole", "reseau", "groupe", "residence", "foyer", "ssm", "csm", "amo"),
        *("casg", "caw"),
    )
)
"""Words in the address of a house."""

_NAMES = (
    "janv fevr mars avri mai juin juil aout sept octo nove dece",
    "jan feb mar apr may jun jul aug sep oct nov dec",
    "jan feb maa apr mei jun jul aug sep okt nov dec",
    "jan feb mar apr mai jun jul aug sep okt nov dez",
    "jan fev mars avr mai juin juil aout sept oct nov dec",
)
MONTHS = {
    name: number
    for names in _NAMES
    for number, name in enumerate(names.split(), start=1)
}

COUNTRIES = {
    fold(name): code
    for code, names in {
        "BE": ("be", "bel", "b", "belgique", "belgië", "belgien", "belgium"),
        "FR": ("fr", "fra", "f", "france", "frankrijk", "frankreich"),
        "LU": ("lu", "lux", "l", "luxembourg", "luxemburg"),
        "NL": ("nl", "nld", "pays-bas", "nederland", "niederlande", "netherlands"),
        "DE": ("de", "deu", "d", "allemagne", "duitsland", "deutschland", "germany"),
        "CH": ("ch", "che", "suisse", "zwitserland", "schweiz", "switzerland"),
        "CA": ("ca", "can", "canada", "québec", "kanada"),
    }.items()
    for name in names
}
YES = ("oui", "o", "x", "v", "vrai", "true", "1", "ja", "j", "wahr", "yes", "y", "ok")
NO = ("non", "n", "0", "faux", "false", "nee", "neen", "nein", "falsch", "no")
SECRET = (
    *("caché", "cachée", "secret", "secrète", "confidentiel", "confidentielle"),
    *("adresse secrète", "adresse cachée", "adresse confidentielle", "masquée"),
    *("ne pas diffuser", "ne pas publier", "ne pas afficher", "sur demande"),
    *("non publique", "non public", "pas publique", "non communiquée", "privée"),
    *("verborgen", "geheim", "geheim adres", "vertrouwelijk", "niet publiek"),
    *("niet openbaar", "niet publiceren", "niet tonen", "op aanvraag", "privé"),
    *("vertraulich", "geheime adresse", "auf anfrage", "nicht öffentlich"),
    *("nicht veröffentlichen", "nicht zeigen", "versteckt", "confidential", "hidden"),
    *("not public", "do not publish", "on request", "private"),
)
KEEPS_SECRET = re.compile(
    r"\b(secret|secrete|secretes|confiden\w*|cachee?s?|masquee?s?|invisible|hidden"
    r"|private|privee|geheim\w*|vertrouwelijk\w*|verborgen\w*|onzichtbaar"
    r"|vertraulich\w*|versteckt\w*|unsichtbar"
    r"|(non|not|niet|pas|nicht) (publi\w*|openbaar|offentlich)"
    r"|(ne pas|niet|nicht|not) (diffuser|publi\w*|afficher|tonen|veroffentlichen))\b"
)
"""Folded headings of columns that say which addresses are to be kept secret."""

HEADINGS: dict[str, tuple[str, ...]] = {
    "name": (
        *("nom", "dénomination", "équipe", "nom de l'équipe", "service", "intitulé"),
        *("nom du service", "nom du site", "site_name", "nom de la structure"),
        *("structure", "titre", "naam", "dienst", "naam van de dienst", "team"),
        *("naam van het team", "benaming", "name", "bezeichnung", "einrichtung"),
        *("name der einrichtung", "dienststelle", "team name", "service name"),
        *("nom équipe", "nom service", "name des teams", "title", "titel"),
    ),
    "organisation": (
        *("organisation", "organization", "organisme", "association", "asbl"),
        *("institution", "opérateur", "employeur", "pouvoir organisateur"),
        *("nom de l'organisation", "nom de l'association", "porteur", "hôpital"),
        *("organisatie", "vzw", "instelling", "vereniging", "werkgever"),
        *("ziekenhuis", "träger", "trägerverein", "verein", "vog", "hospital_name"),
        *("organisation name", "krankenhaus", "organisme porteur", "mouvement"),
    ),
    "summary": (
        *("résumé", "présentation", "courte description", "en bref", "accroche"),
        *("samenvatting", "korte beschrijving", "in het kort", "kurzbeschreibung"),
        *("zusammenfassung", "summary", "short description", "présentation courte"),
    ),
    "description": (
        *("description", "descriptif", "missions", "activités et missions"),
        *("beschrijving", "omschrijving", "beschreibung", "commentaire"),
        *("présentation longue", "texte", "opdrachten", "aufgaben"),
    ),
    "sectors": (
        *("secteur", "secteurs", "type", "catégorie", "type de service", "domaine"),
        *("secteur d'activité", "sector", "sectoren", "soort", "type dienst"),
        *("categorie", "bereich", "sektor", "art", "kategorie", "category"),
        *("sectors", "facility_type", "type de structure", "types"),
    ),
    "publics": (
        *("public", "publics", "public cible", "public visé", "publics servis"),
        *("doelgroep", "doelgroepen", "publiek", "zielgruppe", "zielgruppen"),
        *("target group", "audience", "publics accueillis"),
    ),
    "activities": (
        *("activités des pairs", "activités", "tâches des pairs", "missions des pairs"),
        *("activiteiten", "taken", "aktivitäten", "tätigkeiten", "activities"),
    ),
    "forms": (
        *("formes d'engagement", "statut des pairs", "type de contrat", "contrat"),
        *("contrats", "contracten", "soort contract", "vertrag", "vertragsart"),
        *("contract", "contracts", "forms of involvement"),
    ),
    "domains": (
        *("domaines de vécu", "savoir expérientiel", "domaine du vécu", "vécu"),
        *("ervaringsdomeinen", "erfahrungsbereiche", "lived experience"),
    ),
    "languages": (
        *("langue", "langues", "langues parlées", "taal", "talen", "gesproken talen"),
        *("sprache", "sprachen", "languages", "language", "spoken languages"),
    ),
    "access": (
        *("accessibilité", "accès", "pmr", "toegankelijkheid", "barrierefreiheit"),
        *("accessibility", "zugänglichkeit"),
    ),
    "street": (
        *("adresse", "rue", "rue et numéro", "adresse postale", "voie", "siège"),
        *("adresse complète", "straat", "adres", "straat en nummer", "straatnaam"),
        *("straße", "straße und nummer", "anschrift", "street", "address"),
        *("street address", "streetaddress", "rue et n°", "straat en huisnummer"),
    ),
    "number": (
        *("house_number", "housenumber", "huisnummer", "hausnummer"),
        *("numéro de rue", "n° de rue", "numéro de maison"),
    ),
    "postcode": (
        *("code postal", "cp", "postcode", "postnummer", "plz", "postleitzahl"),
        *("zip", "zip code", "zipcode", "postal code", "postalcode", "npa", "c.p."),
    ),
    "locality": (
        *("localité", "commune", "ville", "gemeente", "stad", "plaats", "woonplaats"),
        *("ort", "gemeinde", "stadt", "ortschaft", "locality", "city", "town"),
        *("municipality", "addresslocality", "entité", "village", "lieu"),
    ),
    "country": ("pays", "land", "country", "cc", "code pays", "country code", "staat"),
    "latitude": ("lat", "latitude", "breedtegraad", "breitengrad", "breite", "y"),
    "longitude": (
        *("lon", "lng", "long", "longitude", "lengtegraad", "längengrad", "länge", "x"),
    ),
    "phone": (
        *("téléphone", "tél", "tel", "tél / gsm", "gsm", "numéro de téléphone"),
        *("telefoon", "telefoonnummer", "tel. nr.", "telefon", "telefonnummer"),
        *("phone", "telephone", "contact_phone", "tél fixe", "phone number"),
    ),
    "email": (
        *("e-mail", "email", "mail", "courriel", "adresse mail", "adresse e-mail"),
        *("mailadres", "e-mailadres", "e-mail-adresse", "mél", "email address"),
    ),
    "website": (
        *("site web", "site", "site internet", "website", "url", "web", "webseite"),
        *("webpagina", "webstek", "page internet", "internet", "lien", "homepage"),
    ),
    "hours": (
        *("horaires", "horaire", "heures d'ouverture", "heures", "openingsuren"),
        *("openingstijden", "öffnungszeiten", "opening hours", "hours", "permanence"),
        *("osm_opening_hours", "permanences"),
    ),
    "since": (
        *("depuis", "année", "depuis l'année", "travaille avec des pairs depuis"),
        *("année de début", "sinds", "sinds jaar", "seit", "seit jahr", "since"),
        *("since year", "jaar", "jahr", "year"),
    ),
    "paid": (
        *("rémunéré", "rémunérés", "rémunération", "payé", "payés", "pairs rémunérés"),
        *("betaald", "bezoldigd", "bezahlt", "paid", "pair rémunéré"),
    ),
    "peers": (
        *("nombre de pairs", "nombre de pairs-aidants", "pairs", "pairs-aidants"),
        *("aantal ervaringsdeskundigen", "anzahl genesungsbegleiter"),
        *("number of peers", "peers"),
    ),
    "life": (
        *("situation", "état", "statut", "status", "toestand", "stand"),
        *("travail avec des pairs", "werking met ervaringsdeskundigen"),
    ),
    "precision": (
        *("précision de l'adresse", "adresse publique", "adresse visible"),
        *("adres zichtbaar", "openbaar adres", "adresse sichtbar", "address shown"),
    ),
    "secret": (
        *("adresse confidentielle", "adresse secrète", "adresse cachée", "masquée"),
        *("confidentiel", "confidentielle", "confidentialité", "secret", "secrète"),
        *("adresse masquée", "adresse invisible", "adresse non publique", "cachée"),
        *("adresse à cacher", "ne pas diffuser l'adresse", "ne pas diffuser"),
        *("geheim adres", "geheim", "verborgen", "verborgen adres", "vertrouwelijk"),
        *("vertrouwelijk adres", "adres onzichtbaar", "adres niet publiek"),
        *("vertraulich", "vertrauliche adresse", "geheime adresse", "versteckt"),
        *("adresse vertraulich", "adresse geheim", "adresse unsichtbar"),
        *("confidential", "confidential address", "hidden", "hidden address"),
        *("secret address", "address hidden"),
    ),
    "verified_on": (
        *("mis à jour le", "mise à jour", "dernière mise à jour", "dernière m.à.j."),
        *("date de mise à jour", "vérifié le", "vérification", "date", "m.à.j."),
        *("bijgewerkt op", "laatste update", "gecontroleerd op", "datum"),
        *("aktualisiert am", "geprüft am", "update", "updated", "last updated"),
        *("checked on", "last verified", "ref_date", "updated at"),
    ),
}
