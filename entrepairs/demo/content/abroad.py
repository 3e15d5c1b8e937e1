"""Teams in Alsace, Lille, Luxembourg and Québec."""

from entrepairs.demo.content.shape import Told

TEAMS = [
    Told(
        "La Péniche du dimanche",
        "Les Péniches solidaires",
        "67000 Strasbourg [FR]",
        "meeting_place mental_health",
        "Une péniche amarrée où l’on joue, cuisine et se repose. Les pairs tiennent la "
        "barre du dimanche, jour où tout le reste est fermé.",
        others={
            "de": "Ein vertäutes Hausboot zum Spielen, Kochen und Ausruhen. Am "
            "Sonntag, wenn alles andere zu ist, übernehmen die Peers das Steuer."
        },
        publics="everyone mental_distress",
        activities="welcome workshop informal_presence international",
        forms="volunteer_actual_costs paid_occasional",
        domains="mental_health",
        speaks="fr de",
        paid="both",
        peers="3-5",
        since=2016,
        access="dogs_welcome",
        street="Quai du Dimanche 2",
        visits=True,
    ),
    Told(
        "Équipe de liaison du Banc",
        "La Cigogne et le Banc",
        "68100 Mulhouse [FR]",
        "mh_mobile mh_hospital",
        "Entre l’hôpital et la maison, une médiatrice de santé pair fait le lien. Elle "
        "accompagne le premier rendez-vous et les courses qui vont avec.",
        activities="outreach individual_support translation team_meetings",
        forms="employee_permanent",
        domains="mental_health psychiatric_stay",
        speaks="fr de ar",
        since=2018,
        precision="commune",
        access="home_visits",
    ),
    Told(
        "Tables d’hôtes de Colmar",
        "La Cigogne et le Banc",
        "68000 Colmar [FR]",
        "poverty",
        "On cuisine à quatre mains, on mange à vingt. Des personnes qui ont connu la "
        "rue forment les bénévoles du quartier.",
        publics="everyone homeless",
        activities="workshop training informal_presence",
        forms="volunteer_no_reimbursement",
        domains="poverty street",
        speaks="fr de",
        paid="unpaid",
        since=2021,
        access="wheelchair children_welcome",
        street="Rue des Quatre-Mains 17",
    ),
    Told(
        "Cap au Nord",
        "Nord Passages",
        "59000 Lille [FR]",
        "housing_first",
        "Des travailleurs pairs accompagnent vers un chez-soi, des deux côtés de la "
        "frontière. On s’y échange aussi les bonnes idées belges.",
        publics="homeless dual_diagnosis",
        activities="individual_support outreach international",
        forms="employee_permanent",
        domains="street addictions",
        speaks="fr nl en",
        peers="3-5",
        since=2014,
        precision="commune",
        also=("7700 Mouscron",),
    ),
    Told(
        "D’Bréck",
        "Op der Bréck",
        "1234 Luxembourg [LU]",
        "mh_outpatient",
        "Un service où l’on passe du luxembourgeois au portugais au milieu d’une "
        "phrase. Une pair-aidante y reçoit deux jours par semaine.",
        others={
            "de": "Ein Dienst, in dem man mitten im Satz die Sprache wechselt. Eine "
            "Genesungsbegleiterin empfängt an zwei Tagen pro Woche."
        },
        activities="individual_support welcome team_meetings",
        forms="employee_fixed",
        domains="mental_health",
        speaks="fr de lb pt en",
        since=2022,
        access="wheelchair lift",
        street="Rue du Pont-qui-Penche 40",
    ),
    Told(
        "Rive sud",
        "Les Rives du Fleuve",
        "G1R Québec [CA]",
        "self_help training_research",
        "Des pairs aidants du Québec se réunissent en visio avec ceux d’Europe, le "
        "matin pour les uns, l’après-midi pour les autres.",
        activities="international training talking_group",
        forms="employee_permanent self_employed",
        domains="mental_health addictions",
        speaks="fr en",
        peers="6+",
        since=2007,
        access="online",
        precision="commune",
        others={
            "en": "Peer supporters from Québec meet those of Europe by video: morning "
            "for some, afternoon for the others."
        },
        visits=True,
    ),
]
