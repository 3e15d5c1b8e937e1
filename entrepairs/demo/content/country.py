"""Teams for the whole country, and entries that visitors do not see yet or any more."""

from entrepairs.demo.content.shape import GREY, Told

TEAMS = [
    Told(
        "Passerelles fédérales",
        "Service fédéral des Passerelles",
        "1000 Bruxelles",
        "administration poverty",
        "Des experts du vécu travaillent dans les administrations pour rendre les "
        "guichets plus simples. Ils relisent les lettres avant qu’elles ne partent.",
        activities="practice_advice policy training",
        forms="secondment employee_permanent",
        domains="poverty",
        speaks="fr nl de",
        peers="6+",
        since=2009,
        access="wheelchair lift",
        street="Boulevard des Guichets 50",
        others={
            "nl": "Ervaringsdeskundigen in armoede maken de loketten eenvoudiger. Ze "
            "lezen brieven na voor ze vertrekken.",
            "de": "Erfahrungsexperten machen die Schalter der Verwaltung einfacher. "
            "Sie lesen Briefe, bevor sie verschickt werden.",
        },
    ),
    Told(
        "Le Thé du jeudi",
        "Le Porche aux Hirondelles",
        "1000 Bruxelles",
        "self_help",
        "Le groupe s’est réuni chaque jeudi pendant douze ans autour d’un thé. Il a "
        "cessé ses rencontres ; ses carnets restent consultables.",
        activities="talking_group",
        forms="volunteer_no_reimbursement",
        domains="mental_health",
        paid="unpaid",
        since=2008,
        life="former",
        street="Rue du Carnet 9",
        peers="",
    ),
    Told(
        "Cours du soir des pairs",
        "Haute École du Val d’Encre",
        "5000 Namur",
        "training_research",
        "Une formation d’un an où la moitié des cours sont donnés par des pairs. On y "
        "apprend à raconter sans se perdre, et à écouter.",
        activities="training research co_supervision testimony",
        forms="paid_occasional self_employed",
        domains="mental_health addictions poverty",
        peers="6+",
        since=2016,
        access="wheelchair lift online",
        street="Rue de l’Encrier 4",
        others={
            "en": "A one-year course in which half of the classes are given by peers. "
            "You learn to tell your story and to listen."
        },
        visits=True,
        advises=True,
        also=("6000 Charleroi", "1000 Bruxelles"),
    ),
    Told(
        "Groupe d’échange des quatre vents",
        "Les Trois Fils",
        "1000 Bruxelles",
        "other self_help",
        "Des groupes de plusieurs pays se rendent visite deux fois par an. On compare "
        "les manières de faire, les statuts et les recettes de soupe.",
        publics="everyone",
        activities="international policy research",
        forms="board_mandate volunteer_actual_costs",
        domains="mental_health addictions poverty",
        speaks="fr nl de en",
        paid="unpaid",
        peers="3-5",
        since=2017,
        access="online",
        precision="commune",
        others={
            "de": "Gruppen aus mehreren Ländern besuchen einander zweimal im Jahr. "
            "Man vergleicht Arbeitsweisen, Verträge und Suppenrezepte.",
            "en": "Groups from several countries visit each other twice a year, and "
            "compare ways of working, contracts and soup recipes.",
        },
    ),
    Told(
        "Projet de l’Îlot-Neuf",
        "Le Tiroir à lumière",
        "4020 Liège",
        "mental_health",
        "L’équipe réfléchit à l’engagement d’un premier pair-aidant. Le groupe de "
        "travail se réunit chaque mois.",
        activities="",
        life="looking",
        peers="planned",
        paid="",
        state="draft",
        checked=-1,
    ),
    Told(
        "Accueil du Pont-Levis",
        "La Boîte à gués",
        "7500 Tournai",
        "justice",
        "À la sortie de prison, un pair attend à la porte avec un café et un plan de "
        "la ville. La fiche attend une relecture.",
        publics="prison",
        activities="welcome navigation",
        forms="volunteer_flat_rate",
        domains="prison",
        paid="unpaid",
        state="submitted",
        checked=-1,
    ),
    Told(
        "Ancienne antenne de la Sambre",
        "La Boîte à gués",
        "6000 Charleroi",
        "social_service",
        "L’antenne a fermé et ses activités ont été reprises ailleurs.",
        activities="navigation",
        life="former",
        state="archived",
        paid="",
        peers="",
        checked=GREY,
    ),
]
