"""
Questions that ask for more than most purposes need: a date of birth, a diagnosis, a
bank account. Whoever asks must say why, and the data-protection contact learns of it.

    warnings = warnings_of(["Votre diagnostic"], "fr")
    if warnings: ...  # show each text, ask for a reason
    justify(questions, reason=reason, where=form.title, network=network)

Words are looked for in all four languages: an organisation writes in several.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from entrepairs.core.errors import Refused
from entrepairs.core.text import fold
from entrepairs.organisations.models import Network
from entrepairs.privacy import mails

REASON_LENGTH = 10  # letters: less says nothing


@dataclass(frozen=True)
class Warning:
    """What the question asks too much of, and what to think of instead."""

    code: str  # never reused
    text: Promise
    special: bool = False  # article 9: forbidden unless the person agrees expressly


@dataclass(frozen=True)
class Rule:
    """Of words, as `fold` leaves them. `unless` takes a hit back."""

    warning: Warning
    words: str  # alternatives of a regular expression, whole words
    unless: str = ""

    def hits(self, folded: str) -> bool:
        if self.unless and _whole(self.unless).search(folded):
            return False
        return _whole(self.words).search(folded) is not None


def _whole(words: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{words})\b")


BIRTH = Warning(
    "birth",
    _(
        "A date or place of birth is rarely needed. If it is about being of age, ask"
        " “Are you 18 or older?”."
    ),
)
HEALTH = Warning(
    "health",
    _(
        "This asks about health. The law forbids it unless the person agrees"
        " expressly. To welcome somebody well, ask “What helps you take part?”."
    ),
    special=True,
)
NATIONAL = Warning(
    "national",
    _(
        "The national number and copies of identity cards may be used only where a"
        " law provides for it."
    ),
)
MONEY = Warning(
    "money",
    _(
        "A bank account or an income is needed only to pay somebody back: ask for it"
        " then, and show it to the treasurer only."
    ),
)
BELIEF = Warning(
    "belief",
    _(
        "This asks about religion, politics, origin or intimate life. The law forbids"
        " it unless the person agrees expressly. For meals, ask “What do you not"
        " eat?”."
    ),
    special=True,
)
JUSTICE = Warning(
    "justice",
    _("Convictions and matters before a court are not to be asked about here."),
    special=True,
)
FAMILY = Warning(
    "family",
    _("Family life is rarely needed, and tells of other persons too."),
)

# What is of a thing, not of a person.
THINGS = (
    "projets?|project(?:en)?|projekts?|equipes?|teams?|asbl|vzw|associations?"
    "|organisations?|organisaties?|vereins?|vereniging(?:en)?|activites?|activiteiten"
    "|services?|diensten?|groupes?|groep|gruppen?|mouvement|beweging|bewegung|site"
    "|websites?|initiatives?|initiatief|initiatieven"
)
FOOD = "carte|menu|menus?|repas|maaltijd|maaltijden|essen|meals?"

RULES = (
    Rule(
        BIRTH,
        "(?:date|lieu|jour|annee|ville|pays) de (?:votre |ta |sa |la )?naissance"
        "|ne(?: ?(?:e|s|es))? le|date naiss\\w*|ddn|naissance|age"
        "|anniversaire|geboorte(?:datum|plaats|jaar|dag|land)?|geboren(?: op| am)?"
        "|verjaardag|leeftijd|geburts(?:datum|tag|ort|jahr|land|name)?|geburt|alter"
        "|date of birth|birth ?(?:date|day|place|year)?|dob|born(?: on)?|(?:your |how )"
        "?(?:age|old are you)",
        unless=f"(?:naissance|geboorte|geburt|birth|age|anniversaire|verjaardag"
        f"|geburtstag|birthday|alter|leeftijd) (?:d|de|du|des|of|of the|van|van de"
        f"|van het|der|des|l|de l|the|our|notre|ons|onze|unseres?)(?: \\w+)?"
        f" ?(?:{THINGS})|date de naissance du (?:{THINGS})"
        "|alter ego|groupes? d age|tranches? d age|leeftijdsgroep(?:en)?|altersgruppen?"
        "|age groups?|publics?|doelgroep(?:en)?|zielgruppen?|fin d age|moyen age",
    ),
    Rule(
        HEALTH,
        "diagnos(?:tic|tics|e|es|is|en|tique)|patholog\\w+|malad(?:ie|ies|e|es)"
        "|troubles?(?: psychi\\w+| mental\\w*| bipolaire\\w*)?|symptom\\w*"
        "|(?:antecedents?|dossier|suivi|certificat|etat) (?:medica\\w+|psychiatri\\w+"
        "|de sante)|medicaments?|medication|medications|traitements? (?:medica\\w+"
        "|actuel\\w*|en cours|psy\\w*)|hospitalisations?|hospitalise\\w*|allergies?"
        "|handicaps?|invalidite|addictions?|toxicomani\\w+|grossesse|enceinte"
        "|groupe sanguin|seropositi\\w*|vih|hiv|(?:votre|ta|sa) sante|psychiatre"
        "|medecin traitant|tentatives? de suicide|vaccin\\w*"
        "|ziekten?|aandoening(?:en)?|stoornis(?:sen)?|medicijnen|medicatie"
        "|geneesmiddel(?:en)?|behandelend arts|huisarts|ziekenhuisopnames?"
        "|aantal opnames?"
        "|allergie(?:en)?|handicap|beperking(?:en)?|verslaving(?:en)?|zwanger\\w*"
        "|bloedgroep|gezondheid(?:stoestand)?|medisch\\w*|psychiater"
        "|krankheit(?:en)?|erkrankung(?:en)?|storung(?:en)?|medikamente?|medikation"
        "|hausarzt|krankenhausaufenthalte?|allergien?|behinderung(?:en)?"
        "|sucht\\w*|schwanger\\w*|blutgruppe|gesundheit(?:szustand)?|psychiaterin"
        "|illness(?:es)?|diseases?|disorders?|medicines?|treatment|medical\\w*"
        "|hospitali[sz]ations?|disabilit(?:y|ies)|pregnan\\w*|blood type"
        "|health(?: condition\\w*| status| problems?| history)?|your health"
        "|mental health (?:history|condition)|impfung\\w*",
        unless="troubles? (?:techniques?|de connexion)|maison (?:medicale|de sante)"
        "|(?:centre|service|secteur|equipe|institution|structure|lieu)s?"
        " (?:de |du |d )?(?:\\w+ )?(?:sante|medica\\w+|psychiatri\\w+)"
        "|sante mentale|geestelijke gezondheids?\\w*|psychische gesundheit"
        "|mental health (?:sector|services?|teams?|centre|center|care)"
        "|health (?:sector|services?|centre|center|house|care)|acces(?:sible|sibilite)"
        "|diagnos\\w* (?:de|du|of|van|der|des) (?:\\w+ )?(?:besoins?|projet|equipe"
        "|territoire|needs?|quartier|team)|gezondheidszorg"
        "|treatment of (?:your |personal )?data"
        "|gesundheits(?:wesen|zentrum|dienste?)|wijkgezondheidscentrum",
    ),
    Rule(
        NATIONAL,
        "(?:numero|n|no|nr) (?:national|de registre national|du registre national"
        "|niss|inss|d identification)|registre national|niss|inss|numero de securite"
        " sociale|(?:carte|copie de (?:la )?carte|numero de (?:la )?carte) d identite"
        "|passeport|titre de sejour|rijksregisternummers?|rijksregister|insz"
        "|identiteitskaart(?:nummer)?|paspoort(?:nummer)?|verblijfs(?:titel|vergunning)"
        "|nationalregister(?:nummer)?|nationalregisternummer|personalausweis\\w*"
        "|reisepass\\w*|sozialversicherungsnummer|ausweisnummer|aufenthaltstitel"
        "|national (?:number|id|register)|(?:social security|id card|identity card"
        "|passport) ?(?:number|copy)?|ssn|residence permit",
    ),
    Rule(
        MONEY,
        "iban|bic|compte (?:bancaire|en banque)|numero de compte|rib|(?:vos|votre|ses)"
        " revenus?|revenus?|salaire|situation (?:financiere|bancaire)|dettes?"
        "|rekening(?:nummer)?|bankrekening(?:nummer)?|inkomen|loon|schulden"
        "|kontonummer|bankverbindung|bankkonto|einkommen|gehalt|bank account"
        "|account number|income|salary|debts?|credit card|carte de credit"
        "|kredietkaart|kreditkarte",
        unless=f"(?:iban|compte bancaire|rekening(?:nummer)?|bankkonto|bank account)"
        f" (?:de |du |of |of the |van |van de |des |der |l |d |de l )?(?:{THINGS})"
        "|revenus? d integration de l equipe",
    ),
    Rule(
        BELIEF,
        "religion|religie\\w*|religieu\\w*|croyances?|confession|conviction"
        "s? (?:religieu\\w+|philosophi\\w+|politi\\w+)|parti politique"
        "|appartenance (?:religieuse|politique|ethnique|syndicale)"
        "|opinions? politiques?|syndicat|syndica\\w+|origine (?:ethnique|raciale)"
        "|ethnie|race|nationalite|orientation sexuelle|vie sexuelle|sexualite|genre et"
        " sexualite|geloof|godsdienst|geloofsovertuiging|politieke (?:voorkeur"
        "|overtuiging|partij)|vakbond|etnische (?:afkomst|herkomst)|nationaliteit"
        "|seksuele (?:geaardheid|voorkeur|orientatie)|religionszugehorigkeit"
        "|konfession|glaube|politische (?:meinung|partei|einstellung)|gewerkschaft"
        "|ethnische herkunft|staatsangehorigkeit|sexuelle orientierung|religio\\w+"
        "|faith|beliefs?|political (?:views?|party|opinions?)|trade union|ethnicity"
        "|ethnic origin|nationality|sexual orientation|sex life",
        unless="(?:course|race) (?:a|de|to|against) \\w+|race to the|horse race"
        f"|confession de (?:foi )?(?:{THINGS})|(?:{FOOD}) (?:religieu\\w+)"
        "|sexualite (?:et|and|en|und) \\w+ (?:atelier|workshop)",
    ),
    Rule(
        JUSTICE,
        "casier judiciaire|condamnations?|antecedents? judiciaires?|extrait de casier"
        "|detention|prison|strafregister|strafblad|veroordeling(?:en)?|gevangenis"
        "|vorstrafen?|fuhrungszeugnis|verurteilung(?:en)?|gefangnis|criminal record"
        "|convictions?(?: for)?|prison record|police record",
        unless="(?:equipe|travail|intervention|atelier|projet|team|work|werk|arbeit"
        "|project|workshop)s? (?:en|in|im|dans|a|de) (?:la |le |the |de )?"
        "(?:prison|detention|gevangenis|gefangnis)|conviction (?:religi|philo|politi)"
        "\\w*",
    ),
    Rule(
        FAMILY,
        "etat civil|situation (?:familiale|de famille|matrimoniale)"
        "|nombre d enfants|noms? (?:de )?(?:vos|des) enfants|(?:nom|profession) (?:du"
        " pere|de la mere)|burgerlijke staat|gezinssituatie|gezinstoestand|aantal"
        " kinderen|familienstand|zivilstand|anzahl (?:der )?kinder|familiensituation"
        "|marital status|family situation|number of children|names? of your children",
    ),
)


def excessive(label: str, language: str = "") -> Warning | None:
    """
    What is excessive in a question or a column, the gravest first; nothing when all
    is well. `language` is the one it is written in; words of the others count too.
    """
    folded = fold(label)
    hits = [rule.warning for rule in RULES if rule.hits(folded)]
    return next((hit for hit in hits if hit.special), hits[0] if hits else None)


def warnings_of(questions: Iterable[str], language: str = "") -> dict[str, Warning]:
    """Each question that asks too much, with what is excessive in it."""
    found = {one: excessive(one, language) for one in questions}
    return {question: warning for question, warning in found.items() if warning}


@transaction.atomic
def justify(
    questions: Iterable[str], *, reason: str, where: str, network: Network
) -> dict[str, Warning]:
    """
    Let a form or a list ask what is excessive, for a reason that the data-protection
    contact of the network reads in a mail. Returns what is excessive; nothing: no mail.

    `where` names the form. Raises `Refused` when there is no reason to speak of.
    """
    found = warnings_of(questions)
    if not found:
        return found
    if len(reason.strip()) < REASON_LENGTH:
        raise Refused(str(_("Say in a sentence why this must be asked.")))
    mails.asks_too_much(
        network, where=where, questions=list(found), reason=reason.strip()
    )
    return found
