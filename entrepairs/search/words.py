"""Words that say little: left out of texts and questions, or of questions only."""

# Our own short lists. A word that means something in another of the four languages
# ("son" in English, "war" in English, "sans" in "sans abri") is left out of them.
FRENCH = """
a afin ai ainsi alors apres as au aupres aussi autre autres aux avec avez avons c ca
car ce ceci cela celle celles celui ces cet cette ceux chez ci comme d dans de depuis
des dont du elle elles en entre es est et etc etre eu eux font fut il ils j je jusqu
l la laquelle le leque les leur leurs lors lui m ma mais me meme memes mes moi mon n
ne ni nos notre nous on ont ou par parce pas pendant peu peut pour pourquoi puis qu
quand que quel quelle quelles quels qui quoi s sa se selon ses si son sont sous suis
sur t ta te tes toi ton tous tout toute toutes tres tu un une vers vos votre vous y
"""
DUTCH = """
aan al als ben bij dat de deze die dit door een en er haar heb hebben heeft hem het
hij hoe hun ik ook in is je jij jouw jullie kan mij mijn naar niet nog nu of om omdat
onder ons onze ook op over te toch tot u uit uw van voor waar wat we wel werd wij
wordt worden zal ze zich zij zijn zo zou
"""
GERMAN = """
aber als am an auch auf aus bei beim bin bis da das dass dein dem den der des die dies
diese dieser dir doch du durch ein eine einem einen einer eines er es euch fur habe
haben hat ich ihr ihre ihrer im in ist ja kein keine mein meine meiner meinem mich mir
mit nach nicht noch oder ohne sein seine sich sie sind so uber um und uns unser von vor
was weil wenn werden wie wir wird wo zu zum zur
"""
ENGLISH = """
a about am an and are as at be been but by can do does for from had has have he her his
how i if in into is it its just me my not of on or our she so some than that the their
them then there they this to too very was we were what when where which who why will
with would you your
"""
STOP = frozenset(f"{FRENCH} {DUTCH} {GERMAN} {ENGLISH}".split())

# Of a question: "I look for help with ...". They count when nothing else is typed.
_LITTLE = """
aide aider aidez arrive besoin bonjour centre cherche chercher comment contre faire
faut lieu peux pouvoir pres probleme problemes proche question recherche region
salut service services soutien svp trouver veux voudrais vivre
hulp help helpen dienst diensten nodig probleem problemen vinden wil zoek zoeken
zoekt centrum buurt graag
hilfe brauche dienst finden helfen mochte nahe problem probleme stelle suche suchen
will zentrum
need needs support find looking seek want getting trouble near service services
please problems
fils fille mari zoon dochter sohn tochter daughter husband wife
"""
FILLERS = frozenset(_LITTLE.split())
