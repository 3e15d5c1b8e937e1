"""Words of somebody whose life may be in danger now, in the languages of the site."""

import re

from entrepairs.core.text import fold

# Folded, one word after the other; `*` stands for any ending. Rather one too many: the
# notice that follows takes nothing away from the answer.
SIGNS = (
    *("suicid*", "me tuer", "veux mourir", "voudrais mourir", "envie de mourir"),
    *("vais mourir", "en finir avec la vie", "veux en finir", "envie de vivre"),
    *("veux plus vivre", "me faire du mal", "me fais du mal", "overdose"),
    *("me frappe", "me bat", "me viole", "me menace"),
    *("zelfmoord*", "zelfdod*", "wil dood", "wil sterven", "niet meer leven"),
    *("mezelf doden", "mezelf pijn", "slaat mij", "slaat me", "bedreigt me*"),
    *("selbstmord*", "suizid*", "will sterben", "nicht mehr leben", "mich umbringen"),
    *("leben nehmen", "mich verletzen", "schlagt mich", "bedroht mich"),
    *("kill myself", "want to die", "wanna die", "end my life", "hurt myself"),
    *("beats me", "hits me", "rapes me", "threatens me"),
)
_SIGN = re.compile("|".join(rf"\b{sign.replace('*', '[a-z]*')}\b" for sign in SIGNS))
_GAPS = re.compile(r"[^a-z0-9]+")


def tells_of_danger(text: str) -> bool:
    """Whether numbers to call come before all else."""
    return bool(_SIGN.search(_GAPS.sub(" ", fold(text))))
