"""
Help lines of Belgium and its neighbours. None has a date of verification: whoever
runs the site calls each number, then sets the date in the back office.
"""

from django.db import migrations

ALWAYS = (
    "jour et nuit, tous les jours",
    "dag en nacht, elke dag",
    "Tag und Nacht, jeden Tag",
    "day and night, every day",
)
AMBULANCE = (
    "Une vie est en danger : ambulance, pompiers.",
    "Er is levensgevaar: ambulance, brandweer.",
    "Ein Leben ist in Gefahr: Krankenwagen, Feuerwehr.",
    "A life is in danger: ambulance, fire brigade.",
)
POLICE = (
    "Quelqu’un vous menace ou vous fait du mal.",
    "Iemand bedreigt je of doet je pijn.",
    "Jemand bedroht Sie oder tut Ihnen weh.",
    "Somebody threatens you or hurts you.",
)
TALK = (
    "Vous avez besoin de parler, de tout, avec quelqu’un qui écoute.",
    "Nood aan een gesprek, over alles, met iemand die luistert.",
    "Sie möchten reden, über alles, mit jemandem, der zuhört.",
    "You need to talk, about anything, with somebody who listens.",
)
SUICIDE = (
    "Vous pensez au suicide, ou vous avez peur pour un proche.",
    "Je denkt aan zelfmoord, of je bent bang om iemand.",
    "Sie denken an Suizid oder haben Angst um jemanden.",
    "You think of suicide, or fear for somebody close to you.",
)
YOUNG = (
    "Enfants et jeunes qui ont une question ou un souci.",
    "Kinderen en jongeren met een vraag of een zorg.",
    "Kinder und Jugendliche mit einer Frage oder Sorge.",
    "Children and young people with a question or a worry.",
)
VIOLENCE = (
    "Violence dans le couple ou la famille : en parler, savoir quoi faire.",
    "Geweld in het gezin of de relatie: erover praten, weten wat te doen.",
    "Gewalt in Familie oder Beziehung: darüber reden, wissen, was zu tun ist.",
    "Violence at home: talk about it, find out what you can do.",
)
RAPE = (
    "Vous avez vécu un viol ou une violence sexuelle, hier ou il y a longtemps.",
    "Je maakte seksueel geweld mee, gisteren of lang geleden.",
    "Sie haben sexuelle Gewalt erlebt, gestern oder vor langer Zeit.",
    "You lived through sexual violence, yesterday or long ago.",
)
DRUGS = (
    "Alcool, drogues, médicaments, jeu : pour vous ou pour un proche.",
    "Alcohol, drugs, pillen, gokken: voor jezelf of voor iemand anders.",
    "Alkohol, Drogen, Medikamente, Glücksspiel: für Sie oder Angehörige.",
    "Alcohol, drugs, medication, gambling: for you or somebody close.",
)
SOCIAL = (
    "Vous ne savez pas où dormir, où manger, vers qui aller, en Wallonie.",
    "Geen slaapplaats, geen eten, geen idee bij wie je terechtkunt, in Wallonië.",
    "Sie wissen nicht, wo schlafen, wo essen, an wen sich wenden, in der Wallonie.",
    "You do not know where to sleep, eat or turn to, in Wallonia.",
)
STREET = (
    "Vous êtes à la rue, ou vous voyez quelqu’un à la rue.",
    "Je leeft op straat, of je ziet iemand op straat.",
    "Sie sind auf der Straße oder sehen jemanden auf der Straße.",
    "You are on the street, or see somebody who is.",
)
POISON = (
    "Quelqu’un a avalé ou respiré quelque chose de dangereux.",
    "Iemand heeft iets gevaarlijks ingeslikt of ingeademd.",
    "Jemand hat etwas Gefährliches geschluckt oder eingeatmet.",
    "Somebody swallowed or breathed in something dangerous.",
)
MISSING = (
    "Un enfant a disparu, ou un enfant est exploité.",
    "Een kind is verdwenen, of een kind wordt misbruikt.",
    "Ein Kind ist verschwunden oder wird ausgebeutet.",
    "A child is missing, or a child is exploited.",
)
DEAF = (
    "Urgence par SMS, pour les personnes sourdes ou qui ne peuvent pas parler.",
    "Noodgeval per sms, voor wie doof is of niet kan spreken.",
    "Notruf per SMS, für gehörlose Menschen oder wer nicht sprechen kann.",
    "Emergency by text message, for whoever is deaf or cannot speak.",
)
ADVICE = (
    "Une infirmière ou un travailleur social répond à vos questions.",
    "Een verpleegkundige of maatschappelijk werker beantwoordt je vragen.",
    "Pflegefachkraft oder Sozialarbeiter beantworten Ihre Fragen.",
    "A nurse or a social worker answers your questions.",
)

U, F, A, H = "urgent", "free", "anonymous", "always"
# country: number, name, for whom, languages, marks
LINES = {
    "BE": [
        ("112", "Urgences / Noodnummer / Notruf", AMBULANCE, "fr nl de en", U + F + H),
        ("101", "Police / Politie / Polizei", POLICE, "fr nl de", U + F + H),
        ("107", "Télé-Accueil", TALK, "fr", F + A + H),
        ("106", "Tele-Onthaal", TALK, "nl", F + A + H),
        ("108", "Telefonhilfe Ostbelgien", TALK, "de", F + A),
        ("0800 32 123", "Centre de prévention du suicide", SUICIDE, "fr", F + A + H),
        ("1813", "Zelfmoordlijn", SUICIDE, "nl", F + A + H),
        ("103", "Écoute-Enfants", YOUNG, "fr", F + A),
        ("102", "Awel", YOUNG, "nl", F + A),
        ("0800 30 030", "Écoute violences conjugales", VIOLENCE, "fr", F + A + H),
        ("1712", "1712, geweld en misbruik", VIOLENCE, "nl", F + A),
        ("0800 98 100", "SOS Viol", RAPE, "fr", F + A),
        ("02 227 52 52", "Infor-Drogues & Addictions", DRUGS, "fr", A),
        ("078 15 10 20", "De DrugLijn", DRUGS, "nl", A),
        ("1718", "Urgences sociales", SOCIAL, "fr", F),
        ("1719", "Soziale Notrufnummer", SOCIAL, "de", F),
        ("0800 99 340", "Samusocial Bruxelles / Brussel", STREET, "fr nl", F + H),
        ("070 245 245", "Centre antipoisons / Antigifcentrum", POISON, "fr nl", H),
        ("116 000", "Child Focus", MISSING, "fr nl", F + H),
    ],
    "FR": [
        ("112", "Urgences", AMBULANCE, "fr en", U + F + H),
        ("15", "SAMU", AMBULANCE, "fr", U + F + H),
        ("17", "Police secours", POLICE, "fr", U + F + H),
        ("114", "Urgence par SMS", DEAF, "fr", U + F + H),
        ("3114", "Prévention du suicide", SUICIDE, "fr", F + H),
        ("09 72 39 40 50", "SOS Amitié", TALK, "fr", A + H),
        ("3919", "Violences Femmes Info", VIOLENCE, "fr", F + A + H),
        ("119", "Allô Enfance en danger", YOUNG, "fr", F + H),
        ("115", "Samu social", STREET, "fr", F + H),
        ("0 800 23 13 13", "Drogues Info Service", DRUGS, "fr", F + A),
    ],
    "LU": [
        ("112", "Urgences / Notruf", AMBULANCE, "fr de en", U + F + H),
        ("113", "Police grand-ducale", POLICE, "fr de en", U + F + H),
        ("45 45 45", "SOS Détresse", TALK, "fr de", A),
        ("116 111", "Kanner-Jugendtelefon", YOUNG, "fr de en", F + A),
    ],
    "NL": [
        ("112", "Noodnummer", AMBULANCE, "nl en", U + F + H),
        ("113", "113 Zelfmoordpreventie", SUICIDE, "nl", F + A + H),
        ("088 0767 000", "De Luisterlijn", TALK, "nl", A + H),
        ("0800 2000", "Veilig Thuis", VIOLENCE, "nl", F + H),
        ("0800 0432", "De Kindertelefoon", YOUNG, "nl", F + A),
    ],
    "DE": [
        ("112", "Notruf", AMBULANCE, "de en", U + F + H),
        ("110", "Polizei", POLICE, "de", U + F + H),
        ("0800 111 0 111", "Telefonseelsorge", TALK, "de", F + A + H),
        ("116 016", "Gewalt gegen Frauen", VIOLENCE, "de fr nl en", F + A + H),
        ("116 111", "Nummer gegen Kummer", YOUNG, "de", F + A),
    ],
    "CH": [
        ("144", "Ambulance / Sanität", AMBULANCE, "fr de en", U + F + H),
        ("117", "Police / Polizei", POLICE, "fr de", U + F + H),
        ("143", "La Main Tendue / Die Dargebotene Hand", TALK, "fr de", A + H),
        ("147", "Pro Juventute", YOUNG, "fr de", F + A + H),
    ],
    "CA": [
        ("911", "Urgences / Emergency", AMBULANCE, "fr en", U + F + H),
        ("988", "Crise de suicide / Suicide Crisis", SUICIDE, "fr en", F + H),
        ("1 866 277-3553", "1 866 APPELLE (Québec)", SUICIDE, "fr", F + H),
        ("811", "Info-Santé, Info-Social (Québec)", ADVICE, "fr en", F + H),
        ("1 800 668-6868", "Jeunesse, J’écoute / Kids Help Phone", YOUNG, "fr en", F + H),
    ],
}
LANGUAGES = ("fr", "nl", "de", "en")


def load(apps, schema_editor):
    HelpLine = apps.get_model("website", "HelpLine")
    if HelpLine.objects.exists():
        return
    rows = []
    for country, lines in LINES.items():
        for order, (number, name, whom, spoken, marks) in enumerate(lines, 1):
            texts = dict(zip(LANGUAGES, whom, strict=True))
            hours = dict(zip(LANGUAGES, ALWAYS if H in marks else [""] * 4))
            rows.append(
                HelpLine(
                    country=country,
                    number=number,
                    name=name,
                    languages=spoken.split(),
                    is_urgent=U in marks,
                    is_free=F in marks,
                    is_anonymous=A in marks,
                    order=order * 10,
                    **{f"description_{code}": text for code, text in texts.items()},
                    **{f"hours_{code}": text for code, text in hours.items()},
                )
            )
    HelpLine.objects.bulk_create(rows)


class Migration(migrations.Migration):
    dependencies = [("website", "0001_initial")]

    # Going back keeps the rows, as somebody may have corrected them.
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
