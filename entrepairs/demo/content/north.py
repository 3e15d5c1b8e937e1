"""Teams in Flanders and in Dutch-speaking Brussels."""

from entrepairs.demo.content.shape import STALE, Told

TEAMS = [
    Told(
        "De Leiekamer",
        "De Zachte Landing",
        "9000 Gent",
        "meeting_place mental_health",
        "Een huiskamer aan het water waar je zonder afspraak binnenstapt. "
        "Ervaringsdeskundigen zetten koffie en begeleiden de schrijftafel.",
        "De deur staat open van dinsdag tot zaterdag. Niemand vraagt je papieren.",
        "Je mag gewoon binnenkomen.\nDe koffie is gratis.\nMensen met eigen ervaring "
        "luisteren naar jou.",
        language="nl",
        others={
            "fr": "Un salon au bord de l’eau où l’on entre sans rendez-vous. Des "
            "pairs-aidants font le café et animent la table d’écriture.",
            "en": "A living room by the water where you walk in without an "
            "appointment. Peer supporters make coffee and lead the writing table.",
        },
        publics="everyone mental_distress",
        activities="welcome workshop informal_presence governance",
        forms="employee_permanent volunteer_flat_rate",
        domains="mental_health",
        speaks="nl fr en",
        access="wheelchair quiet_room",
        peers="3-5",
        paid="both",
        since=2015,
        street="Stille Kaai 8",
        hours="dinsdag tot zaterdag, 11 tot 18 uur",
        visits=True,
    ),
    Told(
        "Mobiel team Zuidrand",
        "De Zachte Landing",
        "1500 Halle",
        "mh_mobile",
        "We komen aan huis, ook ’s avonds. Een ervaringsdeskundige stapt mee en blijft "
        "wat langer zitten.",
        language="nl",
        publics="adults mental_distress",
        activities="outreach individual_support team_meetings",
        forms="employee_permanent",
        domains="mental_health psychiatric_stay",
        speaks="nl fr",
        access="home_visits",
        since=2018,
        precision="commune",
    ),
    Told(
        "Straatlicht Dokken",
        "Straatlicht Noord",
        "2000 Antwerpen",
        "street_work harm_reduction",
        "Straathoekwerkers en ex-gebruikers trekken samen de wijk in. Proper "
        "materiaal, een babbel, en de weg naar een bed.",
        language="nl",
        publics="drug_users homeless exiled",
        activities="outreach informal_presence navigation training",
        forms="employee_fixed jobism",
        domains="addictions street",
        speaks="nl en ar pl ru",
        peers="6+",
        since=2012,
        precision="commune",
        access="dogs_welcome",
    ),
    Told(
        "Herstelschool Lindeblad",
        "Huis Lindeblad",
        "3000 Leuven",
        "training_research",
        "Cursussen over herstel, gegeven door een duo: een hulpverlener en een "
        "ervaringsdeskundige. Iedereen mag zich inschrijven.",
        language="nl",
        publics="everyone relatives",
        activities="training research co_supervision",
        forms="self_employed paid_occasional",
        domains="mental_health addictions",
        speaks="nl en",
        access="wheelchair lift online",
        peers="6+",
        since=2016,
        street="Lindebladlaan 20",
        others={
            "fr": "Des cours sur le rétablissement, donnés à deux : une "
            "professionnelle et une paire-aidante. Ouverts à tout le monde."
        },
        advises=True,
    ),
    Told(
        "Dagcentrum De Vlasbloem",
        "Huis Lindeblad",
        "8500 Kortrijk",
        "mh_day",
        "Een dagcentrum met moestuin en fietsatelier. Wie er ooit deelnemer was, "
        "begeleidt nu de maandaggroep.",
        language="nl",
        activities="workshop talking_group team_meetings",
        forms="employee_permanent",
        domains="mental_health",
        speaks="nl fr",
        access="wheelchair adapted_toilet",
        since=2017,
        street="Vlasbloemstraat 45",
        checked=STALE,
        state="to_verify",
    ),
    Told(
        "Schuldvrij samen",
        "De Derde Stoel",
        "3500 Hasselt",
        "poverty public_social",
        "Naast de maatschappelijk werker staat een derde stoel: die van iemand die "
        "zelf in armoede leefde. Samen lees je de brieven.",
        language="nl",
        publics="everyone parents",
        activities="navigation advocacy_individual policy",
        forms="secondment article_60",
        domains="poverty",
        speaks="nl tr it",
        since=2019,
        access="wheelchair plain_language",
        street="Derdestoelplein 3",
    ),
    Told(
        "Open huis Noordkwartier",
        "De Derde Stoel",
        "1030 Schaarbeek",
        "social_service",
        "Een Nederlandstalig huis in Brussel voor wie de weg kwijt is in papieren. "
        "Vrijwilligers met ervaring zitten naast je aan tafel.",
        language="nl",
        others={
            "fr": "Une maison néerlandophone à Bruxelles pour qui se perd dans les "
            "papiers. Des volontaires passés par là s’assoient à côté de vous."
        },
        publics="everyone exiled",
        activities="navigation welcome translation",
        forms="volunteer_flat_rate",
        domains="poverty exile",
        speaks="nl fr ar tr",
        paid="unpaid",
        peers="3-5",
        since=2020,
        street="Papegaaistraat 66",
        access="wheelchair interpreter",
    ),
]
